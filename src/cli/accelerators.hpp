#pragma once

#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::cli {

/// Whether the word names the accelerator, in any case: its id or a pattern of it ('h*'), its maker
/// (nvidia), or what the id begins with (h100, trainium).
bool is_named(std::string_view word, Accelerator const& accelerator);

/// Whether one of the values names it.
bool is_named(std::vector<GivenValue> const& words, Accelerator const& accelerator);

/// The elements of --accelerator. Throws: InputError for one that names no accelerator of any
/// instance type (did you mean).
std::vector<GivenValue> asked_accelerators(Arguments const& arguments, Catalog const& catalog);

}  // namespace ec2plan::cli
