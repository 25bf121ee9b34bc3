#include <algorithm>
#include <nlohmann/json.hpp>

#include "ec2plan/document/document.hpp"
#include "ec2plan/document/saved_result.hpp"
#include "ec2plan/review/check.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/support/catch.hpp"

/// No figure of a saved result can be changed alone, but for those that only make it look worse.
namespace ec2plan::contradiction_test {
namespace {

using Json = nlohmann::json;
using Pointer = Json::json_pointer;

constexpr Date today{2026, 11, 29};

struct Asked {
  std::string about;
  std::string question;
};

Asked const questions[] = {
    {"on demand, with a deadline", R"({"kind": "recommend", "model": "175B", "tokens": 3e11,
      "days": 30, "instance_type": ["p5.48xlarge", "p4de.24xlarge"]})"},
    {"by budget", R"({"kind": "recommend", "model": "7B", "tokens": 1e11, "budget": 2e5,
      "instance_type": ["p5.48xlarge"], "max_instances": 16})"},
    {"spot", R"({"kind": "estimate", "model": "70B", "tokens": 1e12, "days": 60,
      "instance_type": ["p5.48xlarge"], "instance_count": 32, "purchase": ["spot"]})"},
    {"Capacity Blocks", R"({"kind": "estimate", "model": "70B", "tokens": 1e11,
      "instance_type": ["p5.48xlarge"], "instance_count": 32, "purchase": ["capacity-block"]})"},
    {"a commitment", R"({"kind": "estimate", "model": "70B", "tokens": 1e12,
      "instance_type": ["p4d.24xlarge"], "instance_count": 64, "purchase": ["reserved-1yr"]})"},
    {"a mixture of experts on Trainium's neighbour", R"({"kind": "estimate",
      "model": "mixtral-8x7b", "tokens": 1e12, "instance_type": ["p5en.48xlarge"],
      "instance_count": 16})"},
    {"Trainium", R"({"kind": "estimate", "model": "7B", "tokens": 1e11,
      "instance_type": ["trn1.32xlarge"], "instance_count": 16})"},
    {"a given rate", R"({"kind": "estimate", "model": "175B", "tokens": 3e11,
      "instance_type": ["p4d.24xlarge"], "instance_count": 128, "tflops": 140})"},
};

/// What may be changed unseen, and why nobody is fooled.
struct Harmless {
  std::string path;
  double factor;  // 0: either way
};
Harmless const harmless[] = {
    {"/rank", 0},             // a name
    {"/job/parameters", 0},   // told, and nothing is worked out from it
    {"/capacity_blocks", 0},  // not read back, like the next three
    {"/capacity_blocks_in_turn", 0},
    {"/interruptions/failures", 0},
    {"/interruptions/lost_days", 0},
    {"/interruptions/reclaims", 0},
    {"/spare_instances", 0},
    {"/layout/virtual_stages", 0},        // what layers are split into is not told
    {"/layout/micro_batch", 0},           // likewise, where it divides the batch
    {"/list_usd_per_instance_hour", 10},  // a larger discount: listed_price forbids it
    {"/step_time_s/low", 0.1},            // its days are told beside it
    {"/step_time_s/high", 0.1},           // refused where it falls below the likely step
    {"/power_w_per_instance/low", 0.1},   // of no rule; its likely value is told beside it
    {"/power_w_per_instance/high", 10},
    {"/accelerator_energy_kwh/low", 0.1},  // likewise, like the next ones
    {"/accelerator_energy_kwh/high", 10},
    {"/server_energy_kwh/low", 0.1},
    {"/server_energy_kwh/high", 10},
    {"/facility_energy_kwh/low", 0.1},
    {"/facility_energy_kwh/high", 10},  // worse, like CO2e
    {"/co2e_kg/low", 0.1},
    {"/co2e_kg/high", 10},
    {"/duration_days/high", 10},  // worse, like the next two
    {"/cost_usd/high", 10},
    {"/vcpu_quota", 10},
    {"/cost_usd/low", 0.1},  // what spot falls to is a guess
    {"/cost_usd/low", 10},
    {"/layout/data_replicas",
     10},                   // that divides data: fewer shards, whose figures stand beside it
    {"/mfu", 0.1},          // of a given rate, whose count of FLOPs is the paper's
    {"/bought_days", 0.1},  // of a commitment: terms beyond it
};

