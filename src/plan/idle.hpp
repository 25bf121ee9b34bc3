#pragma once

#include <string>
#include <vector>

#include "ec2plan/units/error.hpp"
#include "plan/terms.hpp"

namespace ec2plan {

/// Notes flags that change nothing of what the terms say, among their warnings and in `idle`:
/// `--rate 40`, which is of contracts, where none is asked for. Of a list of discounts or rates,
/// which may serve other questions too, one value with an effect is enough.
void note_idle_flags(Terms& terms);

}  // namespace ec2plan
