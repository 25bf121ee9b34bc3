#include "report/bill_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::pages {
namespace {

/// The hours, with as many decimals as the bill needs to multiply out.
std::string multiplied_hours(Time time, Money each_hour, std::string const& bill) {
  constexpr int most = 8;
  double const hours = time / hour;
  int decimals = std::round(hours) == hours ? 0 : 1;
  for (; decimals > 0 && decimals < most; ++decimals) {
    double const ten = std::pow(10.0, decimals);
    if (exact_dollars(std::round(hours * ten) / ten * (each_hour / dollar)) == bill) break;
  }
  return fixed_text(hours, decimals);
}

/// "48 instances × 840 hours × $41.53"
std::string factors_text(int instances, Time time, HourlyPrice price) {
  Money const each_hour = instances * (price * hour);
  return fmt::format(
      "{} × {} hours × {}", counted(instances, "instance"),
      multiplied_hours(time, each_hour, exact_dollars(each_hour * (time / hour) / dollar)),
      hourly_text(price));
}

}  // namespace

std::string bill_text(Plan const& plan) {
  Bill const bill = likely_bill(plan.price, plan.instances, plan.run);
  std::string text = factors_text(plan.instances, bill.bought, plan.price.per_instance);
  if (bill.beyond > Time{})
    text += " + " + factors_text(plan.instances, bill.beyond, *plan.price.on_demand) + " on demand";
  return text + " = " + exact_dollars(plan.cost.likely / dollar);
}

std::string bought_text(Plan const& plan) {
  Price const& price = plan.price;
  if (billed_by_time(price) || !priced(plan)) return {};
  Bill const bill = likely_bill(price, plan.instances, plan.run);
  auto const whole = duration_text(bill.bought / day);
  std::string idle;
  if (bill.idle > Money{}) idle = ", " + dollars_text(bill.idle / dollar) + " of it beyond the run";
  if (price.purchase != Purchase::capacity_block)
    return fmt::format("{} committed{}{}", whole, idle,
                       bill.beyond > Time{} ? ", what runs longer on demand" : "");
  int const blocks = capacity_blocks(price.blocks, plan.instances * plan.type.ec2_instances);
  bool const one_after_another = bill.bought > price.blocks.longest;
  return fmt::format("{} of {}{}, for the slow run, {} up front{}",
                     counted(blocks, "Capacity Block"),
                     one_after_another ? counted(std::lround(price.blocks.longest / day), "day") +
                                             " after each other, " + whole + " in all"
                                       : counted(std::lround(bill.bought / day), "day"),
                     blocks > 1 ? " that end at the same hour" : "",
                     dollars_text(plan.cost.likely / dollar), idle);
}

std::string interruptions_text(Plan const& plan) {
  if (!plan.run.reliability || plan.price.purchase != Purchase::spot) return {};
  Reliability const& likely = plan.run.reliability->likely;
  double const days = plan.run.duration.likely / day;
  return fmt::format("{:.2g} reclaims and {:.2g} failures expected, {} of the time lost to them",
                     likely.reclaims_per_day * days, likely.failures_per_day * days,
                     percent_text(1 - plan.run.goodput));
}

}  // namespace ec2plan::pages