bool is_harmless(std::string const& path, double factor) {
  return std::ranges::any_of(harmless, [&](Harmless const& one) {
    return path.ends_with(one.path) && (one.factor == 0 || one.factor == factor);
  });
}

/// Pointers to every number below.
void add_numbers(Json const& json, Pointer const& at, std::vector<Pointer>& all) {
  if (json.is_number()) all.push_back(at);
  if (json.is_object())
    for (auto const& [key, value] : json.items())
      add_numbers(value, at / key, all);
}

SavedResult read(Json const& document, Catalog const& catalog) {
  return read_result(document.dump(), "plan.json", {.catalog = &catalog, .today = today});
}

/// Rules that the plan breaks by a hair, so that anything better keeps them.
Policy hair(SavedPlan const& plan) {
  constexpr double below = 0.999;
  Policy policy{.risk = Risk::slow};
  set_rule(policy, {.kind = RuleKind::max_days, .most = plan.duration.high / day * below});
  set_rule(policy, {.kind = RuleKind::max_instances, .most = plan.instances - 1.0});
  if (plan.cost)
    set_rule(policy, {.kind = RuleKind::max_cost_usd, .most = plan.cost->high / dollar * below});
  if (plan.facility_energy)
    set_rule(policy, {.kind = RuleKind::max_energy_kwh,
                      .most = plan.facility_energy->high / kilowatt_hour * below});
  if (plan.emission)
    set_rule(policy,
             {.kind = RuleKind::max_co2e_kg, .most = plan.emission->high / kilogram * below});
  if (plan.vcpu_quota)
    set_rule(policy, {.kind = RuleKind::max_vcpus, .most = *plan.vcpu_quota - 1.0});
  return policy;
}

int kept(SavedResult const& result, Policy const& policy) {
  auto const answer = check(result, result.plans.front().rank, policy, today);
  return static_cast<int>(std::ranges::count(answer.rules, true, &CheckedRule::kept));
}

std::vector<Pointer> places_of_plans(Json const& document) {
  if (document.contains("estimate")) return {Pointer("/estimate")};
  std::vector<Pointer> places;
  for (std::size_t i = 0; i < document.at("candidates").size(); ++i)
    places.push_back(Pointer("/candidates") / i);
  return places;
}

}  // namespace

TEST_CASE(
    "a number of a plan that is ten times or a tenth of what it was is refused, or harmless") {
  auto const catalog = load_catalog();
  for (Asked const& asked : questions) {
    CAPTURE(asked.about);
    auto const document = Json::parse(answered(catalog, asked.question));
    REQUIRE_FALSE(document.contains("error"));
    auto const before = read(document, catalog);
    auto const policy = hair(before.plans.front());
    int const kept_before = kept(before, policy);
    for (Pointer const& plan : places_of_plans(document)) {
      std::vector<Pointer> numbers;
      add_numbers(document.at(plan), plan, numbers);
      REQUIRE(numbers.size() > 40);
      for (Pointer const& place : numbers) {
        for (double const factor : {10.0, 0.1}) {
          double const value = document.at(place).get<double>();
          if (value == 0) continue;
          auto changed = document;
          changed.at(place) = value * factor;
          CAPTURE(place.to_string(), value, factor);
          try {
            auto const after = read(changed, catalog);
            CHECK(is_harmless(place.to_string(), factor));
            CHECK(kept(after, policy) <= kept_before);
          } catch (InputError const& error) {
            CHECK(error.kind == InputFault::Kind::file);
            CHECK_FALSE(error.path.empty());
          }
        }
      }
    }
  }
}

}  // namespace ec2plan::contradiction_test
