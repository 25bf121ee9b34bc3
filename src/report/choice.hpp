#pragma once

#include <string>

#include "ec2plan/document/verdict.hpp"

/// What reviewers ask of a choice, in words.
namespace ec2plan::pages {

/// The same instances, bought and laid out alike.
bool same_plan(Plan const& a, Plan const& b);

std::string plan_figures(Plan const& plan);  // "48 × p5.48xlarge, ..., 22.4 (...) days, $1.42M"
std::string sooner_text(Verdict const& verdict);  // what an earlier end costs; empty where none is
std::string second_text(Verdict const& verdict);  // what would make it the first; empty likewise

/// "9,216 vCPUs in us-east-1 of the quota "Running On-Demand P instances""; empty without a quota.
std::string quota_text(Plan const& plan);

/// "$4.73"; empty without a price.
std::string per_million_tokens(Plan const& plan);

}  // namespace ec2plan::pages
