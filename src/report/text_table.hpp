#pragma once

#include <string>

#include "report/text.hpp"

namespace ec2plan::pages {

/// Aligned columns. Where the table is too wide, columns that may go are dropped, then texts are
/// wrapped in their columns.
std::string text_table(Table const& table, TextOptions const& options);

}  // namespace ec2plan::pages
