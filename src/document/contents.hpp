#pragma once

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "document/json.hpp"
#include "ec2plan/document/document.hpp"

namespace ec2plan {

/// Where some of the rows stand in the results: "/candidates".
struct RowsPlace {
  char const* path;
  std::size_t most = std::numeric_limits<std::size_t>::max();
  bool is_list = true;  // else the place is one row's
};

/// From it come the document, its rows for jsonl and csv, and their order by a field.
struct Contents {
  Frame const& frame;
  documents::Json summary;
  documents::Json results;  // by key, in the order of the document
  std::vector<documents::Json> rows{};
  std::vector<RowsPlace> places{};     // in the order of the rows; none: the results hold no row
  std::optional<std::size_t> total{};  // of the rows, where some were cut
};

namespace documents {

inline ContentsOf shared(Contents contents) {
  return std::make_shared<Contents>(std::move(contents));
}

/// {"sentence": "..."}
inline Json sentence(std::string text) { return {{"sentence", std::move(text)}}; }

/// The JSON of each.
template <typename Values, typename Make>
std::vector<Json> each(Values const& values, Make make) {
  std::vector<Json> all;
  for (auto const& value : values)
    all.push_back(make(value));
  return all;
}

/// A whole document, its top-level keys in the order of the contract.
Json document_json(Frame const& frame, Json summary, Json const& results,
                   std::optional<std::size_t> total = {});

Json sources_json(std::vector<Source> const& sources);

/// The schemas of what every document holds, by name.
Json frame_schemas();

/// Throws: InputError at the flag, with did you mean, for a field that no object has. `other_names`
/// may be meant too.
void check_field(std::vector<Json> const& objects, std::string const& field,
                 std::string const& flag, std::vector<std::string> const& other_names = {});

/// The order of the rows by a field, a dotted path: indexes, unknown values last.
std::vector<std::size_t> order_by(std::vector<Json> const& objects, std::string const& field,
                                  bool descending);

}  // namespace documents
}  // namespace ec2plan
