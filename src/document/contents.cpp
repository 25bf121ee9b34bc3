#include "document/contents.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "document/catalog_json.hpp"
#include "document/kept.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan::documents {
namespace {

std::vector<std::string> keys_of(std::string const& path) {
  std::vector<std::string> keys;
  std::size_t start = 0;
  for (std::size_t dot = 0; (dot = path.find('.', start)) != std::string::npos; start = dot + 1)
    keys.push_back(path.substr(start, dot - start));
  keys.push_back(path.substr(start));
  return keys;
}

Json const* found_at(Json const& object, std::string const& path) {
  Json const* at = &object;
  for (auto const& key : keys_of(path)) {
    if (!at->is_object() || !at->contains(key)) return nullptr;
    at = &at->at(key);
  }
  return at;
}

bool is_texts(Json const& json) {
  return json.is_array() &&
         std::all_of(json.begin(), json.end(), [](Json const& one) { return one.is_string(); });
}

InputValue leaf(Json const& json) {
  if (json.is_null()) return nullptr;
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (is_texts(json)) return json.get<std::vector<std::string>>();
  return written_on_a_line(json);
}

/// The members of objects that are null where a type or model has no such thing: the header of csv
/// stays the same.
std::map<std::string, std::vector<std::string>, std::less<>> const& nullable_objects() {
  static auto const objects = [] {
    std::map<std::string, std::vector<std::string>, std::less<>> all;
    auto const add = [&](auto const& fields) {
      for (auto const& field : fields) {
        auto const [parent, key] = place_of(field.path);
        if (field.kind.type == Kind::Type::object && field.kind.null) all[key];
        if (auto const holder = all.find(parent); holder != all.end())
          holder->second.push_back(key);
      }
    };
    add(instance_fields());
    add(model_fields());
    return all;
  }();
  return objects;
}

/// The path of a member: "step_time_s.likely".
std::string below(std::string path, std::string const& key) {
  if (!path.empty()) path += '.';
  return path += key;
}

void flatten(Json const& json, std::string const& path, std::vector<Cell>& cells) {
  if (auto const keys = nullable_objects().find(path);
      json.is_null() && keys != nullable_objects().end()) {
    for (auto const& key : keys->second)
      cells.push_back({below(path, key), nullptr});
    return;
  }
  if (!json.is_object()) {
    cells.push_back({path, leaf(json)});
    return;
  }
  for (auto const& [key, value] : json.items())
    flatten(value, below(path, key), cells);
}

void add_paths(Json const& json, std::string const& path, std::vector<std::string>& paths) {
  if (!path.empty()) paths.push_back(path);
  if (!json.is_object()) return;
  for (auto const& [key, value] : json.items())
    add_paths(value, below(path, key), paths);
}

/// The dotted paths of an object's leaves, in order; a list of texts is one leaf.
std::vector<Cell> flattened(Json const& object) {
  std::vector<Cell> cells;
  flatten(object, "", cells);
  return cells;
}

/// The value at a dotted path; null when there is none.
Json value_at(Json const& object, std::string const& path) {
  auto const* found = found_at(object, path);
  return found ? *found : Json(nullptr);
}

/// Whether the field is one of an object that is null here.
bool may_have(Json const& object, std::string const& field) {
  auto const cells = flattened(object);
  return std::any_of(cells.begin(), cells.end(),
                     [&](Cell const& cell) { return cell.path == field; });
}

void put(Json& object, std::string const& path, Json const& value) {
  Json* at = &object;
  for (auto const& key : keys_of(path))
    at = &(*at)[key];
  *at = value;
}

Json inputs_json(std::vector<Input> const& inputs) {
  Json json = Json::object();
  for (auto const& input : inputs)
    json[input.key] = {
        {"value", value_of(input.value)}, {"from", input.from}, {"text", text_or_null(input.text)}};
  return json;
}

constexpr Field<AssumptionEntry, Nothing> assumption_table[] = {
    {"key", kinds::text, of<as_is, &AssumptionEntry::key>, "Name, for --set"},
    {"value", kinds::any_number, of<plain, &AssumptionEntry::value>, "Value, in the unit"},
    {"unit", kinds::text, of<as_is, &AssumptionEntry::unit>, "Unit; 1 for a plain number"},
    {"basis", kinds::text, of<as_is, &AssumptionEntry::basis>,
     "fact, published, measured, fitted, extrapolated, derived, guess, calibrated (by "
     "--calibration) or user"},
    {"source", kinds::or_null(kinds::text), of<plain, &AssumptionEntry::source>,
     "Keys of sources, separated by \"; \""},
    {"note", kinds::or_null(kinds::text), of<plain, &AssumptionEntry::note>, "What it stands for"},
};

constexpr Field<Source, Nothing> source_table[] = {
    {"key", kinds::text, of<as_is, &Source::key>, "Name of the source"},
    {"date", kinds::or_null(kinds::text), of<plain, &Source::date>, "Day, month or year"},
    {"kind", kinds::text, of<as_is, &Source::kind>, "primary, second-hand, derived or memory"},
    {"text", kinds::text, of<as_is, &Source::text>, "What it is"},
    {"url", kinds::or_null(kinds::text), of<plain, &Source::url>, "Where to read it"},
};

}  // namespace

