#pragma once

#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/verdict.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// Beneath the first plans, each in a line or two: why the first is it, an earlier end, the second,
/// even odds, quota, other kinds of purchase, what was left out.
void add_asked_next(Page& page, Answer const& answer, Verdict const& verdict);

}  // namespace ec2plan::pages
