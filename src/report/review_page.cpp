#include "report/review_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/document/text.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "report/beside.hpp"
#include "report/choice.hpp"
#include "report/explain_page.hpp"
#include "report/html.hpp"
#include "report/question.hpp"
#include "report/recommend_charts.hpp"
#include "report/review_charts.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

Plan const& plan_of(ReviewedPlan const& reviewed) { return reviewed.explained.estimate.plan; }

/// Whether the plan is the one that is recommended for its question.
bool is_recommended(ReviewedPlan const& reviewed) {
  auto const& beside = reviewed.explained.beside;
  auto const* chosen = beside ? beside->result.chosen() : nullptr;
  return chosen != nullptr && same_plan(*chosen, plan_of(reviewed));
}

std::string sentence(ReviewedPlan const& reviewed) {
  EstimateAnswer const& estimate = reviewed.explained.estimate;
  if (is_recommended(reviewed)) return verdict(*reviewed.explained.beside).sentence;
  std::string text = plan_text(estimate.plan) + ".";
  auto const& question = estimate.question;
  if (question.deadline || question.budget)
    text += (estimate.plan.satisfies() ? " It keeps to " : " It does not keep to ") +
            demand_text(question) + ".";
  return text;
}

std::string command_of(SavedResult const& result) {
  return "ec2plan " + result.command + typed_flags({.inputs = result.inputs}) + " --json";
}

void add_question(Page& page, ReviewedPlan const& reviewed) {
  EstimateAnswer const& estimate = reviewed.explained.estimate;
  page.push_back(Heading{"The question"});
  add_job(page, estimate.asked);
  auto const limits = limits_text(estimate.question);
  page.push_back(Paragraph{{limits.empty() ? "no deadline and no budget" : limits}});
  add_market(page, estimate.price, estimate.frame);
}

void add_recommendation(Page& page, ReviewedPlan const& reviewed) {
  page.push_back(Heading{is_recommended(reviewed) ? "The recommendation" : "The plan"});
  Plan const& plan = plan_of(reviewed);
  page.push_back(Paragraph{{sentence(reviewed), plan.satisfies() ? Style::strong : Style::warn}});
  page.push_back(Paragraph{{"Ranges in brackets are meant to hold eight runs in ten. " +
                            fmt::format("Confidence: {}.", confidence_words(plan.confidence))}});
  for (auto const& warning : reviewed.explained.estimate.frame.warnings)
    page.push_back(Paragraph{{"Note: " + warning + ".", Style::warn}});
  add_beside(page, reviewed.explained, 3);
}

void add_plot(Page& page, std::string const& heading, Plot plot) {
  if (plot.series.empty()) return;
  page.push_back(Heading{heading});
  page.push_back(std::move(plot));
}

/// Of a plan that is not the recommended one, where it stands.
void mark(Plot& plot, ReviewedPlan const& reviewed) {
  Plan const& plan = plan_of(reviewed);
  if (is_recommended(reviewed) || !priced(plan)) return;
  plot.series.push_back({.name = "this plan",
                         .points = {{.x = plan.run.duration.likely / day,
                                     .y = plan.cost.likely / dollar,
                                     .label = "this plan",
                                     .detail = plan_text(plan),
                                     .emphasis = Emphasis::chosen}},
                         .emphasis = Emphasis::chosen});
}

void add_spread(Page& page, ReviewedPlan const& reviewed) {
  if (!reviewed.explained.beside) return;
  RecommendAnswer const& beside = *reviewed.explained.beside;
  Plot pareto = pareto_plot(beside);
  mark(pareto, reviewed);
  add_plot(page, "Cost against days", std::move(pareto));
  add_plot(page, "How it scales", scaling_plot(beside));
}

void add_money(Page& page, ReviewedPlan const& reviewed) {
  if (!priced(plan_of(reviewed))) return;
  page.push_back(Heading{"Where the money goes"});
  page.push_back(cost_bars(reviewed));
}

void add_memory_chart(Page& page, ReviewedPlan const& reviewed) {
  page.push_back(Heading{"Memory of an accelerator"});
  page.push_back(memory_bars(plan_of(reviewed)));
}

void add_sensitivity(Page& page, ReviewedPlan const& reviewed) {
  if (reviewed.sensitivities.empty()) return;
  page.push_back(Heading{"What moves the cost"});
  page.push_back(cost_tornado(reviewed));
  Table table{.columns = {{.title = "input"},
                          {.title = "from"},
                          {.title = "to"},
                          {.title = "cost from", .right = true},
                          {.title = "cost to", .right = true},
                          {.title = "what the two are"}}};
  for (Sensitivity const& one : reviewed.sensitivities)
    table.rows.push_back({{one.input, Style::strong},
                          {one.low_at},
                          {one.high_at},
                          {dollars_text(one.low / dollar), Style::plain, one.low / dollar},
                          {dollars_text(one.high / dollar), Style::plain, one.high / dollar},
                          {one.meaning}});
  page.push_back(std::move(table));
}

double mean_error(std::vector<ScoredRow> const& rows, Use use, int& count) {
  double sum = 0;
  count = 0;
  for (ScoredRow const& row : rows)
    if (row.use == use) sum += std::abs(*row.error_pct()) / 100, ++count;
  return count > 0 ? sum / count : 0;
}

