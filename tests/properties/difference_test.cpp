#include "ec2plan/catalog/difference.hpp"

#include <algorithm>
#include <functional>

#include "catalog/json_file.hpp"
#include "catalog/layers.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::difference_test {
namespace {

using catalog::Json;

/// Says where facts are from, or is told as changes of another kind.
constexpr std::string_view no_facts[] = {"note",    "notes",  "regions",
                                         "retired", "source", "sources"};

struct Section {
  char const* name;
  char const* key;
  void (*lay)(catalog::JsonValue const&, catalog::Layer const&, Catalog&);
};

constexpr Section sections[] = {
    {"accelerators", "id", catalog::lay_accelerators},
    {"instances", "instance_type", catalog::lay_instances},
    {"models", "name", catalog::lay_models},
    {"assumptions", "key", catalog::lay_assumptions},
};

bool is_fact(Section const& section, std::string const& field) {
  return field != section.key && std::ranges::find(no_facts, field) == std::end(no_facts);
}

/// Other values that the field might take: those of other records first.
std::vector<Json> others(Json const& value, std::string const& field, Json const& records) {
  std::vector<Json> values;
  for (Json const& record : records)
    if (record.contains(field) && record[field] != value && !record[field].is_object())
      values.push_back(record[field]);
  if (value.is_boolean()) values.emplace_back(!value.get<bool>());
  if (value.is_number_integer()) {
    auto const number = value.get<std::int64_t>();
    if (number != 0) values.emplace_back(number * 2);
    values.emplace_back(number + 1);
  }
  if (value.is_number_float()) values.emplace_back(value.get<double>() * 0.75);
  if (value.is_string()) {
    values.emplace_back(value.get<std::string>() + "x");
    for (auto const* attention : {"bidirectional", "causal"})  // no record gives the latter
      values.emplace_back(attention);
  }
  if (value.is_array()) values.push_back(Json::array({"another-name"}));
  std::erase(values, value);
  return values;
}

/// Whether the catalog with another value of the field takes it; then the difference must name it.
bool is_told(Catalog const& base, Section const& section, Json record, std::string const& field,
             Json const& value) {
  record.erase("sources");
  record[field] = value;
  Json const list = Json::array({record});
  Catalog changed = base;
  try {
    section.lay(catalog::JsonValue(list, "changed.json"), {.file = "changed.json", .overlay = true},
                changed);
  } catch (InputError const&) {
    return false;
  }
  std::string const name = std::string(section.name) + "/" + record[section.key].get<std::string>();
  auto const told = difference(base, changed).changes;
  INFO(name << " " << field << ": " << value.dump());
  CHECK(std::ranges::any_of(told, [&](Change const& change) {
    return change.record == name &&
           (change.field == field || change.field.starts_with(field + "/"));
  }));
  return true;
}

/// Each member of an object with another value.
std::vector<Json> changed_members(Json const& object) {
  std::vector<Json> objects;
  for (auto const& [key, value] : object.items())
    for (Json const& other : others(value, key, Json::array())) {
      objects.push_back(object);
      objects.back()[key] = other;
    }
  return objects;
}

/// The catalog without the other models and assumptions: differences of few records are soon told.
Catalog with_only(Catalog catalog, Section const& section, std::string const& key) {
  std::erase_if(catalog.models, [&](ModelEntry const& model) {
    return section.name != std::string_view("models") || model.shape.name != key;
  });
  std::erase_if(catalog.assumptions, [&](AssumptionEntry const& entry) {
    return section.name != std::string_view("assumptions") || entry.key != key;
  });
  return catalog;
}

void check(Catalog const& base, Section const& section, Json const& records) {
  std::vector<std::string> tried;
  for (Json const& record : records) {
    Catalog const without_others = with_only(base, section, record[section.key]);
    for (auto const& [field, value] : record.items()) {
      if (!is_fact(section, field)) continue;
      auto const values =
          value.is_object() ? changed_members(value) : others(value, field, records);
      bool one = false;
      for (Json const& other : values) {
        one = is_told(without_others, section, record, field, other);
        if (one && !value.is_object()) break;
      }
      if (one) tried.push_back(field);
    }
  }
  for (auto const& [field, value] : records.front().items()) {
    INFO(section.name << "/" << field);
    CHECK((!is_fact(section, field) || std::ranges::find(tried, field) != tried.end()));
  }
}

TEST_CASE("a difference names every field of every record of the catalog") {
  Catalog base = load_catalog();
  base.prices.clear();
  base.field_sources.clear();
  for (Section const& section : sections) {
    auto const path = std::string("data/") + section.name + ".json";
    Json const document = catalog::parsed_json(catalog::file_text(path), path);
    check(base, section, document[section.name]);
  }
}

}  // namespace
}  // namespace ec2plan::difference_test
