#pragma once

#include <optional>
#include <string>

#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/saved_result.hpp"

namespace ec2plan {

/// The plan that comes next, and what would make it the first.
struct RunnerUp {
  Plan plan{};
  std::optional<HourlyPrice> wins_at{};  // price of one instance; empty: no price alone would do
  std::optional<double> wins_if_faster_by{};  // factor on its speed, all else equal; empty: a
                                              // block or a term costs the same if it were
};

/// An earlier end, and what it costs beside the chosen plan.
struct SoonerPlan {
  Plan plan{};
  Time gained{};
  Money extra{};
};

/// What a reviewer asks of a recommendation, in figures. Likely values throughout.
struct Verdict {
  std::optional<Plan> chosen{};
  std::optional<RunnerUp> second{};
  std::optional<SoonerPlan> sooner{};
  std::optional<Money> price_of_safety{};  // safe plan less even-odds plan
  std::optional<Plan> fastest{};           // of all plans, whatever the question
  std::optional<Plan> cheapest{};          // likewise
  std::string sentence{};                  // plain ASCII
};

Verdict verdict(Answer const& answer);

/// Of `afford`: the largest job and the plan that trains it, or that there is none and why.
std::string afford_sentence(Answer const& answer);

/// What would make the plan the first before the chosen one; a price only where they do not share
/// it. Assumes: both have a price.
RunnerUp runner_up(Goal const& goal, Plan const& plan, Plan const& chosen);

/// "48 p5.48xlarge in us-east-1 (on-demand): 23.6 days (20.2 days to 29.2 days) for $1.50M (...)"
std::string plan_text(Plan const& plan);

/// "30 days even if it runs slow and $2M": what the question asks for.
std::string demand_text(Goal const& goal);

/// "48 p5.48xlarge in us-east-1 (on-demand)"
std::string offer_text(Plan const& plan);

/// Whether the plan has a price: one of 0 stands for none.
bool priced(Plan const& plan);

/// vCPUs that the account's quota must allow.
int vcpu_quota(Plan const& plan);

/// The quota that they count against: Spot requests and Capacity Blocks have one of their own.
struct Quota {
  std::string name{};  // in Service Quotas; empty: not known
  std::string code{};  // "L-417A185B"; empty: not known
};
Quota quota_of(Plan const& plan);

/// How a --model was understood: "175B -> gpt3-175b (listed model nearest in size): 96 layers ...".
std::string origin_text(ModelOrigin origin);

/// A step along the front of cost and time.
struct FrontStep {
  Plan plan{};
  Time sooner{};  // than the plan it starts at; negative: later
  Money dearer{};
};

/// Where a plan stands among the others of its question. Likely values throughout.
struct Standing {
  std::optional<Plan> better{};    // the cheapest that is neither dearer nor slower, and has room
  std::optional<RunnerUp> wins{};  // what would make a plan that keeps to the question the first
  std::optional<FrontStep> sooner{};  // of a plan on the front: its neighbours there
  std::optional<FrontStep> later{};
};

/// Of whatever plans the answer holds. What rests on a price is left out where the plan has none.
Standing standing(Answer const& answer, Plan const& own);

/// Of the same kind of purchase, in the same region.
bool bought_alike(Plan const& a, Plan const& b);

/// The same type, bought alike.
bool same_offer(Plan const& a, Plan const& b);
bool same_offer(SavedPlan const& a, SavedPlan const& b);

/// As many of the same offer.
bool same_but_for_layout(Plan const& a, Plan const& b);

/// Laid out alike besides.
bool same_plan(Plan const& a, Plan const& b);

}  // namespace ec2plan
