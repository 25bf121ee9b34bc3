#include "review/factors.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ec2plan/document/arithmetic.hpp"
#include "review/changes.hpp"

namespace ec2plan::review {
namespace {

/// A factor of the likely cost of a plan.
struct Term {
  char const* name;
  char const* unit;
  double shown;         // as the plan tells it, in the unit
  double factor;        // what it multiplies the cost by, up to a constant
  bool derived = true;  // from other figures of the document
};

/// As many digits as documents are sure of, once they were divided by one another.
double without_noise(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  double const unit = std::pow(10, std::floor(std::log10(std::abs(value))) - 9);
  return std::abs(value) < same_share ? 0 : std::round(value / unit) * unit;
}

bool is_known(std::optional<double> const& share) { return share && *share > 0; }

bool knows_peak(SavedPlan const& plan) { return is_known(plan.mfu) && is_known(plan.hfu); }

Time training(SavedPlan const& plan) { return plan.steps * plan.step_time.likely; }

Tokens trained(SavedPlan const& plan) {
  return plan.steps * step_tokens(plan);
}

/// Dense peak of one instance: a P of docs/model.md.
FlopRate peak(SavedPlan const& plan) {
  return static_cast<double>(plan.accelerators) / plan.instances * (plan.achieved / *plan.hfu);
}

/// S = T F / (N a P m), solved for F: model FLOPs of one token.
FlopsPerToken model_flops(SavedPlan const& plan) {
  Flops const flops = plan.instances * *plan.mfu * (peak(plan) * training(plan));
  return flops / trained(plan);
}

Time after_startup(SavedPlan const& plan) { return plan.duration.likely - plan.startup; }

/// (D - U) g / S = 1 + e: what evaluation adds to the steps.
double with_evaluation(SavedPlan const& plan) {
  return after_startup(plan) * plan.goodput / training(plan);
}

/// C / (p N D): what is paid over what the run itself takes.
double billed(SavedPlan const& plan) {
  Money const used = plan.instances * (*plan.price * plan.duration.likely);
  return plan.cost->likely / used;
}

void add_speed(std::vector<Term>& terms, SavedPlan const& plan, bool by_peak) {
  if (!by_peak) {
    double const speed = trained(plan) / training(plan) / (token / second) / plan.instances;
    terms.push_back({"speed", "tokens/s", speed, 1 / speed});
    return;
  }
  double const flops = model_flops(plan) / (giga * flop / token);
  double const rate = peak(plan) / (tera * flop / second);
  terms.push_back({"model_flops", "GFLOP/token", flops, flops});
  terms.push_back({"instance_peak", "TFLOP/s", rate, 1 / rate});
  terms.push_back({"efficiency", "share", *plan.mfu, 1 / *plan.mfu, false});
}

/// T F / (a P m) (1 + e) / g D / (D - U): instances times days. Of a plan without a price that is
/// all.
std::vector<Term> terms(SavedPlan const& plan, bool by_peak, bool by_price) {
  double const tokens = trained(plan) / token, steps = with_evaluation(plan);
  std::vector<Term> all{{"tokens", "tokens", tokens, tokens, false}};
  add_speed(all, plan, by_peak);
  all.push_back({"evaluation", "share", without_noise(steps) - 1, steps});
  all.push_back({"failures", "share", plan.goodput, 1 / plan.goodput, false});
  double const whole = plan.duration.likely / after_startup(plan);
  all.push_back({"startup", "share", plan.startup / plan.duration.likely, whole});
  if (!by_price) return all;
  double const price = *plan.price / (dollar / hour);
  all.push_back({"price", "USD/h", price, price, false});
  all.push_back({"billing", "share", billed(plan), billed(plan)});
  return all;
}

double shown(Term const& term) { return term.derived ? without_noise(term.shown) : term.shown; }

/// A factor that is the same but for noise is shown as the same.
ComparedRow row_of(Term const& base, Term const& head) {
  bool const moved = std::abs(std::log(head.factor / base.factor)) > same_share;
  return {.kind = ComparedRow::Kind::factor,
          .name = base.name,
          .base = shown(base),
          .head = shown(moved ? head : base),
          .unit = base.unit};
}

ComparedRow instances_row(CompareAnswer const& answer) {
  return {.kind = ComparedRow::Kind::factor,
          .name = "instances",
          .base = std::int64_t{answer.base.plan.instances},
          .head = std::int64_t{answer.head.plan.instances}};
}

/// Whether the parts make up the step; of a given rate all of it stands under compute.
bool tells_parts(SavedPlan const& plan) {
  return is_same(plan.step.total() / second, plan.step_time.likely / second) &&
         plan.step.compute < plan.step.total();
}

/// The same work on the same hardware, so that the efficiency alone moved the step.
bool is_same_but_step(SavedPlan const& base, SavedPlan const& head) {
  return knows_peak(base) && knows_peak(head) && base.instances == head.instances &&
         base.instance_type == head.instance_type && base.steps == head.steps &&
         is_same(trained(base) / token, trained(head) / token) &&
         is_same(model_flops(base) / (flop / token), model_flops(head) / (flop / token)) &&
         is_same(peak(base) / (flop / second), peak(head) / (flop / second)) && tells_parts(base) &&
         tells_parts(head) &&
         !is_same(base.step_time.likely / second, head.step_time.likely / second);
}

}  // namespace

std::vector<ComparedRow> factor_rows(CompareAnswer const& answer) {
  auto const &base = answer.base.plan, &head = answer.head.plan;
  bool const by_peak = knows_peak(base) && knows_peak(head);
  bool const by_price = priced(base) && priced(head);
  auto const before = terms(base, by_peak, by_price), after = terms(head, by_peak, by_price);
  std::vector<ComparedRow> rows;
  std::vector<FactorStep> steps;
  for (std::size_t i = 0; i < before.size(); ++i) {
    rows.push_back(row_of(before[i], after[i]));
    steps.push_back({.base = before[i].factor, .head = after[i].factor});
  }
  if (by_price) {
    auto const costs = attributed(steps, base.cost->likely / dollar, head.cost->likely / dollar);
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (std::isfinite(costs[i])) rows[i].cost = costs[i] * dollar;
  }
  rows.push_back(instances_row(answer));
  for (auto& row : rows)
    if (is_changed(row)) row.causes = causes(row.name, answer);
  return rows;
}

/// A part's change over the change of the step, of what the efficiency adds:
/// L(C1, C0) / L(S1, S0) (part1 - part0), S the time of a step.
std::vector<ComparedRow> step_rows(CompareAnswer const& answer) {
  auto const &base = answer.base.plan, &head = answer.head.plan;
  if (!is_same_but_step(base, head)) return {};
  bool const by_price = priced(base) && priced(head);
  double const cost =
      by_price ? logarithmic_mean(head.cost->likely / dollar, base.cost->likely / dollar) : 0;
  double const step =
      logarithmic_mean(head.step_time.likely / second, base.step_time.likely / second);
  auto const before = parts_of(base.step), after = parts_of(head.step);
  std::vector<ComparedRow> rows;
  for (std::size_t i = 0; i < before.size(); ++i) {
    double const from = before[i].value / second, to = after[i].value / second;
    if (from == 0 && to == 0) continue;
    ComparedRow row{.kind = ComparedRow::Kind::step,
                    .name = std::string(before[i].name),
                    .base = from,
                    .head = to,
                    .unit = "s"};
    if (by_price) row.cost = cost / step * (to - from) * dollar;
    rows.push_back(std::move(row));
  }
  return rows;
}

bool is_same(double a, double b) {
  return std::abs(a - b) <= same_share * std::max(std::abs(a), std::abs(b));
}

double logarithmic_mean(double a, double b) {
  double const distance = std::log(a / b);
  return distance == 0 ? a : b * (std::expm1(distance) / distance);
}

/// What is left is noise of the last digits: it goes with the largest part.
std::vector<double> attributed(std::vector<FactorStep> const& factors, double base, double head) {
  double const mean = logarithmic_mean(head, base);
  std::vector<double> parts;
  for (auto const& factor : factors) {
    double const distance = std::log(factor.head / factor.base);
    parts.push_back(std::abs(distance) <= same_share ? 0 : mean * distance);
  }
  auto const largest =
      std::ranges::max_element(parts, {}, [](double part) { return std::abs(part); });
  if (largest != parts.end() && *largest != 0)
    *largest += head - base - std::accumulate(parts.begin(), parts.end(), 0.0);
  return parts;
}

}  // namespace ec2plan::review
