#include "plan/own_constants.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/document/document.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::own_constants_test {
namespace {

using Json = nlohmann::json;

Catalog const& built_in() {
  static Catalog const catalog = load_catalog();
  return catalog;
}

/// 70B on 32 p5.48xlarge, with more of the question: {"set": ["pace=0.5"]}.
Json estimated(Json const& more) {
  Json question = {{"kind", "estimate"},
                   {"model", "70B"},
                   {"tokens", 1e12},
                   {"instance_type", {"p5.48xlarge"}},
                   {"instance_count", 32}};
  question.update(more);
  return Json::parse(answered(built_in(), question.dump()));
}

Json set(std::string const& setting) { return {{"set", {setting}}}; }

}  // namespace

TEST_CASE("a constant that makes a plan faster than its hardware is refused with its ceiling") {
  auto const error = estimated(set("h100-80gb.calibration=0.1")).at("error");
  CHECK(error.at("path") == "/set/0");
  CHECK(error.at("value") == "h100-80gb.calibration=0.1");
  std::string const problem = error.at("problem"), expected = error.at("expected");
  CHECK(problem.find("of its dense peak") != problem.npos);
  REQUIRE(expected.starts_with("at least 0."));
  auto const least = expected.substr(9, expected.find(':') - 9);
  auto const at_least = estimated(set("h100-80gb.calibration=" + least));
  REQUIRE_FALSE(at_least.contains("error"));
  CHECK(at_least.at("estimate").at("hfu") <= 1);
  CHECK(at_least.at("estimate").at("hfu") > 0.98);
}

TEST_CASE(
    "a speed that was given is refused where it is above the peak in all that it stands for") {
  auto const recomputed = estimated({{"mfu", 0.9}, {"recompute", "full"}}).at("error");
  CHECK(recomputed.at("path") == "/mfu");
  // The paper's formula leaves out attention, which is most of the work at this length.
  auto const long_sequence =
      estimated({{"model", "8B"}, {"tflops", 900}, {"seq_len", 131072}, {"global_batch", 256}});
  CHECK(long_sequence.at("error").at("path") == "/tflops");
}

TEST_CASE("what a constant of the user's favours names it, and is a guess") {
  auto const shipped = estimated(Json::object()).at("estimate");
  CHECK(shipped.at("own_constants") == Json::array());
  CHECK(shipped.at("confidence") == "same-accelerator");
  auto const document = estimated(set("h100-80gb.calibration=0.9"));
  auto const& plan = document.at("estimate");
  CHECK(plan.at("own_constants") == Json({"h100-80gb.calibration"}));
  CHECK(plan.at("confidence") == "guess");
  std::string const told = document.at("warnings").dump();
  CHECK(told.find("h100-80gb.calibration 0.9 (ec2plan: 1)") != told.npos);
}

TEST_CASE("whatever is better for a constant counts: time, failures, the range, room, confidence") {
  auto const setting = GENERATE(values<std::string>(
      {"failures_per_node_day=0", "range.same_accelerator.high=1", "h100-80gb.confidence=0",
       "jitter_per_doubling=0", "evaluation_share=0"}));
  CAPTURE(setting);
  auto const document = estimated(set(setting));
  REQUIRE_FALSE(document.contains("error"));
  auto const key = setting.substr(0, setting.find('='));
  CHECK(document.at("estimate").at("own_constants") == Json({key}));
  CHECK(document.at("estimate").at("confidence") == "guess");
}

TEST_CASE("a goodput of the user's that is better than the model's is one of them") {
  CHECK(estimated({{"goodput", 1}}).at("estimate").at("own_constants") == Json({"goodput"}));
  CHECK(estimated({{"goodput", 0.5}}).at("estimate").at("own_constants") == Json::array());
}

TEST_CASE("a constant that makes a plan dearer, or that is ec2plan's own, favours nothing") {
  auto const setting = GENERATE(values<std::string>(
      {"h100-80gb.calibration=1.2", "h100-80gb.calibration=1", "jitter_per_doubling=0.1"}));
  CAPTURE(setting);
  auto const plan = estimated(set(setting)).at("estimate");
  CHECK(plan.at("own_constants") == Json::array());
  CHECK(plan.at("confidence") == "same-accelerator");
}

TEST_CASE("what spot may rise to is a constant of the price") {
  Json const spot = {{"purchase", {"spot"}}, {"set", {"spot_price_high=1"}}};
  CHECK(estimated(spot).at("estimate").at("own_constants") == Json({"spot_price_high"}));
}

