#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/environment.hpp"
#include "cli/streams.hpp"
#include "cli/timings.hpp"
#include "ec2plan/document/saved_result.hpp"

namespace ec2plan::cli {

/// One of the results to compare, as saved or asked again.
struct Compared {
  SavedResult result{};
  bool refreshed = false;
  std::vector<std::string> warnings{};
  std::string none{};  // why the question, asked again, has no plan; empty: it has one
  std::string more{};  // then: what else is known, "nearest: 16 instances"
};

/// BASE and HEAD. Throws: InputError where one is missing.
struct BaseAndHead {
  Compared base{}, head{};
};

BaseAndHead asked_results(Arguments const& arguments, Environment const& environment,
                          Streams const& streams, Timings& timings);

}  // namespace ec2plan::cli
