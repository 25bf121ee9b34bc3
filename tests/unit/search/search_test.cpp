#include "ec2plan/search/search.hpp"
#include "ec2plan/search/legal.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "ec2plan/estimate/memory.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::search_test {
namespace {

/// With ZeRO 3 the weights may be sharded inside each instance alone.
void visit_hybrid(Setup const& s, Layout l, auto const& visit) {
  int const count = instances(s, l);
  bool const is_inside = l.pipeline == 1 && l.expert == 1 && l.tensor < s.device.per_instance;
  if (l.zero != 3 || !is_inside || count == 1) return;
  l.data_replicas = count;
  if (legal(s, l)) visit(l);
}

/// Calls `visit` with every legal layout on up to `most` instances, found by trying all.
void for_each_layout(Setup const& s, int most, auto const& visit) {
  int const all = most * s.device.per_instance;
  int const experts = s.job.model.experts ? s.job.model.experts->count : 1;
  for (int tensor = 1; tensor <= s.device.per_instance; ++tensor)
    for (int pipeline = 1; pipeline <= s.job.model.layers; ++pipeline)
      if (fills_stages(s.job.model.layers, pipeline))
        for (int data = 1; tensor * pipeline * data <= all; ++data)
          for (int expert = 1; expert <= experts; ++expert)
            for (int micro = 1; micro <= s.job.global_batch; micro *= 2)
              for (int stages = 1; stages <= s.job.model.layers; ++stages)
                for (Recompute recompute : {Recompute::none, Recompute::selective, Recompute::full})
                  for (int zero : {0, 1, 3}) {
                    Layout const l{.tensor = tensor,
                                   .pipeline = pipeline,
                                   .data = data,
                                   .expert = expert,
                                   .virtual_stages = stages,
                                   .micro_batch = micro,
                                   .recompute = recompute,
                                   .zero = zero,
                                   .sequence_parallel = tensor > 1};
                    if (!replicated(l) && zero > 0) continue;  // nothing to shard
                    if (legal(s, l)) visit(l);
                    visit_hybrid(s, l, visit);
                  }
}

/// The same on exactly so many instances, with each batch in the band that the layout divides and
/// none other is nearer to the job's own.
void for_each_layout_of_any_batch(Setup s, SearchLimits const& limits, auto const& visit) {
  int const asked = s.job.global_batch;
  for (int batch = 1; batch <= 2 * asked; ++batch) {
    if (std::abs(batch - asked) > batch_band * asked) continue;
    s.job.global_batch = batch;
    for_each_layout(s, limits.max_instances, [&](Layout l) {
      int const share = l.data * l.micro_batch, away = std::abs(batch - asked);
      if (instances(s, l) != limits.max_instances || 2 * away > share) return;
      if (2 * away == share && batch < asked) return;  // halves go up
      l.global_batch = batch == asked ? 0 : batch;
      visit(l);
    });
  }
}

struct BruteForce {
  std::map<int, Time> fits, tight;
  std::int64_t legal = 0;
};

BruteForce brute_force(Setup const& s, int most) {
  BruteForce result;
  for_each_layout(s, most, [&](Layout const& l) {
    ++result.legal;
    auto const e = estimate(s, l);
    if (e.fit == Fit::no) return;
    auto& best = e.fit == Fit::yes ? result.fits : result.tight;
    auto const at = best.try_emplace(instances(s, l), e.step.total()).first;
    at->second = std::min(at->second, e.step.total());
  });
  return result;
}

void check_same(Setup const& s, int most) {
  auto const expected = brute_force(s, most);
  auto const found = search(s, {.max_instances = most});
  CHECK(found.counts.legal == expected.legal);
  CHECK(found.counts.legal ==
        found.counts.evaluated + found.counts.excluded_by_memory + found.counts.excluded_by_time);
  REQUIRE(found.best.size() == expected.fits.size());
  for (Found const& f : found.best) {
    CAPTURE(f.instances);
    CHECK(f.estimate.step.total() / expected.fits.at(f.instances) == Approx(1).epsilon(1e-12));
    CHECK(legal(s, f.layout));
  }
  for (Found const& f : found.tight)
    CHECK(f.estimate.step.total() / expected.tight.at(f.instances) == Approx(1).epsilon(1e-12));
}

/// Small memory, so that fitting, tight and too large all occur.
Setup crowded(double gib) {
  Setup s = testing::small_on_p4de();
  s.device.memory = gib * gibibyte;
  return s;
}

}  // namespace

