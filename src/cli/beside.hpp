#pragma once

#include <optional>

#include "ec2plan/document/saved_result.hpp"
#include "ec2plan/plan/plan.hpp"

namespace ec2plan::cli {

/// The question of a plan as `recommend` takes it: without what fixes the type, the number and the
/// layout, unless a saved recommendation asked so. What was only said of the plan stays with it: a
/// rate of no type with its type, --tflops and --mfu with its accelerator.
Question asked_beside(Question typed, std::optional<SavedResult> const& saved, Plan const& plan);

}  // namespace ec2plan::cli
