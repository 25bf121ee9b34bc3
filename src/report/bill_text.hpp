#pragma once

#include <string>

#include "ec2plan/plan/plan.hpp"

/// How a plan is bought and billed, in words.
namespace ec2plan::pages {

/// The bill, multiplied out: "48 instances × 840 hours × $41.53 = $1,674,490".
std::string bill_text(Plan const& plan);

/// What is bought for a fixed time; empty where only the time of the run is paid.
std::string bought_text(Plan const& plan);

/// What a spot run expects; empty for the others.
std::string interruptions_text(Plan const& plan);

}  // namespace ec2plan::pages
