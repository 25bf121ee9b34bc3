#include "report/recommend_page.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

std::string price_text(Price const& price) {
  return hourly(price.per_instance) + (price.as_of.empty() ? "" : ", " + price.as_of);
}

}  // namespace

void add_purchases(Page& page, Answer const& answer, Verdict const& v, int level) {
  auto const& ways = answer.result.by_purchase;
  bool const only_chosen =
      v.chosen && ways.size() == 1 && ways.front().price.purchase == v.chosen->price.purchase;
  if (ways.empty() || only_chosen) return;
  Table table{.columns = {{},
                          {.title = "cheapest plan", .roomy = true},
                          {.title = "$/h, seen", .roomy = true},
                          {.title = "days", .right = true},
                          {.title = "cost", .right = true}}};
  for (Plan const& plan : ways)
    table.rows.push_back(
        {{std::string(purchase_name(plan.price.purchase)), Style::faint},
         {offer(plan) + (answer.price.regions.size() > 1 ? ", " + plan.price.region : "")},
         {price_text(plan.price), Style::faint},
         {days_range(plan.run.duration)},
         {usd_range(plan), &plan == &ways.front() ? Style::strong : Style::plain}});
  page.push_back(Heading{"By kind of purchase, what keeps to the question", level});
  page.push_back(std::move(table));
}

}  // namespace ec2plan::pages