void check_field(std::vector<Json> const& objects, std::string const& field,
                 std::string const& flag, std::vector<std::string> const& other_names) {
  auto const has = [&](Json const& object) {
    return found_at(object, field) != nullptr || may_have(object, field);
  };
  if (objects.empty() || std::any_of(objects.begin(), objects.end(), has)) return;
  std::vector<std::string> paths;
  for (auto const& object : objects)
    add_paths(object, "", paths);
  paths.insert(paths.end(), other_names.begin(), other_names.end());
  auto const near = nearest(field, paths);
  throw InputError(
      {.where = flag,
       .value = field,
       .problem = "is not a field",
       .expected = "a key of the JSON's rows, with dots: " + paths.front(),
       .fix = near ? "did you mean " + std::string(*near) + "?" : "see the keys with --json"});
}

std::vector<std::size_t> order_by(std::vector<Json> const& objects, std::string const& field,
                                  bool descending) {
  std::vector<std::size_t> order(objects.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (objects.empty()) return order;
  check_field(objects, field, "--sort-by");
  std::vector<Json> keys;
  for (auto const& object : objects)
    keys.push_back(value_at(object, field));
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (keys[a].is_null() || keys[b].is_null()) return !keys[a].is_null() && keys[b].is_null();
    return descending ? keys[b] < keys[a] : keys[a] < keys[b];
  });
  return order;
}

Json sources_json(std::vector<Source> const& sources) {
  return each(sources, json_by<source_table, Source>);
}

Json frame_schemas() {
  return {{"assumption", schema_of(assumption_table, "A constant that the answer used")},
          {"source", schema_of(source_table, "Where a fact is from")}};
}

Json document_json(Frame const& frame, Json summary, Json const& results,
                   std::optional<std::size_t> total) {
  Json json = {{"format_version", format_version}, {"command", frame.command}};
  json["summary"] = std::move(summary);
  json["inputs"] = inputs_json(frame.inputs);
  json["assumptions"] = each(frame.assumptions, json_by<assumption_table, AssumptionEntry>);
  json["catalog"] = {{"version", frame.catalog_version},
                     {"as_of", text_or_null(frame.catalog_as_of)},
                     {"sources", sources_json(frame.sources)},
                     {"sha256", frame.catalog_sha256}};
  for (auto const& [key, result] : results.items())
    json[key] = result;
  if (total) json["total_results"] = *total;
  json["warnings"] = frame.warnings;
  return json;
}

}  // namespace ec2plan::documents

namespace ec2plan {
namespace {

using namespace documents;

/// Keeps only what the fields name, in their order: a path may name a leaf or a whole object, and
/// is null in an object that lacks it. Throws: InputError at --fields for one that none has.
void select(std::vector<Json>& objects, std::vector<std::string> const& fields) {
  if (fields.empty()) return;
  for (auto const& field : fields)
    check_field(objects, field, "--fields");
  for (auto& object : objects) {
    Json kept = Json::object();
    for (auto const& field : fields)
      if (!found_at(kept, field)) put(kept, field, value_at(object, field));
    object = std::move(kept);
  }
}

}  // namespace

std::size_t cut(Contents& contents, std::size_t most) {
  auto const& places = contents.places;
  constexpr auto all = std::numeric_limits<std::size_t>::max();
  bool const is_list = places.size() == 1 && places.front().is_list && places.front().most == all;
  auto const total = contents.rows.size();
  if (!is_list || total <= most) return 0;
  contents.total = total;
  contents.rows.resize(most);
  return total - most;
}

std::string document(Contents&& contents, std::vector<std::string> const& fields) {
  auto& [frame, summary, results, objects, places, total] = contents;
  if (!places.empty()) select(objects, fields);
  auto next = objects.begin();
  for (auto const& [path, most, is_list] : places) {
    Json& place = results[Json::json_pointer(path)];
    place = is_list ? Json::array() : std::move(*next++);
    for (auto left = most; is_list && left > 0 && next != objects.end(); --left)
      place.push_back(std::move(*next++));
  }
  return written(document_json(frame, std::move(summary), results, total));
}

std::vector<Row> rows(Contents&& contents, std::vector<std::string> const& fields) {
  select(contents.rows, fields);
  std::vector<Row> rows;
  for (auto const& object : contents.rows)
    rows.push_back({flattened(object), written_on_a_line(object)});
  return rows;
}

std::vector<std::size_t> order_of(Contents const& contents, std::string const& field,
                                  bool descending) {
  return order_by(contents.rows, field, descending);
}

}  // namespace ec2plan
