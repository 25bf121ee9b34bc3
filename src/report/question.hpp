#pragma once

#include "ec2plan/document/answer.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// The job as understood: "175B → gpt3-175b: 96 layers × 12288 ...", the tokens and the steps.
void add_job(Page& page, AskedJob const& asked);

/// The first line of that.
void add_understood(Page& page, AskedJob const& asked);

/// The region and where it came from, the kinds of purchase, the date of the catalog.
void add_market(Page& page, AskedPrice const& price, Frame const& frame);

/// "us-east-1 (default)"
std::string regions_text(AskedPrice const& price);

}  // namespace ec2plan::pages
