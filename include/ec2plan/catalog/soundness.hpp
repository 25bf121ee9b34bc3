#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan {

/// Broken: the catalog is a bad file. Doubtful: it may be right, and somebody should look.
enum class Severity { broken, doubtful };

/// "broken", "doubtful"
std::string_view severity_name(Severity severity);

/// One thing that a check found.
struct Finding {
  std::string check{};
  Severity severity = Severity::broken;
  std::string where{};     // "prices/p5.48xlarge/us-east-1/spot since 2025-12-21"
  std::string problem{};   // "$98.32 is above on-demand, $55.04"
  std::string expected{};  // "at most the on-demand price of the same place and time"
};

/// One question put to every record that it concerns.
struct Check {
  std::string name{};
  std::string about{};
  std::int64_t looked_at = 0;  // records, or pairs of them
  int broken = 0;
  int doubtful = 0;
};

struct Soundness {
  std::vector<Check> checks{};
  std::vector<Finding> findings{};  // what is broken first, then in the order of the checks
};

/// Puts every check to a catalog that could be loaded: origins, dates, history, prices beside each
/// other and beside other sources, hardware against itself. Where `today` is given, a day that is
/// still to come is found, but for tomorrow: somewhere it has begun.
/// Assumes: prices are sorted by type, region, purchase and since, as those that are loaded are.
Soundness soundness(Catalog const& catalog, std::optional<Date> today = {});

int broken_findings(Soundness const& soundness);
int doubtful_findings(Soundness const& soundness);

}  // namespace ec2plan
