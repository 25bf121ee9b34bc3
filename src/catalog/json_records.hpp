#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "catalog/json_file.hpp"

namespace ec2plan::catalog {

/// Is given the document as far as it was read, and the index of an element of its list.
using RecordAct = std::function<void(Json const& document, std::size_t index)>;

/// As parsed_json, but acts on each element of the document's list as soon as it is read, and then
/// forgets it: the document keeps null in its place.
/// Throws: as parsed_json, after the elements before the fault; and what `act` throws.
Json parsed_records(std::string_view text, std::string_view file, std::string_view list,
                    RecordAct const& act);

}  // namespace ec2plan::catalog
