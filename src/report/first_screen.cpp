#include "report/first_screen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "ec2plan/document/doubts.hpp"
#include "ec2plan/document/energy.hpp"
#include "ec2plan/document/remedy.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/choice.hpp"
#include "report/low_rate.hpp"
#include "report/rejected.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

constexpr double near_miss = 0.1;
constexpr std::size_t most_named = 3;  // of those that tie
constexpr char mfu_legend[] =
    "MFU: the share of the accelerators' peak speed that the training itself uses";
constexpr char burden_legend[] =
    "energy and CO2e: the likely ones, at the facility, location-based";

/// One plan, and the regions where it is the same but for its price.
struct PlanRow {
  Plan const* plan = nullptr;
  std::size_t regions = 1;
};

bool is_same_row(Plan const& a, Plan const& b) {
  return a.type.name == b.type.name && a.instances == b.instances && a.layout == b.layout &&
         a.price.purchase == b.price.purchase && a.satisfies() == b.satisfies();
}

double value(Goal const& goal, Plan const& plan) {
  if (is_of_energy(goal.objective)) return objective_value(goal, plan);
  return goal.objective == Objective::time ? plan.run.duration.likely / second
                                           : plan.cost.likely / dollar;
}

/// How far beyond its limits, as a share of them.
double miss(Goal const& goal, Plan const& plan) {
  bool const slow = goal.risk == Risk::slow;
  double late = 0, dear = 0;
  if (goal.deadline)
    late = (slow ? plan.run.duration.high : plan.run.duration.likely) / *goal.deadline - 1;
  if (goal.budget) dear = (slow ? plan.cost.high : plan.cost.likely) / *goal.budget - 1;
  return std::max({0.0, late, dear});
}

bool is_worth_it(Goal const& goal, Plan const& plan, Plan const& first) {
  bool const is_near = !first.satisfies() || miss(goal, plan) <= near_miss;
  return is_near && value(goal, plan) <= worth_times * value(goal, first);
}

Plan const& first_of(Answer const& answer) {
  auto const* chosen = answer.result.chosen();
  return chosen != nullptr ? *chosen : answer.result.candidates.front();
}

std::vector<PlanRow> all_rows(Answer const& answer) {
  std::vector<PlanRow> rows;
  bool const front = answer.goal.objective == Objective::pareto;
  for (Plan const& plan : answer.result.candidates) {
    if (front && !plan.on_front) continue;
    auto const known = std::ranges::find_if(
        rows, [&](PlanRow const& row) { return is_same_row(*row.plan, plan); });
    if (known == rows.end())
      rows.push_back({&plan});
    else
      ++known->regions;
  }
  return rows;
}

/// Of a front its two ends, and others at even steps between them.
std::vector<PlanRow> spread(std::vector<PlanRow> const& rows, std::size_t count) {
  if (rows.size() <= count || count < 2)
    return {rows.begin(), rows.begin() + std::ptrdiff_t(std::min(rows.size(), count))};
  std::vector<PlanRow> some;
  for (std::size_t i = 0; i < count; ++i)
    some.push_back(rows[i * (rows.size() - 1) / (count - 1)]);
  return some;
}

std::vector<PlanRow> rows_of(Answer const& answer, Extent const& extent) {
  auto rows = all_rows(answer);
  if (extent.is_typed) {
    rows.resize(extent.rows(rows.size()));
    return rows;
  }
  if (answer.goal.objective == Objective::pareto) return spread(rows, first_rows);
  std::erase_if(rows, [&](PlanRow const& row) {
    return !is_worth_it(answer.goal, *row.plan, first_of(answer));
  });
  rows.resize(std::min(rows.size(), first_rows));
  return rows;
}

bool several(Answer const& answer, auto of) {
  auto const& plans = answer.result.candidates;
  return std::ranges::any_of(plans,
                             [&](Plan const& plan) { return of(plan) != of(plans.front()); });
}

std::string place(PlanRow const& row) {
  if (row.regions == 1) return row.plan->price.region;
  return fmt::format("{} +{}", row.plan->price.region, row.regions - 1);
}

std::string burden_text(Goal const& goal, Plan const& plan) {
  if (!burden(goal, plan.energy)) return "–";
  return goal.objective == Objective::energy ? energy_text(plan.energy->facility.likely)
                                             : emission_text(plan.energy->emission->likely);
}

