#pragma once

#include <string>
#include <vector>

#include "document/fields.hpp"

namespace ec2plan::documents {

/// The objects as rows: cells and lines. `fields` as in document.hpp.
inline std::vector<Row> object_rows(std::vector<Json> objects,
                                    std::vector<std::string> const& fields) {
  select(objects, fields);
  std::vector<Row> rows;
  for (auto const& object : objects)
    rows.push_back({flattened(object), written_on_a_line(object)});
  return rows;
}

/// The objects as a list of a document.
inline Json object_list(std::vector<Json> objects, std::vector<std::string> const& fields) {
  select(objects, fields);
  return Json(std::move(objects));
}

/// Puts the records, of which `objects` are the JSON, in the order of a field.
template <typename Record>
void sort_records(std::vector<Record>& records, std::vector<Json> const& objects,
                  std::string const& field, bool descending) {
  std::vector<Record> sorted;
  for (auto const index : order_by(objects, field, descending))
    sorted.push_back(std::move(records[index]));
  records = std::move(sorted);
}

}  // namespace ec2plan::documents
