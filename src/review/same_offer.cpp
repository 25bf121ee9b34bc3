#include <algorithm>

#include "review/factors.hpp"

namespace ec2plan::review {
namespace {

bool is_of(SavedRejection const& rejected, SavedPlan const& plan) {
  auto const fits = [](std::string const& one, std::string_view other) {
    return one.empty() || one == other;
  };
  return rejected.instance_type == plan.instance_type && fits(rejected.region, plan.region) &&
         fits(rejected.purchase, purchase_name(plan.purchase));
}

}  // namespace

std::optional<SameOffer> same_offer(SavedResult const& base, SavedResult const& head,
                                    SavedPlan const& plan) {
  auto const found = std::ranges::find_if(
      head.plans, [&](SavedPlan const& one) { return is_same_offer(one, plan); });
  if (found != head.plans.end()) {
    auto const compared = comparison(base, head, {.base = plan.rank, .head = found->rank});
    if (!differs(compared)) return {};
    return SameOffer{.plan = *found, .sentence = sentence_of(compared)};
  }
  auto const rejected = std::ranges::find_if(
      head.rejected, [&](SavedRejection const& one) { return is_of(one, plan); });
  if (rejected == head.rejected.end()) return {};
  return SameOffer{.sentence = rejected->instance_type + " is rejected: " + rejected->reason};
}

}  // namespace ec2plan::review
