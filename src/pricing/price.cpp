#include "ec2plan/pricing/price.hpp"

namespace ec2plan {
namespace {

Time term_of(Purchase purchase) {
  switch (purchase) {
    case Purchase::reserved_1yr:
    case Purchase::savings_plan:
      return contract_year;
    case Purchase::reserved_3yr:
      return 3 * contract_year;
    case Purchase::on_demand:
    case Purchase::spot:
    case Purchase::capacity_block:
      break;
  }
  return {};
}

}  // namespace

std::string_view purchase_name(Purchase purchase) {
  switch (purchase) {
    case Purchase::on_demand:
      return "on-demand";
    case Purchase::spot:
      return "spot";
    case Purchase::reserved_1yr:
      return "reserved-1yr";
    case Purchase::reserved_3yr:
      return "reserved-3yr";
    case Purchase::savings_plan:
      return "savings-plan";
    case Purchase::capacity_block:
      return "capacity-block";
  }
  return {};
}

bool billed_by_time(Price const& price) {
  return price.purchase != Purchase::capacity_block && term(price) <= Time{};
}

Time term(Price const& price) { return price.term.value_or(term_of(price.purchase)); }

}  // namespace ec2plan
