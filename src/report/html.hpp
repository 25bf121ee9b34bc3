#pragma once

#include <string>

#include "report/page.hpp"

namespace ec2plan::pages {

/// The page as one HTML file that asks nobody for anything: styles, script and charts are inside,
/// and its own content policy forbids whatever else. The title names it in a list of tabs.
std::string html(Page const& page, std::string const& title);

}  // namespace ec2plan::pages
