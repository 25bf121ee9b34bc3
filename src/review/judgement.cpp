#include "review/judgement.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/similar.hpp"
#include "ec2plan/units/text.hpp"
#include "review/trust.hpp"

namespace ec2plan::review {
namespace {

std::string whole_days(double value, int decimals) {
  return fixed_text(value, decimals) + (value == 1 ? " day" : " days");
}

std::string count(double value, int) { return integer_text(value); }
std::string ratio(double value, int decimals) { return fixed_text(value, decimals + 2); }

/// A figure that must not be above the limit. `said` makes its figure a part of a sentence.
template <typename Said>
void judge_most(CheckedRule& checked, double actual, double most, Words words, Said said) {
  checked.kept = actual <= most;
  checked.actual = actual;
  checked.limit = most;
  int const decimals = decimals_apart(actual, most, words);
  std::string const limit = words(most, decimals);
  std::string const over =
      checked.kept ? "at most " : words(actual - most, decimals) + " more than ";
  checked.text = said(words(actual, decimals)) + ", " + over + limit;
}

template <typename Value>
Value counted(Range<Value> const& range, Risk risk) {
  return risk == Risk::slow ? range.high : range.likely;
}

std::string counted_words(Risk risk) {
  return risk == Risk::slow ? " at the high end" : " as the likely value";
}

void judge_cost(CheckedRule& checked, Subject const& s, double most) {
  checked.limit = most;
  if (!s.plan.cost) return say_unknown(checked, "the plan has no price");
  judge_most(checked, counted(*s.plan.cost, s.risk) / dollar, most, most < 1000 ? cents : dollars,
             [&](auto const& figure) { return "cost " + figure + counted_words(s.risk); });
}

void judge_days(CheckedRule& checked, Subject const& s, double most) {
  judge_most(checked, counted(s.plan.duration, s.risk) / day, most, days,
             [&](auto const& figure) { return figure + counted_words(s.risk); });
}

void judge_instances(CheckedRule& checked, Subject const& s) {
  judge_most(checked, s.plan.instances, checked.rule.most, count, [&](auto const& figure) {
    return figure + (s.plan.instances == 1 ? " instance" : " instances");
  });
}

void judge_vcpus(CheckedRule& checked, Subject const& s) {
  if (!s.plan.vcpu_quota) return say_unknown(checked, "the plan does not tell its vCPUs");
  judge_most(checked, *s.plan.vcpu_quota, checked.rule.most, count,
             [](auto const& figure) { return figure + " vCPUs"; });
}

std::string kilowatt_hours(double value, int decimals) {
  return fixed_text(value, decimals) + " kWh";
}
std::string kilograms(double value, int decimals) {
  return fixed_text(value, decimals) + " kg CO2e";
}

template <typename Value>
void judge_burden(CheckedRule& checked, Subject const& s, std::optional<Range<Value>> const& range,
                  Value unit, Words words) {
  if (!range)
    return say_unknown(checked, s.plan.energy_unknown.empty() ? "the result does not tell it"
                                                              : s.plan.energy_unknown);
  judge_most(checked, counted(*range, s.risk) / unit, checked.rule.most, words,
             [&](auto const& figure) { return figure + counted_words(s.risk); });
}

/// Empty for what is no day.
std::optional<Date> day_in(std::string const& text) {
  try {
    return parsed_date(text);
  } catch (InputError const&) {
    return {};
  }
}

/// What --rate gave in dollars: the asker's word, in no catalog and without a day. A share of
/// --rate is taken off a listed price, and has that one's day.
bool is_own_rate(SavedPlan const& plan) {
  return plan.price_source == "--rate" && plan.price_as_of.empty();
}

void judge_age(CheckedRule& checked, Subject const& s) {
  auto const& plan = s.plan;
  if (!plan.price) return say_unknown(checked, "the plan has no price");
  if (is_own_rate(plan)) {
    checked.kept = true;
    checked.text = "the price is your own (--rate): it has no age";
    return;
  }
  if (plan.price_as_of.empty()) return say_unknown(checked, "the price has no date");
  auto const seen = day_in(plan.price_as_of);
  if (!seen) return say_unknown(checked, "the price's date '" + plan.price_as_of + "' is no day");
  auto const age = days_between(*seen, s.today);
  if (is_to_come(*seen, s.today))
    return say_unknown(checked, "the price is dated " + plan.price_as_of + ", after today");
  judge_most(checked, static_cast<double>(age), checked.rule.most, whole_days,
             [&](auto const& figure) {
               std::string const when = age < 0 ? "after today" : figure + " ago";
               return "price seen " + plan.price_as_of + ", " + when;
             });
}

void judge_name(CheckedRule& checked, std::string const& actual) {
  auto const& allowed = checked.rule.allowed;
  if (actual.empty()) return say_unknown(checked, "the plan does not name one");
  checked.actual = actual;
  checked.kept = std::ranges::any_of(
      allowed, [&](std::string const& pattern) { return matches(pattern, actual); });
  checked.text = actual + (checked.kept ? ", one of " : ", not one of ") + joined(allowed);
}

void judge_confidence(CheckedRule& checked, Subject const& s) {
  auto const actual = s.plan.confidence, least = checked.rule.least;
  checked.actual = std::string(confidence_name(actual));
  checked.kept = actual <= least;  // the enumeration goes down
  checked.text = std::string(confidence_name(actual)) +
                 (checked.kept ? ", at least " : ", less than ") +
                 std::string(confidence_name(least));
}

bool has_range(SavedPlan const& plan) {
  return plan.duration.low < plan.duration.likely && plan.duration.likely < plan.duration.high;
}

void judge_range(CheckedRule& checked, Subject const& s) {
  checked.kept = has_range(s.plan);
  checked.actual = checked.kept;
  auto const& time = s.plan.duration;
  checked.text = checked.kept ? duration_range_words(time.low, time.likely, time.high)
                              : "the time has no range (the speed was given)";
}

void judge_width(CheckedRule& checked, Subject const& s) {
  if (!has_range(s.plan))
    return say_unknown(checked, "the time has no range (the speed was given)");
  judge_most(
      checked, s.plan.duration.high / s.plan.duration.likely, checked.rule.most, ratio,
      [](auto const& figure) { return "the high end is " + figure + " times the likely time"; });
}

void judge_fit(CheckedRule& checked, Subject const& s) {
  auto const& memory = s.plan.memory;
  checked.kept = s.plan.fit == Fit::yes;
  checked.actual = std::string(fit_name(s.plan.fit));
  checked.text = s.plan.fit == Fit::yes     ? "with room in memory"
                 : s.plan.fit == Fit::tight ? "tight in memory, it may not run"
                                            : "does not fit in memory";
  if (memory.capacity > Bytes{})
    checked.text += ", " + percent_text(memory.total() / memory.capacity) + " of it used";
}

/// What was asked with this flag: its number.
std::optional<double> asked(Subject const& s, std::string_view key) {
  auto const found = std::ranges::find(s.result.inputs, key, &Input::key);
  if (found == s.result.inputs.end()) return {};
  if (auto const* real = std::get_if<double>(&found->value)) return *real;
  if (auto const* whole = std::get_if<std::int64_t>(&found->value))
    return static_cast<double>(*whole);
  return {};
}

/// The limit is that of the question.
template <typename Judge>
void judge_promise(CheckedRule& checked, Subject const& s, std::string_view key,
                   std::string const& name, Judge judge) {
  auto const most = asked(s, key);
  if (!most) return say_unknown(checked, "the question had no " + name);
  judge(checked, s, *most);
  if (!checked.kept && std::holds_alternative<std::nullptr_t>(checked.actual)) return;
  checked.text += ", the " + name + " of the question";
}

void judge_question(CheckedRule& checked, Subject const& s) {
  Subject const own{s.result, s.plan, own_risk(s), s.today};
  std::vector<std::string> texts;
  checked.kept = true;
  auto const add = [&](std::string_view key, auto judge_part) {
    auto const most = asked(s, key);
    if (!most) return;
    CheckedRule part{.rule = checked.rule};
    judge_part(part, own, *most);
    checked.kept = checked.kept && part.kept;
    texts.push_back(part.text);
  };
  add("days", judge_days);
  add("budget", judge_cost);
  checked.actual = checked.kept;
  checked.text = texts.empty()  ? "its question has no deadline and no budget"
                 : checked.kept ? joined(texts, "; ") + ", as its question asks"
                                : "it misses its own question: " + joined(texts, "; ");
}

InputValue limit_of(PolicyRule const& rule) {
  switch (rule.kind) {
    case RuleKind::instance_types:
    case RuleKind::regions:
    case RuleKind::purchases:
      return rule.allowed;
    case RuleKind::min_confidence:
      return std::string(confidence_name(rule.least));
    case RuleKind::fits:
      return std::string("yes");
    case RuleKind::require_range:
    case RuleKind::meets_deadline:
    case RuleKind::meets_budget:
    case RuleKind::keeps_question:
    case RuleKind::shipped_constants:
    case RuleKind::listed_price:
      return true;
    default:
      return rule.most;
  }
}

void judge(CheckedRule& checked, Subject const& s) {
  switch (checked.rule.kind) {
    case RuleKind::max_cost_usd:
      return judge_cost(checked, s, checked.rule.most);
    case RuleKind::max_days:
      return judge_days(checked, s, checked.rule.most);
    case RuleKind::max_instances:
      return judge_instances(checked, s);
    case RuleKind::max_vcpus:
      return judge_vcpus(checked, s);
    case RuleKind::max_energy_kwh:
      return judge_burden(checked, s, s.plan.facility_energy, kilowatt_hour, kilowatt_hours);
    case RuleKind::max_co2e_kg:
      return judge_burden(checked, s, s.plan.emission, kilogram, kilograms);
    case RuleKind::max_price_age_days:
      return judge_age(checked, s);
    case RuleKind::instance_types:
      return judge_name(checked, s.plan.instance_type);
    case RuleKind::regions:
      return judge_name(checked, s.plan.region);
    case RuleKind::purchases:
      return judge_name(checked, std::string(purchase_name(s.plan.purchase)));
    case RuleKind::min_confidence:
      return judge_confidence(checked, s);
    case RuleKind::require_range:
      return judge_range(checked, s);
    case RuleKind::max_high_over_likely:
      return judge_width(checked, s);
    case RuleKind::fits:
      return judge_fit(checked, s);
    case RuleKind::meets_deadline:
      return judge_promise(checked, s, "days", "deadline", judge_days);
    case RuleKind::meets_budget:
      return judge_promise(checked, s, "budget", "budget", judge_cost);
    case RuleKind::keeps_question:
      return judge_question(checked, s);
    case RuleKind::shipped_constants:
      return judge_constants(checked, s);
    case RuleKind::listed_price:
      return judge_listing(checked, s);
  }
}

}  // namespace

void say_unknown(CheckedRule& checked, std::string const& why) {
  checked.kept = false;
  checked.actual = nullptr;
  checked.text = why + ", so it cannot be judged and counts as broken";
}

CheckedRule judged(PolicyRule const& rule, Subject const& subject) {
  CheckedRule checked;
  checked.rule = rule;
  checked.limit = limit_of(rule);
  judge(checked, subject);
  return checked;
}

}  // namespace ec2plan::review
