#include "catalog/aws/findings.hpp"

#include <algorithm>
#include <utility>

#include "ec2plan/units/error.hpp"

namespace ec2plan::catalog {
namespace {

constexpr std::size_t longest_example = 160;

}  // namespace

bool is_to_come(Findings const& findings, std::string_view day) {
  return !findings.latest_day.empty() && day > findings.latest_day;
}

void skip(Findings& findings, std::string reason, std::string const& example) {
  auto& skipped = findings.skipped;
  auto const same = std::find_if(skipped.begin(), skipped.end(),
                                 [&](Skipped const& other) { return other.reason == reason; });
  if (same != skipped.end())
    ++same->count;
  else
    skipped.push_back(
        {.reason = std::move(reason), .example = shown_text(example, longest_example), .count = 1});
}

}  // namespace ec2plan::catalog
