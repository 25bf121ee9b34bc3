#include <algorithm>
#include <numeric>

#include "ec2plan/units/format.hpp"
#include "report/recommend_page.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

bool several(Answer const& answer, auto value) {
  auto const& plans = answer.result.candidates;
  return std::any_of(plans.begin(), plans.end(),
                     [&](Plan const& plan) { return value(plan) != value(plans.front()); });
}

Style style_of(Plan const& plan, Judgement const& judged) {
  if (!judged.meets) return Style::bad;
  return plan.estimate.fit == Fit::tight ? Style::warn : Style::good;
}

constexpr char legend[] =
    "days and cost: likely (low–high, meant to hold 8 runs in 10); GiB: used/held by a device; "
    "verdict: beyond the deadline (+d) or the budget (+$); tight: it may not run; tie: the model "
    "cannot tell its cost from that of another plan";

struct Columns {
  bool region, purchase;
};

Table head(Columns columns) {
  Table table{.columns = {{.title = "#", .right = true}, {.title = "plan"}}};
  if (columns.region) table.columns.push_back({.title = "region"});
  if (columns.purchase) table.columns.push_back({.title = "purchase"});
  table.columns.push_back({.title = "days (low–high)", .right = true});
  table.columns.push_back({.title = "cost (low–high)", .right = true});
  table.columns.push_back({.title = "layout", .dropped = 1, .legend = layout_legend});
  table.columns.push_back({.title = "GiB", .right = true, .dropped = 2});
  table.columns.push_back({.title = "MFU", .right = true, .dropped = 3});
  table.columns.push_back({.title = "verdict", .legend = legend});
  return table;
}

std::vector<Text> row_of(Plan const& plan, Goal const& goal, Columns columns) {
  Judgement const judged = judgement(plan, goal);
  std::vector<Text> row{{integer_text(plan.rank)}, {offer(plan), Style::strong}};
  if (columns.region) row.push_back({plan.price.region});
  if (columns.purchase) row.push_back({std::string(purchase_name(plan.price.purchase))});
  row.push_back({days_range(plan.run.duration)});
  row.push_back({usd_range(plan)});
  row.push_back({layout(plan.layout)});
  row.push_back({memory(plan.estimate.memory)});
  row.push_back({whole_percent(plan.run.mfu)});
  row.push_back({judged.words, style_of(plan, judged)});
  return row;
}

}  // namespace

std::vector<std::size_t> shown(Answer const& answer, Extent const& extent) {
  auto const& plans = answer.result.candidates;
  std::vector<std::size_t> all(plans.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (answer.goal.objective == Objective::pareto && !extent.wide)
    std::erase_if(all, [&](std::size_t i) { return !plans[i].on_front; });
  auto const most = static_cast<std::size_t>(std::max(extent.max_results, 1));
  if (all.size() > most) all.resize(most);
  return all;
}

Table candidates_table(Answer const& answer, Extent const& extent) {
  auto const& plans = answer.result.candidates;
  Columns const columns{
      .region = several(answer, [](Plan const& plan) { return plan.price.region; }),
      .purchase = several(answer, [](Plan const& plan) { return plan.price.purchase; })};
  Table table = head(columns);
  for (auto const index : shown(answer, extent))
    table.rows.push_back(row_of(plans[index], answer.goal, columns));
  return table;
}

}  // namespace ec2plan::pages
