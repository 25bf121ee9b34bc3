#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/environment.hpp"
#include "cli/inputs.hpp"
#include "cli/sweep_numbers.hpp"
#include "ec2plan/document/sweep.hpp"

namespace ec2plan::cli {

/// A flag that was given several values.
struct SweptFlag {
  std::string flag{};
  std::size_t place = 0;               // of --set: which of its settings
  NumberFlag const* number = nullptr;  // of numbers
  std::vector<GivenValue> words{};     // in place of numbers
  bool searched = true;                // else all its values share one search
};

/// Every combination of the values that the flags were given.
struct Grid {
  Arguments base{};                // swept flags at their first values, limits at the widest
  Question question{};             // the same, read
  std::vector<SweptFlag> flags{};  // in the order of --help: the last varies fastest
  std::vector<SweepAxis> axes{};   // of the same flags; those of words are filled in by `probed`
  bool one_setup = false;          // --instance-count: each point is an estimate
  std::uint64_t points = 1;
  std::vector<std::string> warnings{};  // of what was left out
};

/// Reads the lists and ranges. Throws: InputError for a bad element, flags that do not go together,
/// or more points than anyone can wait for.
Grid asked_grid(Arguments const& arguments, Environment const& environment, Catalog const& catalog);

/// The arguments with every swept --set at its first value.
Arguments first_settings(Arguments arguments);

/// Puts the position's value of a flag into the question. Throws: InputError.
void substitute(Question& question, SweptFlag const& swept, SweepAxis const& axis,
                std::size_t position);

/// A part of the grid: points `first` to before `last`, from 0.
struct Shard {
  std::uint64_t first = 0, last = 0;
  std::string text{};  // "2/8"; empty: all of it
};

/// --shard. The N parts follow each other, and their sizes differ by at most one point.
Shard asked_shard(Arguments const& arguments, std::uint64_t points);

}  // namespace ec2plan::cli
