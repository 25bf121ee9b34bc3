#pragma once

#include "ec2plan/document/answer.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// Every step from inputs to result: the paper's formula filled in, the bill, the plan, its parts
/// and the facts.
void add_arithmetic(Page& page, ExplainAnswer const& answer);

/// What those rest on: assumptions and sources, with or without their addresses.
void add_grounds(Page& page, ExplainAnswer const& answer, bool with_links);

}  // namespace ec2plan::pages
