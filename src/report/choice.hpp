#pragma once

#include <string>
#include <string_view>

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/plan/plan.hpp"
#include "report/page.hpp"

/// What reviewers ask of a choice, in words.
namespace ec2plan::pages {

/// Whether there is a deadline or a budget, so that a plan can be recommended.
bool is_limited(Goal const& goal);

/// What the plan that is put forward is called: "recommended", or "first" where none can be.
std::string name_of_chosen(Goal const& goal);

/// "cheaper", "faster", or what else is less under the objective.
std::string better_word(Goal const& goal);

std::string plan_figures(Plan const& plan);  // "48 × p5.48xlarge, ..., 22.4 (...) days, $1.42M"
/// What the step past the knee brings and costs; empty where there is none.
std::string more_instances_text(Recommendation const& result);
std::string sooner_text(Verdict const& verdict);  // what an earlier end costs; empty where none is
std::string second_text(Verdict const& verdict);  // what would make it the first; empty likewise
std::string wins_text(RunnerUp const& next);      // the same of any plan

/// The offers that the model cannot tell from the plan of this name; empty where there is none.
std::string ties_text(Goal const& goal, Plan const& plan, std::string_view name);

std::string placement_text(Plan const& plan);  // of more instances than a block holds

/// "9,216 vCPUs in us-east-1: Running On-Demand P instances (L-417A185B)"; empty without a quota.
std::string quota_text(Plan const& plan);

/// "$4.73"; empty without a price.
std::string per_million_tokens(Plan const& plan);

/// The bill, multiplied out: "48 instances × 840 hours × $41.53 = $1,674,490".
std::string bill_text(Plan const& plan);

/// What is bought for a fixed time; empty where only the time of the run is paid.
std::string bought_text(Plan const& plan);

/// What a spot run expects; empty for the others.
std::string interruptions_text(Plan const& plan);

/// What the plan's range rests on, beside its label; in short, without what it was found to hold.
void add_confidence(Table& table, Frame const& frame, Plan const& plan, bool in_short = false);

/// All of that of the plan that is chosen.
void add_choice(Page& page, Answer const& answer, Verdict const& verdict);

}  // namespace ec2plan::pages
