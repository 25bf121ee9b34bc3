#pragma once

#include <cstddef>

namespace ec2plan {

/// How many CPUs this process may run on, at least 1: batch systems and `taskset` give it fewer
/// than the machine has.
std::size_t usable_processors();

}  // namespace ec2plan
