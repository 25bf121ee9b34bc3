#include <algorithm>
#include <array>

#include "review/factors.hpp"

namespace ec2plan::review {
namespace {

using Names = std::array<std::string_view, 11>;  // the rest is empty

/// What a reader calls a change, and the names of the changes that it stands for: a dot at the end
/// takes all beneath.
struct Cause {
  std::string_view name;
  Names changes;
};

constexpr Cause all_causes[] = {
    {"tokens", {"job.tokens"}},
    {"batch", {"job.global_batch"}},
    {"sequence length", {"job.sequence_length"}},
    {"model", {"job.model", "job.parameters"}},
    {"precision", {"job.precision"}},
    {"stack", {"job.stack"}},
    {"instance type", {"instance_type"}},
    {"instances", {"instances"}},
    {"layout", {"layout."}},
    {"region", {"region"}},
    {"purchase", {"purchase"}},
    {"price date", {"price_as_of"}},
    {"discount", {"inputs.discount"}},
    {"rate", {"inputs.rate"}},
    {"term", {"inputs.term", "inputs.use_rest_of_term"}},
    {"duration", {"duration_days.likely", "duration_days.high"}},
    {"calibration", {"inputs.calibration"}},
    {"given speed", {"inputs.tflops", "inputs.mfu"}},
    {"given goodput", {"inputs.goodput"}},
    {"deadline", {"inputs.days", "inputs.risk"}},
    {"budget", {"inputs.budget"}},
    {"count asked", {"inputs.instance_count", "inputs.min_instances", "inputs.max_instances"}},
    {"catalog", {"catalog.sha256"}},
};

constexpr std::string_view assumptions = "assumptions", catalog = "catalog";

/// What each factor of the cost depends on, in the order in which it is told; `otherwise` where
/// nothing of that is found: facts, or tokens rounded to whole steps.
struct Dependence {
  std::string_view factor;
  Names on;
  Names otherwise;
};

constexpr Names of_speed{"layout",      "instances",   "instance type",   "stack",
                         "model",       "batch",       "sequence length", "precision",
                         "calibration", "given speed", assumptions};

constexpr Dependence dependences[] = {
    {"tokens", {"tokens"}, {"batch", "sequence length"}},
    {"model_flops", {"model", "sequence length"}, {catalog}},
    {"instance_peak", {"instance type", "precision"}, {catalog}},
    {"efficiency", of_speed, {catalog}},
    {"speed", of_speed, {catalog}},
    {"evaluation", {"given speed", assumptions}, {}},
    {"failures",
     {"instances", "model", "purchase", "given speed", "given goodput", assumptions},
     {catalog}},
    {"price", {"instance type", "region", "purchase", "discount", "rate", "price date"}, {catalog}},
    {"billing", {"purchase", "duration", "term"}, {}},
    {"instances", {"count asked", "deadline", "budget", "instance type"}, {}},
};

/// Assumptions by what they move; all others move the speed.
constexpr std::string_view of_failures[] = {"asynchronous_checkpoints",
                                            "checkpoint_",
                                            "cluster_storage",
                                            "failure_detection",
                                            "failures_per_node_day",
                                            "host_copy",
                                            "instance_storage",
                                            "large_job_instances",
                                            "reclaim_notice",
                                            "reclaims_per_node_day",
                                            "restart",
                                            "small_job_"};
constexpr std::string_view of_no_factor[] = {
    "context_memory", "fragmentation", "largest_fill", "memory.",   "range.",
    "repair",         "scaling.",      "spot_price_",  "tie_share", "tight_fill"};

template <std::size_t Size>
bool begins_with_any(std::string_view const (&starts)[Size], std::string_view key) {
  return std::ranges::any_of(starts, [&](auto start) { return key.starts_with(start); });
}

bool moves(std::string_view key, std::string_view factor) {
  if (key == "evaluation_share") return factor == "evaluation";
  if (begins_with_any(of_failures, key)) return factor == "failures";
  return !begins_with_any(of_no_factor, key) && (factor == "efficiency" || factor == "speed");
}

/// Constants that only one side has come with its type or software.
bool assumption_moved(std::string_view factor, CompareAnswer const& answer) {
  return std::ranges::any_of(answer.assumptions, [&](ComparedRow const& row) {
    return change_of(row).has_value() && moves(row.name, factor);
  });
}

bool stands_for(std::string_view wanted, std::string_view name) {
  return wanted.ends_with('.') ? name.starts_with(wanted) : !wanted.empty() && name == wanted;
}

bool has_changed(std::string_view cause, CompareAnswer const& answer) {
  auto const* found = std::ranges::find(all_causes, cause, &Cause::name);
  if (found == std::end(all_causes)) return false;
  return std::ranges::any_of(answer.changes, [&](ComparedRow const& row) {
    return std::ranges::any_of(found->changes,
                               [&](auto wanted) { return stands_for(wanted, row.name); });
  });
}

std::vector<std::string> found_of(Names const& causes, std::string_view factor,
                                  CompareAnswer const& answer) {
  std::vector<std::string> names;
  for (auto const cause : causes) {
    if (cause.empty()) continue;
    bool const moved =
        cause == assumptions ? assumption_moved(factor, answer) : has_changed(cause, answer);
    if (moved) names.emplace_back(cause);
  }
  return names;
}

}  // namespace

std::vector<std::string> causes(std::string const& factor, CompareAnswer const& answer) {
  auto const* found = std::ranges::find(dependences, factor, &Dependence::factor);
  if (found == std::end(dependences)) return {};
  auto names = found_of(found->on, factor, answer);
  return names.empty() ? found_of(found->otherwise, factor, answer) : names;
}

}  // namespace ec2plan::review
