#pragma once

#include <string>
#include <vector>

#include "ec2plan/review/compare.hpp"

/// What differs between two plans, and what follows from it.
namespace ec2plan::review {

/// What changed that the factor of this name depends on.
std::vector<std::string> causes(std::string const& factor, CompareAnswer const& answer);

/// All else of the plans, the questions and the catalogs that differs.
std::vector<ComparedRow> change_rows(SavedResult const& base, SavedResult const& head,
                                     SavedPlan const& base_plan, SavedPlan const& head_plan);

/// Assumptions whose values differ, and those that one side alone rests on.
std::vector<ComparedRow> assumption_rows(SavedResult const& base, SavedResult const& head,
                                         SavedPlan const& base_plan, SavedPlan const& head_plan);

}  // namespace ec2plan::review
