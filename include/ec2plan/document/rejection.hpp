#pragma once

#include <string>

#include "ec2plan/plan/ranking.hpp"

/// A rejection in words of plain ASCII, flags among them.
namespace ec2plan {

/// "needs at least 131 GiB an accelerator and has 24.0 GiB at the most sharding that 8 instances
/// allow"
std::string reason_text(Rejection const& rejection);

/// "spot in us-east-1 at $5.00 an hour (2026-07-20): 4 instances, 9.8 days, $4.7k"; what would
/// help, where that is known: "--min-instances 1"; empty: nothing comes near.
std::string nearest_text(Rejection const& rejection);

}  // namespace ec2plan
