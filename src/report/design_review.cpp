#include "report/design_review.hpp"

#include <fmt/format.h>

#include "ec2plan/document/command_line.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/beside.hpp"
#include "report/choice.hpp"
#include "report/explain_page.hpp"
#include "report/html.hpp"
#include "report/parts.hpp"
#include "report/recommend_charts.hpp"
#include "report/recommend_page.hpp"
#include "report/review_charts.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

Plan const& plan_of(ReviewedPlan const& reviewed) { return reviewed.explained.estimate.plan(); }

/// Whether the plan is the one that is recommended for its question.
bool is_recommended(ReviewedPlan const& reviewed) {
  auto const& beside = reviewed.explained.beside;
  auto const* chosen = beside ? beside->result.chosen() : nullptr;
  return chosen != nullptr && same_plan(*chosen, plan_of(reviewed));
}

/// " If it runs slow, it ends 23 days late and costs $1.2M too much."
std::string miss_text(Plan const& plan, Goal const& goal) {
  if (plan.satisfies()) return {};
  bool const slow = goal.risk == Risk::slow;
  std::vector<std::string> misses;
  if (goal.deadline && !plan.meets_deadline)
    misses.push_back(fmt::format(
        "ends {} late", duration_text((slow ? plan.run.duration.high : plan.run.duration.likely) -
                                      *goal.deadline)));
  if (goal.budget && !plan.meets_budget)
    misses.push_back(fmt::format(
        "costs {} too much",
        dollars_text(((slow ? plan.cost.high : plan.cost.likely) - *goal.budget) / dollar)));
  return fmt::format(" {}it {}.", slow ? "If it runs slow, " : "At even odds, ",
                     joined(misses, " and "));
}

std::string sentence(ReviewedPlan const& reviewed) {
  Answer const& estimate = reviewed.explained.estimate;
  bool const limited = is_limited(estimate.goal);
  if (limited && is_recommended(reviewed)) return verdict(*reviewed.explained.beside).sentence;
  std::string text = plan_text(estimate.plan()) + ".";
  if (!limited) return text;
  if (estimate.plan().satisfies()) return text + " It keeps to " + demand_text(estimate.goal) + ".";
  return text + miss_text(estimate.plan(), estimate.goal);
}

/// Whether there is a recommendation, of whatever plan.
bool has_any(ReviewedPlan const& reviewed) {
  auto const& beside = reviewed.explained.beside;
  return !beside || beside->result.chosen() != nullptr;
}

/// What frames the plan: that none keeps to the question, or between which ends it was free.
void add_frame_of_choice(Page& page, ReviewedPlan const& reviewed) {
  auto const& goal = reviewed.explained.estimate.goal;
  if (!has_any(reviewed) && is_limited(goal))
    add_text(page, "No plan keeps to " + demand_text(goal) + ".", Style::bad);
  else if (is_recommended(reviewed) && !is_limited(goal))
    add_text(page, verdict(*reviewed.explained.beside).sentence);
}

/// Typed, and the region that the environment named.
std::string command_of(SavedResult const& result) {
  Frame asked{.inputs = result.inputs};
  for (Input& input : asked.inputs)
    if (input.key == "region" && input.from != "default") input.from = "flag";
  return "ec2plan " + result.command + typed_flags(asked) + " --json";
}

void add_question(Page& page, ReviewedPlan const& reviewed) {
  Answer const& estimate = reviewed.explained.estimate;
  page.push_back(Heading{"The question"});
  add_job(page, estimate.asked);
  add_text(page, limits_text(estimate.goal));
  add_market(page, estimate.price, estimate.frame);
}

void add_recommendation(Page& page, ReviewedPlan const& reviewed) {
  Answer const& estimate = reviewed.explained.estimate;
  bool const limited = is_limited(estimate.goal);
  bool const first = is_recommended(reviewed);
  page.push_back(Heading{!first    ? "The plan"
                         : limited ? "The recommendation"
                                   : "The first plan of the front"});
  Plan const& plan = estimate.plan();
  if (limited) add_frame_of_choice(page, reviewed);
  add_text(page, sentence(reviewed), plan.satisfies() ? Style::strong : Style::warn);
  if (!limited) add_frame_of_choice(page, reviewed);
  add_text(page, "Ranges in brackets are meant to hold eight runs in ten. " +
                     fmt::format("Confidence: {}.", confidence_words(plan.confidence)));
  for (auto const& warning : estimate.frame.warnings)
    add_text(page, "Note: " + warning + ".", Style::warn);
  add_beside(page, reviewed.explained, 3);
  if (auto const& beside = reviewed.explained.beside)
    add_purchases(page, *beside, verdict(*beside), 3);
}

