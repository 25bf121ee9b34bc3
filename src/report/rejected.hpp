#pragma once

#include "ec2plan/document/answer.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// Why types are not among the plans: those that say the same share a line.
void add_rejected(Page& page, Recommendation const& result, Extent const& extent);

/// The same in a line or two: of each reason how many types, and the flag that tells why.
std::string rejected_kinds_text(Recommendation const& result, std::string_view flag = "--all");

}  // namespace ec2plan::pages
