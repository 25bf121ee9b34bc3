#pragma once

#include <string>
#include <vector>

#include "document/json.hpp"
#include "ec2plan/document/document.hpp"

namespace ec2plan::documents {

/// The dotted paths of an object's leaves, in order; a list of texts is one leaf.
std::vector<Cell> flattened(Json const& object);

/// Keeps only what the fields name, in their order: a path may name a leaf or a whole object, and
/// is null in an object that lacks it. Throws: InputError at --fields for one that none has.
void select(std::vector<Json>& objects, std::vector<std::string> const& fields);

/// The value at a dotted path; null when there is none.
Json value_at(Json const& object, std::string const& path);

/// Throws: InputError at the flag, with did you mean, for a field that no object has. `other_names`
/// may be meant too.
void check_field(std::vector<Json> const& objects, std::string const& field,
                 std::string const& flag, std::vector<std::string> const& other_names = {});

/// The order of the rows by a field: indexes, unknown values last.
std::vector<std::size_t> order_by(std::vector<Json> const& objects, std::string const& field,
                                  bool descending);

}  // namespace ec2plan::documents
