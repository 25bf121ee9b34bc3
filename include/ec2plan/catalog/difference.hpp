#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan {

/// What can differ between two catalogs, in the order in which it is told.
enum class ChangeKind {
  price_moved,
  type_added,
  type_retired,
  type_removed,
  region_added,
  region_removed,
  fact_changed,
  record_added,  // an accelerator, a model or an assumption
  record_removed,
  price_added,
  price_removed
};

/// "price_moved", ...
std::string_view change_name(ChangeKind kind);

/// One difference. What its kind has no use for is empty.
struct Change {
  ChangeKind kind = ChangeKind::price_moved;
  std::string record{};         // "instances/p5.48xlarge", "assumptions/tie_chance"
  std::string instance_type{};  // of prices, types, regions and facts of types
  std::string region{};         // of prices and regions
  std::optional<Purchase> purchase{};
  std::optional<HourlyPrice> price_before{}, price_after{};
  std::string date_before{}, date_after{};  // on which the price was last seen
  /// The last day of the list that it stands in, where that is over on the day of its side.
  std::string lapsed_before{}, lapsed_after{};
  std::string field{};            // of a fact: "network_gbps"
  std::string before{}, after{};  // of a fact; empty: not known
};

/// after / before - 1 of a price that moved; nothing otherwise.
std::optional<double> price_change(Change const& change);

struct Difference {
  std::vector<Change> changes{};  // by kind; prices that moved: the largest move first
};

/// What `after` has otherwise than `before`: the newest price of each type, region and kind of
/// purchase, types, where they are offered, their facts, accelerators, models, assumptions.
Difference difference(Catalog const& before, Catalog const& after);

/// Only what concerns these regions; what has no region stays.
Difference in_regions(Difference difference, std::vector<std::string> const& regions);

int count_of(Difference const& difference, ChangeKind kind);

}  // namespace ec2plan
