#include "ec2plan/review/compare.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/document/text.hpp"
#include "ec2plan/review/attribution.hpp"
#include "ec2plan/units/format.hpp"
#include "review/factors.hpp"

namespace ec2plan {
namespace {

constexpr std::size_t most_reasons = 4;
constexpr double least_reason = 0.0005;  // of the larger cost: below, it would be told as 0.0%

std::optional<double> number_in(InputValue const& value) {
  if (auto const* real = std::get_if<double>(&value)) return *real;
  if (auto const* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return {};
}

bool same(double base, double head) {
  return std::abs(head - base) <= same_share * std::max(std::abs(base), std::abs(head));
}

std::string signed_dollars(Money money) {
  double const size = std::abs(money / dollar);
  return (money < Money{} ? "-" : "+") + dollars_text(size);
}

std::string relative_text(double change, double base) {
  return " (" + signed_percent_text(change / base) + ")";
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

std::string cost_words(CompareAnswer const& answer) {
  auto const change = cost_change(answer);
  if (!change) {
    bool const neither = !priced(answer.base.plan) && !priced(answer.head.plan);
    std::string const who = neither                     ? "neither side has"
                            : !priced(answer.base.plan) ? "the base has"
                                                        : "the head has";
    return "Cost unknown: " + who + (neither ? " a price" : " no price");
  }
  double const base = answer.base.plan.cost->likely / dollar;
  double const head = answer.head.plan.cost->likely / dollar;
  if (same(base, head)) return "Cost the same, " + dollars_text(head);
  return "Cost " + signed_dollars(*change) + relative_text(*change / dollar, base) + ", from " +
         dollars_text(base) + " to " + dollars_text(head);
}

/// "23.6 to 21.0 days", "2.0 days to 5.1 hours"
std::string span_text(std::string from, std::string const& to) {
  auto const unit = to.substr(to.find(' '));
  if (from.ends_with(unit)) from.resize(from.size() - unit.size());
  return from + " to " + to;
}

std::string days_words(CompareAnswer const& answer) {
  double const base = answer.base.plan.duration.likely / day;
  double const head = answer.head.plan.duration.likely / day;
  if (same(base, head)) return duration_text(head) + " as before";
  return span_text(duration_text(base), duration_text(head)) + relative_text(head - base, base);
}

/// In the unit of the gate.
std::optional<double> rise(GateKind kind, CompareAnswer const& answer) {
  auto const &base = answer.base.plan, &head = answer.head.plan;
  bool const of_time = kind == GateKind::duration_days;
  if (!of_time && !cost_change(answer)) return {};
  double const before = of_time ? base.duration.likely / day : base.cost->likely / dollar;
  double const after = of_time ? head.duration.likely / day : head.cost->likely / dollar;
  if (same(before, after)) return 0;
  return kind == GateKind::cost_pct ? (after - before) / before * 100 : after - before;
}

/// What a sentence calls a factor.
std::string spoken(std::string const& name) {
  if (name == "model_flops") return "model";
  if (name == "instance_peak") return "instance type";
  return name;
}

}  // namespace

std::optional<double> change_of(ComparedRow const& row) {
  auto const base = number_in(row.base), head = number_in(row.head);
  if (!base || !head) return {};
  return same(*base, *head) ? 0 : *head - *base;
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

bool priced(SavedPlan const& plan) {
  return plan.cost && plan.price && *plan.price > HourlyPrice{};
}

CompareAnswer comparison(SavedResult const& base, SavedResult const& head, int rank) {
  auto const &before = plan_of_rank(base, rank), &after = plan_of_rank(head, rank);
  CompareAnswer answer;
  answer.frame = frame_of(head);
  answer.base = side_of(base, before);
  answer.head = side_of(head, after);
  answer.changes = review::change_rows(base, head, before, after);
  answer.assumptions = review::assumption_rows(base, head, before, after);
  answer.factors = review::factor_rows(answer);
  answer.steps = review::step_rows(answer);
  return answer;
}

std::optional<Money> cost_change(CompareAnswer const& answer) {
  auto const &base = answer.base.plan, &head = answer.head.plan;
  if (!priced(base) || !priced(head)) return {};
  return head.cost->likely - base.cost->likely;
}

Time duration_change(CompareAnswer const& answer) {
  return answer.head.plan.duration.likely - answer.base.plan.duration.likely;
}

std::optional<double> cost_share(CompareAnswer const& answer, ComparedRow const& row) {
  auto const change = cost_change(answer);
  if (!change || !row.cost) return {};
  double const before = answer.base.plan.cost->likely / dollar;
  if (same(before, before + *change / dollar)) return {};
  return *row.cost / *change;
}

/// A rise that is not known is not known to be small. The last digits break no gate.
Gate judged(GateLimit const& limit, CompareAnswer const& answer) {
  Gate gate{.limit = limit};
  gate.actual = rise(limit.kind, answer);
  gate.broken = !gate.actual || !(*gate.actual <= limit.most * (1 + same_share));
  return gate;
}

std::string headline(CompareAnswer const& answer) {
  if (!differs(answer)) return "Nothing changed";
  return cost_words(answer) + "; " + days_words(answer);
}

std::string reasons(CompareAnswer const& answer) {
  if (!cost_change(answer)) return {};
  Money const most = std::max(answer.base.plan.cost->likely, answer.head.plan.cost->likely);
  std::vector<ComparedRow const*> moved;
  for (auto const& row : answer.factors)
    if (row.cost && std::abs(*row.cost / most) >= least_reason) moved.push_back(&row);
  std::ranges::stable_sort(moved, [](auto const* a, auto const* b) {
    return std::abs(*a->cost / dollar) > std::abs(*b->cost / dollar);
  });
  std::vector<std::string> parts;
  for (auto const* row : moved) {
    if (parts.size() == most_reasons) break;
    parts.push_back(spoken(row->name) + " " + signed_dollars(*row->cost));
  }
  return joined(parts) + (moved.size() > parts.size() ? " and less" : "");
}

std::string sentence_of(CompareAnswer const& answer) {
  auto const why = reasons(answer);
  return headline(answer) + (why.empty() ? "" : ": " + why) + ".";
}

bool differs(CompareAnswer const& answer) {
  return !answer.changes.empty() || !answer.assumptions.empty();
}

}  // namespace ec2plan
