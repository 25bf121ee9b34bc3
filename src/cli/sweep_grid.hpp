#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/environment.hpp"
#include "cli/flags.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/document/sweep.hpp"

namespace ec2plan::cli {

/// A field of the question that was given several values.
struct SweptField {
  Flag const* flag = nullptr;
  QuestionField const* field = nullptr;
  std::size_t place = 0;            // of --set: which of its settings
  std::vector<GivenValue> words{};  // of what is no number
};

/// Every combination of the values that the fields were given.
struct Grid {
  Question question{};               // swept fields at their first values, limits at the widest
  std::vector<SweptField> fields{};  // in the order of --help: the last varies fastest
  std::vector<SweepAxis> axes{};     // of the same fields; those of words are filled in by `probed`
  bool one_setup = false;            // --instance-count: each point is an estimate
  std::uint64_t points = 1;
  std::vector<std::string> warnings{};  // of what was left out
};

/// Reads the lists and ranges. Throws: InputError for a bad element, flags that do not go together,
/// or more points than anyone can wait for.
Grid asked_grid(Arguments const& arguments, Environment const& environment, Catalog const& catalog);

/// What is laid over the built-in facts, of a swept --set its first value.
Question first_facts(Arguments const& arguments);

bool is_swept(Grid const& grid, std::string_view key);

/// Gives the question the position's value of a field. Throws: InputError.
void substitute(Question& question, SweptField const& swept, SweepAxis const& axis,
                std::size_t position);

}  // namespace ec2plan::cli
