#include "ec2plan/document/why.hpp"

#include <fmt/format.h>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "report/pages.hpp"
#include "report/question.hpp"
#include "report/recommend_page.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

struct Line {
  char const* label;
  std::string (*value)(Plan const& plan);
};

constexpr Line lines[] = {
    {"plan", [](Plan const& p) { return long_offer(p); }},
    {"accelerators",
     [](Plan const& p) {
       return fmt::format("{} × {}", integer_text(p.instances * p.type.accelerators),
                          p.type.accelerator.id);
     }},
    {"days", [](Plan const& p) { return days_range(p.run.duration); }},
    {"cost", [](Plan const& p) { return usd_range(p); }},
    {"price of an instance hour",
     [](Plan const& p) {
       return priced(p) ? hourly(p.price.per_instance) : std::string("no price");
     }},
    {"FLOP/s of an accelerator",
     [](Plan const& p) { return rate_text(p.run.achieved / (flop / second), "FLOP"); }},
    {"MFU", [](Plan const& p) { return whole_percent(p.run.mfu); }},
    {"memory GiB", [](Plan const& p) { return memory(p.estimate.memory); }},
    {"layout", [](Plan const& p) { return layout(p.layout); }},
    {"rank", [](Plan const& p) { return integer_text(p.rank); }},
};

Table comparison(Plan const& plan, Plan const& chosen, Goal const& goal) {
  Table table{.columns = {{}, {.title = plan.type.name}, {.title = "chosen"}}};
  for (auto const& line : lines)
    table.rows.push_back({{line.label, Style::faint}, {line.value(plan)}, {line.value(chosen)}});
  Judgement const ours = judgement(plan, goal), best = judgement(chosen, goal);
  table.rows.push_back({{"verdict", Style::faint},
                        {ours.words, ours.meets ? Style::good : Style::bad},
                        {best.words, best.meets ? Style::good : Style::bad}});
  return table;
}

}  // namespace

Page page_of(WhyAnswer const& answer) {
  Page page;
  Answer const& all = answer.recommend;
  WhyFound const found = why(answer);
  add_job(page, all.asked);
  add_market(page, all.price, all.frame);
  page.push_back(Heading{"Why " + answer.instance_type});
  page.push_back(Paragraph{{found.reason}});
  if (found.plan && found.chosen && found.plan->rank != found.chosen->rank)
    page.push_back(comparison(*found.plan, *found.chosen, all.goal));
  add_rejected(page, {.rejected = found.rejections}, {.wide = true});
  if (auto const& next = found.plan ? found.plan : found.chosen)
    page.push_back(Command{"Next", command_line("explain", all.frame, all.price, *next)});
  return page;
}

}  // namespace ec2plan::pages
