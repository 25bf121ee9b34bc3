#pragma once

#include "ec2plan/document/answer.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// Why types are not among the plans: those that say the same share a line.
void add_rejected(Page& page, Recommendation const& result, Extent const& extent);

}  // namespace ec2plan::pages
