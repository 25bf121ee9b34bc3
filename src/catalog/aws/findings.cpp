#include "catalog/aws/findings.hpp"

#include <algorithm>
#include <utility>

namespace ec2plan::catalog {

void skip(Findings& findings, std::string reason, std::string example) {
  auto& skipped = findings.skipped;
  auto const same = std::find_if(skipped.begin(), skipped.end(),
                                 [&](Skipped const& other) { return other.reason == reason; });
  if (same != skipped.end())
    ++same->count;
  else
    skipped.push_back({.reason = std::move(reason), .example = std::move(example), .count = 1});
}

}  // namespace ec2plan::catalog
