#include "ec2plan/plan/names.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ec2plan {
namespace {

template <typename Value, std::size_t Size>
using Names = std::array<std::pair<Value, std::string_view>, Size>;

constexpr Names<Precision, 3> all(Precision) {
  return {{{Precision::bf16, "bf16"}, {Precision::fp16, "fp16"}, {Precision::fp8, "fp8"}}};
}
constexpr Names<Recompute, 3> all(Recompute) {
  return {
      {{Recompute::none, "none"}, {Recompute::selective, "selective"}, {Recompute::full, "full"}}};
}
constexpr Names<Confidence, 4> all(Confidence) {
  return {{{Confidence::same_stack, "same-stack"},
           {Confidence::same_accelerator, "same-accelerator"},
           {Confidence::extrapolated, "extrapolated"},
           {Confidence::guess, "guess"}}};
}
constexpr Names<Fit, 3> all(Fit) {
  return {{{Fit::yes, "yes"}, {Fit::tight, "tight"}, {Fit::no, "no"}}};
}
constexpr Names<ReasonCode, 7> all(ReasonCode) {
  return {{{ReasonCode::no_fit, "no_fit"},
           {ReasonCode::unpriced, "unpriced"},
           {ReasonCode::not_offered, "not_offered"},
           {ReasonCode::retired, "retired"},
           {ReasonCode::no_network, "no_network"},
           {ReasonCode::no_legal_layout, "no_legal_layout"},
           {ReasonCode::too_many_instances, "too_many_instances"}}};
}
constexpr Names<Risk, 2> all(Risk) { return {{{Risk::slow, "slow"}, {Risk::likely, "likely"}}}; }
constexpr Names<Objective, 6> all(Objective) {
  return {{{Objective::cost, "cost"},
           {Objective::time, "time"},
           {Objective::knee, "knee"},
           {Objective::pareto, "pareto"},
           {Objective::energy, "energy"},
           {Objective::co2e, "co2e"}}};
}
constexpr Names<Method, 5> all(Method) {
  return {{{Method::pretrain, "pretrain"},
           {Method::full, "full"},
           {Method::lora, "lora"},
           {Method::qlora, "qlora"},
           {Method::dpo, "dpo"}}};
}
constexpr Names<Packing, 2> all(Packing) { return {{{Packing::on, "on"}, {Packing::off, "off"}}}; }
constexpr Names<Quantization, 4> all(Quantization) {
  return {{{Quantization::none, "none"},
           {Quantization::nf4, "nf4"},
           {Quantization::int8, "int8"},
           {Quantization::fp8, "fp8"}}};
}
constexpr Names<Optimizer, 5> all(Optimizer) {
  return {{{Optimizer::adamw, "adamw"},
           {Optimizer::adamw_8bit, "adamw-8bit"},
           {Optimizer::paged_8bit, "paged-8bit"},
           {Optimizer::adafactor, "adafactor"},
           {Optimizer::sgd, "sgd"}}};
}
constexpr Names<StatePrecision, 2> all(StatePrecision) {
  return {{{StatePrecision::fp32, "fp32"}, {StatePrecision::bf16, "bf16"}}};
}
constexpr Names<Loss, 3> all(Loss) {
  return {{{Loss::plain, "plain"}, {Loss::chunked, "chunked"}, {Loss::fused, "fused"}}};
}
constexpr Names<Offload, 4> all(Offload) {
  return {{{Offload::none, "none"},
           {Offload::optimizer, "optimizer"},
           {Offload::weights, "weights"},
           {Offload::activations, "activations"}}};
}
constexpr Names<Framework, 11> all(Framework) {
  return {{{Framework::known, "known"},
           {Framework::any, "any"},
           {Framework::megatron, "megatron"},
           {Framework::torchtitan, "torchtitan"},
           {Framework::deepspeed, "deepspeed"},
           {Framework::nemo, "nemo"},
           {Framework::accelerate, "accelerate"},
           {Framework::trl, "trl"},
           {Framework::nxdt, "nxdt"},
           {Framework::axolotl, "axolotl"},
           {Framework::torchtune, "torchtune"}}};
}

}  // namespace

template <typename Value>
std::string_view name_of(Value value) {
  for (auto const& [one, name] : all(value))
    if (one == value) return name;
  return {};
}

template <typename Value>
std::optional<Value> named(std::string_view wanted) {
  for (auto const& [value, name] : all(Value{}))
    if (name == wanted) return value;
  return {};
}

template <typename Value>
std::vector<std::string_view> names_of() {
  std::vector<std::string_view> names;
  for (auto const& [value, name] : all(Value{}))
    names.push_back(name);
  return names;
}

#define EC2PLAN_NAMED(Value)                                  \
  template std::string_view name_of(Value);                   \
  template std::optional<Value> named(std::string_view name); \
  template std::vector<std::string_view> names_of<Value>();
EC2PLAN_NAMED(Precision)
EC2PLAN_NAMED(Recompute)
EC2PLAN_NAMED(Confidence)
EC2PLAN_NAMED(Fit)
EC2PLAN_NAMED(ReasonCode)
EC2PLAN_NAMED(Risk)
EC2PLAN_NAMED(Objective)
EC2PLAN_NAMED(Framework)
EC2PLAN_NAMED(Method)
EC2PLAN_NAMED(Packing)
EC2PLAN_NAMED(Quantization)
EC2PLAN_NAMED(Optimizer)
EC2PLAN_NAMED(StatePrecision)
EC2PLAN_NAMED(Loss)
EC2PLAN_NAMED(Offload)
#undef EC2PLAN_NAMED

}  // namespace ec2plan
