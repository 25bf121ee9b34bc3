#include "ec2plan/accuracy/power.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "ec2plan/accuracy/accuracy.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::power_test {
namespace {

Scores scores() {
  auto const catalog = load_catalog();
  std::vector<ScoredRow> rows;
  for (auto const& run : shipped_power_runs())
    rows.push_back(scored(catalog, run));
  Scores all;
  add_rows(all, std::move(rows));
  return all;
}

ScoredRow row_of(Scores const& all, std::string const& id) {
  return *std::ranges::find(all.rows, id, &ScoredRow::id);
}

TEST_CASE("trainings that the constants were fitted to are met, and lie in their range") {
  auto const all = scores();
  auto const* fit = whole_group(all, "mean_power_w", "fit");
  REQUIRE(fit != nullptr);
  CHECK(fit->rows == 9);
  CHECK(fit->mean_abs_error_pct < 6);
  CHECK(fit->max_abs_error_pct < 15);
  CHECK(fit->inside_range_pct == 100);
}

TEST_CASE("long runs in air are a little above the likely draw, short ones far below") {
  auto const all = scores();
  CHECK(*row_of(all, "power_bnl_8_air").error_pct() == Approx(-6.7).margin(0.1));
  CHECK(*row_of(all, "power_mlperf40_lora_512").error_pct() > 40);
  CHECK_FALSE(*row_of(all, "power_mlperf40_lora_512").inside_range());
  CHECK(*row_of(all, "power_dodge_bert_8").error_pct() > 80);
}

TEST_CASE("each row names its border, its source and a run of its own") {
  std::set<std::string> ids;
  auto const all = scores();
  for (auto const& row : all.rows) {
    CAPTURE(row.id);
    CHECK(ids.insert(row.id).second);
    CHECK(row.kind == "power");
    CHECK(row.predicted.has_value());
    CHECK_FALSE(row.source.empty());
    CHECK(row.workload.starts_with("draw of "));
  }
  CHECK(row_of(all, "power_starcoder_512").workload == "draw of an accelerator");
  CHECK(*row_of(all, "power_starcoder_512").measured == 280);
}

TEST_CASE("a part of which nothing is known is not modelled") {
  auto const row = scored(load_catalog(), {.id = "x", .accelerator = "y", .mean = 100 * watt});
  CHECK_FALSE(row.predicted.has_value());
  CHECK(row.not_modelled == "no power of y is known");
}

}  // namespace
}  // namespace ec2plan::power_test
