#include "ec2plan/document/names.hpp"

#include <array>
#include <utility>

namespace ec2plan {
namespace {

template <typename Value, std::size_t Size>
using Names = std::array<std::pair<Value, std::string_view>, Size>;

constexpr Names<Precision, 3> precisions{
    {{Precision::bf16, "bf16"}, {Precision::fp16, "fp16"}, {Precision::fp8, "fp8"}}};
constexpr Names<Recompute, 3> recomputes{
    {{Recompute::none, "none"}, {Recompute::selective, "selective"}, {Recompute::full, "full"}}};
constexpr Names<Confidence, 4> confidences{{{Confidence::same_stack, "same-stack"},
                                            {Confidence::same_accelerator, "same-accelerator"},
                                            {Confidence::extrapolated, "extrapolated"},
                                            {Confidence::guess, "guess"}}};
constexpr Names<Fit, 3> fits{{{Fit::yes, "yes"}, {Fit::tight, "tight"}, {Fit::no, "no"}}};
constexpr Names<ReasonCode, 7> reasons{{{ReasonCode::no_fit, "no_fit"},
                                        {ReasonCode::unpriced, "unpriced"},
                                        {ReasonCode::not_offered, "not_offered"},
                                        {ReasonCode::retired, "retired"},
                                        {ReasonCode::no_network, "no_network"},
                                        {ReasonCode::no_legal_layout, "no_legal_layout"},
                                        {ReasonCode::too_many_instances, "too_many_instances"}}};

template <typename Value, std::size_t Size>
std::string_view name_in(Names<Value, Size> const& names, Value value) {
  for (auto const& [one, name] : names)
    if (one == value) return name;
  return {};
}

template <typename Value, std::size_t Size>
std::optional<Value> value_in(Names<Value, Size> const& names, std::string_view wanted) {
  for (auto const& [value, name] : names)
    if (name == wanted) return value;
  return {};
}

}  // namespace

std::string_view precision_name(Precision p) { return name_in(precisions, p); }
std::string_view recompute_name(Recompute r) { return name_in(recomputes, r); }
std::string_view confidence_name(Confidence c) { return name_in(confidences, c); }
std::string_view fit_name(Fit f) { return name_in(fits, f); }
std::string_view reason_name(ReasonCode c) { return name_in(reasons, c); }

std::optional<Precision> precision_from(std::string_view name) {
  return value_in(precisions, name);
}
std::optional<Recompute> recompute_from(std::string_view name) {
  return value_in(recomputes, name);
}

std::optional<Confidence> confidence_from(std::string_view name) {
  return value_in(confidences, name);
}
std::optional<Fit> fit_from(std::string_view name) { return value_in(fits, name); }

}  // namespace ec2plan
