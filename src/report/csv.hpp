#pragma once

#include <string>
#include <vector>

#include "ec2plan/document/document.hpp"

namespace ec2plan::pages {

/// RFC 4180 with LF line ends; the header is all paths of all rows. Unknown is empty. A text that a
/// spreadsheet would take for a formula gets an apostrophe.
std::string csv(std::vector<Row> const& rows);

/// One cell, as it stands between commas.
void append_cell(std::string& line, InputValue const& value);

}  // namespace ec2plan::pages
