#include "report/recommend_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "ec2plan/document/command_line.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/choice.hpp"
#include "report/parts.hpp"
#include "report/recommend_charts.hpp"
#include "report/rejected.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

std::string order(Objective objective) {
  switch (objective) {
    case Objective::cost:
      return "cheapest first";
    case Objective::time:
      return "fastest first";
    case Objective::knee:
      return "least cost × time first";
    case Objective::pareto:
      return "the front of cost and time";
  }
  return {};
}

std::string demand(Goal const& goal) {
  return fmt::format("{}; {}; {}", limits_text(goal), order(goal.objective),
                     counts_text(goal.limits));
}

std::string nearest_text(Plan const& plan) {
  return fmt::format("{}: {}, {}", long_offer(plan), time_range(plan.run.duration),
                     usd_range(plan));
}

std::string next_command(Answer const& answer, Verdict const& v) {
  if (answer.result.candidates.empty())
    return "ec2plan instances" + typed_flags(answer.frame, {"catalog"});
  Plan const& plan = v.chosen ? *v.chosen : answer.result.candidates.front();
  return command_line("explain", answer.frame, answer.price, plan);
}

std::string hidden_rows(Answer const& answer, Extent const& extent) {
  auto const all = answer.result.candidates.size();
  bool const front = answer.goal.objective == Objective::pareto && !extent.wide;
  return hidden_text(all - shown(answer, extent).size(), all, "plan", front ? "-o wide " : "");
}

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
    "time and cost: likely (low–high, meant to hold 8 runs in 10); GiB: used/held by a device; "
    "verdict: beyond the deadline (+time) or the budget (+$); tight: it may not run; tie: the "
    "model "
    "cannot tell its cost from that of another plan";

struct Columns {
  bool region, purchase;
};

Table head(Columns columns) {
  Table table{.columns = {numbers("#"), texts("plan")}};
  if (columns.region) table.columns.push_back(texts("region"));
  if (columns.purchase) table.columns.push_back(texts("purchase"));
  add_figure_columns(table, true, legend);
  return table;
}

std::vector<Text> row_of(Plan const& plan, Goal const& goal, Columns columns) {
  Judgement const judged = judgement(plan, goal);
  std::vector<Text> row{{integer_text(plan.rank)}, {offer(plan), Style::strong}};
  if (columns.region) row.push_back({plan.price.region});
  if (columns.purchase) row.push_back({std::string(purchase_name(plan.price.purchase))});
  add_figures(row, plan, true, {judged.words, style_of(plan, judged)});
  return row;
}

struct WideColumn {
  char const* title;
  bool right;
  std::string (*value)(Plan const& plan, Goal const& goal);
};

std::string usd(Plan const& plan, Money money) {
  return priced(plan) ? dollars_text(money / dollar) : no_figure;
}

constexpr WideColumn wide_columns[] = {
    {"#", true, [](Plan const& p, Goal const&) { return integer_text(p.rank); }},
    {"instance type", false, [](Plan const& p, Goal const&) { return p.type.name; }},
    {"instances", true, [](Plan const& p, Goal const&) { return integer_text(p.instances); }},
    {"accelerators", true,
     [](Plan const& p, Goal const&) {
       return integer_text(p.instances * p.type.accelerators) + " × " + p.type.accelerator.id;
     }},
    {"region", false, [](Plan const& p, Goal const&) { return p.price.region; }},
    {"purchase", false,
     [](Plan const& p, Goal const&) { return std::string(purchase_name(p.price.purchase)); }},
    {"$/instance hour", true,
     [](Plan const& p, Goal const&) {
       return priced(p) ? hourly(p.price.per_instance) : std::string(no_figure);
     }},
    {"price of", false, [](Plan const& p, Goal const&) { return p.price.as_of; }},
    {"time", true, [](Plan const& p, Goal const&) { return duration_text(p.run.duration.likely); }},
    {"low", true, [](Plan const& p, Goal const&) { return duration_text(p.run.duration.low); }},
    {"high", true, [](Plan const& p, Goal const&) { return duration_text(p.run.duration.high); }},
    {"cost", true, [](Plan const& p, Goal const&) { return usd(p, p.cost.likely); }},
    {"low", true, [](Plan const& p, Goal const&) { return usd(p, p.cost.low); }},
    {"high", true, [](Plan const& p, Goal const&) { return usd(p, p.cost.high); }},
    {"layout", false, [](Plan const& p, Goal const&) { return layout(p.layout); }},
    {"GiB", true, [](Plan const& p, Goal const&) { return memory(p.estimate.memory); }},
    {"step s", true,
     [](Plan const& p, Goal const&) { return fixed_text(p.run.step_time.likely / second, 2); }},
    {"tokens/s", true,
     [](Plan const& p, Goal const&) {
       return integer_text(p.run.tokens_per_second / (token / second));
     }},
    {"MFU", true, [](Plan const& p, Goal const&) { return whole_percent(p.run.mfu); }},
    {"HFU", true, [](Plan const& p, Goal const&) { return whole_percent(p.run.hfu); }},
    {"goodput", true, [](Plan const& p, Goal const&) { return whole_percent(p.run.goodput); }},
    {"vCPU quota", true, [](Plan const& p, Goal const&) { return integer_text(vcpu_quota(p)); }},
    {"confidence", false,
     [](Plan const& p, Goal const&) { return std::string(confidence_name(p.confidence)); }},
    {"verdict", false, [](Plan const& p, Goal const& q) { return judgement(p, q).words; }},
    {"ties with", false, [](Plan const& p, Goal const&) { return joined(p.tie_with); }},
};

