#pragma once

#include "ec2plan/document/answer.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// Whether the answer is one type in many places, which is read down, not across.
bool is_by_region(InstancesAnswer const& answer, Extent const& extent);

/// The type, and its prices by region, the cheapest first.
void add_region_prices(Page& page, InstancesAnswer const& answer);

}  // namespace ec2plan::pages
