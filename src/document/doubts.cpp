#include "ec2plan/document/doubts.hpp"

#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

/// Days from the plan's price to the day that it is used for; 0 where either has no date.
std::int64_t days_behind(Answer const& answer, Plan const& plan) {
  auto const& seen = plan.price.as_of;
  if (seen.empty()) return 0;
  if (answer.price.as_of) return days_between(parsed_date(seen), *answer.price.as_of);
  if (answer.frame.catalog_as_of.empty()) return 0;
  return days_between(parsed_date(seen), parsed_date(answer.frame.catalog_as_of));
}

}  // namespace

bool needs_date(Purchase purchase) {
  return purchase == Purchase::spot || purchase == Purchase::capacity_block;
}

std::string price_day_text(Price const& price) {
  return (price.lapsed.empty() ? "" : "last seen ") + price.as_of;
}

std::string seen_text(Price const& price) {
  if (price.as_of.empty()) return "your own rate";
  if (price.lapsed.empty()) return "seen " + price.as_of;
  return price_day_text(price) + ", of a list that held until " + price.lapsed;
}

bool has_old_price(Answer const& answer, Plan const& plan) {
  return !plan.price.lapsed.empty() ||
         days_behind(answer, plan) > days_until_old(plan.price.purchase);
}

std::string old_price_text(Answer const& answer, Plan const& plan) {
  if (!has_old_price(answer, plan)) return {};
  if (!plan.price.lapsed.empty()) return "at a price " + seen_text(plan.price);
  return "at a price of " + plan.price.as_of + ", " + counted(days_behind(answer, plan), "day") +
         (answer.price.as_of ? " before that day" : " older than the newest here");
}

std::string dated_price_text(Answer const& answer, Plan const& plan) {
  if (plan.price.as_of.empty()) return {};
  if (!plan.price.lapsed.empty()) return seen_text(plan.price);
  if (has_old_price(answer, plan)) return "old price, of " + plan.price.as_of;
  return plan.price.purchase == Purchase::spot ? "price of " + plan.price.as_of : std::string();
}

std::string capacity_text(Plan const& plan) {
  int const from = plan.price.doubtful_from;
  if (plan.price.purchase != Purchase::spot || from == 0 || plan.instances < from) return {};
  return "nobody promises " + integer_text(plan.instances) + " of them on spot";
}

}  // namespace ec2plan
