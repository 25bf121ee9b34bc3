#pragma once

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/json_value.hpp"
#include "document/json.hpp"

/// A noun of the documents - a plan, an instance type, a model - is a table: a row for each key,
/// with what may stand there, how it is got and what it means. From the table come the JSON, and
/// with it csv, --fields and --sort-by, what a saved result is read back by, and the schema
/// (docs/decisions/0014-a-field-stands-once.md).
namespace ec2plan::documents {

using catalog::JsonValue;

/// What may stand under a key.
struct Kind {
  enum class Type { text, truth, whole, number, texts, object, rows, any };

  Type type = Type::text;
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  bool above = false;                             // never `least` itself
  std::vector<std::string> (*words)() = nullptr;  // the only texts that it may be
  bool null = false;                              // where it is unknown
  bool always = true;                             // else some rows lack the key
};

namespace kinds {

constexpr Kind text{};
constexpr Kind truth{.type = Kind::Type::truth};
constexpr Kind texts{.type = Kind::Type::texts};
constexpr Kind object{.type = Kind::Type::object};  // its members follow
constexpr Kind rows{.type = Kind::Type::rows};
constexpr Kind any{.type = Kind::Type::any};  // whatever a value may be
constexpr Kind any_number{.type = Kind::Type::number};
constexpr Kind not_negative{.type = Kind::Type::number, .least = 0};
constexpr Kind positive{.type = Kind::Type::number, .least = 0, .above = true};
constexpr Kind share{.type = Kind::Type::number, .least = 0, .most = 1, .above = true};
constexpr Kind rounded_time{.type = Kind::Type::number, .least = -1e-9};

constexpr Kind whole(double least, double most = 1e9) {
  return {.type = Kind::Type::whole, .least = least, .most = most};
}

constexpr Kind word(std::vector<std::string> (*words)()) { return {.words = words}; }

constexpr Kind or_null(Kind kind) {
  kind.null = true;
  return kind;
}

constexpr Kind sometimes(Kind kind) {
  kind.always = false;
  return kind;
}

/// The names of these values, for `word`.
template <auto name, auto... values>
std::vector<std::string> words() {
  return {std::string(name(values))...};
}

}  // namespace kinds

std::vector<std::string> purchases();

/// How a value enters what is read back, and leaves it again.
template <typename Saved>
struct Kept {
  InputValue (*get)(Saved const&) = nullptr;
  void (*set)(Saved&, InputValue const&) = nullptr;
};

/// The context of a noun that needs none.
struct Nothing {};

/// A row of the table of a noun, whose document needs a context beside it.
template <typename Noun, typename Context, typename Saved = Noun>
struct Field {
  std::string_view path;  // "link.kind": at most one object deep
  Kind kind;
  /// A number is not rounded yet. Of an object: null where all of it is; nullptr: it never is.
  InputValue (*value)(Noun const&, Context const&);
  std::string_view meaning;
  Kept<Saved> kept{};
  char const* unit = nullptr;  // in a comparison, "" for words and plain counts; none: not compared
  char const* label = nullptr;  // what a page calls it; none: the key, with blanks
  Json (*rows)(Noun const&, Context const&) = nullptr;  // in place of a value
  Json (*schema)() = nullptr;                           // of such a row
};

/// "link" and "kind" of "link.kind"; the first is empty where there is no dot.
struct Place {
  std::string parent, key;
};
Place place_of(std::string_view path);

/// The document of a noun, key by key.
template <typename Fields, typename Noun, typename Context>
Json json_of(Fields const& fields, Noun const& noun, Context const& context) {
  Json json = Json::object();
  for (auto const& field : fields) {
    auto const [parent, key] = place_of(field.path);
    if (!parent.empty() && json[parent].is_null()) continue;
    Json& place = parent.empty() ? json[key] : json[parent][key];
    bool const unknown = field.value != nullptr && field.kind.type == Kind::Type::object &&
                         field.value(noun, context) == InputValue(nullptr);
    if (field.rows != nullptr)
      place = field.rows(noun, context);
    else if (field.kind.type != Kind::Type::object)
      place = value_of(field.value(noun, context));
    else if (!unknown)
      place = Json::object();
  }
  return json;
}

/// An object's schema, without keys yet.
Json empty_schema(std::string_view meaning);

/// Adds the key to the schema of its noun. `items`: of a list of objects.
void add_key(Json& schema, std::string_view path, Kind const& kind, std::string_view meaning,
             Json items);

template <typename Fields>
Json schema_of(Fields const& fields, std::string_view meaning) {
  Json schema = empty_schema(meaning);
  for (auto const& field : fields)
    add_key(schema, field.path, field.kind, field.meaning,
            field.schema == nullptr ? Json() : field.schema());
  return schema;
}

/// The JSON of a noun that needs no context.
template <auto const& fields, typename Noun>
Json json_by(Noun const& noun) {
  return json_of(fields, noun, Nothing{});
}

/// A value of this kind that was saved. Throws: InputError of kind file for any other.
InputValue value_read(JsonValue const& at, Kind const& kind);

/// Whether it is ours of any minor version: "1.7".
bool is_our_format(std::string_view version);

/// Refuses a document of another major version than ours.
void expect_our_format(JsonValue const& document);

}  // namespace ec2plan::documents
