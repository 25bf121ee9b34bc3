#pragma once

#include <string>
#include <vector>

#include "ec2plan/review/compare.hpp"
#include "report/page.hpp"

/// Values and changes of a comparison, as its page writes them.
namespace ec2plan::pages {

/// what, base, head, change
Table changes_table();

std::vector<Text> change_cells(ComparedRow const& row);

/// The rows of that table: without what the page tells above, the layout and the memory in one row
/// each.
std::vector<std::vector<Text>> change_lines(CompareAnswer const& answer);

/// "48", "$55.04", "44.2%", "yes"; a dash where unknown.
std::string value_text(InputValue const& value, std::string const& unit);

/// "+16", "-$2.04", "+1.2 points"; empty for words.
std::string change_text(ComparedRow const& row);

/// "+33.3%"; empty for words, and from 0.
std::string relative_text(ComparedRow const& row);

/// "+$120k"; a dash where it is nothing or unknown.
std::string signed_dollars(std::optional<Money> const& money);

/// What a reader calls the row: "layout.tensor" is "tensor", "inputs.days" is "--days".
std::string label_of(ComparedRow const& row);

}  // namespace ec2plan::pages
