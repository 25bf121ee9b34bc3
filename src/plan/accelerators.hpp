#pragma once

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/plan/question.hpp"

namespace ec2plan {

/// Whether the word is the accelerator's id, a pattern of it, its family or its maker.
bool is_named(std::string_view word, Accelerator const& accelerator);
bool is_named(std::vector<GivenValue> const& words, Accelerator const& accelerator);

/// Throws: InputError for a word that names no accelerator of the catalog (did you mean).
void check_accelerators(Catalog const& catalog, std::vector<GivenValue> const& words);

}  // namespace ec2plan
