#pragma once

#include "ec2plan/document/answer.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// From watts to kWh to kg CO2e, filled in, each border named; or why nothing is known.
void add_energy(Page& page, Answer const& answer);

}  // namespace ec2plan::pages
