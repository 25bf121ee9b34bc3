#include <algorithm>

#include "document/agreement.hpp"
#include "document/contradictions.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/hardware/device.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan::documents {
namespace contradictions {
namespace {

std::optional<double> number_of(SavedResult const& result, std::string_view key, bool if_typed) {
  auto const input = std::ranges::find(result.inputs, key, &Input::key);
  if (input == result.inputs.end()) return {};
  if (if_typed && input->from != "flag" && input->from != "config") return {};
  if (auto const* real = std::get_if<double>(&input->value)) return *real;
  if (auto const* whole = std::get_if<std::int64_t>(&input->value))
    return static_cast<double>(*whole);
  return {};
}

/// Whether the plan says of a promise what its figure says. At the limit either is right.
bool says(std::optional<bool> const& meets, std::optional<double> limit, double value) {
  if (!meets || !limit || is_same(value, *limit)) return meets.has_value() == limit.has_value();
  return *meets == (value <= *limit);
}

bool is_slow(SavedResult const& result) {
  auto const risk = std::ranges::find(result.inputs, "risk", &Input::key);
  return risk == result.inputs.end() || risk->value != InputValue(std::string("likely"));
}

/// What has room, and what is tight, by the result's own limits.
void expect_fit(JsonValue const& from, P plan, SavedResult const& result) {
  auto const key = plan.fit == Fit::yes ? "tight_fill" : "largest_fill";
  auto const limit = std::ranges::find(result.assumptions, key, &SavedAssumption::key);
  if (plan.fit == Fit::no || limit == result.assumptions.end()) return;
  if (!is_most(plan.memory.total() / plan.memory.capacity, limit->value))
    refuse(from, "fits", "memory_gib", "what " + std::string(key) + " makes of the memory");
}

void expect_promises(JsonValue const& from, P plan, SavedResult const& result) {
  bool const slow = is_slow(result);
  auto const days = number_of(result, "days", false), budget = number_of(result, "budget", false);
  double const likely = plan.duration.likely / day, high = plan.duration.high / day;
  if (!says(plan.meets_deadline, days, slow ? high : likely))
    refuse(from, "meets_deadline", "duration_days", "what the days of the question make it");
  if (!says(plan.meets_deadline_if_slow, days, high))
    refuse(from, "meets_deadline_if_slow", "duration_days",
           "what the days of the question make it");
  if (!plan.cost) return;
  if (!says(plan.meets_budget, budget, (slow ? plan.cost->high : plan.cost->likely) / dollar))
    refuse(from, "meets_budget", "cost_usd", "what the budget of the question makes it");
}

void expect_type(JsonValue const& from, P plan, InstanceType const& type) {
  std::string const its = "what " + type.name + " has";
  if (plan.accelerator != type.accelerator.id)
    refuse(from, "accelerator", "instance_type", its + ": " + type.accelerator.id);
  if (plan.accelerators > plan.instances * std::int64_t{type.accelerators})
    refuse(from, "accelerators", "instances", its + ": " + std::to_string(type.accelerators));
  if (plan.devices != std::int64_t{plan.accelerators} * type.accelerator.devices)
    refuse(from, "devices", "accelerators",
           its + ": " + std::to_string(type.accelerator.devices) + " in each accelerator");
  Device const device = device_of(type, plan.precision);
  Bytes const memory = most_memory(type.accelerator) / type.accelerator.devices;
  if (!is_most(plan.memory.capacity / byte, memory / byte))
    refuse(from, "memory_gib.capacity", "instance_type", its);
  if (plan.vcpu_quota && type.vcpus > 0 &&
      *plan.vcpu_quota < std::int64_t{type.vcpus} * plan.instances)
    refuse(from, "vcpu_quota", "instance_type", its);
  if (!device.peak || !plan.hfu) return;
  FlopRate const peak = *device.peak * type.accelerator.devices;
  if (!is_same(plan.achieved / peak, *plan.hfu) && plan.achieved > *plan.hfu * peak)
    refuse(from, "achieved_tflops_per_s_per_accelerator", "hfu", "hfu of the dense peak");
  if (!is_same(plan.achieved / peak, *plan.hfu))
    refuse(from, "hfu", "achieved_tflops_per_s_per_accelerator", "that over the dense peak");
}

/// A dense model has no experts to spread, and a mixture spreads whole ones.
void expect_model(JsonValue const& from, P plan, ModelEntry const& entry) {
  int const experts = entry.shape.experts ? entry.shape.experts->count : 1;
  if (!divides(plan.layout.expert, experts))
    refuse(from, "layout.expert", "the model",
           "a divisor of the " + std::to_string(experts) + " of " + entry.shape.name);
}

}  // namespace
}  // namespace contradictions

void expect_answers(catalog::JsonValue const& from, SavedPlan const& plan,
                    SavedResult const& result) {
  auto const expect = [&](std::string_view path, std::string_view key, double own, bool if_typed) {
    auto const asked = contradictions::number_of(result, key, if_typed);
    if (asked && !contradictions::is_same(*asked, own))
      contradictions::refuse(from, path, "/inputs/" + std::string(key), "what was asked");
  };
  expect("job.tokens", "tokens", plan.tokens / token, false);
  expect("job.sequence_length", "seq_len", plan.sequence_length, false);
  expect("job.global_batch", "global_batch", plan.global_batch, true);
  expect("instances", "instance_count", plan.instances, false);
  contradictions::expect_fit(from, plan, result);
  contradictions::expect_promises(from, plan, result);
}

void expect_known(catalog::JsonValue const& from, SavedPlan const& plan, Witness const& witness) {
  auto const* type =
      witness.catalog == nullptr ? nullptr : find_instance(*witness.catalog, plan.instance_type);
  if (type != nullptr) contradictions::expect_type(from, plan, *type);
  auto const* model =
      witness.catalog == nullptr ? nullptr : find_model(*witness.catalog, plan.model);
  if (model != nullptr) contradictions::expect_model(from, plan, *model);
  if (!witness.today || !catalog::is_date(plan.price_as_of)) return;
  if (is_to_come(parsed_date(plan.price_as_of), *witness.today))
    contradictions::refuse(from, "price_as_of", "today", "a day that has come");
}

}  // namespace ec2plan::documents
