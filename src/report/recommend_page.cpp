#include "report/recommend_page.hpp"

#include <fmt/format.h>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/units/format.hpp"
#include "report/question.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

std::string rule(Risk risk) {
  return risk == Risk::slow ? "even if slow (about 1 chance in 10 to miss)" : "at even odds";
}

std::string order(Objective objective) {
  switch (objective) {
    case Objective::cost:
      return "cheapest first";
    case Objective::time:
      return "fastest first";
    case Objective::pareto:
      return "the front of cost and time";
  }
  return {};
}

std::string demand(Question const& question) {
  std::string text;
  if (question.deadline)
    text += fmt::format("within {} days {}", days(*question.deadline), rule(question.risk));
  if (question.budget)
    text += fmt::format("{}for at most {}{}", text.empty() ? "" : "; ",
                        exact_dollars(*question.budget / dollar),
                        question.deadline ? "" : ", " + rule(question.risk));
  if (text.empty()) text = "no deadline and no budget";
  return fmt::format("{}; {}; {} to {} instances", text, order(question.objective),
                     question.limits.min_instances, question.limits.max_instances);
}

std::string nearest_text(Plan const& plan) {
  return fmt::format("{}: {} days, {}", long_offer(plan), days_range(plan.run.duration),
                     usd_range(plan));
}

void add_none(Page& page, RecommendAnswer const& answer, Verdict const& v) {
  if (answer.result.candidates.empty()) {
    page.push_back(Paragraph{{v.sentence, Style::bad}});
    return;
  }
  page.push_back(Paragraph{{"No plan keeps to that. The nearest:", Style::bad}});
  Table table = pairs();
  if (v.fastest) add_pair(table, "fastest", nearest_text(*v.fastest));
  if (v.cheapest) add_pair(table, "cheapest", nearest_text(*v.cheapest));
  page.push_back(std::move(table));
}

/// Rows that the table does not show.
std::string omitted(RecommendAnswer const& answer, Extent const& extent) {
  auto const hidden = answer.result.candidates.size() - shown(answer, extent).size();
  if (hidden == 0) return {};
  return fmt::format("and {} more {}: see them with -o wide --max-results {} or --json", hidden,
                     answer.question.objective == Objective::pareto
                         ? "that another plan beats in cost and time, or beyond the limit"
                         : "plans",
                     answer.result.candidates.size());
}

std::string next_command(RecommendAnswer const& answer, Verdict const& v) {
  if (answer.result.candidates.empty()) return "ec2plan instances";
  Plan const& plan = v.chosen ? *v.chosen : answer.result.candidates.front();
  return command_line("explain", answer.frame, answer.price, plan);
}

}  // namespace

Page page_of(RecommendAnswer const& answer, Extent const& extent) {
  Page page;
  Verdict const v = verdict(answer);
  add_job(page, answer.asked);
  page.push_back(Paragraph{{demand(answer.question)}});
  add_market(page, answer.price, answer.frame);
  if (!v.chosen) add_none(page, answer, v);
  if (!answer.result.candidates.empty()) {
    page.push_back(Heading{v.chosen ? "Plans" : "Plans, none of which keeps to it"});
    page.push_back(extent.wide ? wide_candidates_table(answer, extent)
                               : candidates_table(answer, extent));
    if (auto const note = omitted(answer, extent); !note.empty())
      page.push_back(Paragraph{{note, Style::faint}});
  }
  add_choice(page, answer, v);
  add_rejected(page, answer.result, extent);
  page.push_back(Command{"Next", next_command(answer, v)});
  return page;
}

}  // namespace ec2plan::pages
