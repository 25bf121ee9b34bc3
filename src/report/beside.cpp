#include "report/beside.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ec2plan/document/standing.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/choice.hpp"
#include "report/difference.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

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
    add_role(roles, "safe", beside.result.safe);
    add_role(roles, "even odds", beside.result.even_odds);
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
    return {name, {role.as == "this plan" ? role.as : "the " + role.as + " one"}, {}, {}, {}, {}};
  auto const each = per_million_tokens(plan);
  double const quota = vcpu_quota(plan), dollars = plan.cost.likely / dollar;
  return {name,
          {alike ? offer(plan) : long_offer(plan)},
          {days_range(plan.run.duration), Style::plain, plan.run.duration.likely / day},
          {usd_range(plan), Style::plain, dollars},
          {each.empty() ? "–" : each, Style::plain, dollars},
          {integer_text(quota), Style::plain, quota}};
}

Table roles_table(std::vector<Role> const& roles) {
  Table table{.columns = {{},
                          {.title = "plan"},
                          {.title = "days (low–high)", .right = true},
                          {.title = "cost (low–high)", .right = true},
                          {.title = "$/M tokens", .right = true, .dropped = 2},
                          {.title = "vCPUs", .right = true, .dropped = 1}}};
  for (Role const& role : roles)
    table.rows.push_back(row_of(role, are_bought_alike(roles)));
  return table;
}

std::string safety_text(Answer const& beside, Verdict const& v) {
  if (!beside.goal.deadline || !v.price_of_safety) return {};
  if (same_plan(*beside.result.safe, *beside.result.even_odds)) return {};
  auto const apart = money_apart(*beside.result.safe, *beside.result.even_odds);
  return fmt::format("the safe plan, meant to miss 1 time in 10, costs {} the one at even odds",
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
  Plan const& own = answer.estimate.plan;
  if (stands.better) add_pair(table, "better", better_text(own, *stands.better), Style::warn);
  if (v.chosen && !same_plan(own, *v.chosen))
    add_pair(table, "this plan", own_text(answer.estimate, *v.chosen, stands));
  if (stands.wins) add_pair(table, "it would win", wins_text(*stands.wins));
}

}  // namespace

void add_beside(Page& page, ExplainAnswer const& answer, int level) {
  if (!answer.beside) return;
  Plan const& own = answer.estimate.plan;
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
  std::string const from = is_first || !v.chosen ? "" : " than " + offer(*v.chosen);
  add_pair(table, "a day sooner", sooner.empty() ? "" : sooner + from);
  if (!is_limited(beside.goal)) {
    add_pair(table, "next sooner", step_text(stands.sooner));
    add_pair(table, "next later", step_text(stands.later));
  }
  if (v.second && !same_plan(own, v.second->plan)) add_pair(table, "the second", second_text(v));
  add_pair(table, "ties", ties_text(beside.goal, ranked(beside, own), "this plan"), Style::warn);
  add_pair(table, "ask for", quota_text(own));
  add_pair(table, "spares", spares_text(own));
  add_pair(table, "placement", placement_text(own), Style::warn);
  if (!table.rows.empty()) page.push_back(std::move(table));
}

}  // namespace ec2plan::pages
