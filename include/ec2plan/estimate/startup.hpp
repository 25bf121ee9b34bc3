#pragma once

#include "ec2plan/estimate/setup.hpp"

namespace ec2plan {

/// What passes from the request for instances to the first step, each part after the other.
struct Startup {
  Time launch{};       // until the slowest of the instances runs
  Time image{};        // of the container: pulled by all at once
  Time loading{};      // of weights and optimizer, as at a restart
  Time network{};      // of the groups that collectives run in
  Time compilation{};  // of graphs and kernels, and the first slow steps

  Time total() const { return launch + image + loading + network + compilation; }
};

/// Likely. All 0 where `startup.counted` is. Source: docs/model.md, "Start-up".
Startup startup(Setup const& setup, int instances);

}  // namespace ec2plan
