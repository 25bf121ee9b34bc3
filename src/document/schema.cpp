#include "ec2plan/document/schema.hpp"

#include "catalog/embedded.hpp"
#include "document/json.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan {
namespace {

using documents::Json;

constexpr std::string_view folder = "schemas/", ending = ".schema.json";
constexpr std::string_view shared = "definitions";  // what the documents have in common

std::string_view text_of(std::string const& name) {
  std::string const file = std::string(folder) + name + std::string(ending);
  for (auto const& embedded : catalog::embedded_files())
    if (embedded.name == file) return embedded.text;
  return {};
}

/// Every name that a "$ref" in the schema gives: "#/definitions/plan".
void add_references(Json const& schema, std::vector<std::string>& names) {
  constexpr std::string_view prefix = "#/definitions/";
  for (auto const& [key, value] : schema.items()) {
    if (value.is_structured()) add_references(value, names);
    if (key != "$ref" || !value.is_string()) continue;
    auto const target = value.get<std::string>();
    if (target.starts_with(prefix)) names.push_back(target.substr(prefix.size()));
  }
}

/// Adds the shared definitions that the schema refers to, and those that these refer to.
void bundle(Json& schema, Json const& definitions) {
  std::vector<std::string> wanted;
  add_references(schema, wanted);
  for (std::size_t next = 0; next < wanted.size(); ++next) {
    std::string const name = wanted[next];
    Json& known = schema["definitions"];
    if (known.contains(name) || !definitions.contains(name)) continue;
    known[name] = definitions.at(name);
    add_references(definitions.at(name), wanted);
  }
}

InputError unknown(std::string_view name) {
  auto const names = schema_names();
  std::string all;
  for (auto const& one : names)
    all += (all.empty() ? "" : ", ") + one;
  auto const near = nearest(name, names);
  return InputError({.where = "schema",
                     .value = std::string(name),
                     .problem = "is not a document",
                     .expected = all,
                     .fix = near ? "did you mean " + std::string(*near) + "?" : ""});
}

}  // namespace

std::vector<std::string> schema_names() {
  std::vector<std::string> names;
  for (auto const& file : catalog::embedded_files()) {
    if (!file.name.starts_with(folder) || !file.name.ends_with(ending)) continue;
    auto const length = file.name.size() - folder.size() - ending.size();
    std::string name{file.name.substr(folder.size(), length)};
    if (name != shared) names.push_back(std::move(name));
  }
  return names;
}

std::string schema_text(std::string_view name) {
  std::string const wanted{name};
  auto const text = text_of(wanted);
  if (text.empty() || name == shared) throw unknown(name);
  Json schema = Json::parse(text);
  bundle(schema, Json::parse(text_of(std::string(shared))).at("definitions"));
  return documents::written(schema);
}

}  // namespace ec2plan
