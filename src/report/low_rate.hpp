#pragma once

#include <string>

#include "ec2plan/plan/plan.hpp"

namespace ec2plan::pages {

/// Why the MFU is far under what such hardware reaches, and what would raise it: "31% of a step is
/// ...: more sequences a step or fewer instances"; empty where it is not low.
std::string low_rate_text(Plan const& plan);

}  // namespace ec2plan::pages
