#include "ec2plan/search/search.hpp"
#include "ec2plan/search/legal.hpp"

#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <algorithm>

#include "ec2plan/estimate/schedule.hpp"
#include "tests/properties/random.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::search_test {
namespace {

using testing::any_setup, testing::coin, testing::one_of;

/// Limits with a degree fixed here and there.
SearchLimits any_limits() {
  SearchLimits limits{.max_instances = *rc::gen::inRange(1, 5)};
  if (coin()) limits.layout.virtual_stages = one_of<int>({1, 2, 3});
  if (coin()) limits.layout.micro_batch = one_of<int>({1, 2, 8});
  if (coin()) limits.layout.zero = one_of<int>({0, 1, 2, 3});
  if (coin()) limits.layout.data_replicas = one_of<int>({1, 2, 4});
  if (coin()) limits.layout.recompute = one_of<Recompute>({Recompute::none, Recompute::full});
  return limits;
}

template <typename Value>
bool keeps(std::optional<Value> const& fixed, Value value) {
  return !fixed || *fixed == value;
}

bool keeps(LayoutChoice const& fixed, Layout const& l) {
  return keeps(fixed.virtual_stages, l.virtual_stages) && keeps(fixed.micro_batch, l.micro_batch) &&
         keeps(fixed.data_replicas, l.data_replicas) && keeps(fixed.zero, l.zero) &&
         keeps(fixed.recompute, l.recompute);
}

TEST_CASE("what is found is legal, fits, keeps what was fixed, and is scored as ever") {
  rc::prop("", [] {
    Setup const s = any_setup();
    auto const limits = any_limits();
    auto const result = search(s, limits);
    for (auto const* list : {&result.best, &result.tight})
      for (Found const& f : *list) {
        RC_ASSERT(legal(s, f.layout));
        RC_ASSERT(keeps(limits.layout, f.layout));
        RC_ASSERT(f.instances == instances(s, f.layout));
        RC_ASSERT(f.instances <= limits.max_instances);
        RC_ASSERT((f.estimate.fit == Fit::yes) == (list == &result.best));
        RC_ASSERT(f.estimate.step.total() == estimate(s, f.layout).step.total());
      }
  });
}

TEST_CASE("every legal layout is evaluated, or excluded for its memory or its time") {
  rc::prop("", [] {
    auto const counts = search(any_setup(), any_limits()).counts;
    RC_ASSERT(counts.legal ==
              counts.evaluated + counts.excluded_by_memory + counts.excluded_by_time);
    RC_ASSERT(std::min({counts.evaluated, counts.excluded_by_memory, counts.excluded_by_time}) >=
              0);
  });
}

TEST_CASE("the closest of what does not fit is legal, keeps what was fixed, and does not fit") {
  rc::prop("", [] {
    Setup s = any_setup();
    s.device.memory = testing::between(1, 4) * gibibyte;
    auto const limits = any_limits();
    auto const result = search(s, limits);
    RC_ASSERT(result.closest.has_value() ==
              (result.best.empty() && result.tight.empty() && result.counts.legal > 0));
    if (!result.closest) return;
    RC_ASSERT(legal(s, result.closest->layout));
    RC_ASSERT(keeps(limits.layout, result.closest->layout));
    RC_ASSERT(result.closest->estimate.fit == Fit::no);
    RC_ASSERT(result.fits_from.value_or(limits.max_instances + 1) > limits.max_instances);
  });
}

}  // namespace
}  // namespace ec2plan::search_test
