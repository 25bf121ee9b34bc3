#pragma once

#include "review/judgement.hpp"

/// Rules on what the asker put in the place of ec2plan's facts.
namespace ec2plan::review {

/// The end of its range that the question itself counts: by it `recommend` and `estimate` end
/// with 3.
Risk own_risk(Subject const& subject);

/// Whether no constant, goodput or speed of the asker's favours the plan.
void judge_constants(CheckedRule& checked, Subject const& subject);

/// Whether the price is the listed one: no --rate and no --discount.
void judge_listing(CheckedRule& checked, Subject const& subject);

}  // namespace ec2plan::review
