#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ec2plan/estimate/run.hpp"
#include "ec2plan/search/cost.hpp"
#include "ec2plan/search/search.hpp"

namespace ec2plan {

enum class Risk { slow, likely };  // which end of the range must meet the deadline
enum class Objective { cost, time, pareto };

/// What a recommendation must satisfy.
struct Goal {
  std::optional<Time> deadline{};
  std::optional<Money> budget{};
  Risk risk = Risk::slow;
  Objective objective = Objective::cost;
  SearchLimits limits{};
  bool include_retired = false;
  double tie_share = 0;  // plans closer than this share cannot be told apart
};

/// One complete answer: everything that explain, compare and launch need.
struct Plan {
  int rank = 0;
  InstanceType type{};
  int instances = 0;
  Price price{};
  Job job{};
  Stack stack{};
  Layout layout{};
  Estimate estimate{};
  Run run{};
  Range<Money> cost{};
  CostBreakdown cost_parts{};
  int spare_instances = 0;             // to keep beside the job: advice, not in the cost
  bool meets_deadline = true;          // by the risk rule
  bool meets_deadline_if_slow = true;  // at the slow end of the range
  bool meets_budget = true;            // by the risk rule
  bool on_front =
      false;  // no other candidate with room is as cheap and sooner, or as soon and cheaper
  Confidence confidence = Confidence::guess;
  std::vector<std::string> tie_with{};  // names of the offers that cost about the same

  bool satisfies() const { return meets_deadline && meets_budget; }
};

enum class ReasonCode {
  no_fit,
  unpriced,
  not_offered,
  retired,
  no_network,
  no_legal_layout,
  too_many_instances
};

/// Why a type is no candidate, and how near it comes.
struct Rejection {
  std::string instance_type{};
  std::string region{};
  Purchase purchase = Purchase::on_demand;
  ReasonCode code = ReasonCode::no_fit;
  std::string reason{};
  std::string nearest{};    // empty: nothing comes near
  bool unmodelled = false;  // too little is known of the type to try any layout
};

/// A type in a region under a kind of purchase, and its price if it has one.
struct Offer {
  std::string region{};  // empty: none of those asked for
  Purchase purchase = Purchase::on_demand;
  std::optional<Price> price{};
  bool asked = true;      // else only looked at, for what it would have saved
  bool offered = true;    // sold in the region on the date asked for
  bool announced = true;  // sold anywhere on the date asked for
  bool retired = false;   // no longer sold on the date asked for
};

/// One instance type, searched, with the ways to buy it.
struct Candidate {
  Setup setup{};
  SearchResult found{};
  std::vector<Offer> offers{};
  std::vector<Price> prices{};  // all listed ones of the type: any region, any purchase
};

/// Plans in order and rejections, and what a reviewer asks next.
struct Recommendation {
  std::vector<Plan> candidates{};     // by fit, then those that satisfy, then the objective
  std::vector<Rejection> rejected{};  // by type, region, purchase
  std::optional<Plan> safe{};         // cheapest that meets the deadline when slow
  std::optional<Plan> even_odds{};    // cheapest that meets it when likely
  std::optional<Plan> fastest{};      // of all plans on every number of instances
  std::optional<Plan> cheapest{};     // likewise
  std::optional<Plan> sooner{};       // cheapest that ends at least a day before the chosen plan
  std::vector<Plan> by_purchase{};    // cheapest that satisfies, of each kind of purchase, asked
                                      // for or not; by likely cost
  SearchCounts counts{};

  /// The candidate of the first rank that satisfies the question, if any does.
  Plan const* chosen() const;
};

/// Prices, judges and ranks what was found. The order of `candidates` does not matter.
Recommendation recommendation(Goal const& goal, std::vector<Candidate> const& candidates);

/// One found layout, priced and judged.
Plan plan_of(Setup const& setup, Found const& found, Price const& price, Goal const& goal);

}  // namespace ec2plan
