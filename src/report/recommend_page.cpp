#include "report/recommend_page.hpp"

#include <fmt/format.h>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/question.hpp"
#include "report/recommend_charts.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

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

std::string demand(Goal const& goal) {
  std::string const asked = limits_text(goal);
  return fmt::format("{}; {}; {}", asked.empty() ? "no deadline and no budget" : asked,
                     order(goal.objective), counts_text(goal.limits));
}

std::string nearest_text(Plan const& plan) {
  return fmt::format("{}: {} days, {}", long_offer(plan), days_range(plan.run.duration),
                     usd_range(plan));
}

std::string next_command(Answer const& answer, Verdict const& v) {
  if (answer.result.candidates.empty())
    return "ec2plan instances" + typed_flags(answer.frame, {"catalog"});
  Plan const& plan = v.chosen ? *v.chosen : answer.result.candidates.front();
  return command_line("explain", answer.frame, answer.price, plan);
}

}  // namespace

void add_none(Page& page, Answer const& answer, Verdict const& v) {
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

std::string hidden_text(Answer const& answer, Extent const& extent) {
  auto const all = answer.result.candidates.size();
  bool const front = answer.goal.objective == Objective::pareto && !extent.wide;
  return hidden_text(all - shown(answer, extent).size(), all, "plan", front ? "-o wide " : "");
}

Page page_of(Answer const& answer, Extent const& extent) {
  Page page;
  Verdict const v = verdict(answer);
  add_job(page, answer.asked);
  page.push_back(Paragraph{{demand(answer.goal)}});
  add_market(page, answer.price, answer.frame);
  if (!v.chosen) add_none(page, answer, v);
  if (!answer.result.candidates.empty()) {
    page.push_back(Heading{v.chosen ? "Plans" : "Plans, none of which keeps to it"});
    page.push_back(extent.wide ? wide_candidates_table(answer, extent)
                               : candidates_table(answer, extent));
    if (auto const note = hidden_text(answer, extent); !note.empty())
      page.push_back(Paragraph{{note, Style::faint}});
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

}  // namespace ec2plan::pages
