#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "catalog/json_file.hpp"

namespace ec2plan::catalog {

using Json = nlohmann::json;

/// How deep arrays and objects may nest in a file that ec2plan reads.
inline constexpr std::size_t deepest_nesting = 64;

/// `text` as JSON. Throws: InputError of kind file that names `file` and the line and column, or
/// the JSON path, for what is not JSON, not UTF-8, nested too deep, or a key that stands twice.
Json parsed_json(std::string_view text, std::string_view file);

/// The text with what Python's json writes beside JSON, Infinity, -Infinity and NaN, as strings of
/// as many letters: what needs none of those keys can be read, and what does refuses the string.
std::string with_plain_numbers(std::string_view text);

/// The bytes of a file of at most 256 MB. Throws: InputError of kind file, `fix` for a folder too.
std::string file_text(std::filesystem::path const& path,
                      std::string_view fix_for_folder = "name a file in it");

/// As file_text, of a stream: a pipe that is called `name`.
std::string stream_text(std::istream& stream, std::string const& name);

/// `key` as a token of a JSON pointer (RFC 6901): "/" and "~" escaped.
std::string pointer_token(std::string_view key);

/// Is given the document as far as it was read, and the index of an element of its list.
using RecordAct = std::function<void(Json const& document, std::size_t index)>;

/// As parsed_json, but acts on each element of the document's list as soon as it is read, and then
/// forgets it: the document keeps null in its place.
/// Throws: as parsed_json, after the elements before the fault; and what `act` throws.
Json parsed_records(std::string_view text, std::string_view file, std::string_view list,
                    RecordAct const& act);

}  // namespace ec2plan::catalog
