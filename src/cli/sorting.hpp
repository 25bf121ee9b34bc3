#pragma once

#include "cli/arguments.hpp"
#include "cli/output.hpp"
#include "ec2plan/document/document.hpp"
#include "plan/given.hpp"

namespace ec2plan::cli {

/// Sorts the answer's rows by --sort-by, where it is given.
/// Throws: InputError for a field that no row has.
template <typename Answer>
void sort_as_asked(Answer& answer, Arguments const& arguments, Output const& output) {
  auto const* field = last_given(arguments, "--sort-by");
  if (field == nullptr) return;
  read(*field,
       [&](std::string_view name) { sort_rows(answer, std::string(name), output.descending); });
}

}  // namespace ec2plan::cli