TEST_CASE("every plan of a recommendation is judged") {
  auto const document = Json::parse(answered(built_in(), R"({"kind": "recommend", "model": "13B",
    "tokens": 1e11, "days": 30, "accelerator": ["h100-80gb", "a100-40gb"], "max_instances": 32,
    "set": ["h100-80gb.calibration=0.9"]})"));
  REQUIRE(document.at("candidates").size() > 1);
  for (auto const& plan : document.at("candidates")) {
    bool const on_h100 = plan.at("accelerator") == "h100-80gb";
    CHECK(plan.at("own_constants").empty() != on_h100);
  }
  auto const refused = Json::parse(answered(built_in(), R"({"kind": "recommend", "model": "13B",
    "tokens": 1e11, "days": 30, "max_instances": 32, "set": ["pace=0.05"]})"));
  CHECK(refused.at("error").at("value") == "pace=0.05");
}

TEST_CASE("a calibration makes a plan no surer than it is, and less sure where it is sooner") {
  auto const calibrated = [](std::initializer_list<std::string> settings) {
    auto catalog = built_in();
    for (auto const& setting : settings) {
      set_assumption(catalog, setting);
      auto const key = setting.substr(0, setting.find('='));
      std::ranges::find(catalog.assumptions, key, &AssumptionEntry::key)->basis = "calibrated";
    }
    return Json::parse(answered(catalog, R"({"kind": "estimate", "model": "70B", "tokens": 1e12,
      "instance_type": ["p5.48xlarge"], "instance_count": 32})"))
        .at("estimate");
  };
  auto const narrow = calibrated({"h100-80gb.calibration=1.05", "h100-80gb.confidence=0"});
  CHECK(narrow.at("own_constants") == Json({"h100-80gb.confidence"}));
  CHECK(narrow.at("confidence") == "same-accelerator");
  CHECK(calibrated({"h100-80gb.calibration=0.9"}).at("confidence") == "extrapolated");
  CHECK(calibrated({"h100-80gb.calibration=1.05"}).at("confidence") == "same-accelerator");
}

TEST_CASE("a part without a published peak has a ceiling by the rate that was fitted") {
  auto const on_gaudi = [](Json more) {
    more.update({{"model", "1.3B"},
                 {"tokens", 2e10},
                 {"instance_type", {"dl1.24xlarge"}},
                 {"instance_count", 2}});
    return estimated(more);
  };
  CHECK(on_gaudi(Json::object()).contains("estimate"));
  CHECK(on_gaudi(set("gaudi1-32gb.calibration=0.01")).at("error").at("path") == "/set/0");
  CHECK(on_gaudi({{"tflops", 1000}}).at("error").at("path") == "/tflops");
  // The ceiling itself is not the user's to set.
  CHECK(on_gaudi({{"set", {"gaudi1-32gb.calibration=0.01", "unpublished_peak=99"}}})
            .contains("error"));
}

TEST_CASE("ec2plan's own constants keep every product below the peak, with any software") {
  auto names = stack_names(built_in());
  names.push_back("today");
  for (auto const& name : names) {
    auto const stack = name == "today" ? Stack{} : stack_from(built_in(), name);
    for (Accelerator const& part : built_in().accelerators) {
      CAPTURE(name, part.id);
      auto const constants = accelerator_constants(built_in(), part, stack);
      double const pace = assumptions_of(built_in(), stack, part).pace * constants.calibration;
      CHECK(constants.gemm_efficiency <= pace);
      CHECK(constants.gemm_efficiency_fp8 <= pace);
      CHECK(constants.attention_efficiency <= pace);
    }
  }
}

TEST_CASE("a catalog that stands alone is held to its hardware, and said to be one's own") {
  auto const alone = [](double calibration) {
    auto catalog = built_in();
    catalog.stands_alone = true;
    catalog.overlays = {"own.json"};
    AssumptionEntry const own{
        .key = "h100-80gb.calibration", .value = calibration, .unit = "ratio"};
    auto& all = catalog.assumptions;
    all.insert(std::ranges::lower_bound(all, own.key, {}, &AssumptionEntry::key), own);
    return Json::parse(answered(catalog, R"({"kind": "estimate", "model": "70B", "tokens": 1e12,
      "instance_type": ["p5.48xlarge"], "instance_count": 32})"));
  };
  CHECK(alone(1).at("estimate").at("own_constants") == Json({"catalog"}));
  CHECK(alone(1).at("estimate").at("confidence") == "same-accelerator");
  CHECK(alone(0.1).at("error").at("where") == "own.json");
}

}  // namespace ec2plan::own_constants_test
