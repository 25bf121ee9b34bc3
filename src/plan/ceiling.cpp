#include "plan/ceiling.hpp"

#include <algorithm>

#include "catalog/assumptions.hpp"

namespace ec2plan {

FlopRate ceiling_of(Catalog const& shipped, Setup const& s) {
  if (s.device.peak) return *s.device.peak * s.type.accelerator.devices;
  auto const* unpublished = catalog::find_assumption(shipped, "unpublished_peak");
  if (!s.accelerator.effective_rate || unpublished == nullptr) return {};
  return unpublished->value * *s.accelerator.effective_rate;
}

double share_of(FlopRate ceiling, Run const& run) {
  if (ceiling <= FlopRate{}) return 0;
  return std::max(run.mfu.value_or(0), run.achieved / ceiling);
}

double share_of(FlopRate ceiling, Setup const& s, Plan const& plan) {
  if (!modelled(s)) return 0;
  return share_of(ceiling, run(s, plan.layout, estimate(s, plan.layout), plan.instances));
}

bool is_above(double share) {
  constexpr double rounding = 1e-6;
  return share > 1 + rounding;
}

}  // namespace ec2plan
