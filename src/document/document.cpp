#include "ec2plan/document/document.hpp"

#include "catalog/embedded.hpp"
#include "document/catalog_json.hpp"
#include "document/contents.hpp"
#include "document/recommend_json.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan {
namespace {

void refuse_files(Question const& question) {
  for (std::string_view const key : {"catalog", "calibration"})
    if (is_given(question, key))
      throw InputError({.where = "question",
                        .path = "/" + std::string(key),
                        .problem = "names a file",
                        .expected = "a question of the catalog that it is put to",
                        .fix = "lay the file over the catalog",
                        .kind = InputFault::Kind::file});
}

/// Of an estimate without a plan it is a recommendation's.
std::string document_of(Catalog const& catalog, Question const& question) {
  auto found = answer(catalog, question);
  if (question.kind == Question::Kind::estimate && !has_estimate(found))
    found.frame.command = "recommend";
  return document(found);
}

std::string refused(InputFault const& fault) {
  return documents::written({{"error",
                              {{"where", fault.where},
                               {"path", fault.path},
                               {"value", fault.value},
                               {"problem", fault.problem},
                               {"expected", fault.expected},
                               {"fix", fault.fix}}}});
}

using documents::Json;

constexpr std::string_view folder = "schemas/", ending = ".schema.json";
constexpr std::string_view shared_file = "definitions";  // what the documents have in common

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

/// Those of the file, and those that tables of fields make, here and in rooms further on.
Json definitions_with(Json const& file, Definitions const& more) {
  using namespace documents;
  Json all = file.at("definitions");
  Json const plan = schema_of(plan_fields(), "A plan, complete: what explain reads back");
  all["brief_plan"] = empty_schema("Enough to tell a plan by: of the fields of one");
  for (auto const& [key, schema] : plan.at("properties").items()) {
    if (!is_brief(key)) continue;
    all["brief_plan"]["required"].push_back(key);
    all["brief_plan"]["properties"][key] = schema;
  }
  all["plan"] = plan;
  all["rejection"] = schema_of(rejection_fields(), "A type that is no candidate");
  all["instance"] = schema_of(instance_fields(), "An instance type");
  all["model"] = schema_of(model_fields(), "A model");
  all["change"] = schema_of(change_fields(), "A difference");
  all.update(frame_schemas());
  for (auto const& [name, schema] : more)
    all[name] = Json::parse(schema);
  return all;
}

/// What every document of the program holds stands around what this one does.
void add_frame(Json& schema, Json const& frame) {
  Json const own = std::move(schema["properties"]);
  schema.erase("properties");
  Json all = Json::object(), required = Json::array();
  auto const take = [&](std::string const& key) {
    all[key] = own.contains(key) ? own.at(key) : frame.at(key);
  };
  for (auto const* key :
       {"format_version", "command", "summary", "inputs", "assumptions", "catalog"})
    take(key);
  for (auto const& [key, value] : own.items())
    if (!all.contains(key)) all[key] = value;
  take("warnings");
  for (auto const& [key, value] : all.items())
    if (key != "total_results") required.push_back(key);  // only where some are left out
  schema["required"] = std::move(required);
  schema["properties"] = std::move(all);
}

/// A point of a grid has the keys of a plan, all null where it has none.
void add_plan_keys(Json& point, Json const& plan) {
  for (auto const& key : plan.at("required")) {
    point["required"].push_back(key);
    point["oneOf"].back()["properties"][key.get<std::string>()] = {{"type", "null"}};
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

ContentsOf contents(VersionAnswer const& answer) {
  using namespace documents;
  return shared({.frame = answer.frame,
                 .summary = sentence("ec2plan " + answer.version + "."),
                 .results = {{"version",
                              {{"program", answer.version},
                               {"format_version", format_version},
                               {"compiler", text_or_null(answer.compiler)},
                               {"build", text_or_null(answer.build)}}}}});
}

std::string answered(Catalog const& catalog, std::string_view text) {
  try {
    auto const question = question_from_json(text);
    refuse_files(question);
    return document_of(catalog, question);
  } catch (InputError const& error) {
    return refused(error);
  }
}

std::vector<std::string> schema_names() {
  std::vector<std::string> names;
  for (auto const& file : catalog::embedded_files()) {
    if (!file.name.starts_with(folder) || !file.name.ends_with(ending)) continue;
    auto const length = file.name.size() - folder.size() - ending.size();
    std::string name{file.name.substr(folder.size(), length)};
    if (name != shared_file) names.push_back(std::move(name));
  }
  return names;
}

std::string schema_text(std::string_view name, Definitions const& more) {
  std::string const wanted{name};
  auto const text = text_of(wanted);
  if (text.empty() || name == shared_file) throw unknown(name);
  Json schema = Json::parse(text);
  Json const file = Json::parse(text_of(std::string(shared_file)));
  Json const definitions = definitions_with(file, more);
  if (schema["properties"].contains("command")) add_frame(schema, file.at("frame"));
  if (name == "sweep")
    add_plan_keys(schema["properties"]["candidates"]["items"], definitions.at("plan"));
  bundle(schema, definitions);
  return documents::written(schema);
}

}  // namespace ec2plan
