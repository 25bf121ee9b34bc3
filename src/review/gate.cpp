#include "ec2plan/review/gate.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/review/compare.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/parse.hpp"
#include "review/factors.hpp"
#include "review/judgement.hpp"

namespace ec2plan {
namespace {

constexpr char quoted[] = "quote dollars, or the shell takes them: '$50k'";

[[noreturn]] void refuse(std::string_view text, std::string problem, std::string fix = quoted) {
  throw InputError({.value = std::string(text),
                    .problem = std::move(problem),
                    .expected = "a rise: 5% or '$50k' of the cost, or 2d of the time",
                    .fix = std::move(fix)});
}

/// Whether all of its digits are 0: no parser of amounts takes that.
bool is_zero(std::string_view text) {
  return std::ranges::any_of(text, is_digit) &&
         std::ranges::none_of(text, [](char c) { return c >= '1' && c <= '9'; });
}

/// As parsed, so that its unit is checked; with a 1 for the 0 that stands for any rise.
template <typename Parse>
double amount(std::string_view given, std::string_view text, Parse parse) {
  std::string typed(text);
  bool const zero = is_zero(typed);
  if (zero) typed[typed.find('0')] = '1';
  try {
    double const value = parse(std::string_view(typed));
    return zero ? 0 : value;
  } catch (InputError const& error) {
    refuse(given, error.problem);
  }
}

bool is_money(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return upper.starts_with('$') || upper.starts_with("US") || upper.ends_with("USD");
}

/// The number alone, or with the letter of a count: it could be anything.
void expect_unit(std::string_view text) {
  auto const last = text.find_last_of("0123456789.,_");
  auto const unit = last == std::string_view::npos ? text : trimmed(text.substr(last + 1));
  bool const bare = unit.empty() || unit == "k" || unit == "K" || unit == "M" || unit == "B";
  if (last != std::string_view::npos && bare)
    refuse(text, "has no unit: percent, money or time?",
           "write 5%, '$50k' (quoted, or the shell takes it) or 2d");
}

std::string limit_text(GateLimit const& limit) {
  if (limit.kind == GateKind::cost_pct) return number_text(limit.most) + "%";
  if (limit.kind == GateKind::cost_usd) return exact_dollars(limit.most);
  return duration_text(limit.most);
}

std::string size_text(double size, GateKind kind) {
  if (kind == GateKind::cost_pct) return review::percent(size, 0);
  return kind == GateKind::cost_usd ? exact_dollars(size) : duration_text(size);
}

review::Words words_of(GateLimit const& limit) {
  if (limit.kind == GateKind::cost_pct) return review::percent;
  if (limit.kind == GateKind::duration_days) return review::days;
  return limit.most < 1000 ? review::cents : review::dollars;
}

/// A size and the limit in words: with more digits where the two would read as one.
struct Beside {
  std::string size, limit;
};

Beside beside(double size, GateLimit const& limit) {
  auto const words = words_of(limit);
  int const decimals = review::decimals_apart(size, limit.most, words);
  if (decimals == 0) return {size_text(size, limit.kind), limit_text(limit)};
  bool const share = limit.kind == GateKind::cost_pct;
  return {words(size, decimals), share ? limit_text(limit) : words(limit.most, decimals)};
}

/// In the unit of the gate.
std::optional<double> rise(GateKind kind, CompareAnswer const& answer) {
  auto const &base = answer.base.plan, &head = answer.head.plan;
  bool const of_time = kind == GateKind::duration_days;
  if (!of_time && !cost_change(answer)) return {};
  double const before = of_time ? base.duration.likely / day : base.cost->likely / dollar;
  double const after = of_time ? head.duration.likely / day : head.cost->likely / dollar;
  if (review::is_same(before, after)) return 0;
  return kind == GateKind::cost_pct ? (after - before) / before * 100 : after - before;
}

}  // namespace

GateLimit parsed_gate(std::string_view given, GateTier tier) {
  auto const text = trimmed(given);
  if (text.empty()) refuse(text, "is empty");
  if (text.ends_with('%'))
    return {.tier = tier,
            .kind = GateKind::cost_pct,
            .most = amount(text, text.substr(0, text.size() - 1), parsed_number)};
  if (is_money(text))
    return {.tier = tier, .kind = GateKind::cost_usd, .most = amount(text, text, parsed_dollars)};
  expect_unit(text);
  return {.tier = tier, .kind = GateKind::duration_days, .most = amount(text, text, parsed_days)};
}

std::string_view gate_name(GateKind kind) {
  if (kind == GateKind::cost_pct) return "cost_pct";
  return kind == GateKind::cost_usd ? "cost_usd" : "duration_days";
}

std::string_view tier_name(GateTier tier) { return tier == GateTier::fail ? "fail" : "warn"; }

std::string gate_text(Gate const& gate) {
  std::string const what = gate.limit.kind == GateKind::duration_days ? "time" : "cost";
  if (!gate.actual)
    return what + " is not known of both sides: a rise of at most " + limit_text(gate.limit) +
           " cannot be shown";
  auto const [size, limit] = beside(std::abs(*gate.actual), gate.limit);
  std::string const moved = *gate.actual == 0  ? " is the same"
                            : *gate.actual > 0 ? " rose by " + size
                                               : " fell by " + size;
  return what + moved + (gate.broken ? ", more than " : ", may rise by ") + limit;
}

int broken_gates(std::vector<Gate> const& gates, GateTier tier) {
  return static_cast<int>(std::ranges::count_if(
      gates, [&](Gate const& gate) { return gate.broken && gate.limit.tier == tier; }));
}

/// A rise that is not known is not known to be small. The last digits break no gate.
Gate judged(GateLimit const& limit, CompareAnswer const& answer) {
  Gate gate{.limit = limit};
  gate.actual = rise(limit.kind, answer);
  if (gate.actual && review::is_same(*gate.actual, limit.most)) gate.actual = limit.most;
  gate.broken = !gate.actual || *gate.actual > limit.most;
  return gate;
}

}  // namespace ec2plan
