#pragma once

#include "ec2plan/document/answer.hpp"
#include "report/page.hpp"

/// Where each figure of an explanation is from.
namespace ec2plan::pages {

/// Each fact with the key and the date of its first source.
void add_facts(Page& page, std::vector<Fact> const& facts);

/// Each constant that the plan used, with its basis; the ranges of other classes are left out.
void add_assumptions(Page& page, EstimateAnswer const& answer);

/// The sources that those two name, in full; with or without their addresses.
void add_sources(Page& page, ExplainAnswer const& answer, bool with_links);

}  // namespace ec2plan::pages
