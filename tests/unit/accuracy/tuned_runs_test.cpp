#include <cmath>
#include <map>
#include <tuple>

#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/accuracy/score.hpp"
#include "tests/support/catch.hpp"

/// Published runs that tuned a model: errors as they were, and which of two is the faster.
namespace ec2plan::tuned_runs_test {
namespace {

std::vector<PublishedRun> const& runs() {
  static auto const all = [] {
    auto shipped = shipped_runs();
    std::erase_if(shipped, [](auto const& run) { return run.tuned.tuning.pretrains(); });
    return shipped;
  }();
  return all;
}

Scores const& scores() {
  static Scores const scored = scores_of(load_catalog(), runs());
  return scored;
}

ScoredGroup const& next_source(std::string const& quantity) {
  for (auto const& group : scores().groups)
    if (group.by == "hardware" && group.name == "tuning" && group.quantity == quantity &&
        group.use == "next source")
      return group;
  throw std::runtime_error("no group of " + quantity);
}

/// What two runs share that differ in nothing but the method.
auto twins(PublishedRun const& run) {
  auto const& l = run.layout;
  auto const& t = run.tuned.tuning;
  return std::tuple(run.source, run.model.name, run.hardware.accelerator, run.hardware.accelerators,
                    run.stack.name, run.sequence_length, l.micro_batch, l.zero.value_or(0) == 3,
                    t.loss, t.offload);
}

struct Pairs {
  int all = 0, ordered = 0;
};

/// Pairs of the two methods whose measured values differ by more than chance.
Pairs pairs(Method one, Method other, std::string const& quantity) {
  constexpr double chance = 0.02;
  std::map<std::string, ScoredRow const*> rows;
  for (auto const& row : scores().rows)
    if (row.quantity == quantity && row.measured && row.predicted) rows[row.id] = &row;
  std::map<decltype(twins(runs().front())), std::pair<ScoredRow const*, ScoredRow const*>> found;
  for (auto const& run : runs()) {
    auto const row = rows.find(run.id);
    if (row == rows.end()) continue;
    if (run.tuned.tuning.method == one) found[twins(run)].first = row->second;
    if (run.tuned.tuning.method == other) found[twins(run)].second = row->second;
  }
  Pairs result;
  for (auto const& [key, pair] : found) {
    auto const [a, b] = pair;
    if (a == nullptr || b == nullptr) continue;
    double const measured = *a->measured / *b->measured;
    if (std::abs(measured - 1) < chance) continue;
    ++result.all;
    result.ordered += (measured < 1) == (a->predicted->likely < b->predicted->likely) ? 1 : 0;
  }
  return result;
}

}  // namespace

TEST_CASE("errors of tuning on the next source are as they were") {
  auto const& step = next_source("tuning_step_time_s");
  CHECK(step.mean_abs_error_pct <= 15);
  CHECK(step.median_abs_error_pct <= 10);
  auto const& memory = next_source("tuning_peak_memory_gib");
  CHECK(memory.mean_abs_error_pct <= 8);
  CHECK(memory.inside_range_pct >= 80);
}

TEST_CASE("no run that ran out of memory is said to fit, and few that ran are refused") {
  auto const& counts = scores().tuning_memory;
  REQUIRE(counts.failed > 50);
  REQUIRE(counts.ran > 200);
  CHECK(counts.accepted == 0);
  CHECK(counts.refused <= 0.05 * counts.ran);
}

TEST_CASE("MLPerf's LoRA of Llama 2 70B on eight H100 and B200 is inside the range") {
  int seen = 0;
  for (auto const& row : scores().rows) {
    bool const eight = row.id.find("-8h100") != row.id.npos || row.id.find("-8b200") != row.id.npos;
    if (!row.source.starts_with("mlperf") || !eight || row.quantity != "tuning_step_time_s")
      continue;
    CAPTURE(row.id);
    CHECK(row.inside_range().value_or(false));
    ++seen;
  }
  CHECK(seen >= 3);
}

/// Small models with adapters that are not fused were measured slower than full tuning: of these
/// the order is missed.
TEST_CASE("of methods that differ in nothing else the faster is known, and the smaller") {
  for (auto const& [one, other] :
       {std::pair(Method::lora, Method::full), std::pair(Method::qlora, Method::lora)})
    for (char const* quantity : {"tuning_step_time_s", "tuning_peak_memory_gib"}) {
      auto const found = pairs(one, other, quantity);
      CAPTURE(quantity, found.all, found.ordered);
      REQUIRE(found.all >= 10);
      CHECK(found.ordered >= 0.89 * found.all);
    }
}

}  // namespace ec2plan::tuned_runs_test
