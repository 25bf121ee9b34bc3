#include "ec2plan/review/compare.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/review/attribution.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "review/factors.hpp"

namespace ec2plan {
namespace {

std::optional<double> number_in(InputValue const& value) {
  if (auto const* real = std::get_if<double>(&value)) return *real;
  if (auto const* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return {};
}

CompareSide side_of(SavedResult const& result, SavedPlan const& plan) {
  CompareSide side;
  side.file = result.file;
  side.command = result.command;
  side.sentence = result.sentence;
  side.plan = plan;
  side.catalog_version = result.catalog_version;
  side.catalog_as_of = result.catalog_as_of;
  side.catalog_sha256 = result.catalog_sha256;
  return side;
}

Frame frame_of(SavedResult const& head) {
  Frame frame;
  frame.command = "compare";
  frame.catalog_version = head.catalog_version;
  frame.catalog_as_of = head.catalog_as_of;
  frame.catalog_sha256 = head.catalog_sha256;
  return frame;
}

/// In the unit of the gate.
std::optional<double> rise(GateKind kind, CompareAnswer const& answer) {
  auto const &base = answer.base.plan, &head = answer.head.plan;
  bool const of_time = kind == GateKind::duration_days;
  if (!of_time && !cost_change(answer)) return {};
  double const before = of_time ? base.duration.likely / day : base.cost->likely / dollar;
  double const after = of_time ? head.duration.likely / day : head.cost->likely / dollar;
  if (is_same(before, after)) return 0;
  return kind == GateKind::cost_pct ? (after - before) / before * 100 : after - before;
}

}  // namespace

std::optional<double> change_of(ComparedRow const& row) {
  auto const base = number_in(row.base), head = number_in(row.head);
  if (!base || !head) return {};
  return is_same(*base, *head) ? 0 : *head - *base;
}

std::optional<double> relative_change(ComparedRow const& row) {
  auto const change = change_of(row);
  if (!change || *number_in(row.base) == 0) return {};
  return *change / *number_in(row.base);
}

bool is_changed(ComparedRow const& row) {
  if (auto const change = change_of(row)) return *change != 0;
  return row.base != row.head;
}

bool is_same_offer(SavedPlan const& a, SavedPlan const& b) {
  return a.instance_type == b.instance_type && a.region == b.region && a.purchase == b.purchase;
}

bool priced(SavedPlan const& plan) {
  return plan.cost && plan.price && *plan.price > HourlyPrice{};
}

CompareAnswer comparison(SavedResult const& base, SavedResult const& head, ComparedRanks ranks) {
  auto const &before = plan_of_rank(base, ranks.base), &after = plan_of_rank(head, ranks.head);
  CompareAnswer answer;
  answer.frame = frame_of(head);
  answer.base = side_of(base, before);
  answer.head = side_of(head, after);
  answer.changes = review::change_rows(base, head, before, after);
  answer.assumptions = review::assumption_rows(base, head, before, after);
  answer.factors = review::factor_rows(answer);
  answer.steps = review::step_rows(answer);
  if (!is_same_offer(before, after)) answer.same_offer = review::same_offer(base, head, before);
  return answer;
}

std::optional<Money> cost_change(CompareAnswer const& answer) {
  auto const &base = answer.base.plan, &head = answer.head.plan;
  if (!priced(base) || !priced(head)) return {};
  return head.cost->likely - base.cost->likely;
}

std::optional<double> cost_share(CompareAnswer const& answer, ComparedRow const& row) {
  auto const change = cost_change(answer);
  if (!change || !row.cost) return {};
  double const before = answer.base.plan.cost->likely / dollar;
  if (is_same(before, before + *change / dollar)) return {};
  return *row.cost / *change;
}

/// A rise that is not known is not known to be small. The last digits break no gate.
Gate judged(GateLimit const& limit, CompareAnswer const& answer) {
  Gate gate{.limit = limit};
  gate.actual = rise(limit.kind, answer);
  if (gate.actual && is_same(*gate.actual, limit.most)) gate.actual = limit.most;
  gate.broken = !gate.actual || *gate.actual > limit.most;
  return gate;
}

bool differs(CompareAnswer const& answer) {
  return !answer.changes.empty() || !answer.assumptions.empty();
}

}  // namespace ec2plan
