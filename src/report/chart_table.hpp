#pragma once

#include "report/page.hpp"

namespace ec2plan::pages {

/// What a chart shows as a table, for who cannot see it and for paper.
Table figures(Plot const& plot);
Table figures(StackedBars const& bars);
Table figures(Tornado const& tornado);

}  // namespace ec2plan::pages
