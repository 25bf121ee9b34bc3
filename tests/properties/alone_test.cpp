#include "ec2plan/plan/alone.hpp"

#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include "ec2plan/estimate/schedule.hpp"
#include "tests/properties/random.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::alone_test {
namespace {

using testing::any_setup, testing::coin, testing::one_of;

Layout any_layout(Setup const& s) {
  return {.tensor = one_of<int>({1, 2, 4, 8}),
          .pipeline = one_of<int>({1, 2, 3, 4}),
          .data = one_of<int>({1, 2, 4, 8}),
          .expert = s.job.model.experts ? one_of<int>({1, 2, 8}) : 1,
          .virtual_stages = one_of<int>({1, 1, 2}),
          .micro_batch = one_of<int>({1, 2, 8}),
          .recompute = one_of<Recompute>({Recompute::none, Recompute::full}),
          .zero = one_of<int>({0, 1, 3})};
}

SearchLimits limits_of(Setup const& s, Layout const& l) {
  int const count = coin() ? instances(s, l) : *rc::gen::inRange(1, 5);
  SearchLimits limits{.min_instances = count, .max_instances = count};
  limits.layout = {.tensor = l.tensor,
                   .pipeline = l.pipeline,
                   .micro_batch = l.micro_batch,
                   .recompute = l.recompute};
  if (coin()) limits.layout.data = l.data;
  if (coin()) limits.layout.zero = l.zero;
  if (coin()) limits.layout.data_replicas = one_of<int>({1, 2, 4});
  if (coin()) limits.layout.virtual_stages = l.virtual_stages;
  if (s.job.model.experts || coin()) limits.layout.expert = l.expert;
  return limits;
}

void same(std::vector<Found> const& left, std::vector<Found> const& right) {
  RC_ASSERT(left.size() == right.size());
  for (std::size_t i = 0; i < left.size(); ++i) {
    RC_ASSERT(left[i].instances == right[i].instances);
    RC_ASSERT(left[i].layout == right[i].layout);
    RC_ASSERT(left[i].estimate.step.total() == right[i].estimate.step.total());
  }
}

TEST_CASE("a set-up of which nothing is left to search is found as the search finds it") {
  int alone = 0;
  rc::prop("", [&alone] {
    Setup const s = any_setup();
    auto const limits = limits_of(s, any_layout(s));
    auto const found = search_alone(s, limits);
    if (!found) return;
    ++alone;
    auto const searched = search(s, limits);
    same(found->best, searched.best);
    same(found->tight, searched.tight);
    RC_ASSERT(found->closest.has_value() == searched.closest.has_value());
    RC_ASSERT(!searched.fits_from);
    RC_ASSERT((found->counts.legal > 0) == (searched.counts.legal > 0));
  });
  CHECK(alone > 0);
}

}  // namespace
}  // namespace ec2plan::alone_test
