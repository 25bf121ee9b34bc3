#include "ec2plan/accuracy/left_out.hpp"

#include <cmath>

#include "catalog/assumptions.hpp"
#include "ec2plan/accuracy/score.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::left_out_test {
namespace {

double value_of(Catalog const& catalog, std::string const& key) {
  auto const* entry = catalog::find_assumption(catalog, key);
  return entry == nullptr ? 0 : entry->value;
}

ScoredGroup const& next_source(Scores const& scores, std::string const& hardware) {
  for (auto const& group : scores.groups)
    if (group.by == "hardware" && group.name == hardware && group.use == "next source" &&
        group.quantity == "step_time_s")
      return group;
  throw std::runtime_error("no group " + hardware);
}

}  // namespace

TEST_CASE("Fits without each source are as recorded, and the ranges follow from them") {
  auto const catalog = load_catalog();
  auto const runs = shipped_runs();
  auto const recorded = recorded_left_out();
  auto const fitted = leave_out_each(catalog, runs);
  REQUIRE(fitted.size() == recorded.size());
  for (std::size_t i = 0; i < fitted.size(); ++i) {
    CAPTURE(fitted[i].without);
    REQUIRE(fitted[i].without == recorded[i].without);
    for (auto const& [key, value] : fitted[i].constants) {
      CAPTURE(key);
      CHECK(recorded[i].constants.at(key) == Approx(value).epsilon(0.005));
    }
  }
  for (auto const& range : measured_ranges(catalog, runs, recorded)) {
    CAPTURE(range.name);
    CHECK(value_of(catalog, "range." + range.name + ".low") ==
          Approx(range.factors.low).margin(0.011));
    CHECK(value_of(catalog, "range." + range.name + ".high") ==
          Approx(range.factors.high).margin(0.011));
  }
}

TEST_CASE("What is left out is a source; of a mixture of experts, its model") {
  PublishedRun run;
  run.source = "somebody";
  run.model.name = "M";
  CHECK(left_out_with(run) == "somebody");
  run.model.experts = Experts{};
  CHECK(left_out_with(run) == "mixture M");
}

TEST_CASE("A source without a row kept for fitting is predicted the same with and without it") {
  auto const recorded = recorded_left_out();
  for (auto const& row : scores_of(load_catalog(), shipped_runs()).rows) {
    bool const seen = std::ranges::any_of(
        recorded, [&](LeftOut const& one) { return one.without == row.left_out_with; });
    if (seen || !row.predicted || !row.left_out) continue;
    CAPTURE(row.id);
    CHECK(row.left_out->likely == row.predicted->likely);
  }
}

TEST_CASE("Sources that were left out: errors stay at what is recorded, ranges hold") {
  auto const scores = scores_of(load_catalog(), shipped_runs());
  for (auto const& [hardware, mean, median] : std::vector<std::tuple<std::string, double, double>>{
           {"dense, A100 and H100, 16 bit", 15.0, 8.8},
           {"dense, H100, fp8", 11.6, 9.9},
           {"mixtures of experts", 28.3, 23.5}}) {
    auto const& group = next_source(scores, hardware);
    CAPTURE(hardware, group.mean_by_source_pct, group.median_by_source_pct);
    CHECK(group.mean_by_source_pct <= mean + 0.3);
    CHECK(group.median_by_source_pct <= median + 0.3);
    CHECK(group.inside_by_source_pct >= 72);
    CHECK(group.inside_range_pct >= 72);
    CHECK(group.inside_by_source_pct <= 92);
  }
}

TEST_CASE("A share of the weight lies up to a quantile, and names count alike") {
  CHECK(quantile({{1, 1}, {2, 1}, {3, 2}}, 0.5) == 2);
  CHECK(quantile({{3, 2}, {1, 1}, {2, 1}}, 0.6) == 3);
  auto const values = weighed_alike({{"a", 1}, {"a", 2}, {"b", 9}});
  CHECK(values[0].weight == 0.5);
  CHECK(values[2].weight == 1);
}

}  // namespace ec2plan::left_out_test
