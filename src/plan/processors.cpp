#include "plan/processors.hpp"

#include <algorithm>
#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

namespace ec2plan {
namespace {

/// 0: not known, as where the machine has more CPUs than the set has room for.
std::size_t allowed_processors() {
#ifdef __linux__
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) == 0) return static_cast<std::size_t>(CPU_COUNT(&set));
#endif
  return 0;
}

}  // namespace

std::size_t usable_processors() {
  auto const allowed = allowed_processors();
  return allowed > 0 ? allowed : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace ec2plan
