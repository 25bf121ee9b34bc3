#pragma once

#include "ec2plan/document/sweep.hpp"
#include "ec2plan/report/report.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// The points that are kept, as a table.
Page page_of(SweepAnswer const& answer);

/// "980 of 1,000 points are not shown: ..."; empty where all are.
std::string hidden_text(SweepAnswer const& answer);

/// The page as a table, wide or markdown.
std::string rendered(SweepAnswer const& answer, Format format, ReportOptions const& options);

}  // namespace ec2plan::pages
