#include "report/beside.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/choice.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

/// Less than what rounding leaves of sums in another order.
bool is_nothing(double difference, double of) { return std::abs(difference) <= 1e-9 * of; }

std::string counted_days(double count) { return duration_text(count * day); }

std::string days_apart(Plan const& own, Plan const& other) {
  double const apart = (own.run.duration.likely - other.run.duration.likely) / day;
  if (is_nothing(apart, other.run.duration.likely / day)) return {};
  return counted_days(std::abs(apart)) + (apart > 0 ? " longer" : " less");
}

/// " ($7.77k for each day)" where the sooner plan is the dearer one; a day apart at the least.
std::string each_day(Plan const& own, Plan const& other) {
  double const gained = (other.run.duration.likely - own.run.duration.likely) / day;
  double const extra = (own.cost.likely - other.cost.likely) / dollar;
  if (!priced(own) || !priced(other) || std::abs(gained) < 1 || extra / gained <= 0) return {};
  return fmt::format(" ({} for each day)", dollars_text(extra / gained));
}

/// "$1.00M more"; empty where they cost the same or one has no price.
std::string money_apart(Plan const& own, Plan const& other) {
  double const apart = (own.cost.likely - other.cost.likely) / dollar;
  if (!priced(own) || !priced(other) || is_nothing(apart, other.cost.likely / dollar)) return {};
  return dollars_text(std::abs(apart)) + (apart > 0 ? " more" : " less");
}

/// "7.9 days longer and $1.00M more than 24 × p6-b200.48xlarge"; what a day costs only where the
/// two are worth a choice.
std::string difference_text(Plan const& own, Plan const& other, bool a_choice) {
  auto const name = bought_alike(own, other) ? offer(other) : long_offer(other);
  std::vector<std::string> apart{days_apart(own, other), money_apart(own, other)};
  std::erase(apart, "");
  if (apart.empty()) return "as long and at the same cost as " + name;
  return joined(apart, " and ") + " than " + name + (a_choice ? each_day(own, other) : "");
}

std::string layout_text(Plan const& own, Plan const& other) {
  return same_but_for_layout(own, other) ? ", laid out otherwise: " + long_layout(other.layout)
                                         : "";
}

/// "24 × p6-b200.48xlarge takes 17.9 days for $1.17M: 7.9 days and $1.00M less"
std::string better_text(Plan const& own, Plan const& better) {
  double const gained = (own.run.duration.likely - better.run.duration.likely) / day;
  double const saved = (own.cost.likely - better.cost.likely) / dollar;
  std::vector<std::string> less;
  if (!is_nothing(gained, better.run.duration.likely / day)) less.push_back(counted_days(gained));
  if (!is_nothing(saved, better.cost.likely / dollar)) less.push_back(dollars_text(saved));
  return fmt::format("{} takes {} for {}: {} less{}",
                     bought_alike(own, better) ? offer(better) : long_offer(better),
                     counted_days(better.run.duration.likely / day),
                     dollars_text(better.cost.likely / dollar), joined(less, " and "),
                     layout_text(own, better));
}

/// What the plan is beside the one that is put forward, unless that is better in all, and whether
/// it keeps to the question.
std::string own_text(Answer const& own, Plan const& chosen, Standing const& standing) {
  bool const told = standing.better && same_plan(*standing.better, chosen);
  std::string text = told ? ""
                          : difference_text(own.plan(), chosen, !standing.better) +
                                layout_text(own.plan(), chosen);
  if (!own.plan().satisfies())
    text += fmt::format("{}it does not keep to what was asked ({})", told ? "" : "; ",
                        judgement(own.plan(), own.goal).words);
  return text;
}

/// "32 × p5.48xlarge, 2.1 days sooner for $20.0k more ($9.52k for each day)"; empty without a step.
std::string step_text(std::optional<FrontStep> const& step) {
  if (!step) return {};
  double const gained = step->sooner / day, extra = step->dearer / dollar;
  return fmt::format("{}, {} {} for {} {} ({} for each day)", long_offer(step->plan),
                     counted_days(std::abs(gained)), gained > 0 ? "sooner" : "later",
                     dollars_text(std::abs(extra)), extra > 0 ? "more" : "less",
                     dollars_text(extra / gained));
}

/// A plan, and what it is; `as` names the role that the same plan had before.
struct Role {
  std::string name{};
  Plan plan{};
  std::string as{};
};

bool has(std::vector<Role> const& roles, Plan const& plan) {
  return std::any_of(roles.begin(), roles.end(),
                     [&](Role const& role) { return same_plan(role.plan, plan); });
}

void add_role(std::vector<Role>& roles, std::string const& name, std::optional<Plan> const& plan) {
  if (!plan) return;
  auto const known = std::find_if(roles.begin(), roles.end(),
                                  [&](Role const& role) { return same_plan(role.plan, *plan); });
  roles.push_back({name, *plan, known == roles.end() ? "" : known->name});
}

