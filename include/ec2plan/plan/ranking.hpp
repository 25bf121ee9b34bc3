#pragma once

#include <array>

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

/// What stands in a type's way; behind each the figures that go with it, in their order.
enum class Obstacle {
  retired,             // since the date
  not_announced,       // before the date
  not_offered,         // in the region
  unknown_link,        // between its accelerators
  unknown_bandwidth,   // of the accelerator's memory
  unknown_rate,        // of dense matrix products
  unknown_fp8_rate,    // 1 where the rate of 16 bits is known
  no_quantised_state,  // of weights, or of the optimizer
  unknown_peak,        // of which the user gave a share
  above_peak,          // FLOP/s given, FLOP/s of the dense peak
  tensor_degree,       // divides not all of: itself, devices of an instance, heads
  context_degree,      // twice itself divides not: itself, tokens of a sequence
  pipeline_degree,     // above the layers: itself, layers
  replica_count,       // divides not: itself, the data ranks
  unsharded,           // more than one under ZeRO 0: itself
  framework_rule,      // of the framework asked for: `rule`
  chunk_count,         // above the layers of a stage: itself, these, stages
  pipeline_fill,       // fewer than the stages: micro-batches, these
  batch_share,         // divides not: sequences of a step at the least, of the batch
  device_count,        // of the layout, of the fewest and of the most instances
  no_split,            // sequences of the batch, heads, devices of an instance
  no_network,          // the fewest instances asked for
  device_memory,       // bytes needed, bytes there are, instances tried; 0: it runs alone
  accelerator_memory,  // likewise, where a device is an accelerator
  capacity_blocks,     // instances and days that they give
  no_price
};

/// What a type would take under a price; likely values.
struct Outcome {
  int instances = 0;
  Time duration{};
  Money cost{};
};

/// A field of the question and a value of it that would do.
struct NearestValue {
  std::string_view key{};
  int value = 0;
};

/// Why a type is no candidate, and how near it comes: `reason_text` and `nearest_text` of
/// ec2plan/document/rejection.hpp have the words.
struct Rejection {
  std::string instance_type{};
  std::string region{};
  Purchase purchase = Purchase::on_demand;
  ReasonCode code = ReasonCode::no_fit;
  Obstacle obstacle = Obstacle::accelerator_memory;
  std::array<double, 3> figures{};      // of the obstacle
  std::string accelerator{};            // its id
  std::string date{};                   // empty: not recorded
  std::string rule{};                   // of a framework, that what was asked for breaks
  std::optional<Price> other{};         // the price that comes nearest, of another offer
  std::optional<Outcome> outcome{};     // under it, or under the last price of a retired type
  std::optional<int> fits_from{};       // instances that would do
  std::vector<NearestValue> nearest{};  // of which one alone makes a layout legal

  /// Whether too little is known of the type to try any layout.
  bool unmodelled() const;
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
  std::vector<Plan> candidates{};     // by fit, then those that satisfy, then the objective; the
                                      // first of those tied with it by docs/model.md, "Ties"
  std::vector<Rejection> rejected{};  // by type, region, purchase
  std::optional<Plan> safe{};         // cheapest that meets the deadline when slow
  std::optional<Plan> even_odds{};    // cheapest that meets it when likely
  std::optional<Plan> fastest{};      // of all plans on every number of instances
  std::optional<Plan> cheapest{};     // likewise
  std::optional<Plan> sooner{};       // cheapest that ends at least a day before the chosen plan
  std::optional<Plan> knee{};         // without a deadline: of least cost x time, within the budget
  std::optional<Plan> beyond{};       // the knee's offer on twice as many instances, or a little
                                      // more: what the next step brings and costs
  std::vector<Plan> by_purchase{};    // cheapest that satisfies, of each kind of purchase, asked
                                      // for or not; by likely cost
  bool had_tied_choice = false;       // whether the rule of ties had plans to choose among
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