/// What is to be said of a plan beside its figures; nothing of one that keeps to the question.
std::string note_of(Answer const& answer, Plan const& plan) {
  Judgement const judged = judgement(plan, answer.goal);
  auto const* chosen = answer.result.chosen();
  std::vector<std::string> notes;
  if (!judged.meets || plan.estimate.fit != Fit::yes) notes.push_back(judged.words);
  if (chosen != nullptr && &plan != chosen && !plan.tie_with.empty()) notes.push_back("tie");
  return joined(notes);
}

std::string purchase_words(Purchase purchase) {
  switch (purchase) {
    case Purchase::on_demand:
      return "on demand";
    case Purchase::spot:
      return "on spot";
    case Purchase::reserved_1yr:
      return "reserved, 1 year";
    case Purchase::reserved_3yr:
      return "reserved, 3 years";
    case Purchase::savings_plan:
      return "savings plan";
    case Purchase::capacity_block:
      return "Capacity Blocks";
  }
  return {};
}

/// The cheapest plan that keeps to the question, where another one was put first.
Plan const* cheaper_than(Answer const& answer, Plan const& chosen) {
  auto const& result = answer.result;
  auto const& cheapest = !is_limited(answer.goal)         ? result.cheapest
                         : answer.goal.risk == Risk::slow ? result.safe
                                                          : result.even_odds;
  bool const is_other = cheapest && answer.goal.objective == Objective::cost &&
                        cheapest->cost.likely < chosen.cost.likely && !same_plan(*cheapest, chosen);
  return is_other ? &*cheapest : nullptr;
}

std::string cheapest_text(Answer const& answer, Plan const& chosen) {
  auto const* other = cheaper_than(answer, chosen);
  if (other == nullptr) return {};
  Time const later = other->run.duration.likely - chosen.run.duration.likely;
  return fmt::format("{}, {} less, {} {}: too near to tell apart", offer(*other),
                     dollars_text((chosen.cost.likely - other->cost.likely) / dollar),
                     duration_text(later < Time{} ? -1 * later : later),
                     later < Time{} ? "sooner" : "later");
}

std::string even_odds_text(Answer const& answer, Verdict const& v) {
  auto const& [safe, even] = std::tie(answer.result.safe, answer.result.even_odds);
  if (!even || !v.chosen || same_plan(*even, *v.chosen)) return {};
  if (safe && same_plan(*safe, *even)) return {};
  std::string text =
      fmt::format("{}, {}, {}", offer(*even), time_range(even->run.duration), usd_range(*even));
  if (!safe) return text + "; no plan is safe";
  return text +
         fmt::format("; being safe costs {} more", dollars_text(*v.price_of_safety / dollar));
}

std::string tied_text(Answer const& answer, Plan const& chosen) {
  auto names = chosen.tie_with;
  if (names.empty()) return {};
  std::size_t const more = names.size() - std::min(names.size(), most_named);
  names.resize(names.size() - more);
  std::string text =
      more > 0 ? joined(names) + fmt::format(" and {} more", more) : joined(names, " and ");
  return text + fmt::format(" may well be {} (chance of {} or more)", better_word(answer.goal),
                            whole_percent(answer.goal.ties.chance));
}

void add_other_purchases(Table& table, Answer const& answer, Verdict const& v) {
  for (Plan const& plan : answer.result.by_purchase) {
    if (v.chosen && plan.price.purchase == v.chosen->price.purchase) continue;
    if (v.chosen && plan.cost.likely > worth_times * v.chosen->cost.likely) continue;
    std::vector<std::string> parts{offer(plan)};
    if (v.chosen && plan.price.region != v.chosen->price.region)
      parts.front() += " in " + plan.price.region;
    parts.push_back(time_range(plan.run.duration));
    parts.push_back(usd_range(plan));
    std::string text = joined(parts);
    if (auto const dated = dated_price_text(answer, plan); !dated.empty()) text += "; " + dated;
    if (auto const doubt = capacity_text(plan); !doubt.empty()) text += "; " + doubt;
    add_pair(table, purchase_words(plan.price.purchase), text);
  }
}

}  // namespace

