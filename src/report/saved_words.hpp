#pragma once

#include <string>

#include "ec2plan/document/saved_result.hpp"

/// A saved plan as the pages write it.
namespace ec2plan::pages {

std::string long_offer(SavedPlan const& plan);  // "48 × p5.48xlarge, us-east-1, on-demand"
std::string usd_range(SavedPlan const& plan);   // "no price" where it had none

}  // namespace ec2plan::pages
