#include <algorithm>
#include <array>

#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/parse.hpp"
#include "units/numeral.hpp"

namespace ec2plan {
namespace {

struct DecimalUnit {
  std::string_view name;
  int exponent;  // of ten
};
constexpr std::array<DecimalUnit, 5> energy_units{
    {{"", 0}, {"kWh", 0}, {"MWh", 3}, {"GWh", 6}, {"TWh", 9}}};
constexpr std::array<DecimalUnit, 5> mass_units{
    {{"", 0}, {"kg", 0}, {"t", 3}, {"kt", 6}, {"Mt", 9}}};

double parsed_in(NumeralForm const& goal, std::array<DecimalUnit, 5> const& units) {
  Numeral const numeral = leading_numeral(goal, goal.text);
  auto const unit = std::ranges::find_if(
      units, [&](DecimalUnit const& one) { return lower(one.name) == lower(numeral.unit); });
  if (unit == units.end()) refuse_tail(goal, numeral.unit);
  return plausible(goal, positive_value(goal, numeral, unit->exponent), 1e12, "10^12");
}

}  // namespace

double parsed_kilowatt_hours(std::string_view text) {
  return parsed_in({text, "energy such as 12000 (kWh), 50MWh or 1.2GWh",
                    "write kWh, MWh, GWh or TWh behind the number"},
                   energy_units);
}

double parsed_kilograms(std::string_view text) {
  return parsed_in({text, "a mass of CO2e such as 800 (kg), 30t or 1.2kt",
                    "write kg, t, kt or Mt behind the number"},
                   mass_units);
}

}  // namespace ec2plan
