#pragma once

#include <optional>

#include "cli/arguments.hpp"
#include "cli/environment.hpp"
#include "ec2plan/document/saved_result.hpp"
#include "ec2plan/plan/plan.hpp"
#include "ec2plan/review/compare.hpp"

namespace ec2plan::cli {

/// The result in the file, or on stdin for "-", held against the built-in hardware and today.
SavedResult saved_result(std::string const& file, Environment const& environment,
                         Streams const& streams);

/// --rank; 1 where it is not given.
int asked_rank(Arguments const& arguments);

/// The same of `compare`: one for both, or "1,3", the base's and the head's.
ComparedRanks asked_ranks(Arguments const& arguments);

/// The question of a plan as `recommend` takes it: without what fixes the type, the number and the
/// layout, unless a saved recommendation asked so. What was only said of the plan stays with it: a
/// rate of no type with its type, --tflops and --mfu with its accelerator.
Question asked_beside(Question typed, std::optional<SavedResult> const& saved, Plan const& plan);

/// Adds warnings of what has changed since the plan was saved: the facts, and with them figures.
void warn_of_changes(SavedResult const& result, SavedPlan const& saved, Answer& answer);

}  // namespace ec2plan::cli
