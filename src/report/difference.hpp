#pragma once

#include <optional>
#include <string>

#include "ec2plan/document/standing.hpp"

/// How far two plans are apart, in words.
namespace ec2plan::pages {

/// "$1.00M more"; empty where they cost the same or one has no price.
std::string money_apart(Plan const& own, Plan const& other);

/// "24 × p6-b200.48xlarge takes 17.9 days for $1.17M: 7.9 days and $1.00M less"
std::string better_text(Plan const& own, Plan const& better);

/// What the plan is beside the one that is put forward, unless that is better in all, and whether
/// it keeps to the question.
std::string own_text(EstimateAnswer const& own, Plan const& chosen, Standing const& standing);

/// "32 × p5.48xlarge, 2.1 days sooner for $20.0k more ($9.52k for each day)"; empty without a step.
std::string step_text(std::optional<FrontStep> const& step);

}  // namespace ec2plan::pages