std::string accuracy_text(std::vector<ScoredRow> const& rows) {
  int checked = 0, fitted = 0;
  double const check = mean_error(rows, Use::check, checked);
  double const fit = mean_error(rows, Use::fit, fitted);
  auto const inside = std::count_if(rows.begin(), rows.end(),
                                    [](ScoredRow const& row) { return *row.inside_range(); });
  std::string text;
  if (checked > 0)
    text += fmt::format("Mean error {} on {} that were only checked. ", percent_text(check),
                        counted(checked, "run"));
  if (fitted > 0)
    text += fmt::format("Mean error {} on {} that constants were fitted to. ", percent_text(fit),
                        counted(fitted, "run"));
  return text + fmt::format("{} of {} lie inside the predicted range.", inside, rows.size());
}

void add_accuracy(Page& page, ReviewedPlan const& reviewed) {
  page.push_back(Heading{"Accuracy on runs like this one"});
  if (reviewed.runs.empty()) {
    page.push_back(Paragraph{{"No published run on " + reviewed.runs_like +
                                  " is known, so nothing can be said from measurements: the range "
                                  "is that of similar accelerators.",
                              Style::warn}});
    return;
  }
  page.push_back(Paragraph{{accuracy_text(reviewed.runs)}});
  page.push_back(accuracy_plot(reviewed));
}

/// Headings of a part, one level down.
void append(Page& page, Page part) {
  for (Block& block : part) {
    if (auto* heading = std::get_if<Heading>(&block)) ++heading->level;
    page.push_back(std::move(block));
  }
}

void add_proof(Page& page, ReviewedPlan const& reviewed) {
  page.push_back(Heading{"The arithmetic"});
  Page proof;
  add_arithmetic(proof, reviewed.explained);
  proof.push_back(Fold{"Every assumption, and every source"});
  add_grounds(proof, reviewed.explained, false);
  proof.push_back(Fold{.opens = false});
  append(page, std::move(proof));
}

Page page_of(ReviewedPlan const& reviewed) {
  Page page;
  add_question(page, reviewed);
  add_recommendation(page, reviewed);
  add_spread(page, reviewed);
  add_money(page, reviewed);
  add_memory_chart(page, reviewed);
  add_sensitivity(page, reviewed);
  add_accuracy(page, reviewed);
  add_proof(page, reviewed);
  page.push_back(Heading{"Again"});
  page.push_back(Command{"The result was saved by", command_of(reviewed.result)});
  return page;
}

/// "gpt3-175b on 300B tokens"
std::string subject(ReviewedPlan const& reviewed) {
  Job const& job = plan_of(reviewed).job;
  return fmt::format("{} on {} tokens", job.model.name, count_text(job.tokens / token));
}

Text dollars_cell(Plan const& plan, double value, std::string text) {
  if (!priced(plan)) return {"no price"};
  return {std::move(text), Style::plain, value};
}

/// The plans of a page side by side.
Table overview(DesignReview const& review) {
  Table table{.columns = {{.title = "result"},
                          {.title = "job"},
                          {.title = "plan"},
                          {.title = "days", .right = true},
                          {.title = "cost", .right = true},
                          {.title = "per million tokens", .right = true},
                          {.title = "verdict"}}};
  for (ReviewedPlan const& reviewed : review.plans) {
    Plan const& plan = plan_of(reviewed);
    Judgement const judged = judgement(plan, reviewed.explained.estimate.question);
    double const cost = plan.cost.likely / dollar;
    double const each = cost / (plan.job.tokens / (mega * token));
    table.rows.push_back(
        {{reviewed.result.file},
         {subject(reviewed)},
         {long_offer(plan)},
         {days_range(plan.run.duration), Style::plain, plan.run.duration.likely / day},
         dollars_cell(plan, cost, usd_range(plan)),
         dollars_cell(plan, each, dollars_text(each)),
         {judged.words, judged.meets ? Style::good : Style::bad}});
  }
  return table;
}

}  // namespace

std::string title_of(DesignReview const& review) {
  if (!review.title.empty()) return review.title;
  std::string title;
  for (ReviewedPlan const& reviewed : review.plans) {
    std::string const one = subject(reviewed);
    if (title.find(one) == std::string::npos) title += (title.empty() ? "" : "; ") + one;
  }
  return title;
}

Page page_of(DesignReview const& review) {
  Page page{Heading{title_of(review), 1}};
  if (review.plans.size() == 1) {
    Page const only = page_of(review.plans.front());
    page.insert(page.end(), only.begin(), only.end());
    return page;
  }
  page.push_back(Heading{"Side by side"});
  page.push_back(overview(review));
  for (ReviewedPlan const& reviewed : review.plans) {
    page.push_back(Heading{reviewed.result.file + ": " + offer(plan_of(reviewed))});
    append(page, page_of(reviewed));
  }
  return page;
}

}  // namespace ec2plan::pages

namespace ec2plan {

std::string html(DesignReview const& review) {
  return pages::html(pages::page_of(review), pages::title_of(review));
}

}  // namespace ec2plan
