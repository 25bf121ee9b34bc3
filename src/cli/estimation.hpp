#pragma once

#include <optional>

#include "cli/market.hpp"
#include "cli/output.hpp"
#include "cli/timings.hpp"
#include "ec2plan/document/answer.hpp"

namespace ec2plan::cli {

/// A set-up on which no layout runs, and why.
struct NoLayout {
  std::string where{};  // "128 p4d.24xlarge"
  std::string reason{};
  std::string nearest{};
};

/// What `estimate` found: an answer, or why there is none.
struct Estimation {
  Catalog catalog{};
  EstimateAnswer answer{};
  std::optional<NoLayout> none{};
  SearchCounts counts{};
};

/// Reads the set-up of `estimate`, and answers it. `command` is the one that asks.
Estimation estimation(Arguments const& arguments, Environment const& environment,
                      std::string const& command, Timings& timings);

/// What one instance costs as the market asks; 0 where nothing is known.
Price asked_price(Catalog const& catalog, Market const& market, InstanceType const& type);

/// What stands in the way of buying a set-up, which an estimate answers all the same.
struct Obstacle {
  ReasonCode code = ReasonCode::unpriced;
  std::string text{};
};

/// Of the type as the market asks, the gravest first.
std::vector<Obstacle> obstacles(Catalog const& catalog, Market const& market,
                                InstanceType const& type);

/// What Capacity Blocks do not give, where the plan takes more.
std::optional<Obstacle> beyond_blocks(Plan const& plan);

/// Why no layout was found, as a rejection.
Rejection why_none(Setup const& setup, SearchResult const& found, Goal const& goal);

/// Says on stderr why there is no answer.
void print_none(NoLayout const& none, std::string const& command, Streams const& streams);

/// Notes on prices that are old today. Throws: InputError for a bad SOURCE_DATE_EPOCH, so ask
/// before anything is printed.
std::vector<std::string> price_notes(EstimateAnswer const& answer, Environment const& environment);

/// Whether the plan keeps the deadline and budget, where there are any.
bool is_kept(EstimateAnswer const& answer);

}  // namespace ec2plan::cli
