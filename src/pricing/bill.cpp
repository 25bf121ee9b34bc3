#include "ec2plan/pricing/bill.hpp"

#include <algorithm>
#include <cmath>

namespace ec2plan {
namespace {

/// Bought for longer than the run: what is beyond it is idle.
Bill bought_for(Time bought, Price const& price, int instances, Time duration) {
  Time const used = std::min(bought, duration);
  return {.used = instances * (price.per_instance * used),
          .idle = instances * (price.per_instance * (bought - used)),
          .bought = bought};
}

/// At least one term. What is left after whole terms is another term, or on-demand if that is less.
Bill committed(Price const& price, int instances, Time duration, Time each) {
  double const terms = std::max(1.0, std::floor(duration / each));
  Time const rest = std::max(Time{}, duration - terms * each);
  Bill const more =
      bought_for((rest > Time{} ? terms + 1 : terms) * each, price, instances, duration);
  if (rest <= Time{} || !price.on_demand || *price.on_demand * rest >= price.per_instance * each)
    return more;
  return {.used = instances * (price.per_instance * (terms * each) + *price.on_demand * rest),
          .bought = terms * each,
          .beyond = rest};
}

/// What is billed by the second has a minimum; the rest of a term has none.
Time least_billed(Price const& price) {
  bool const metered = price.purchase == Purchase::on_demand || price.purchase == Purchase::spot;
  return metered ? price.minimum : Time{};
}

}  // namespace

Bill bill(Price const& price, int instances, Time duration, Time planned) {
  if (price.purchase == Purchase::capacity_block)
    return bought_for(capacity_block_duration(price.blocks, planned), price, instances, duration);
  Time const each = term(price);
  return each > Time{}
             ? committed(price, instances, duration, each)
             : bought_for(std::max(duration, least_billed(price)), price, instances, duration);
}

}  // namespace ec2plan
