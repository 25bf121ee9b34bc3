#include "ec2plan/document/sweep_columns.hpp"

#include <algorithm>

#include "document/json.hpp"
#include "document/plan_fields.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan {
namespace {

using namespace documents;

constexpr char axes_key[] = "axes";

InputValue own_value(std::string const& key, SweepRow const& row) {
  if (key == "point") return static_cast<std::int64_t>(row.point);
  if (key == "status") return row.status;
  return row.reason.empty() ? InputValue(nullptr) : InputValue(row.reason);
}

[[noreturn]] void refuse(std::string const& field, std::vector<std::string> const& paths) {
  auto const near = nearest(field, paths);
  throw InputError(
      {.where = "--fields",
       .value = field,
       .problem = "is not a field",
       .expected = "a key of the rows, with dots: cost_usd.likely",
       .fix = near ? "did you mean " + std::string(*near) + "?" : "see the keys with -o jsonl"});
}

PlanField const& plan_field(int index) { return plan_fields()[static_cast<std::size_t>(index)]; }

/// Whether the whole object that holds a figure is known: its own row of the table says so.
bool is_known(int holder, SweepRow const& row) {
  if (row.plan == nullptr) return false;
  return holder < 0 || plan_field(holder).value == nullptr ||
         plan_field(holder).value(*row.plan, context_of(*row.goal)) != InputValue(nullptr);
}

}  // namespace

std::string SweepColumns::path_of(Column const& column) {
  return column.object.empty() ? column.key : column.object + "." + column.key;
}

std::vector<SweepColumns::Column> SweepColumns::every_column(std::vector<SweepAxis> const& axes) {
  std::vector<Column> all{{.key = "point"}, {.key = "status"}, {.key = "reason"}};
  for (std::size_t i = 0; i < axes.size(); ++i)
    all.push_back({.object = axes_key, .key = axes[i].key, .axis = static_cast<int>(i)});
  int holder = -1;
  for (int i = 0; i < std::ssize(plan_fields()); ++i) {
    auto const [parent, key] = place_of(plan_field(i).path);
    if (plan_field(i).kind.type == Kind::Type::object)
      holder = i;
    else
      all.push_back({.object = parent, .key = key, .field = i, .holder = holder});
  }
  return all;
}

SweepColumns::SweepColumns(std::vector<SweepAxis> axes, std::vector<std::string> const& fields)
    : axes_(std::move(axes)) {
  auto all = every_column(axes_);
  no_axes_ =
      axes_.empty() && (fields.empty() || std::ranges::find(fields, axes_key) != fields.end());
  for (auto const& field : fields)
    choose(all, field);
  if (!fields.empty()) return;
  for (Column& column : all)
    column.whole = !column.object.empty();
  columns_ = std::move(all);
}

void SweepColumns::choose(std::vector<Column> const& all, std::string const& field) {
  std::vector<std::string> paths;
  bool found = no_axes_ && field == axes_key;
  for (Column const& column : all) {
    bool const whole = column.object == field;
    auto const path = path_of(column);
    paths.push_back(path);
    if (!column.object.empty()) paths.push_back(column.object);
    if (!whole && path != field) continue;
    found = true;
    if (std::ranges::find(columns_, path, path_of) != columns_.end()) continue;
    columns_.push_back(column);
    columns_.back().whole = whole;
  }
  if (!found) refuse(field, paths);
}

std::string SweepColumns::path(std::size_t column) const { return path_of(columns_[column]); }

InputValue SweepColumns::value(std::size_t column, SweepRow const& row) const {
  auto value = exact(column, row);
  if (auto const* real = std::get_if<double>(&value)) return rounded(*real);
  return value;
}

InputValue SweepColumns::exact(std::size_t index, SweepRow const& row) const {
  Column const& column = columns_[index];
  if (column.axis >= 0) {
    auto const axis = static_cast<std::size_t>(column.axis);
    return axes_[axis].value(row.positions[axis]);
  }
  if (column.field < 0) return own_value(column.key, row);
  if (row.plan == nullptr) return nullptr;
  return plan_field(column.field).value(*row.plan, context_of(*row.goal));
}

struct SweepColumns::Writer {
  SweepColumns const& of;

  Json object(SweepRow const& row) const;
};

Json SweepColumns::Writer::object(SweepRow const& row) const {
  Json json = Json::object();
  for (std::size_t i = 0; i < of.columns_.size(); ++i) {
    Column const& column = of.columns_[i];
    Json& place = json[column.object.empty() ? column.key : column.object];
    if (column.whole && column.field >= 0 && !is_known(column.holder, row)) continue;
    (column.object.empty() ? place : place[column.key]) = value_of(of.exact(i, row));
    if (of.no_axes_ && column.key == "reason") json[axes_key] = Json::object();
  }
  if (of.no_axes_ && !json.contains(axes_key)) json[axes_key] = Json::object();
  return json;
}

std::string SweepColumns::line(SweepRow const& row) const {
  return written_on_a_line(Writer{*this}.object(row));
}

std::string SweepColumns::element(SweepRow const& row) const {
  return written_within(Writer{*this}.object(row), 4);
}

}  // namespace ec2plan
