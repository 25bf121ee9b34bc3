#include "plan/worth.hpp"

#include "plan/scored.hpp"

namespace ec2plan {
namespace {

constexpr double grain = 1e-6;  // of a figure: below, nothing is gained

Worth worth_of(Run const& run, Range<Money> const& cost, Fit fit, Confidence confidence) {
  return {.days = run.duration.likely / day,
          .slow_days = run.duration.high / day,
          .usd = cost.likely / dollar,
          .slow_usd = cost.high / dollar,
          .fit = fit,
          .confidence = confidence};
}

bool is_less(double one, double other) { return one < other * (1 - grain); }

}  // namespace

Worth own_worth(Plan const& plan) {
  return worth_of(plan.run, plan.cost, plan.estimate.fit, plan.confidence);
}

Worth worth_on(Setup const& s, Plan const& plan, Catalog const& catalog) {
  Price price = plan.price;
  if (price.purchase == Purchase::spot) let_move(catalog, price);
  price.blocks = blocks_sold(catalog);
  auto const estimated = estimate(s, plan.layout);
  auto const whole = run(s, plan.layout, estimated, plan.instances, capacity(price.purchase));
  return worth_of(whole, cost(price, plan.instances, whole), estimated.fit, confidence(s));
}

bool is_likely_better(Worth const& one, Worth const& other) {
  return is_less(one.days, other.days) || is_less(one.usd, other.usd);
}

bool is_better(Worth const& one, Worth const& other) {
  return is_likely_better(one, other) || is_less(one.slow_days, other.slow_days) ||
         is_less(one.slow_usd, other.slow_usd) || one.fit < other.fit ||
         one.confidence < other.confidence;
}

}  // namespace ec2plan
