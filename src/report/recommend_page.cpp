#include "report/recommend_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "ec2plan/document/command_line.hpp"
#include "ec2plan/document/doubts.hpp"
#include "ec2plan/document/energy.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/asked_next.hpp"
#include "report/choice.hpp"
#include "report/first_screen.hpp"
#include "report/parts.hpp"
#include "report/recommend_charts.hpp"
#include "report/rejected.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

/// The limits, the instances that may be taken and where, in one paragraph.
std::string question_text(Answer const& answer) {
  return fmt::format("{}; {}; {}", limits_text(answer.goal), counts_text(answer.goal.limits),
                     market_text(answer.price, answer.frame));
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
  bool const front = answer.goal.objective == Objective::pareto && !extent.wide && !extent.all;
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
    "low–high: meant to hold 8 runs in 10; GiB: used/held by a device; MFU: the share of the "
    "accelerators' peak speed that the training itself uses";
constexpr char plans_heading[] = "Plans (low–high: 8 runs in 10 are meant to fall between)";

struct Columns {
  bool region, purchase;
};

Table head(Columns columns) {
  Table table{.columns = {numbers("#"), roomy("plan")}};
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
    {"price of", false, [](Plan const& p, Goal const&) { return price_day_text(p.price); }},
    {"time", true, [](Plan const& p, Goal const&) { return duration_text(p.run.duration.likely); }},
    {"low", true, [](Plan const& p, Goal const&) { return duration_text(p.run.duration.low); }},
    {"high", true, [](Plan const& p, Goal const&) { return duration_text(p.run.duration.high); }},
    {"cost", true, [](Plan const& p, Goal const&) { return usd(p, p.cost.likely); }},
    {"low", true, [](Plan const& p, Goal const&) { return usd(p, p.cost.low); }},
    {"high", true, [](Plan const& p, Goal const&) { return usd(p, p.cost.high); }},
    {"energy", true,
     [](Plan const& p, Goal const&) {
       return p.energy ? energy_text(p.energy->facility.likely) : std::string(no_figure);
     }},
    {"CO2e", true,
     [](Plan const& p, Goal const&) {
       return p.energy && p.energy->emission ? emission_text(p.energy->emission->likely)
                                             : std::string(no_figure);
     }},
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
  return hourly(price.per_instance) + (price.as_of.empty() ? "" : ", " + price_day_text(price));
}

void add_question(Page& page, Answer const& answer) {
  add_job(page, answer.asked);
  add_text(page, question_text(answer));
}

void add_plans(Page& page, Answer const& answer, Extent const& extent) {
  page.push_back(Heading{plans_heading});
  if (extent.wide || extent.all) {
    page.push_back(extent.wide ? wide_candidates_table(answer, extent)
                               : candidates_table(answer, extent));
    return add_hidden(page, hidden_rows(answer, extent));
  }
  page.push_back(first_plans_table(answer, extent));
  auto const hidden = first_plans_text(answer, extent);
  extent.is_typed ? add_hidden(page, hidden) : add_text(page, hidden, Style::faint);
}

}  // namespace

void add_none(Page& page, Verdict const& v) {
  Table table = pairs();
  if (v.fastest) add_pair(table, "fastest", nearest_text(*v.fastest));
  if (v.cheapest) add_pair(table, "cheapest", nearest_text(*v.cheapest));
  add_section(page, "The nearest", std::move(table));
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
  add_text(page, v.sentence, v.chosen ? Style::strong : Style::bad);
  add_question(page, answer);
  add_remedies(page, answer);
  if (!answer.result.candidates.empty()) add_plans(page, answer, extent);
  if (extent.plot) {
    page.push_back(pareto_plot(answer));
    page.push_back(scaling_plot(answer));
  }
  if (extent.wide || extent.all) {
    add_choice(page, answer, v);
    add_purchases(page, answer, v);
    add_rejected(page, answer.result, {.wide = true});
  } else if (answer.result.candidates.empty()) {
    add_rejected(page, answer.result, extent);
  } else {
    add_asked_next(page, answer, v);
  }
  page.push_back(Command{"Next", next_command(answer, v)});
  return page;
}

std::vector<std::size_t> shown(Answer const& answer, Extent const& extent) {
  auto const& plans = answer.result.candidates;
  std::vector<std::size_t> all(plans.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (answer.goal.objective == Objective::pareto && !extent.wide && !extent.all)
    std::erase_if(all, [&](std::size_t i) { return !plans[i].on_front; });
  if (!extent.all || extent.is_typed) all.resize(extent.rows(all.size()));
  return all;
}

Table candidates_table(Answer const& answer, Extent const& extent) {
  auto const& plans = answer.result.candidates;
  Columns const columns{
      .region = several(answer, [](Plan const& plan) { return plan.price.region; }),
      .purchase = tells_purchase(plans)};
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
  Table table{.columns = {texts(), roomy("cheapest plan"), numbers("time"), numbers("cost"),
                          roomy("$/h, seen")}};
  for (Plan const& plan : ways)
    add_row(table, faint(purchase_name(plan.price.purchase)),
            offer(plan) + (answer.price.regions.size() > 1 ? ", " + plan.price.region : ""),
            time_range(plan.run.duration),
            Text{usd_range(plan), &plan == &ways.front() ? Style::strong : Style::plain},
            faint(price_text(plan.price)));
  add_section(page, "By kind of purchase, what keeps to the question", std::move(table), level);
}

}  // namespace ec2plan::pages
