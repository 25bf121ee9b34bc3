#include "ec2plan/estimate/startup.hpp"

#include <cmath>

#include "ec2plan/estimate/reliability.hpp"
#include "ec2plan/model/parameters.hpp"
#include "held.hpp"

namespace ec2plan {

/// The last of n launches with tails of a mean length comes later than the first by that length
/// times 1 + 1/2 + ... + 1/n, about ln n.
Startup startup(Setup const& s, int instances) {
  Assumptions const& a = s.assumptions;
  if (!a.startup_counted) return {};
  double const launched = static_cast<double>(instances) * s.type.ec2_instances;
  double const parts = static_cast<double>(instances) * s.type.accelerators;
  double const all = parameters(s.job.model).total();
  double const state = s.job.tuning.pretrains() ? all : all * (weight / a.checkpoint_state);
  return {.launch = a.startup_launch + std::log(launched) * a.startup_launch_spread,
          .image = a.startup_image,
          .loading = checkpoint(a, state, instances).loaded,
          .network = parts * a.startup_network,
          .compilation = a.startup_warm_up + s.accelerator.compilation};
}

}  // namespace ec2plan
