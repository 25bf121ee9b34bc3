#pragma once

#include "ec2plan/plan/plan.hpp"

/// Which plans are put forward of what was found, and why a type has none.
namespace ec2plan {

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

/// Candidates and rejections alone, without what a reviewer asks next: for who asks many questions
/// and looks at the first plan.
Recommendation ranking(Goal const& goal, std::vector<Candidate> const& candidates);

/// The best plan of the candidate under the price on every number of instances that has one,
/// ascending; ranks are 0. Assumes: the price is of the candidate's type.
std::vector<Plan> scaling(Goal const& goal, Candidate const& candidate, Price const& price);

}  // namespace ec2plan
