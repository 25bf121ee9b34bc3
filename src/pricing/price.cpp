#include "ec2plan/pricing/price.hpp"

namespace ec2plan {

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
    case Purchase::capacity_block:
      return "capacity-block";
  }
  return {};
}

Money bill(Price const& price, int instances, Time duration) {
  return instances * (price.per_instance * duration);
}

}  // namespace ec2plan