void add_plot(Page& page, std::string const& heading, Plot plot) {
  if (plot.series.empty()) return;
  page.push_back(Heading{heading});
  page.push_back(std::move(plot));
}

void add_spread(Page& page, ReviewedPlan const& reviewed) {
  if (!reviewed.explained.beside) return;
  Answer const& beside = *reviewed.explained.beside;
  add_plot(page, "Cost against days", pareto_plot(beside, &plan_of(reviewed)));
  add_plot(page, "How it scales", scaling_plot(beside, &plan_of(reviewed)));
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
  Table table{.columns = {texts("input"), texts("at its low end"), texts("at its high end"),
                          numbers("cost at the low"), numbers("cost at the high"),
                          texts("what the two are")}};
  for (Sensitivity const& one : reviewed.sensitivities)
    add_row(table, strong(one.input), one.low_at, one.high_at,
            Text{dollars_text(one.low / dollar), Style::plain, one.low / dollar},
            Text{dollars_text(one.high / dollar), Style::plain, one.high / dollar}, one.meaning);
  page.push_back(std::move(table));
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

void add_catalog(Page& page, Frame const& frame) {
  Table table = pairs();
  add_pair(table, "facts", catalog_text(frame));
  add_pair(table, "sha256", frame.catalog_sha256);
  page.push_back(std::move(table));
}

void add_origin(Page& page, DesignReview const& review) {
  page.push_back(Command{"This page was made by", review.command});
  add_text(page, "with ec2plan " + review.version + ".");
}

Page page_of(ReviewedPlan const& reviewed) {
  Page page;
  add_question(page, reviewed);
  add_recommendation(page, reviewed);
  add_spread(page, reviewed);
  add_money(page, reviewed);
  add_memory_chart(page, reviewed);
  add_sensitivity(page, reviewed);
  page.push_back(Heading{"Accuracy on runs like this one"});
  add_near_runs(page, reviewed.runs);
  add_proof(page, reviewed);
  page.push_back(Heading{"Again"});
  page.push_back(Command{"The result was saved by", command_of(reviewed.result)});
  add_catalog(page, reviewed.explained.estimate.frame);
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
  Table table{.columns = {texts("result"), roomy("job"), roomy("plan"), numbers("time"),
                          numbers("cost"), numbers("$/M tokens"), texts("verdict")}};
  for (ReviewedPlan const& reviewed : review.plans) {
    Plan const& plan = plan_of(reviewed);
    Judgement const judged = judgement(plan, reviewed.explained.estimate.goal);
    double const cost = plan.cost.likely / dollar;
    double const each = cost / (plan.job.tokens / (mega * token));
    add_row(table, reviewed.result.file, subject(reviewed), long_offer(plan),
            Text{time_range(plan.run.duration), Style::plain, plan.run.duration.likely / day},
            dollars_cell(plan, cost, usd_range(plan)), dollars_cell(plan, each, dollars_text(each)),
            Text{judged.words, judged.meets ? Style::good : Style::bad});
  }
  return table;
}

/// The title that was given, else what was asked: "gpt3-175b on 300B tokens".
std::string title_of(DesignReview const& review) {
  if (!review.title.empty()) return review.title;
  std::string title;
  for (ReviewedPlan const& reviewed : review.plans) {
    std::string const one = subject(reviewed);
    if (title.find(one) == std::string::npos) title += (title.empty() ? "" : "; ") + one;
  }
  return title;
}

Page review_page(DesignReview const& review) {
  Page page{Heading{title_of(review), 1}};
  if (review.plans.size() == 1) {
    Page const only = page_of(review.plans.front());
    page.insert(page.end(), only.begin(), only.end());
    add_origin(page, review);
    return page;
  }
  page.push_back(Heading{"Side by side"});
  page.push_back(overview(review));
  for (ReviewedPlan const& reviewed : review.plans) {
    page.push_back(Heading{reviewed.result.file + ": " + offer(plan_of(reviewed))});
    append(page, page_of(reviewed));
  }
  page.push_back(Heading{"This page again"});
  add_origin(page, review);
  return page;
}

}  // namespace
}  // namespace ec2plan::pages

namespace ec2plan {

std::string html(DesignReview const& review) {
  return pages::html(pages::review_page(review), pages::title_of(review));
}

}  // namespace ec2plan
