#include "report/saved_words.hpp"

#include <fmt/format.h>

#include "ec2plan/units/format.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {

std::string long_offer(SavedPlan const& plan) {
  std::string const region = plan.region.empty() ? "" : ", " + plan.region;
  return fmt::format("{} × {}{}, {}", integer_text(plan.instances), plan.instance_type, region,
                     purchase_name(plan.purchase));
}

std::string usd_range(SavedPlan const& plan) {
  return plan.cost ? usd_range(*plan.cost) : "no price";
}

}  // namespace ec2plan::pages