std::string price_text(Price const& price) {
  return hourly(price.per_instance) + (price.as_of.empty() ? "" : ", " + price.as_of);
}

}  // namespace

void add_none(Page& page, Answer const& answer, Verdict const& v) {
  if (answer.result.candidates.empty()) {
    add_text(page, v.sentence, Style::bad);
    return;
  }
  add_text(page, "No plan keeps to that. The nearest:", Style::bad);
  Table table = pairs();
  if (v.fastest) add_pair(table, "fastest", nearest_text(*v.fastest));
  if (v.cheapest) add_pair(table, "cheapest", nearest_text(*v.cheapest));
  page.push_back(std::move(table));
}

void add_figure_columns(Table& table, bool ranges, std::string verdict_legend) {
  for (auto&& column :
       {numbers(ranges ? "time (low–high)" : "time"),
        numbers(ranges ? "cost (low–high)" : "cost", 0,
                ranges ? "" : "time and cost: the likely ones, -o wide shows their ranges"),
        texts("layout", 1, layout_legend), numbers("GiB", 2), numbers("MFU", 3),
        texts("verdict", 0, std::move(verdict_legend))})
    table.columns.push_back(column);
}

void add_figures(std::vector<Text>& row, Plan const& plan, bool ranges, Text verdict) {
  bool const likely = !ranges && priced(plan);
  auto const figures =
      cells(ranges ? time_range(plan.run.duration) : duration_text(plan.run.duration.likely),
            likely ? dollars_text(plan.cost.likely / dollar) : usd_range(plan), layout(plan.layout),
            memory(plan.estimate.memory), whole_percent(plan.run.mfu), std::move(verdict));
  row.insert(row.end(), figures.begin(), figures.end());
}

Page page_of(Answer const& answer, Extent const& extent) {
  if (answer.question.kind == Question::Kind::afford) return afford_page(answer, extent);
  if (has_estimate(answer)) return estimate_page(answer);
  Page page;
  Verdict const v = verdict(answer);
  add_job(page, answer.asked);
  add_text(page, demand(answer.goal));
  add_market(page, answer.price, answer.frame);
  if (!v.chosen) add_none(page, answer, v);
  if (!answer.result.candidates.empty()) {
    page.push_back(Heading{v.chosen ? "Plans" : "Plans, none of which keeps to it"});
    page.push_back(extent.wide ? wide_candidates_table(answer, extent)
                               : candidates_table(answer, extent));
    add_hidden(page, hidden_rows(answer, extent));
  }
  add_choice(page, answer, v);
  if (extent.plot) {
    page.push_back(pareto_plot(answer));
    page.push_back(scaling_plot(answer));
  }
  add_purchases(page, answer, v);
  add_rejected(page, answer.result, extent);
  page.push_back(Command{"Next", next_command(answer, v)});
  return page;
}

std::vector<std::size_t> shown(Answer const& answer, Extent const& extent) {
  auto const& plans = answer.result.candidates;
  std::vector<std::size_t> all(plans.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (answer.goal.objective == Objective::pareto && !extent.wide)
    std::erase_if(all, [&](std::size_t i) { return !plans[i].on_front; });
  all.resize(extent.rows(all.size()));
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

Table wide_candidates_table(Answer const& answer, Extent const& extent) {
  Table table;
  for (auto const& column : wide_columns)
    table.columns.push_back({.title = column.title, .right = column.right});
  for (auto const index : shown(answer, extent)) {
    std::vector<Text> row;
    for (auto const& column : wide_columns)
      row.push_back({column.value(answer.result.candidates[index], answer.goal)});
    table.rows.push_back(std::move(row));
  }
  return table;
}

void add_purchases(Page& page, Answer const& answer, Verdict const& v, int level) {
  auto const& ways = answer.result.by_purchase;
  bool const only_chosen =
      v.chosen && ways.size() == 1 && ways.front().price.purchase == v.chosen->price.purchase;
  if (ways.empty() || only_chosen) return;
  Table table{.columns = {texts(), roomy("cheapest plan"), roomy("$/h, seen"), numbers("time"),
                          numbers("cost")}};
  for (Plan const& plan : ways)
    add_row(table, faint(purchase_name(plan.price.purchase)),
            offer(plan) + (answer.price.regions.size() > 1 ? ", " + plan.price.region : ""),
            faint(price_text(plan.price)), time_range(plan.run.duration),
            Text{usd_range(plan), &plan == &ways.front() ? Style::strong : Style::plain});
  add_section(page, "By kind of purchase, what keeps to the question", std::move(table), level);
}

}  // namespace ec2plan::pages
