#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "ec2plan/catalog/soundness.hpp"

/// The checks of `soundness`, each a function of the catalog, and what they share.
namespace ec2plan::catalog {

/// A check at work: what it looked at, and what it found.
struct Inspection {
  Check check{};
  std::vector<Finding> findings{};

  void look() { ++check.looked_at; }
  void find(Severity severity, std::string where, std::string problem, std::string expected);
};

/// An interval in which a figure is plausible, and a wider one outside of which it must be wrong.
struct Band {
  double least = 0, most = 0;                // doubtful outside
  double least_at_all = 0, most_at_all = 0;  // broken outside
};

/// Says nothing of a figure inside the band.
void judge(Inspection& inspection, double figure, Band const& band, std::string const& where,
           std::string const& problem, std::string const& expected);

/// The prices of each (type, region, purchase), the oldest first.
using PriceKey = std::tuple<std::string_view, std::string_view, Purchase>;
using PriceTable = std::map<PriceKey, std::vector<ListedPrice const*>>;
PriceTable price_table(Catalog const& catalog);

/// The record that held on a day; where the history begins at most 60 days later, its first.
ListedPrice const* held_on(PriceTable const& table, PriceKey const& key, std::string const& day);

double hourly_usd(ListedPrice const& listed);
std::string usd_text(double usd);                   // "$55.04"
std::string ratio_text(double ratio);               // "2.47"
std::string place_of(ListedPrice const& listed);    // "prices/p5.48xlarge/us-east-1/spot"
std::string address_of(ListedPrice const& listed);  // with " since 2025-12-21"
std::string_view family_of(std::string_view type);  // "p5" of "p5.48xlarge"

// What is known of a record.
Inspection schema_check(Catalog const& catalog);
Inspection origins_check(Catalog const& catalog);
Inspection evidence_check(Catalog const& catalog);
Inspection dates_check(Catalog const& catalog, std::optional<Date> today);
Inspection retirement_check(Catalog const& catalog);

// Prices, each alone and over time.
Inspection price_range_check(Catalog const& catalog);
Inspection history_check(Catalog const& catalog);
Inspection moves_check(Catalog const& catalog);
Inspection lapse_check(Catalog const& catalog, std::optional<Date> today);

// Prices beside each other.
Inspection spot_check(Catalog const& catalog);
Inspection commitment_check(Catalog const& catalog);
Inspection term_check(Catalog const& catalog);
Inspection capacity_block_check(Catalog const& catalog);
Inspection regions_check(Catalog const& catalog);
Inspection equal_regions_check(Catalog const& catalog);
Inspection families_check(Catalog const& catalog);
Inspection sizes_check(Catalog const& catalog);

// Hardware.
Inspection memory_check(Catalog const& catalog);
Inspection network_check(Catalog const& catalog);
Inspection peaks_check(Catalog const& catalog);

}  // namespace ec2plan::catalog
