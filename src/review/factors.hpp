#pragma once

#include <optional>
#include <vector>

#include "ec2plan/review/compare.hpp"

/// The parts of a comparison.
namespace ec2plan::review {

/// The factors of the likely cost and what each adds to its change; with the number of instances,
/// which cancels. Source: docs/model.md, "Compare".
std::vector<ComparedRow> factor_rows(CompareAnswer const& answer);

/// What the parts of a step add to the change: where only the step differs. They sum to the part of
/// the efficiency.
std::vector<ComparedRow> step_rows(CompareAnswer const& answer);

/// What changed that the factor of this name depends on.
std::vector<std::string> causes(std::string const& factor, CompareAnswer const& answer);

/// All else of the plans, the questions and the catalogs that differs.
std::vector<ComparedRow> change_rows(SavedResult const& base, SavedResult const& head,
                                     SavedPlan const& base_plan, SavedPlan const& head_plan);

/// Assumptions whose values differ, and those that one side alone rests on.
std::vector<ComparedRow> assumption_rows(SavedResult const& base, SavedResult const& head,
                                         SavedPlan const& base_plan, SavedPlan const& head_plan);

/// What became of the base's plan in a head that puts another offer forward: the head's first plan
/// of the same type, region and purchase, or why it has none.
std::optional<SameOffer> same_offer(SavedResult const& base, SavedResult const& head,
                                    SavedPlan const& plan);

}  // namespace ec2plan::review
