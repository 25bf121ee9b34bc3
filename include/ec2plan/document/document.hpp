#pragma once

#include <string>
#include <vector>

#include "ec2plan/document/answer.hpp"

/// Answers as JSON. The keys, their order and their units are those of the shipped schemas.
namespace ec2plan {

/// The version of every document: a minor step only adds keys.
inline constexpr char format_version[] = "1.0";

/// A whole document, indented, with a final newline. `fields` (dotted paths) keeps only those of
/// each row; empty keeps all. Throws: InputError for a field that no row has (did you mean).
std::string document(Answer const& answer, std::vector<std::string> const& fields = {});
std::string document(AffordAnswer const& answer, std::vector<std::string> const& fields = {});
std::string document(EstimateAnswer const& answer, std::vector<std::string> const& fields = {});
std::string document(ExplainAnswer const& answer);
std::string document(WhyAnswer const& answer);
std::string document(InstancesAnswer const& answer, std::vector<std::string> const& fields = {});
std::string document(ModelsAnswer const& answer, std::vector<std::string> const& fields = {});
std::string document(VersionAnswer const& answer);

/// The document that answers a question of JSON text (`question_from_json`): the same bytes as the
/// command line's --json. An estimate that has no plan is answered with a recommendation's document,
/// whose one rejection says why; a question that is refused with {"error": {"where", "path",
/// "value", "problem", "expected", "fix"}}. Any number of threads may ask of one catalog. Files that
/// lie over the facts are laid over the catalog by who calls: "catalog" and "calibration" are
/// refused.
std::string answered(Catalog const& catalog, std::string_view question);

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

/// The rows of an answer: its plans, instance types or models. `fields` as above.
std::vector<Row> rows(Answer const& answer, std::vector<std::string> const& fields = {});
std::vector<Row> rows(AffordAnswer const& answer, std::vector<std::string> const& fields = {});
std::vector<Row> rows(EstimateAnswer const& answer, std::vector<std::string> const& fields = {});
std::vector<Row> rows(ExplainAnswer const& answer, std::vector<std::string> const& fields = {});
std::vector<Row> rows(WhyAnswer const& answer, std::vector<std::string> const& fields = {});
std::vector<Row> rows(InstancesAnswer const& answer, std::vector<std::string> const& fields = {});
std::vector<Row> rows(ModelsAnswer const& answer, std::vector<std::string> const& fields = {});

/// Sorts the rows by a field (dotted path), unknown values last; equal rows keep their order.
/// Throws: InputError for an unknown field, at --sort-by. The rows of `instances` are sorted by
/// short names too (see ec2plan/document/instances.hpp).
void sort_rows(Answer& answer, std::string const& field, bool descending);
void sort_rows(InstancesAnswer& answer, std::string const& name, bool descending);
void sort_rows(ModelsAnswer& answer, std::string const& field, bool descending);

}  // namespace ec2plan
