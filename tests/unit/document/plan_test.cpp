#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "document/plan_fields.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/document/saved_result.hpp"
#include "ec2plan/document/sweep_columns.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::plan_test {
namespace {

using Json = nlohmann::ordered_json;
using namespace testing;

Json estimate_json(Answer const& answer) { return Json::parse(document(answer)).at("estimate"); }

double sum_of(Json const& object, std::vector<std::string> const& but = {}) {
  double sum = 0;
  for (auto const& [key, value] : object.items())
    if (std::find(but.begin(), but.end(), key) == but.end()) sum += value.get<double>();
  return sum;
}

std::vector<std::string> keys_of(Json const& object) {
  std::vector<std::string> keys;
  for (auto const& [key, value] : object.items())
    keys.push_back(key);
  return keys;
}

}  // namespace

TEST_CASE("the parts of a plan sum to its totals") {
  Json const plan = estimate_json(one_plan());
  CHECK(sum_of(plan.at("step_breakdown_s")) ==
        Approx(plan.at("step_time_s").at("likely").get<double>()).epsilon(1e-9));
  CHECK(sum_of(plan.at("cost_breakdown_usd")) ==
        Approx(plan.at("cost_usd").at("likely").get<double>()).epsilon(1e-9));
  CHECK(sum_of(plan.at("memory_gib"), {"capacity", "total"}) ==
        Approx(plan.at("memory_gib").at("total").get<double>()).epsilon(1e-9));
}

TEST_CASE("a plan's keys stand in the order of the contract") {
  CHECK(keys_of(estimate_json(one_plan())) ==
        std::vector<std::string>{"rank",
                                 "instance_type",
                                 "instances",
                                 "accelerator",
                                 "accelerators",
                                 "devices",
                                 "region",
                                 "purchase",
                                 "usd_per_instance_hour",
                                 "list_usd_per_instance_hour",
                                 "price_as_of",
                                 "price_lapsed",
                                 "price_source",
                                 "bought_days",
                                 "capacity_blocks",
                                 "capacity_blocks_in_turn",
                                 "job",
                                 "layout",
                                 "steps",
                                 "step_time_s",
                                 "duration_days",
                                 "startup_s",
                                 "startup_breakdown_s",
                                 "cost_usd",
                                 "usd_per_million_tokens",
                                 "tokens_per_s",
                                 "achieved_tflops_per_s_per_accelerator",
                                 "mfu",
                                 "hfu",
                                 "goodput",
                                 "interruptions",
                                 "spare_instances",
                                 "memory_gib",
                                 "host_memory_gib",
                                 "step_breakdown_s",
                                 "cost_breakdown_usd",
                                 "power_w_per_instance",
                                 "accelerator_energy_kwh",
                                 "server_energy_kwh",
                                 "facility_energy_kwh",
                                 "co2e_kg",
                                 "pue",
                                 "grid_kg_co2e_per_kwh",
                                 "energy_unknown",
                                 "vcpu_quota",
                                 "fits",
                                 "meets_deadline",
                                 "meets_deadline_if_slow",
                                 "meets_budget",
                                 "tie_with",
                                 "confidence",
                                 "own_constants"});
}

TEST_CASE("a document's top-level keys stand in the order of the contract") {
  CHECK(keys_of(Json::parse(document(two_plans()))) ==
        std::vector<std::string>{"format_version", "command", "summary", "inputs", "assumptions",
                                 "catalog", "candidates", "rejected", "warnings"});
}

TEST_CASE("what is unknown is null, never 0") {
  Answer answer = one_plan();
  answer.plan().run.mfu.reset();
  answer.plan().run.hfu.reset();
  answer.plan().price = {};
  answer.plan().cost = {};
  Json const plan = estimate_json(answer);
  for (auto const* key : {"mfu", "hfu", "usd_per_instance_hour", "price_as_of", "region",
                          "usd_per_million_tokens", "meets_budget"})
    CHECK(plan.at(key).is_null());
  CHECK(plan.at("cost_usd").at("likely").is_null());
  CHECK(plan.at("cost_breakdown_usd").at("training").is_null());
  CHECK(plan.at("meets_deadline").is_boolean());
}

TEST_CASE("a discount shows beside the list price") {
  Answer answer = one_plan();
  answer.plan().price.list = answer.plan().price.per_instance;
  answer.plan().price.per_instance *= 0.75;
  Json const plan = estimate_json(answer);
  CHECK(plan.at("list_usd_per_instance_hour").get<double>() == Approx(27.44705));
  CHECK(plan.at("usd_per_instance_hour").get<double>() == Approx(0.75 * 27.44705));
}

TEST_CASE("whole numbers are written as such") {
  std::string const text = document(one_plan());
  CHECK(text.find("\"tokens\": 300000000000,") != std::string::npos);
  CHECK(text.find("\"steps\": 95368,") != std::string::npos);
  CHECK(text.find("\"usd_per_instance_hour\": 27.44705,") != std::string::npos);
}

TEST_CASE("a name that is no UTF-8 does not break the document") {
  Answer answer = one_plan();
  answer.frame.warnings = {"bad \xff byte"};
  CHECK(Json::parse(document(answer)).at("warnings").at(0) == "bad \xef\xbf\xbd byte");
}

TEST_CASE(
    "a line of a plan's table is a key, a column, a name to sort and choose by, and a schema") {
  auto const answer = one_plan();
  Json const plan = estimate_json(answer);
  Json const schema = Json::parse(schema_text("estimate")).at("definitions").at("plan");
  auto const row = rows(answer).front();
  SweepColumns const columns({}, {});
  for (auto const& field : documents::plan_fields()) {
    std::string const path(field.path);
    INFO(path);
    auto const [parent, key] = documents::place_of(path);
    CHECK((parent.empty() ? plan : plan.at(parent)).contains(key));
    auto const& holder = parent.empty() ? schema : schema.at("properties").at(parent);
    CHECK(holder.at("properties").at(key).at("description") == std::string(field.meaning));
    if (field.kind.type == documents::Kind::Type::object) continue;
    CHECK(std::ranges::any_of(row.cells, [&](Cell const& cell) { return cell.path == path; }));
    CHECK_NOTHROW(rows(answer, {path}));
    bool swept = false;
    for (std::size_t column = 0; column < columns.size(); ++column)
      swept = swept || columns.path(column) == path;
    CHECK(swept);
  }
}

TEST_CASE("what is kept of a plan that was saved is what was written") {
  auto const answer = two_plans();
  auto const saved = read_result(document(answer), "plan.json");
  auto const context = documents::context_of(answer.goal);
  for (auto const& field : documents::plan_fields()) {
    if (field.kept.get == nullptr) continue;
    INFO(field.path);
    auto const written = documents::value_of(field.value(answer.result.candidates[1], context));
    auto const read = documents::value_of(field.kept.get(saved.plans[1]));
    if (written.is_number())
      CHECK(read.get<double>() == Approx(written.get<double>()).epsilon(1e-9));
    else
      CHECK(read == written);
  }
}

}  // namespace ec2plan::plan_test
