#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ec2plan/document/answer.hpp"

/// Answers as JSON. The keys, their order and their units are those of the shipped schemas.
namespace ec2plan {

/// The version of every document: a minor step only adds keys.
inline constexpr char format_version[] = "1.0";

/// What the document of an answer holds; who writes and sorts it asks for it. `contents` of each
/// answer stands with it.
struct Contents;
using ContentsOf = std::shared_ptr<Contents>;

ContentsOf contents(Answer const& answer);
ContentsOf contents(ExplainAnswer const& answer);
ContentsOf contents(WhyAnswer const& answer);
ContentsOf contents(InstancesAnswer const& answer);
ContentsOf contents(ModelsAnswer const& answer);
ContentsOf contents(VersionAnswer const& answer);

/// A number or text at a dotted path: "step_time_s.likely".
struct Cell {
  std::string path{};
  InputValue value{};
};

/// A plan, an instance type or a model: as cells, and as one line of JSON.
struct Row {
  std::vector<Cell> cells{};
  std::string line{};  // without a newline
};

/// Keeps the first rows of a document whose result is one list of them, which tells in
/// "total_results" how many there were. Returns how many went.
std::size_t cut(Contents& contents, std::size_t most);

std::string document(Contents&& contents, std::vector<std::string> const& fields);
std::vector<Row> rows(Contents&& contents, std::vector<std::string> const& fields);
std::vector<std::size_t> order_of(Contents const& contents, std::string const& field,
                                  bool descending);

/// A whole document, indented, with a final newline. `fields` (dotted paths) keeps only those of
/// each row; empty keeps all. Throws: InputError for a field that no row has (did you mean).
template <typename AnyAnswer>
std::string document(AnyAnswer const& answer, std::vector<std::string> const& fields = {}) {
  return document(std::move(*contents(answer)), fields);
}

/// The rows of an answer: its plans, instance types or models. `fields` as above.
template <typename AnyAnswer>
std::vector<Row> rows(AnyAnswer const& answer, std::vector<std::string> const& fields = {}) {
  return rows(std::move(*contents(answer)), fields);
}

/// Puts the records in this order of their places.
template <typename Record>
void reorder(std::vector<Record>& records, std::vector<std::size_t> const& order) {
  auto before = std::exchange(records, {});
  for (auto const place : order)
    records.push_back(std::move(before[place]));
}

/// The records behind the rows, in their order, of each answer that can be sorted.
inline auto& records_of(Answer& answer) { return answer.result.candidates; }
inline auto& records_of(ModelsAnswer& answer) { return answer.rows; }

/// Sorts the rows by a field (dotted path), unknown values last; equal rows keep their order.
/// Throws: InputError for an unknown field, at --sort-by.
template <typename AnyAnswer>
requires requires(AnyAnswer& answer) { records_of(answer); }
void sort_rows(AnyAnswer& answer, std::string const& field, bool descending) {
  if (auto& records = records_of(answer); !records.empty())
    reorder(records, order_of(*contents(answer), field, descending));
}

/// Those of `instances` by short names too (see ec2plan/document/instances.hpp).
void sort_rows(InstancesAnswer& answer, std::string const& name, bool descending);

/// The document that answers a question of JSON text (`question_from_json`): the same bytes as the
/// command line's --json. An estimate that has no plan is answered with a recommendation's
/// document, whose one rejection says why; a question that is refused with {"error": {"where",
/// "path", "value", "problem", "expected", "fix"}}. Any number of threads may ask of one catalog.
/// Files that lie over the facts are laid over the catalog by who calls: "catalog" and
/// "calibration" are refused.
std::string answered(Catalog const& catalog, std::string_view question);

/// The documents that have a schema, sorted: "catalog", "estimate", "explain", ...
std::vector<std::string> schema_names();

/// Schemas of nouns that schemas refer to, by name: JSON.
using Definitions = std::map<std::string, std::string>;

/// The JSON Schema (draft-07) of a document, self-contained. `more`: of the nouns of rooms that
/// come after this one.
/// Throws: InputError for an unknown name (did you mean).
std::string schema_text(std::string_view name, Definitions const& more = {});

}  // namespace ec2plan
