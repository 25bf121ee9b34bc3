#pragma once

#include <span>
#include <string_view>

#include "ec2plan/search/plan.hpp"

namespace ec2plan::cli {

/// A flag whose value is a number: how one is read, and what it changes of a set-up.
struct NumberFlag {
  std::string_view flag;
  double (*one)(std::string_view);
  void (*apply)(Setup&, Question&, double);
  bool searched = true;  // else a search finds the same layouts whatever the value
};

/// Every flag of a number that `sweep` takes lists and ranges of.
std::span<NumberFlag const> number_flags();

/// nullptr where the flag's value is no number.
NumberFlag const* number_flag(std::string_view flag);

/// Whether a search finds the same layouts whatever the words of the flag say.
bool is_judged_only(std::string_view flag);

}  // namespace ec2plan::cli
