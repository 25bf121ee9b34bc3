#include "report/first_screen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "ec2plan/document/doubts.hpp"
#include "ec2plan/document/energy.hpp"
#include "ec2plan/document/remedy.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/choice.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

constexpr double near_miss = 0.1;
constexpr char mfu_legend[] = "MFU: share of the peak speed in use";
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
  if (answer.goal.objective == Objective::pareto) return spread(rows, extent.first_rows);
  std::erase_if(rows, [&](PlanRow const& row) {
    return !is_worth_it(answer.goal, *row.plan, first_of(answer));
  });
  rows.resize(std::min(rows.size(), extent.first_rows));
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

bool is_tie(Answer const& answer, Plan const& plan) {
  auto const* chosen = answer.result.chosen();
  return chosen != nullptr && &plan != chosen && !plan.tie_with.empty();
}

std::string tie_legend(Goal const& goal) {
  return fmt::format("tie: may well be {} (chance of {}+)", better_word(goal),
                     whole_percent(goal.ties.chance));
}

/// What is to be said of plans beside their figures, each where one of them needs it.
void add_notes(Table& table, Answer const& answer, std::vector<PlanRow> const& rows) {
  struct Note {
    Column column;
    std::string (*text)(Answer const& answer, Plan const& plan);
  };
  Note const notes[] = {
      {numbers("late", 3),
       [](Answer const& a, Plan const& p) { return judgement(p, a.goal).late; }},
      {numbers("over", 2),
       [](Answer const& a, Plan const& p) { return judgement(p, a.goal).over; }},
      {texts(), [](Answer const& a, Plan const& p) { return judgement(p, a.goal).fit; }},
      {texts("", 0, tie_legend(answer.goal)),
       [](Answer const& a, Plan const& p) { return std::string(is_tie(a, p) ? "tie" : ""); }},
  };
  for (auto const& [column, text] : notes) {
    if (std::ranges::all_of(rows, [&](auto const& row) { return text(answer, *row.plan).empty(); }))
      continue;
    table.columns.push_back(column);
    for (std::size_t i = 0; i < rows.size(); ++i)
      table.rows[i].push_back(
          {text(answer, *rows[i].plan), rows[i].plan->satisfies() ? Style::plain : Style::bad});
  }
}

}  // namespace

Table first_plans_table(Answer const& answer, Extent const& extent) {
  bool const regions = several(answer, [](Plan const& plan) { return plan.price.region; });
  bool const purchases = tells_purchase(answer.result.candidates);
  Table table{.columns = {numbers("#"), roomy("plan")}};
  if (regions) table.columns.push_back(texts("region"));
  if (purchases) table.columns.push_back(texts("purchase"));
  for (auto&& column :
       {numbers("time (low–high)"), numbers("cost (low–high)"), numbers("MFU", 1, mfu_legend)})
    table.columns.push_back(column);
  if (is_of_energy(answer.goal.objective))
    table.columns.push_back(
        numbers(answer.goal.objective == Objective::energy ? "energy" : "CO2e", 0, burden_legend));
  auto const rows = rows_of(answer, extent);
  for (auto const& row : rows) {
    Plan const& plan = *row.plan;
    std::vector<Text> cell{{integer_text(plan.rank)}, {offer(plan), Style::strong}};
    if (regions) cell.push_back({place(row)});
    if (purchases) cell.push_back({dated_purchase(plan.price)});
    cell.push_back({time_range(plan.run.duration)});
    cell.push_back({usd_range(plan)});
    cell.push_back({whole_percent(plan.run.mfu)});
    if (is_of_energy(answer.goal.objective)) cell.push_back({burden_text(answer.goal, plan)});
    table.rows.push_back(std::move(cell));
  }
  add_notes(table, answer, rows);
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

}  // namespace ec2plan::pages