std::vector<Role> roles_of(Plan const& own, Answer const& beside, Verdict const& v,
                           std::optional<Plan> const& better) {
  std::vector<Role> roles{{.name = "this plan", .plan = own}};
  add_role(roles, name_of_chosen(beside.goal), v.chosen);
  if (better && !has(roles, *better)) add_role(roles, "better", better);
  if (beside.goal.deadline) {
    add_role(roles, "even if slow", beside.result.safe);
    add_role(roles, "at even odds", beside.result.even_odds);
  }
  if (v.sooner) add_role(roles, "sooner", v.sooner->plan);
  if (v.second) add_role(roles, "second", v.second->plan);
  if (v.chosen) return roles;
  add_role(roles, "fastest", v.fastest);
  add_role(roles, "cheapest", v.cheapest);
  return roles;
}

/// Whether regions or kinds of purchase must tell the plans apart.
bool are_bought_alike(std::vector<Role> const& roles) {
  Price const& first = roles.front().plan.price;
  return std::all_of(roles.begin(), roles.end(), [&](Role const& role) {
    return role.plan.price.region == first.region && role.plan.price.purchase == first.purchase;
  });
}

std::vector<Text> row_of(Role const& role, bool alike) {
  Plan const& plan = role.plan;
  Text const name{role.name, role.name == "this plan" ? Style::strong : Style::faint};
  if (!role.as.empty())
    return {name, {role.as == "this plan" ? role.as : "the same as " + role.as}, {}, {}, {}, {}};
  auto const each = per_million_tokens(plan);
  double const quota = vcpu_quota(plan), dollars = plan.cost.likely / dollar;
  return {name,
          {alike ? offer(plan) : long_offer(plan)},
          {time_range(plan.run.duration), Style::plain, plan.run.duration.likely / day},
          {usd_range(plan), Style::plain, dollars},
          {known(each), Style::plain, dollars},
          {integer_text(quota), Style::plain, quota}};
}

Table roles_table(std::vector<Role> const& roles) {
  Table table{.columns = {texts(), texts("plan"), numbers("time (low–high)"),
                          numbers("cost (low–high)"), numbers("$/M tokens", 2),
                          numbers("vCPUs", 1)}};
  for (Role const& role : roles)
    table.rows.push_back(row_of(role, are_bought_alike(roles)));
  return table;
}

std::string safety_text(Answer const& beside, Verdict const& v) {
  if (!beside.goal.deadline || !v.price_of_safety) return {};
  if (same_plan(*beside.result.safe, *beside.result.even_odds)) return {};
  auto const apart = money_apart(*beside.result.safe, *beside.result.even_odds);
  return fmt::format("the plan in time even if slow costs {} the one at even odds",
                     apart.empty() ? "as much as" : apart + " than");
}

/// The plan as it was ranked; only there its ties are known.
Plan const& ranked(Answer const& beside, Plan const& own) {
  auto const& all = beside.result.candidates;
  auto const found =
      std::find_if(all.begin(), all.end(), [&](Plan const& plan) { return same_plan(plan, own); });
  return found == all.end() ? own : *found;
}

void add_differences(Table& table, ExplainAnswer const& answer, Verdict const& v,
                     Standing const& stands) {
  Plan const& own = answer.estimate.plan();
  if (stands.better) add_pair(table, "better", better_text(own, *stands.better), Style::warn);
  if (v.chosen && !same_plan(own, *v.chosen))
    add_pair(table, "this plan", own_text(answer.estimate, *v.chosen, stands));
  if (stands.wins) add_pair(table, "it would come first", wins_text(*stands.wins));
}

}  // namespace

void add_beside(Page& page, ExplainAnswer const& answer, int level) {
  if (!answer.beside) return;
  Plan const& own = answer.estimate.plan();
  Answer const& beside = *answer.beside;
  Verdict const v = verdict(beside);
  Standing const stands = standing(beside, own);
  page.push_back(Heading{
      v.chosen ? "Beside other plans" : "Beside other plans, none of which keeps to it", level});
  page.push_back(roles_table(roles_of(own, beside, v, stands.better)));
  Table table = pairs();
  add_differences(table, answer, v, stands);
  add_pair(table, "safety", safety_text(beside, v));
  bool const is_first = v.chosen && same_plan(own, *v.chosen);
  auto const sooner = sooner_text(v);
  std::string const from = is_first || !v.chosen ? "" : ", compared with " + offer(*v.chosen);
  add_pair(table, "earlier", sooner.empty() ? "" : sooner + from);
  if (!is_limited(beside.goal)) {
    add_pair(table, "next sooner", step_text(stands.sooner));
    add_pair(table, "next later", step_text(stands.later));
  }
  if (v.second && !same_plan(own, v.second->plan)) add_pair(table, "second", second_text(v));
  add_pair(table, "ties", ties_text(beside.goal, ranked(beside, own), "this plan"), Style::warn);
  add_pair(table, "quota", quota_text(own));
  add_pair(table, "spares", spares_text(own));
  add_pair(table, "placement", placement_text(own), Style::warn);
  if (!table.rows.empty()) page.push_back(std::move(table));
}

}  // namespace ec2plan::pages
