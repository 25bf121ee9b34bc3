#include "report/beside.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ec2plan/document/text.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "report/choice.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

/// A plan, and what it is; `as` names the role that the same plan had before.
struct Role {
  std::string name{};
  Plan plan{};
  std::string as{};
};

void add_role(std::vector<Role>& roles, std::string const& name, std::optional<Plan> const& plan) {
  if (!plan) return;
  auto const known = std::find_if(roles.begin(), roles.end(),
                                  [&](Role const& role) { return same_plan(role.plan, *plan); });
  roles.push_back({name, *plan, known == roles.end() ? "" : known->name});
}

bool is_limited(Question const& question) {
  return question.deadline.has_value() || question.budget.has_value();
}

std::vector<Role> roles_of(Plan const& own, RecommendAnswer const& beside, Verdict const& v) {
  std::vector<Role> roles{{.name = "this plan", .plan = own}};
  add_role(roles, is_limited(beside.question) ? "recommended" : "first", v.chosen);
  if (beside.question.deadline) {
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

/// Less than what rounding leaves of sums in another order.
bool is_nothing(double difference, double of) { return std::abs(difference) <= 1e-9 * of; }

std::string days_apart(Plan const& own, Plan const& other) {
  double const apart = (own.run.duration.likely - other.run.duration.likely) / day;
  if (is_nothing(apart, other.run.duration.likely / day)) return {};
  return days(std::abs(apart) * day) + (apart > 0 ? " days longer" : " days less");
}

std::string money_apart(Plan const& own, Plan const& other) {
  double const apart = (own.cost.likely - other.cost.likely) / dollar;
  if (!priced(own) || !priced(other) || is_nothing(apart, other.cost.likely / dollar)) return {};
  return dollars_text(std::abs(apart)) + (apart > 0 ? " more" : " less");
}

/// " ($7.77k for each day)" where the sooner plan is the dearer one; a day apart at the least.
std::string each_day(Plan const& own, Plan const& other) {
  double const gained = (other.run.duration.likely - own.run.duration.likely) / day;
  double const extra = (own.cost.likely - other.cost.likely) / dollar;
  if (!priced(own) || !priced(other) || std::abs(gained) < 1 || extra / gained <= 0) return {};
  return fmt::format(" ({} for each day)", dollars_text(extra / gained));
}

/// "7.9 days longer and $1.00M more than 24 × p6-b200.48xlarge"
std::string difference_text(Plan const& own, Plan const& chosen, Question const& question) {
  std::vector<std::string> apart{days_apart(own, chosen), money_apart(own, chosen)};
  std::erase(apart, "");
  std::string text =
      apart.empty() ? "as long and at the same cost as " + offer(chosen)
                    : joined(apart, " and ") + " than " + offer(chosen) + each_day(own, chosen);
  bool const layout_alone =
      own.type.name == chosen.type.name && own.instances == chosen.instances &&
      own.price.region == chosen.price.region && own.price.purchase == chosen.price.purchase;
  if (layout_alone) text += ", laid out otherwise: " + long_layout(chosen.layout);
  if (!own.satisfies())
    text +=
        fmt::format("; it does not keep to what was asked ({})", judgement(own, question).words);
  return text;
}

std::string safety_text(RecommendAnswer const& beside, Verdict const& v) {
  if (!beside.question.deadline || !v.price_of_safety) return {};
  if (same_plan(*beside.result.safe, *beside.result.even_odds)) return {};
  auto const apart = money_apart(*beside.result.safe, *beside.result.even_odds);
  return fmt::format("the safe plan, meant to miss 1 time in 10, costs {} the one at even odds",
                     apart.empty() ? "as much as" : apart + " than");
}

}  // namespace

void add_beside(Page& page, ExplainAnswer const& answer, int level) {
  if (!answer.beside) return;
  Plan const& own = answer.estimate.plan;
  RecommendAnswer const& beside = *answer.beside;
  Verdict const v = verdict(beside);
  page.push_back(Heading{"Beside other plans", level});
  if (!v.chosen) page.push_back(Paragraph{{v.sentence, Style::bad}});
  page.push_back(roles_table(roles_of(own, beside, v)));
  Table table = pairs();
  bool const is_first = v.chosen && same_plan(own, *v.chosen);
  std::string const from = is_first || !v.chosen ? "" : " than " + offer(*v.chosen);
  if (v.chosen && !is_first)
    add_pair(table, "this plan", difference_text(own, *v.chosen, answer.estimate.question));
  add_pair(table, "safety", safety_text(beside, v));
  auto const sooner = sooner_text(v);
  add_pair(table, "a day sooner", sooner.empty() ? "" : sooner + from);
  add_pair(table, "the second", second_text(v));
  add_pair(table, "ask for", quota_text(own));
  add_pair(table, "spares", spares_text(own));
  if (!table.rows.empty()) page.push_back(std::move(table));
}

}  // namespace ec2plan::pages
