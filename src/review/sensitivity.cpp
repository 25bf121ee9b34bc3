#include "ec2plan/review/sensitivity.hpp"

#include <algorithm>
#include <optional>

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

constexpr double price_what_if = 0.1;  // to either side: nobody publishes how list prices move
constexpr double least_move = 1e-6;    // of the cost: below it nothing is shown

/// The plan's bill had its likely run taken so long. A Capacity Block is bought for the slow run
/// either way.
Money bill_over(Plan const& plan, Time duration) {
  return bill(plan.price, plan.instances, duration, plan.run.duration.high).total();
}

Sensitivity efficiency(Plan const& plan) {
  auto const& step = plan.run.step_time;
  Time const before = plan.run.startup.total(), likely = plan.run.duration.likely - before;
  return {.input = "efficiency",
          .low_at = duration_text(step.high / day) + " a step",
          .high_at = duration_text(step.low / day) + " a step",
          .low = bill_over(plan, before + likely * (step.high / step.likely)),
          .high = bill_over(plan, before + likely * (step.low / step.likely)),
          .meaning = "the range of the step time, meant to hold eight runs in ten"};
}

std::string rate_text(Reliability const& r) {
  double const a_day = r.failures_per_day + r.reclaims_per_day;
  int const decimals = a_day < 0.01 ? 4 : a_day < 0.1 ? 3 : a_day < 1 ? 2 : 1;
  return fixed_text(a_day, decimals) + " interruptions a day";
}

std::optional<Sensitivity> failures(Plan const& plan) {
  if (!plan.run.reliability) return {};
  auto const& all = *plan.run.reliability;
  Time const before = plan.run.startup.total();
  Time const kept = (plan.run.duration.likely - before) * plan.run.goodput;
  return Sensitivity{.input = "failures",
                     .low_at = rate_text(all.low),
                     .high_at = rate_text(all.high),
                     .low = bill_over(plan, before + kept / all.low.goodput),
                     .high = bill_over(plan, before + kept / all.high.goodput),
                     .meaning = "the lowest and the highest published rates of interruptions"};
}

Money bill_at(Plan const& plan, HourlyPrice price) {
  Plan other = plan;
  other.price.per_instance = price;
  return bill_over(other, plan.run.duration.likely);
}

Sensitivity price(Plan const& plan) {
  Price const& now = plan.price;
  bool const ranged = now.least && now.most;
  auto const low = now.least.value_or(now.per_instance * (1 - price_what_if));
  auto const high = now.most.value_or(now.per_instance * (1 + price_what_if));
  return {.input = "price",
          .low_at = dollars_text(low / (dollar / hour)) + " an hour",
          .high_at = dollars_text(high / (dollar / hour)) + " an hour",
          .low = bill_at(plan, low),
          .high = bill_at(plan, high),
          .meaning = ranged ? "how far the spot price may move while the run lasts"
                            : "a what-if: a tenth less and a tenth more"};
}

/// The same tokens in steps of another size, on the same instances, in the layout that is best
/// then; empty where none is legal or fits.
std::optional<Money> cost_with_batch(Answer const& answer, int batch) {
  Setup setup = *answer.setup;
  setup.job.global_batch = batch;
  int const count = answer.plan().instances;
  auto const found =
      search(setup, {.min_instances = count, .max_instances = count, .batch_adapts = true});
  if (found.best.empty()) return {};
  return plan_of(setup, found.best.front(), answer.plan().price, answer.goal).cost.likely;
}

std::optional<Sensitivity> batch(Answer const& answer) {
  int const now = answer.plan().job.global_batch;
  Money const likely = answer.plan().cost.likely;
  auto const half = now > 1 ? cost_with_batch(answer, now / 2) : std::nullopt;
  auto const twice = cost_with_batch(answer, now * 2);
  if (!half && !twice) return {};
  auto const text = [](int count) { return counted(count, "sequence") + " a step"; };
  return Sensitivity{.input = "batch",
                     .low_at = text(half ? now / 2 : now),
                     .high_at = text(twice ? now * 2 : now),
                     .low = half.value_or(likely),
                     .high = twice.value_or(likely),
                     .meaning =
                         "a what-if: half and twice the batch for the same tokens, each in "
                         "its best layout on the same instances"};
}

}  // namespace

std::vector<Sensitivity> sensitivities(Answer const& answer) {
  Plan const& plan = answer.plan();
  if (!priced(plan)) return {};
  std::vector<Sensitivity> all{efficiency(plan), price(plan)};
  if (auto const one = failures(plan)) all.push_back(*one);
  if (auto const one = batch(answer)) all.push_back(*one);
  auto const width = [](Sensitivity const& one) {
    return std::max(one.low, one.high) - std::min(one.low, one.high);
  };
  std::erase_if(all, [&](auto& one) { return width(one) <= least_move * plan.cost.likely; });
  std::stable_sort(all.begin(), all.end(), [&](auto& a, auto& b) { return width(a) > width(b); });
  return all;
}

}  // namespace ec2plan
