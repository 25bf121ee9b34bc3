#pragma once

#include "ec2plan/document/answer.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// The plan beside the one that is recommended for the same question, and what a reviewer asks of
/// both; nothing where that was not asked for.
void add_beside(Page& page, ExplainAnswer const& answer, int level = 2);

}  // namespace ec2plan::pages
