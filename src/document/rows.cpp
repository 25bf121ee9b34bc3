#include "document/rows.hpp"

#include "document/catalog_json.hpp"
#include "document/fields.hpp"
#include "document/plan_fields.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/document/instances.hpp"
#include "ec2plan/document/why.hpp"

namespace ec2plan {
namespace documents {

std::vector<Json> objects_of(Answer const& answer) {
  std::vector<Json> objects;
  auto const context = context_of(answer.goal);
  for (auto const& plan : answer.result.candidates)
    objects.push_back(plan_json(plan, context));
  return objects;
}

std::vector<Json> objects_of(EstimateAnswer const& answer) {
  std::vector<Json> objects;
  objects.push_back(plan_json(answer.plan, context_of(answer.goal)));
  return objects;
}

std::vector<Json> objects_of(ExplainAnswer const& answer) { return objects_of(answer.estimate); }

/// The plan of the type asked for, if it has one, and the plan that was chosen.
std::vector<Json> objects_of(WhyAnswer const& answer) {
  std::vector<Json> objects;
  WhyFound const found = why(answer);
  auto const context = context_of(answer.recommend.goal);
  if (found.plan) objects.push_back(plan_json(*found.plan, context));
  bool const same = found.plan && found.chosen && found.plan->rank == found.chosen->rank;
  if (found.chosen && !same) objects.push_back(plan_json(*found.chosen, context));
  return objects;
}

std::vector<Json> objects_of(InstancesAnswer const& answer) {
  std::vector<Json> objects;
  for (auto const& row : answer.rows)
    objects.push_back(instance_json(row, answer.price));
  return objects;
}

std::vector<Json> objects_of(ModelsAnswer const& answer) {
  std::vector<Json> objects;
  if (answer.asked) objects.push_back(model_json(*answer.asked, answer.entry));
  for (auto const& entry : answer.rows)
    objects.push_back(model_json(entry));
  return objects;
}

}  // namespace documents

namespace {

using documents::objects_of;

template <typename Answer>
std::vector<Row> rows_of(Answer const& answer, std::vector<std::string> const& fields) {
  auto objects = objects_of(answer);
  documents::select(objects, fields);
  std::vector<Row> rows;
  for (auto const& object : objects)
    rows.push_back({documents::flattened(object), documents::written_on_a_line(object)});
  return rows;
}

template <typename Answer, typename Rows>
void sort_by(Answer const& answer, Rows& rows, std::string const& field, bool descending) {
  Rows sorted;
  for (auto const index : documents::order_by(objects_of(answer), field, descending))
    sorted.push_back(rows[index]);
  rows = std::move(sorted);
}

}  // namespace

std::vector<Row> rows(Answer const& answer, std::vector<std::string> const& fields) {
  return rows_of(answer, fields);
}
std::vector<Row> rows(AffordAnswer const& answer, std::vector<std::string> const& fields) {
  return rows_of(answer, fields);
}
std::vector<Row> rows(EstimateAnswer const& answer, std::vector<std::string> const& fields) {
  return rows_of(answer, fields);
}
std::vector<Row> rows(ExplainAnswer const& answer, std::vector<std::string> const& fields) {
  return rows_of(answer, fields);
}
std::vector<Row> rows(WhyAnswer const& answer, std::vector<std::string> const& fields) {
  return rows_of(answer, fields);
}
std::vector<Row> rows(InstancesAnswer const& answer, std::vector<std::string> const& fields) {
  return rows_of(answer, fields);
}
std::vector<Row> rows(ModelsAnswer const& answer, std::vector<std::string> const& fields) {
  return rows_of(answer, fields);
}

void sort_rows(Answer& answer, std::string const& field, bool descending) {
  sort_by(answer, answer.result.candidates, field, descending);
}
void sort_rows(InstancesAnswer& answer, std::string const& name, bool descending) {
  auto const field = instance_field(name);
  std::vector<std::string> names;
  for (FieldName const& each : instance_field_names())
    names.emplace_back(each.typed);
  auto objects = objects_of(answer);  // of no rows the field is checked all the same
  if (objects.empty()) objects.push_back(documents::instance_json({}, answer.price));
  documents::check_field(objects, field, "--sort-by", names);
  sort_by(answer, answer.rows, field, descending);
  answer.asked_fields.push_back(field);
}
void sort_rows(ModelsAnswer& answer, std::string const& field, bool descending) {
  if (!answer.rows.empty()) sort_by(answer, answer.rows, field, descending);
}

}  // namespace ec2plan
