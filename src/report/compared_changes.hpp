#pragma once

#include <vector>

#include "ec2plan/review/compare.hpp"
#include "report/page.hpp"

/// The changes of a comparison beside the factors of its cost.
namespace ec2plan::pages {

/// what, base, head, change
Table changes_table();

std::vector<Text> change_cells(ComparedRow const& row);

/// The rows of that table: without what the page tells above, the layout and the memory in one row
/// each.
std::vector<std::vector<Text>> change_lines(CompareAnswer const& answer);

}  // namespace ec2plan::pages
