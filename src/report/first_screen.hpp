#pragma once

#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/verdict.hpp"
#include "report/page.hpp"

/// What a recommendation shows first: few plans, and what a reviewer asks next.
namespace ec2plan::pages {

/// A row is worth it where its plan costs at most so many times the first one (of a question of
/// time: takes), and keeps to the question or misses it by at most a tenth; where none keeps to it,
/// the nearest are.
inline constexpr double worth_times = 3;

/// The plans worth a row in their order, one for all regions that it has; as many as --max-results
/// says where that was typed.
Table first_plans_table(Answer const& answer, Extent const& extent);

/// How many plans it leaves out, by which rule, and what shows them.
std::string first_plans_text(Answer const& answer, Extent const& extent);

/// Where no plan keeps to the question, what would.
void add_remedies(Page& page, Answer const& answer);

}  // namespace ec2plan::pages
