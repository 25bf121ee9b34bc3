#include "cli/since_saved.hpp"

#include <cmath>

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

constexpr double same_share = 0.001;  // beyond this, a saved result and a new one differ

bool differs(double saved, double now) { return std::abs(now - saved) > same_share * saved; }

}  // namespace

void warn_of_changes(SavedResult const& result, SavedPlan const& saved, Answer& answer) {
  auto& warnings = answer.frame.warnings;
  if (result.catalog_sha256 != answer.frame.catalog_sha256)
    warnings.push_back("the plan was saved with another catalog");
  if (saved.region != answer.plan().price.region)
    warnings.push_back("the saved plan was of " +
                       (saved.region.empty() ? "no region" : saved.region));
  double const then = saved.duration.likely / day;
  double const days = answer.plan().run.duration.likely / day;
  if (differs(then, days))
    warnings.push_back("the saved plan took " + duration_text(then) + ", now " +
                       duration_text(days));
  double const usd = answer.plan().cost.likely / dollar;
  if (priced(answer.plan()) && saved.cost && differs(saved.cost->likely / dollar, usd))
    warnings.push_back("the saved plan cost " + exact_dollars(saved.cost->likely / dollar) +
                       ", now " + exact_dollars(usd));
}

}  // namespace ec2plan::cli
