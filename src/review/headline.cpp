#include <algorithm>
#include <cmath>

#include "ec2plan/review/compare.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "review/factors.hpp"
#include "review/judgement.hpp"

namespace ec2plan {
namespace {

using review::is_same;

constexpr std::size_t most_reasons = 4;
constexpr double least_reason = 0.0005;  // of the larger cost: below, it would be told as 0.0%

std::string relative_text(double change, double base) {
  return " (" + signed_percent_text(change / base) + ")";
}

template <typename Value>
bool is_same_range(Range<Value> const& base, Range<Value> const& head, Value unit) {
  return is_same(base.low / unit, head.low / unit) && is_same(base.high / unit, head.high / unit);
}

std::string unpriced_words(bool base, bool head) {
  std::string const who = !base && !head ? "neither side has a price"
                          : !base        ? "the base has no price"
                                         : "the head has no price";
  return "Cost unknown: " + who;
}

/// Rounded, or in full where that would make two costs one.
std::string from_to_dollars(double base, double head) {
  auto from = dollars_text(base), to = dollars_text(head);
  if (from == to) from = exact_dollars(base), to = exact_dollars(head);
  return "from " + from + " to " + to;
}

std::string cost_words(CompareAnswer const& answer) {
  auto const &before = answer.base.plan, &after = answer.head.plan;
  auto const change = cost_change(answer);
  if (!change) return unpriced_words(priced(before), priced(after));
  double const base = before.cost->likely / dollar, head = after.cost->likely / dollar;
  if (!is_same(base, head))
    return "Cost " + signed_dollars_text(*change / dollar) + relative_text(*change / dollar, base) +
           ", " + from_to_dollars(base, head);
  std::string text = "Cost the same, " + dollars_text(head);
  if (is_same_range(*before.cost, *after.cost, dollar)) return text;
  return text + ", its range now " + dollars_text(after.cost->low / dollar) + " to " +
         dollars_text(after.cost->high / dollar);
}

/// "23.6 to 21.0 days", "2.0 days to 5.1 hours", "11.53 to 11.49 days"
std::string from_to_days(double base, double head) {
  auto from = duration_text(base), to = duration_text(head);
  if (from == to) {
    int const decimals = review::decimals_apart(base, head, review::days);
    from = review::days(base, decimals), to = review::days(head, decimals);
  }
  auto const unit = to.substr(to.find(' '));
  if (from.ends_with(unit)) from.resize(from.size() - unit.size());
  return from + " to " + to;
}

std::string days_words(CompareAnswer const& answer) {
  auto const &before = answer.base.plan.duration, &after = answer.head.plan.duration;
  double const base = before.likely / day, head = after.likely / day;
  if (!is_same(base, head)) return from_to_days(base, head) + relative_text(head - base, base);
  std::string text = duration_text(head) + " as before";
  if (is_same_range(before, after, day)) return text;
  return text + ", their range now " + from_to_days(after.low / day, after.high / day);
}

/// A factor as a reason. Why the FLOPs of a token or the peak moved its name does not tell.
std::string reason(ComparedRow const& row) {
  auto const word = factor_word(row.name);
  bool const unsaid = word != row.name && !row.causes.empty();
  return word + (unsaid ? " (" + joined(row.causes) + ")" : "") + " " +
         signed_dollars_text(*row.cost / dollar);
}

}  // namespace

std::string factor_word(std::string const& name) {
  if (name == "model_flops") return "FLOPs a token";
  return name == "instance_peak" ? "peak" : name;
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
    parts.push_back(reason(*row));
  }
  return joined(parts) + (moved.size() > parts.size() ? " and less" : "");
}

std::string sentence_of(CompareAnswer const& answer) {
  auto const why = reasons(answer);
  return headline(answer) + (why.empty() ? "" : ": " + why) + ".";
}

}  // namespace ec2plan
