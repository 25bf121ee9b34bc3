#include "ec2plan/document/energy.hpp"

#include <array>
#include <cmath>
#include <string_view>

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan {
namespace {

/// A unit of a scale that goes up by thousands.
struct Scale {
  double size;
  std::string_view name;
};
constexpr std::array<Scale, 3> energies{{{1, "kWh"}, {1e3, "MWh"}, {1e6, "GWh"}}};
constexpr std::array<Scale, 3> masses{{{1, "kg"}, {1e3, "t"}, {1e6, "kt"}}};

template <std::size_t Size>
Scale const& scale_of(std::array<Scale, Size> const& scales, double value) {
  auto const* fitting = &scales.front();
  for (Scale const& scale : scales)
    if (value >= 0.9995 * scale.size) fitting = &scale;
  return *fitting;
}

/// Three digits, without a point where they are whole.
std::string digits(double value) {
  if (value >= 99.95) return integer_text(value);
  return fixed_text(value, value >= 9.995 ? 1 : 2);
}

template <std::size_t Size>
std::string scaled_text(std::array<Scale, Size> const& scales, double value) {
  auto const& scale = scale_of(scales, value);
  return digits(value / scale.size) + " " + std::string(scale.name);
}

template <std::size_t Size>
std::string scaled_range(std::array<Scale, Size> const& scales, double low, double likely,
                         double high, std::string_view dash) {
  auto const& scale = scale_of(scales, likely);
  return digits(likely / scale.size) + " (" + digits(low / scale.size) + std::string(dash) +
         digits(high / scale.size) + ") " + std::string(scale.name);
}

}  // namespace

std::string energy_unknown(Plan const& plan) {
  auto const& id = plan.type.accelerator.id;
  if (!plan.energy)
    return "no power of " + id + " is published: give --set " + id + ".mean_power=WATTS";
  if (!plan.energy->emission)
    return "no figure of the grid in " + plan.price.region +
           " that may be passed on is known: give --carbon-intensity, kg CO2e of a kWh";
  return {};
}

std::string energy_text(Energy energy) { return scaled_text(energies, energy / kilowatt_hour); }

std::string energy_range(Range<Energy> const& range, std::string_view dash) {
  return scaled_range(energies, range.low / kilowatt_hour, range.likely / kilowatt_hour,
                      range.high / kilowatt_hour, dash);
}

std::string emission_text(Emission emission) { return scaled_text(masses, emission / kilogram); }

std::string emission_range(Range<Emission> const& range, std::string_view dash) {
  return scaled_range(masses, range.low / kilogram, range.likely / kilogram, range.high / kilogram,
                      dash);
}

std::string energy_sentence(Plan const& plan, std::string_view dash) {
  auto const& id = plan.type.accelerator.id;
  if (!plan.energy) return "no power of " + id + " is published: --set " + id + ".mean_power=WATTS";
  std::string const text = energy_range(plan.energy->facility, dash) + " at the facility";
  if (!plan.energy->emission) return text + "; no figure of its grid: --carbon-intensity";
  return text + ", " + emission_range(*plan.energy->emission, dash) + " CO2e";
}

std::string burden_sentence(Goal const& goal, Plan const& plan) {
  std::string text = plan_text(plan);
  if (goal.deadline || goal.budget) text += "; keeps to " + demand_text(goal);
  if (!burden(goal, plan.energy))
    return text + ". Of no plan is it known: " + energy_unknown(plan) + ".";
  bool const by_energy = goal.objective == Objective::energy;
  return text + (by_energy ? ". It takes the least energy: " : ". It emits the least: ") +
         energy_sentence(plan, " to ") + ".";
}

}  // namespace ec2plan
