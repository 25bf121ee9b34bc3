#pragma once

#include "ec2plan/report/design_review.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

Page page_of(DesignReview const& review);

/// The title that was given, else what was asked: "gpt3-175b on 300B tokens".
std::string title_of(DesignReview const& review);

}  // namespace ec2plan::pages
