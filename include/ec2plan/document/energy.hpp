#pragma once

#include <string>
#include <string_view>

#include "ec2plan/plan/plan.hpp"

/// Energy and CO2e in words.
namespace ec2plan {

/// What of a plan's energy and CO2e is not known, why, and how to give it; empty: all is known.
std::string energy_unknown(Plan const& plan);

std::string energy_text(Energy energy);        // "1.24 MWh", "802 kWh"
std::string emission_text(Emission emission);  // "410 kg", "1.24 t"

// "1.24 (0.95–1.70) MWh", with `dash` between the ends.
std::string energy_range(Range<Energy> const& range, std::string_view dash = "–");
std::string emission_range(Range<Emission> const& range, std::string_view dash = "–");

/// "12.4 (9.50–17.0) MWh at the facility, 3.20 (2.40–4.60) t CO2e"; what is not known says why.
std::string energy_sentence(Plan const& plan, std::string_view dash = "–");

/// The plan that the objective of energy or of CO2e puts first, in a sentence of plain ASCII.
std::string burden_sentence(Goal const& goal, Plan const& plan);

}  // namespace ec2plan
