#pragma once

#include <string>
#include <vector>

#include "cli/flags.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::cli {

/// A kind of values and its name in completion scripts: "model".
struct ValueKind {
  Values values;
  std::string_view name;
};
std::span<ValueKind const> value_kinds();
std::string_view name_of(Values values);

/// The words that a shell offers for values of this kind; none for numbers and files.
std::vector<std::string> completions(Values values, Catalog const& catalog);

}  // namespace ec2plan::cli
