#pragma once

#include <string>
#include <vector>

#include "ec2plan/units/error.hpp"
#include "plan/terms.hpp"

namespace ec2plan {

/// Flags that change nothing of what the terms say: `--rate 40`, which is of contracts, where none
/// is asked for. Each with what to write instead.
std::vector<InputFault> idle_flags(Terms const& terms);

/// "--term 3yr changes nothing: no savings plan is asked for; leave it out"
std::string warning_of(InputFault const& idle);

}  // namespace ec2plan
