#include "ec2plan/estimate/estimate.hpp"

#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <algorithm>

#include "ec2plan/estimate/memory.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/plan/cost.hpp"
#include "tests/properties/random.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::estimate_test {
namespace {

using testing::about, testing::any_layout, testing::any_setup, testing::at_most, testing::between,
    testing::coin, testing::one_of;

/// Whether none of the parts is negative.
template <typename Value>
bool counts_up(std::initializer_list<Value> parts, Value total) {
  Value sum{};
  for (Value part : parts)
    sum += part;
  return std::min(parts) >= total * -1e-12 && about(sum, total);
}

struct Estimated {
  Setup setup{};
  Layout layout{};
  Estimate estimate{};
  Run run{};
};

Estimated any_estimate() {
  Estimated e{.setup = any_setup()};
  e.layout = any_layout(e.setup);
  e.estimate = estimate(e.setup, e.layout);
  e.run = run(e.setup, e.layout, e.estimate, instances(e.setup, e.layout));
  return e;
}

/// Of any kind, some with a term of their own, some with a price beyond it.
Price any_price() {
  Price price = testing::price(between(0.1, 1000));
  price.purchase = one_of(std::vector(every_purchase.begin(), every_purchase.end()));
  if (coin()) price.term = between(1, 2000) * day;
  if (coin()) price.on_demand = between(0.5, 3) * price.per_instance;
  if (price.purchase == Purchase::spot) {
    price.least = between(0.1, 1) * price.per_instance;
    price.most = between(1, 3) * price.per_instance;
  }
  return price;
}

TEST_CASE("the parts of a step are what the step takes, and none is negative") {
  rc::prop("", [] {
    auto const e = any_estimate();
    auto const& p = e.estimate.step;
    Time const without_other = p.compute + p.tensor_comm + p.pipeline_comm + p.expert_comm +
                               p.context_comm + p.data_comm + p.bubble + p.optimizer;
    Time const whole = whole_step(e.setup, instances(e.setup, e.layout), without_other);
    RC_ASSERT(counts_up({p.compute, p.tensor_comm, p.pipeline_comm, p.expert_comm, p.context_comm,
                         p.data_comm, p.bubble, p.optimizer, p.other},
                        whole));
    RC_ASSERT(about(e.run.step_time.likely, whole));
  });
}

TEST_CASE("each part of a step is there exactly where the layout causes it") {
  rc::prop("", [] {
    auto const e = any_estimate();
    auto const& [p, l] = std::tie(e.estimate.step, e.layout);
    RC_ASSERT(p.compute > Time{});
    RC_ASSERT(p.optimizer > Time{});
    RC_ASSERT((p.tensor_comm > Time{}) == (l.tensor > 1));
    RC_ASSERT((p.pipeline_comm > Time{}) == (l.pipeline > 1));
    RC_ASSERT((p.bubble > Time{}) == (l.pipeline > 1));
    RC_ASSERT((p.expert_comm > Time{}) == e.setup.job.model.experts.has_value());
    bool const spread_experts = l.expert > 1 && l.expert < l.tensor;  // over ranks left of tensor's
    bool const tied = l.pipeline > 1 && e.setup.job.model.tied_embeddings;
    if (!spread_experts) RC_ASSERT((p.data_comm > Time{}) == (tied || l.data * l.context > 1));
  });
}

TEST_CASE("the parts of the memory are what is held, and decide the fit") {
  rc::prop("", [] {
    auto const e = any_estimate();
    auto const& m = e.estimate.memory;
    Bytes const used = m.weights + m.gradients + m.optimizer + m.activations;
    Bytes const held =
        e.setup.assumptions.fragmentation * used + e.setup.assumptions.context_memory;
    RC_ASSERT(counts_up({m.weights, m.gradients, m.optimizer, m.activations, m.other}, held));
    RC_ASSERT(m.capacity == e.setup.device.memory);
    bool const roomy = held < e.setup.assumptions.tight_fill * m.capacity;
    RC_ASSERT((e.estimate.fit == Fit::yes) == roomy);
  });
}

TEST_CASE("a lower bound of the step is one") {
  rc::prop("", [] {
    auto const e = any_estimate();
    Time const least =
        least_parts(e.setup, micro_batch(e.setup, e.layout), e.layout, e.layout.virtual_stages);
    RC_ASSERT(at_most(least, e.estimate.step.total() - e.estimate.step.other));
  });
}

TEST_CASE("the parts of the cost sum to the likely cost, for every kind of purchase") {
  rc::prop("", [] {
    auto const e = any_estimate();
    int const count = instances(e.setup, e.layout);
    Price const price = any_price();
    auto const parts = cost_breakdown(price, count, e.run);
    auto const likely = cost(price, count, e.run).likely;
    RC_ASSERT(counts_up(
        {parts.startup, parts.training, parts.evaluation, parts.failures, parts.idle_tail},
        likely));
    RC_ASSERT(about(parts.evaluation, e.setup.assumptions.evaluation_share * parts.training));
    auto const bill = likely_bill(price, count, e.run);
    HourlyPrice const beyond = price.on_demand.value_or(HourlyPrice{});
    RC_ASSERT(about(count * (price.per_instance * bill.bought + beyond * bill.beyond), likely));
  });
}

TEST_CASE("no kind of purchase pays for less than the run, or less for a longer one") {
  rc::prop("", [] {
    auto const e = any_estimate();
    Price const price = any_price();
    auto const bill = likely_bill(price, 2, e.run);
    RC_ASSERT(at_most(e.run.duration.likely, bill.bought + bill.beyond));
    auto const range = cost(price, 2, e.run);
    RC_ASSERT(at_most(range.low, range.likely));
    RC_ASSERT(at_most(range.likely, range.high));
  });
}

TEST_CASE("the parts of the cost sum to the likely cost under a given rate") {
  rc::prop("", [] {
    Setup s = any_setup();
    s.given.hardware = between(1, 1000) * tera * flop / second;
    Run const r = run(s, {}, {}, 3);
    Price const price = testing::price(between(0.1, 1000));
    auto const parts = cost_breakdown(price, 3, r);
    RC_ASSERT(about(parts.training, cost(price, 3, r).likely));
    RC_ASSERT(counts_up({parts.training, parts.evaluation, parts.failures}, parts.training));
  });
}

TEST_CASE("durations and costs are positive, and the likely lies between low and high") {
  rc::prop("", [] {
    auto const e = any_estimate();
    auto const bill = cost(testing::price(between(0.1, 1000)), 2, e.run);
    RC_ASSERT(Time{} < e.run.step_time.low);
    RC_ASSERT(Time{} < e.run.duration.low);
    RC_ASSERT(e.run.duration.low <= e.run.duration.likely);
    RC_ASSERT(e.run.duration.likely <= e.run.duration.high);
    RC_ASSERT(Money{} < bill.low);
    RC_ASSERT(bill.low <= bill.likely);
    RC_ASSERT(bill.likely <= bill.high);
    RC_ASSERT(0 < e.run.goodput);
    RC_ASSERT(e.run.goodput < 1);
  });
}

TEST_CASE("no run computes faster than its peak") {
  rc::prop("", [] {
    auto const e = any_estimate();
    RC_ASSERT(*e.run.mfu > 0);
    RC_ASSERT(*e.run.mfu < 1);
    RC_ASSERT(at_most(*e.run.mfu, *e.run.hfu));
  });
}

TEST_CASE("the cost is linear in the price and in the instances") {
  rc::prop("", [] {
    auto const e = any_estimate();
    double const usd = between(0.1, 1000), factor = between(0.01, 100);
    auto const one = cost(testing::price(usd), 4, e.run);
    auto const other = cost(testing::price(factor * usd), 8, e.run);
    RC_ASSERT(about(other.low, 2 * factor * one.low));
    RC_ASSERT(about(other.likely, 2 * factor * one.likely));
    RC_ASSERT(about(other.high, 2 * factor * one.high));
  });
}

TEST_CASE("more tokens are never sooner nor cheaper") {
  rc::prop("", [] {
    auto e = any_estimate();
    int const count = instances(e.setup, e.layout);
    e.setup.job.tokens *= between(1, 100);
    Run const more = run(e.setup, e.layout, e.estimate, count);
    RC_ASSERT(at_most(e.run.duration.likely, more.duration.likely));
    RC_ASSERT(at_most(e.run.duration.high, more.duration.high));
    Price const price = testing::price(10);
    RC_ASSERT(at_most(cost(price, count, e.run).likely, cost(price, count, more).likely));
  });
}

TEST_CASE("a micro-batch's costs serve every pipeline, data degree, interleaving and ZeRO stage") {
  rc::prop("", [] {
    auto const e = any_estimate();
    Layout plain = e.layout;
    plain.pipeline = plain.data = plain.virtual_stages = 1;
    plain.zero = 0;
    auto const shared = estimate(e.setup, micro_batch(e.setup, plain), e.layout);
    RC_ASSERT(shared.step.total() == e.estimate.step.total());
    RC_ASSERT(shared.memory.total() == e.estimate.memory.total());
  });
}

}  // namespace
}  // namespace ec2plan::estimate_test
