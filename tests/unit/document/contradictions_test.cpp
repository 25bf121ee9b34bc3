#include "document/contradictions.hpp"

#include <nlohmann/json.hpp>

#include "ec2plan/document/document.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::contradictions_test {
namespace {

using Json = nlohmann::json;

Catalog const& built_in() {
  static Catalog const catalog = load_catalog();
  return catalog;
}

Json asked(std::string const& question) {
  auto document = Json::parse(answered(built_in(), question));
  REQUIRE_FALSE(document.contains("error"));
  return document;
}

/// 175B on p5.48xlarge and p4de.24xlarge, within 30 days and 5 million dollars.
Json recommended() {
  static Json const document = asked(R"({"kind": "recommend", "model": "175B", "tokens": 3e11,
    "days": 30, "budget": 5e6, "instance_type": ["p5.48xlarge", "p4de.24xlarge"]})");
  return document;
}

void read(Json const& document, std::optional<Date> today = {}) {
  read_result(document.dump(), "plan.json", {.catalog = &built_in(), .today = today});
}

InputError refusal(Json const& document, std::optional<Date> today = {}) {
  try {
    read(document, today);
  } catch (InputError const& error) {
    return error;
  }
  FAIL("was not refused");
  return InputError({});
}

}  // namespace

TEST_CASE("what a result says of itself is read, with the built-in hardware beside it") {
  CHECK_NOTHROW(read(recommended(), Date{2026, 11, 29}));
}

TEST_CASE("a plan that contradicts itself is refused with the place") {
  struct Case {
    char const* place;
    Json value;
    char const* path;
  };
  auto const [place, value, path] = GENERATE(values<Case>({
      {"accelerators", 768 * 2, ""},
      {"devices", 1, "devices"},
      {"layout/tensor", 64, "devices"},
      {"layout/expert", 5, "layout/expert"},
      {"steps", 100, "steps"},
      {"job/global_batch", 3072, ""},
      {"memory_gib/total", 7, "memory_gib/total"},
      {"memory_gib/capacity", 8, "memory_gib/total"},
      {"cost_usd/likely", 5e5, ""},
      {"cost_breakdown_usd/training", 1, "cost_breakdown_usd"},
      {"usd_per_instance_hour", 5, ""},
      {"usd_per_million_tokens", 0.1, "usd_per_million_tokens"},
      {"tokens_per_s", 1, "tokens_per_s"},
      {"step_breakdown_s/compute", 1, "step_breakdown_s"},
      {"mfu", 4.17, "mfu"},
      {"hfu", 1.2, "hfu"},
      {"meets_deadline", false, "meets_deadline"},
      {"meets_budget", false, "meets_budget"},
      {"accelerator", "b200", "accelerator"},
      {"memory_gib/capacity", 800, "memory_gib/capacity"},
      {"server_energy_kwh/likely", 1, "server_energy_kwh"},
      {"facility_energy_kwh/likely", 1e9, "facility_energy_kwh"},
      {"power_w_per_instance/likely", 100, "power_w_per_instance"},
      {"co2e_kg/likely", 7, "co2e_kg"},
      {"grid_kg_co2e_per_kwh", 0.001, "co2e_kg"},
  }));
  auto document = recommended();
  auto& plan = document["candidates"][0];
  plan[Json::json_pointer("/" + std::string(place))] = value;
  CAPTURE(place);
  auto const error = refusal(document);
  CHECK(error.where == "plan.json");
  CHECK(error.path.starts_with("/candidates/0/" + std::string(path)));
  CHECK(error.kind == InputFault::Kind::file);
}

TEST_CASE("one instance does not hold the accelerators of many, however well it is reckoned") {
  auto document = recommended();
  auto& plan = document["candidates"][0];
  double const instances = plan["instances"];
  plan["instances"] = 1;
  for (auto const* key : {"usd_per_instance_hour", "list_usd_per_instance_hour"})
    plan[key] = plan[key].get<double>() * instances;
  for (auto& [end, watts] : plan["power_w_per_instance"].items())
    watts = watts.get<double>() * instances;
  document["summary"]["chosen"]["instances"] = 1;
  CHECK(refusal(document).path == "/candidates/0/accelerators");
}

TEST_CASE("two plans of one rank are refused") {
  auto document = recommended();
  document["candidates"][1]["rank"] = 1;
  CHECK(refusal(document).path == "/candidates/1/rank");
}

TEST_CASE("the summary tells the plan that it chose") {
  auto document = recommended();
  document["summary"]["chosen"]["duration_days"]["high"] = 3;
  CHECK(refusal(document).path == "/summary/chosen/duration_days/high");
  document = recommended();
  document["summary"]["chosen_rank"] = 77;
  CHECK(refusal(document).path == "/summary/chosen_rank");
}

TEST_CASE("a key or an assumption that stands twice is refused") {
  auto document = recommended();
  document["assumptions"].push_back(document["assumptions"][0]);
  CHECK(refusal(document).problem == "stands twice");
  std::string text = recommended().dump();
  auto const at = text.find("\"rank\":1,");
  REQUIRE(at != text.npos);
  text.insert(at, "\"rank\":2,");
  CHECK_THROWS_AS(read_result(text, "plan.json"), InputError);
}

TEST_CASE("a plan answers what was asked") {
  auto document = recommended();
  document["inputs"]["tokens"]["value"] = 3e12;
  CHECK(refusal(document).path == "/candidates/0/job/tokens");
  document = recommended();
  document["inputs"].erase("days");
  CHECK(refusal(document).path == "/candidates/0/meets_deadline");
}

TEST_CASE("a price of a day to come is refused where the day is known; of tomorrow it is not") {
  auto document = recommended();
  document["candidates"][0]["price_as_of"] = "2099-01-01";
  CHECK_NOTHROW(read(document));
  CHECK(refusal(document, Date{2026, 11, 29}).path == "/candidates/0/price_as_of");
  document["candidates"][0]["price_as_of"] = "2026-11-30";
  CHECK_NOTHROW(read(document, Date{2026, 11, 29}));
}

}  // namespace ec2plan::contradictions_test