Table first_plans_table(Answer const& answer, Extent const& extent) {
  bool const regions = several(answer, [](Plan const& plan) { return plan.price.region; });
  bool const purchases = tells_purchase(answer.result.candidates);
  Table table{.columns = {numbers("#"), texts("plan")}};
  if (regions) table.columns.push_back(texts("region"));
  if (purchases) table.columns.push_back(texts("purchase"));
  for (auto&& column :
       {numbers("time (low–high)"), numbers("cost (low–high)"), numbers("MFU", 1, mfu_legend)})
    table.columns.push_back(column);
  if (is_of_energy(answer.goal.objective))
    table.columns.push_back(
        numbers(answer.goal.objective == Objective::energy ? "energy" : "CO2e", 0, burden_legend));
  table.columns.push_back(texts());
  for (auto const& row : rows_of(answer, extent)) {
    Plan const& plan = *row.plan;
    std::vector<Text> cell{{integer_text(plan.rank)}, {offer(plan), Style::strong}};
    if (regions) cell.push_back({place(row)});
    if (purchases) cell.push_back({dated_purchase(plan.price)});
    cell.push_back({time_range(plan.run.duration)});
    cell.push_back({usd_range(plan)});
    cell.push_back({whole_percent(plan.run.mfu)});
    if (is_of_energy(answer.goal.objective)) cell.push_back({burden_text(answer.goal, plan)});
    cell.push_back({note_of(answer, plan), plan.satisfies() ? Style::plain : Style::bad});
    table.rows.push_back(std::move(cell));
  }
  return table;
}

std::string first_plans_text(Answer const& answer, Extent const& extent) {
  auto const all = all_rows(answer).size(), hidden = all - rows_of(answer, extent).size();
  if (hidden == 0) return {};
  if (extent.is_typed) return hidden_text(hidden, all, "plan");
  std::string const rule =
      answer.goal.objective == Objective::pareto ? " of the front, between these"
      : answer.result.chosen() == nullptr        ? ", further from the question"
      : is_of_energy(answer.goal.objective)      ? ", that take or emit more, or miss the question"
                                                 : ", that are dearer, or miss the question";
  return fmt::format("{} more {}{}: --all", integer_text(hidden), hidden == 1 ? "plan" : "plans",
                     rule);
}

void add_remedies(Page& page, Answer const& answer) {
  if (answer.remedies.empty()) return;
  Table table = pairs();
  for (Remedy const& remedy : answer.remedies) {
    std::string text = plan_figures(remedy.plan);
    if (auto const dated = dated_price_text(answer, remedy.plan); !dated.empty())
      text += "; " + dated;
    if (auto const doubt = capacity_text(remedy.plan); !doubt.empty()) text += "; " + doubt;
    add_pair(table, change_text(remedy), text);
  }
  add_section(page, "What would keep to it, the least change first", std::move(table));
}

/// Empty where the plan takes the batch of the question.
std::string batch_text(Plan const& plan, Job const& asked) {
  if (plan.job.global_batch == asked.global_batch) return {};
  return fmt::format("{} a step, not {}, which nobody typed and these instances share less well",
                     counted(plan.job.global_batch, "sequence"), integer_text(asked.global_batch));
}

void add_asked_next(Page& page, Answer const& answer, Verdict const& v) {
  Table table = pairs();
  if (v.chosen) {
    Plan const& chosen = *v.chosen;
    add_pair(table, "batch", batch_text(chosen, answer.asked.job));
    add_pair(table, "cheapest", cheapest_text(answer, chosen));
    add_pair(table, "a day sooner", sooner_text(v));
    add_pair(table, "second", second_text(v));
    add_pair(table, "ties", tied_text(answer, chosen));
    add_pair(table, "even odds", even_odds_text(answer, v));
    add_pair(table, "energy", is_of_energy(answer.goal.objective) ? "" : energy_sentence(chosen));
    add_pair(table, "quota", quota_text(chosen));
    add_pair(table, "placement", placement_text(chosen), Style::warn);
    add_pair(table, "bought", bought_text(chosen));
  }
  add_other_purchases(table, answer, v);
  if (v.chosen) add_pair(table, "low rate", low_rate_text(*v.chosen), Style::warn);
  if (v.chosen) add_confidence(table, answer.frame, *v.chosen);
  add_pair(table, "left out", rejected_kinds_text(answer.result));
  if (table.rows.empty()) return;
  page.push_back(Heading{"What else to ask"});
  page.push_back(std::move(table));
}

}  // namespace ec2plan::pages
