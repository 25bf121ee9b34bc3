#pragma once

#include "cli/arguments.hpp"
#include "cli/sweep_grid.hpp"

namespace ec2plan::cli {

/// What the grid's flags were understood as.
struct Probed {
  AskedJob asked{};                   // of the first point that can be read
  AskedPrice price{};                 // likewise
  Reading reading{};                  // its inputs, and the warnings of all values
  std::vector<std::string> types{};   // that any point may be of, by name
  std::vector<std::string> models{};  // likewise
  std::vector<Stack> stacks{};        // likewise, the first point's first
  std::vector<Precision> precisions{};
  bool tunes = false;                  // some point tunes a model that exists
  std::vector<Price> prices{};         // likewise
  std::vector<std::string> regions{};  // likewise
  std::vector<InputFault> idle{};      // flags that change nothing at any point
};

/// Reads every word, and the least and the largest number, of each axis, so that a value of which
/// no point can be read is refused before anything is written. Fills in what words are understood
/// as. Throws: InputError.
Probed probed(Grid& grid, Catalog const& catalog);

}  // namespace ec2plan::cli
