#pragma once

#include <string>

#include "report/page.hpp"

namespace ec2plan::pages {

/// The page in GitHub's markdown.
std::string markdown(Page const& page);

}  // namespace ec2plan::pages
