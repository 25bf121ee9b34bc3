#include "ec2plan/catalog/soundness.hpp"

#include <algorithm>

#include "catalog/checks/inspection.hpp"

namespace ec2plan {
namespace {

std::vector<catalog::Inspection> inspections(Catalog const& catalog, std::optional<Date> today) {
  using namespace catalog;
  return {schema_check(catalog),        origins_check(catalog),        dates_check(catalog, today),
          history_check(catalog),       moves_check(catalog),          price_range_check(catalog),
          lapse_check(catalog, today),  spot_check(catalog),           commitment_check(catalog),
          term_check(catalog),          capacity_block_check(catalog), regions_check(catalog),
          equal_regions_check(catalog), families_check(catalog),       sizes_check(catalog),
          memory_check(catalog),        network_check(catalog),        peaks_check(catalog),
          retirement_check(catalog),    evidence_check(catalog)};
}

template <int Check::*count>
int sum_of(Soundness const& soundness) {
  int sum = 0;
  for (auto const& check : soundness.checks)
    sum += check.*count;
  return sum;
}

}  // namespace

std::string_view severity_name(Severity severity) {
  return severity == Severity::broken ? "broken" : "doubtful";
}

Soundness soundness(Catalog const& catalog, std::optional<Date> today) {
  Soundness result;
  for (auto& inspection : inspections(catalog, today)) {
    result.checks.push_back(std::move(inspection.check));
    std::move(inspection.findings.begin(), inspection.findings.end(),
              std::back_inserter(result.findings));
  }
  std::stable_partition(result.findings.begin(), result.findings.end(), [](Finding const& finding) {
    return finding.severity == Severity::broken;
  });
  return result;
}

int broken_findings(Soundness const& soundness) { return sum_of<&Check::broken>(soundness); }
int doubtful_findings(Soundness const& soundness) { return sum_of<&Check::doubtful>(soundness); }

}  // namespace ec2plan
