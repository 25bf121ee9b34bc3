#pragma once

#include "catalog/json_value.hpp"
#include "ec2plan/document/saved_result.hpp"

/// What the figures of a saved result must say of each other, so that none of them was changed
/// alone.
namespace ec2plan::documents {

/// Throws: InputError of kind file at a figure of the plan that does not go with its others.
/// `from` is where the plan stands.
void expect_consistent(catalog::JsonValue const& from, SavedPlan const& plan);

/// The same of a plan beside what its result was asked. Assumes: the result's inputs are read.
void expect_answers(catalog::JsonValue const& from, SavedPlan const& plan,
                    SavedResult const& result);

/// The same of a plan beside the hardware that the witness knows, and its day.
void expect_known(catalog::JsonValue const& from, SavedPlan const& plan, Witness const& witness);

}  // namespace ec2plan::documents
