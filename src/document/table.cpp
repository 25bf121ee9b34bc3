#include "document/table.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/document/document.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::documents {
namespace {

using Type = Kind::Type;

char const* type_name(Type type) {
  switch (type) {
    case Type::text:
      return "string";
    case Type::truth:
      return "boolean";
    case Type::whole:
      return "integer";
    case Type::number:
      return "number";
    case Type::object:
      return "object";
    case Type::texts:
    case Type::rows:
      return "array";
    case Type::any:
      break;
  }
  return "";
}

Json schema_of(Kind const& kind, std::string_view meaning, Json items) {
  Json schema = kind.type == Type::object ? empty_schema(meaning) : Json::object();
  auto const* const type = type_name(kind.type);
  if (kind.words != nullptr) {
    schema["enum"] = kind.words();
    if (kind.null) schema["enum"].push_back(nullptr);
  } else if (kind.type == Type::any) {
    schema["type"] = {"number", "string", "boolean", "array", "null"};
  } else {
    schema["type"] = kind.null ? Json({type, "null"}) : Json(type);
  }
  schema["description"] = meaning;
  if (kind.type == Type::texts) schema["items"] = {{"type", "string"}};
  if (kind.type == Type::rows) schema["items"] = std::move(items);
  if (std::isfinite(kind.least))
    schema[kind.above ? "exclusiveMinimum" : "minimum"] = number(kind.least);
  if (std::isfinite(kind.most) && kind.type == Type::number) schema["maximum"] = number(kind.most);
  return schema;
}

double whole_read(JsonValue const& at, Kind const& kind) {
  if (kind.most == kinds::whole(0).most) return at.integer(static_cast<int>(kind.least));
  double const value = at.number();
  if (value < kind.least || value > kind.most || value != std::trunc(value))
    at.refuse("is not accepted",
              "a whole number from " + number_text(kind.least) + " to " + number_text(kind.most));
  return value;
}

double number_read(JsonValue const& at, Kind const& kind) {
  double const value = kind.above ? at.positive() : at.number();
  if (value < kind.least)
    at.refuse("is not accepted", "a number of at least " + number_text(kind.least));
  if (value > kind.most) at.refuse("is above " + number_text(kind.most), "a share of the whole");
  return value;
}

std::string text_read(JsonValue const& at, Kind const& kind) {
  auto text = at.text();
  if (kind.words == nullptr) return text;
  auto const known = kind.words();
  if (std::ranges::find(known, text) == known.end())
    at.refuse("is unknown", "one of " + joined(known));
  return text;
}

}  // namespace

std::vector<std::string> purchases() {
  std::vector<std::string> names;
  for (auto const purchase : every_purchase)
    names.emplace_back(purchase_name(purchase));
  return names;
}

Place place_of(std::string_view path) {
  auto const dot = path.find('.');
  if (dot == std::string_view::npos) return {{}, std::string(path)};
  return {std::string(path.substr(0, dot)), std::string(path.substr(dot + 1))};
}

Json empty_schema(std::string_view meaning) {
  return {{"type", "object"},
          {"description", meaning},
          {"required", Json::array()},
          {"properties", Json::object()}};
}

void add_key(Json& schema, std::string_view path, Kind const& kind, std::string_view meaning,
             Json items) {
  auto const [parent, key] = place_of(path);
  Json& holder = parent.empty() ? schema : schema["properties"][parent];
  if (kind.always) holder["required"].push_back(key);
  holder["properties"][key] = schema_of(kind, meaning, std::move(items));
}

InputValue value_read(JsonValue const& at, Kind const& kind) {
  if (kind.null && at.is_null()) return nullptr;
  switch (kind.type) {
    case Type::truth:
      return at.boolean();
    case Type::whole:
      return static_cast<std::int64_t>(whole_read(at, kind));
    case Type::number:
      return number_read(at, kind);
    case Type::texts:
      return at.texts();
    default:
      return text_read(at, kind);
  }
}

bool is_our_format(std::string_view version) {
  std::string_view const ours = format_version, major = ours.substr(0, ours.find('.') + 1);
  return version.size() > major.size() && version.starts_with(major) &&
         version.find_first_not_of("0123456789", major.size()) == std::string_view::npos;
}

void expect_our_format(JsonValue const& document) {
  auto const version = document.at("format_version");
  if (!is_our_format(version.text()))
    version.refuse("is another format", "version 1.x", "save the result again with this ec2plan");
}

}  // namespace ec2plan::documents
