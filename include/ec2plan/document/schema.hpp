#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ec2plan {

/// The documents that have a schema, sorted: "catalog", "estimate", "explain", ...
std::vector<std::string> schema_names();

/// The JSON Schema (draft-07) of a document, self-contained.
/// Throws: InputError for an unknown name (did you mean).
std::string schema_text(std::string_view name);

}  // namespace ec2plan
