#pragma once

#include <string_view>

#include "ec2plan/plan/plan.hpp"

namespace ec2plan::cli {

/// A flag whose value is a number: how one is read, and what it changes of a set-up.
struct NumberFlag {
  std::string_view flag;
  double (*one)(std::string_view);
  void (*apply)(Setup&, Goal&, double);
  bool searched = true;  // else a search finds the same layouts whatever the value
  double least = 0;      // of a list whose numbers people write with thousands commas elsewhere
};

/// nullptr where the flag's value is no number.
NumberFlag const* number_flag(std::string_view flag);

/// Whether a search finds the same layouts whatever the words of the flag say.
bool is_judged_only(std::string_view flag);

/// Whether `sweep` takes several words of the flag, each a point.
bool is_word_flag(std::string_view flag);

/// Whether a sweep may go over the flag's values.
bool is_sweepable(std::string_view flag);

}  // namespace ec2plan::cli