TEST_CASE("the search finds what trying every layout finds") {
  check_same(testing::small_on_p4de(), 6);
}

TEST_CASE("the search finds what trying every layout finds, where memory is short") {
  for (double gib : {1.6, 1.8, 2.0, 2.5, 4.0}) {
    CAPTURE(gib);
    check_same(crowded(gib), 4);
  }
}

TEST_CASE("the search finds what trying every layout finds, without fused attention") {
  Setup s = crowded(3);
  s.accelerator.fused_attention = false;
  check_same(s, 3);
}

TEST_CASE("the search finds what trying every layout finds, for a mixture of experts") {
  auto const s = testing::setup_for(testing::small_mixture(), testing::p4de(), 1e9, 1024, 32);
  check_same(s, 3);
}

TEST_CASE("the search finds what trying every layout finds, inside one instance without EFA") {
  auto s = testing::setup_for(testing::small_gpt(), testing::p3_8x(), 1e9, 1024, 24);
  check_same(s, 5);
  CHECK(search(s, {}).best.size() == 1);
}

TEST_CASE("an adapted batch is what trying every count of micro-batches finds, on one number") {
  Setup s = testing::small_on_p4de();
  for (int const instances : {3, 5, 6}) {
    Time best{1e30};
    SearchLimits const limits{
        .min_instances = instances, .max_instances = instances, .batch_adapts = true};
    for_each_layout_of_any_batch(s, limits, [&](Layout const& l) {
      auto const e = estimate(s, l);
      if (e.fit != Fit::yes) return;
      double const worth = l.global_batch > 0 ? 1 + batch_gain : 1;
      best = std::min(best, worth / global_batch(s.job, l) * e.step.total());
    });
    auto const found = search(s, limits);
    REQUIRE(found.best.size() == 1);
    auto const& [count, layout, scored] = found.best.front();
    double const worth = layout.global_batch > 0 ? 1 + batch_gain : 1;
    Time const pace = worth / global_batch(s.job, layout) * scored.step.total();
    CHECK(count == instances);
    CHECK(legal(s, layout));
    if (ec2plan::instances(s, layout) == instances)
      CHECK(pace / best == Approx(1).epsilon(1e-12));
    else
      CHECK(pace < best);
  }
}

TEST_CASE("a batch adapts within the band, and not where the user typed it") {
  Job const job{.global_batch = 512};
  SearchLimits const typed{}, open{.batch_adapts = true};
  CHECK(batch_of(job, typed, 64) == 512);
  CHECK(batch_of(job, typed, 100) == 0);
  CHECK(batch_of(job, open, 64) == 512);
  CHECK(batch_of(job, open, 100) == 500);
  CHECK(batch_of(job, open, 331) == 0);  // 331 and 662 are too far
  CHECK(batch_of(job, open, 588) == 588);
}

TEST_CASE("of a number that no layout splits well, some stay idle, unless the batch was typed") {
  Setup const s = testing::gpt3_on_p4de();
  auto const on = [&](int count, bool adapts) {
    return search(s, {.min_instances = count, .max_instances = count, .batch_adapts = adapts});
  };
  auto const found = on(127, true);
  REQUIRE(found.best.size() == 1);
  CHECK(found.best.front().instances == 127);
  CHECK(instances(s, found.best.front().layout) < 127);
  CHECK(instances(s, found.best.front().layout) >= 127 - 127 / idle_part);
  CHECK(on(126, true).best.front().estimate.step.total() <
        1.1 * found.best.front().estimate.step.total());
  CHECK(on(127, false).best.empty());
}

TEST_CASE("eight numbers of instances to a doubling are tried, and the ends") {
  SearchLimits const limits{.min_instances = 3, .max_instances = 501};
  int tried = 0, last = 3;
  for (int n = 3; n <= 501; ++n) {
    if (!is_tried(limits, n)) continue;
    CHECK(n - last <= std::max(1, last / 8));
    last = n;
    ++tried;
  }
  CHECK(last == 501);
  CHECK(tried < 100);
}

