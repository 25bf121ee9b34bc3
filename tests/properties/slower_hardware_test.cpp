#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <map>

#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/search/search.hpp"
#include "tests/properties/random.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::slower_hardware_test {
namespace {

using testing::any_layout, testing::any_setup, testing::at_most, testing::between;

constexpr SearchLimits few{.max_instances = 4};

using Slowed = void (*)(Setup&, double);

void slow_network(Setup& s, double share) { s.device.network *= share; }
void slow_link(Setup& s, double share) { s.device.link *= share; }
void slow_memory(Setup& s, double share) { *s.device.memory_bandwidth *= share; }
void slow_rate(Setup& s, double share) {
  *s.device.peak *= share;
  *s.device.peak16 *= share;
}
void slow_products(Setup& s, double share) { s.accelerator.gemm_efficiency *= share; }
void slow_attention(Setup& s, double share) { s.accelerator.attention_efficiency *= share; }
void slow_hops(Setup& s, double share) {
  s.network.hop_latency *= 1 / share;
  s.assumptions.link_latency *= 1 / share;
  s.assumptions.collective_overhead *= 1 / share;
}

/// Whether attention takes longer. The ring of context parallelism and the exchange of gradients
/// hide under the same attention, each as if alone, so there a slower one may hide more.
bool computes(Slowed slow) {
  return slow == slow_memory || slow == slow_rate || slow == slow_attention;
}

/// The layout, or another without context parallelism.
Layout without_context(Setup const& s, Layout layout) {
  while (layout.context > 1)
    layout = any_layout(s);
  return layout;
}

/// The same layout never takes less time with less of one thing.
void check_layouts(Slowed slow) {
  rc::prop("", [=] {
    Setup const before = any_setup();
    Setup after = before;
    slow(after, between(0.01, 1));
    Layout layout = any_layout(before);
    if (computes(slow)) layout = without_context(before, layout);
    RC_ASSERT(at_most(estimate(before, layout).step.total(), estimate(after, layout).step.total()));
  });
}

/// Step times of the fastest layouts that fit, with room or tightly, by number of instances.
std::map<int, Time> fastest(Setup const& s) {
  std::map<int, Time> times;
  auto const found = search(s, few);
  for (auto const* list : {&found.best, &found.tight})
    for (Found const& f : *list)
      times[f.instances] = f.estimate.step.total();
  return times;
}

/// The fastest layouts never take less time with less of one thing.
void check_searches(Slowed slow) {
  rc::prop("", [=] {
    Setup const before = any_setup();
    Setup after = before;
    slow(after, between(0.01, 1));
    auto const times = fastest(before), slower = fastest(after);
    RC_ASSERT(times.size() == slower.size());
    for (auto const& [count, time] : times)
      RC_ASSERT(at_most(time, slower.at(count)));
  });
}

TEST_CASE("a layout is never faster on a slower network") { check_layouts(slow_network); }
TEST_CASE("a layout is never faster on a slower link") { check_layouts(slow_link); }
TEST_CASE("a layout is never faster on slower memory") { check_layouts(slow_memory); }
TEST_CASE("a layout is never faster at a slower rate") { check_layouts(slow_rate); }
TEST_CASE("a layout is never faster with slower products") { check_layouts(slow_products); }
TEST_CASE("a layout is never faster with slower attention") { check_layouts(slow_attention); }
TEST_CASE("a layout is never faster with slower hops") { check_layouts(slow_hops); }

TEST_CASE("the fastest layout is never faster on a slower network") {
  check_searches(slow_network);
}
TEST_CASE("the fastest layout is never faster on a slower link") { check_searches(slow_link); }
TEST_CASE("the fastest layout is never faster on slower memory") { check_searches(slow_memory); }
TEST_CASE("the fastest layout is never faster at a slower rate") { check_searches(slow_rate); }

TEST_CASE("with more memory every number of instances that held the job still does, as fast") {
  rc::prop("", [] {
    Setup s = any_setup();
    auto const before = search(s, few);
    s.device.memory *= between(1, 8);
    std::map<int, Time> after;
    for (Found const& f : search(s, few).best)
      after[f.instances] = f.estimate.step.total();
    for (Found const& f : before.best)
      RC_ASSERT(at_most(after.at(f.instances), f.estimate.step.total()));
  });
}

TEST_CASE("tight memory only makes room for the faster") {
  rc::prop("", [] {
    Setup s = any_setup();
    auto const before = fastest(s);
    s.device.memory *= between(1, 8);
    auto const after = fastest(s);
    for (auto const& [count, time] : before)
      RC_ASSERT(at_most(after.at(count), time));
  });
}

}  // namespace
}  // namespace ec2plan::slower_hardware_test
