#include "report/energy.hpp"

#include <fmt/format.h>

#include "ec2plan/document/energy.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::pages {
namespace {

std::string watts(Power power) { return integer_text(power / watt) + " W"; }

std::string watt_range(Range<Power> const& range) {
  return fmt::format("{} ({}–{}) W", integer_text(range.likely / watt),
                     integer_text(range.low / watt), integer_text(range.high / watt));
}

std::string instances_words(Plan const& plan) {
  return integer_text(plan.instances) + (plan.instances == 1 ? " instance" : " instances");
}

std::string accelerators_text(Plan const& plan, Draw const& drawn) {
  Time const waits = plan.run.startup.total();
  std::string text = fmt::format("accelerators: {} × {} × {} of a {}", instances_words(plan),
                                 duration_text(plan.run.duration.likely - waits),
                                 watts(drawn.accelerators.likely), plan.type.name);
  if (waits > Time{} && drawn.idle)
    text += fmt::format(", and {} at {} while it starts", duration_text(waits), watts(*drawn.idle));
  return text + " = " + energy_range(plan.energy->accelerators);
}

std::string servers_text(Plan const& plan, Draw const& drawn) {
  return fmt::format("servers: the host of each takes {} more, {} in all = {}",
                     watts(drawn.servers.likely - drawn.accelerators.likely),
                     watt_range(drawn.servers), energy_range(plan.energy->servers));
}

std::string facility_text(Plan const& plan, double fabric) {
  return fmt::format("facility: × (1 + {} fabric) × {} PUE = {}", percent_text(fabric),
                     number_text(plan.price.site.pue), energy_range(plan.energy->facility));
}

/// " [EGRID2023]"; of the user's own figure nothing.
std::string source_of_grid(Answer const& answer) {
  auto const key = answer.plan().price.region + ".carbon_intensity";
  for (AssumptionEntry const& entry : answer.frame.assumptions)
    if (entry.key == key && !entry.source.empty()) return " [" + entry.source + "]";
  return {};
}

std::string emission_words(Answer const& answer) {
  Plan const& plan = answer.plan();
  Site const& site = plan.price.site;
  if (!plan.energy->emission) return "CO2e: " + energy_unknown(plan);
  return fmt::format("CO2e, location-based: × {} kg of a kWh in {}{} = {}",
                     number_text(*site.carbon / (kilogram / kilowatt_hour)), plan.price.region,
                     source_of_grid(answer), emission_range(*plan.energy->emission));
}

}  // namespace

void add_energy(Page& page, Answer const& answer) {
  Plan const& plan = answer.plan();
  page.push_back(Heading{"Energy"});
  auto const drawn = draw(plan.type, answer.setup->power);
  if (!plan.energy || !drawn) {
    add_text(page, energy_unknown(plan), Style::warn);
    return;
  }
  add_text(page, accelerators_text(plan, *drawn));
  add_text(page, servers_text(plan, *drawn));
  add_text(page, facility_text(plan, answer.setup->power.fabric));
  add_text(page, emission_words(answer), plan.energy->emission ? Style::plain : Style::warn);
}

}  // namespace ec2plan::pages