TEST_CASE("no layout beats the bound that may exclude it") {
  Setup const s = testing::small_on_p4de();
  for_each_layout(s, 4, [&](Layout const& l) {
    auto const b = micro_batch(s, l);
    auto const e = estimate(s, b, l);
    REQUIRE(least_parts(s, b, l, l.virtual_stages) <= e.step.total() - e.step.other);
    REQUIRE(least_parts(s, b, l, s.job.model.layers) <= least_parts(s, b, l, l.virtual_stages));
  });
}

TEST_CASE("ZeRO 0 is never better than ZeRO 1, and with stages ZeRO 3 is the same") {
  Setup const s = testing::small_on_p4de();
  for_each_layout(s, 4, [&](Layout l) {
    if (l.zero == 1 || !replicated(l)) return;
    if (l.zero == 3 && l.pipeline == 1) return;
    auto const own = estimate(s, l);
    l.zero = 1;
    auto const other = estimate(s, l);
    REQUIRE(other.step.total() <= own.step.total());
    REQUIRE(other.memory.total() <= own.memory.total());
  });
}

TEST_CASE("what the user fixed stays fixed") {
  Setup const s = testing::small_on_p4de();
  auto const found = search(
      s, {.max_instances = 4, .layout = {.tensor = 2, .pipeline = 4, .micro_batch = 2, .zero = 0}});
  REQUIRE_FALSE(found.best.empty());
  for (Found const& f : found.best) {
    CHECK(f.layout.tensor == 2);
    CHECK(f.layout.pipeline == 4);
    CHECK(f.layout.micro_batch == 2);
    CHECK(f.layout.zero == 0);
  }
}

TEST_CASE("replicas that the user fixed are kept, under the ZeRO stages that shard") {
  Setup const s = testing::small_on_p4de();
  for (int const replicas : {1, 2, 4}) {
    SearchLimits limits{.max_instances = 4, .layout = {.tensor = 1, .pipeline = 1}};
    limits.layout.data_replicas = replicas;
    auto const found = search(s, limits);
    REQUIRE_FALSE(found.best.empty());
    for (Found const& f : found.best)
      CHECK(f.layout.data_replicas == replicas);
    limits.layout.zero = 0;
    CHECK(any_legal(s, limits) == (replicas == 1));
  }
}

TEST_CASE("hybrid sharding is found where it is the fastest that fits") {
  Setup s = testing::small_on_p4de();
  s.device.memory = 3 * gibibyte;
  auto const best = [&](std::optional<int> replicas) {
    SearchLimits limits{.min_instances = 4, .max_instances = 4};
    limits.layout = {.tensor = 1, .pipeline = 1, .data_replicas = replicas};
    return search(s, limits).best;
  };
  auto const free = best({}), all = best(1), hybrid = best(4);
  REQUIRE_FALSE(free.empty());
  REQUIRE_FALSE(hybrid.empty());
  Time const least = all.empty() ? hybrid.front().estimate.step.total()
                                 : std::min(all.front().estimate.step.total(),
                                            hybrid.front().estimate.step.total());
  CHECK(free.front().estimate.step.total() == least);
}

TEST_CASE("where nothing fits, the closest layout and a size that would do are given") {
  auto const found = search(testing::gpt3_on_p4de(), {.max_instances = 2});
  CHECK(found.best.empty());
  REQUIRE(found.closest.has_value());
  CHECK(found.closest->estimate.memory.total() > 80 * gibibyte);
  REQUIRE(found.fits_from.has_value());
  CHECK(*found.fits_from > 2);
}

TEST_CASE("a batch that no layout divides leaves nothing legal") {
  Setup s = testing::small_on_p4de();
  s.job.global_batch = 7;
  s.job.model.layers = 7;
  s.job.model.heads = s.job.model.kv_heads = 7;
  s.job.model.feed_forward = 7;
  CHECK(search(s, {.max_instances = 4}).counts.legal == 0);
}

}  // namespace ec2plan::search_test
