#include "report/pages.hpp"
#include "report/plan_parts.hpp"
#include "report/question.hpp"

namespace ec2plan::pages {

Page page_of(EstimateAnswer const& answer) {
  Page page;
  add_job(page, answer.asked);
  add_market(page, answer.price, answer.frame);
  page.push_back(Heading{"Estimate"});
  add_plan(page, answer);
  add_step(page, answer.plan);
  add_memory(page, answer.plan);
  add_cost(page, answer.plan);
  page.push_back(Command{"Next", command_line("explain", answer.frame, answer.price, answer.plan)});
  return page;
}

}  // namespace ec2plan::pages
