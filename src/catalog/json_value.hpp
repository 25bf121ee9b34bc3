#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/json_file.hpp"

namespace ec2plan::catalog {

/// A value of a JSON file that knows where it stands, so that a check that fails can name the
/// place: the one reader of whatever JSON the program is given. Views the document, and the texts
/// that it is made with.
class JsonValue {
 public:
  /// A whole document. `mend` is how a value of it that is refused is mended, as a rule.
  JsonValue(Json const& document, std::string_view file,
            std::string_view mend = "correct the value in the file")
      : json_(&document), document_(&document), file_(file), mend_(mend) {}

  Json const& json() const { return *json_; }
  std::string_view file() const { return file_; }
  std::string_view mend() const { return mend_; }
  bool is_null() const { return json_->is_null(); }

  // Each throws InputError of kind file when the value is not that.
  std::string const& text() const;    // not empty
  std::string text_or_empty() const;  // null is empty
  std::string const& choice(std::span<std::string_view const> choices) const;
  double number() const;
  double number(double least, double most) const;
  double positive() const;
  int integer(int least, int most = 1'000'000'000) const;
  bool boolean() const;
  std::string const& date() const;  // "2026-07-20"
  std::vector<std::string> texts() const;

  /// Of an array or an object.
  std::size_t size() const { return json_->size(); }

  /// Calls act(JsonValue) for each element; refuses what is not an array.
  template <typename Act>
  void each_element(Act act) const {
    expect_array();
    for (Json const& element : *json_)
      act(below(element));
  }

  /// Calls act(key, JsonValue) for each member, by key; refuses what is not an object.
  template <typename Act>
  void each_member(Act act) const {
    expect_object();
    for (auto const& [key, member] : json_->get_ref<Json::object_t const&>())
      act(key, below(member));
  }

  /// Refuses what is not an object, or lacks the member.
  JsonValue at(std::string_view key) const;
  /// Assumes: this is an array that has the element.
  JsonValue at(std::size_t index) const { return below((*json_)[index]); }
  void expect_array() const;
  void expect_object() const;

  // A member that may be absent or null, which mean the same; what is there must be what is asked
  // for. Each refuses what is not an object.
  std::optional<JsonValue> find(std::string_view key) const;
  JsonValue section(std::string_view key) const;      // an object; one without members where absent
  std::string find_text(std::string_view key) const;  // empty where it is absent, as find_choice
  std::string find_choice(std::string_view key, std::span<std::string_view const> choices) const;
  std::optional<double> find_number(std::string_view key, double least, double most) const;
  std::optional<int> find_integer(std::string_view key, int least, int most) const;
  std::optional<bool> find_boolean(std::string_view key) const;

  /// As a JSON pointer: "/prices/3/usd_per_hour". Looks for the value in the whole document.
  std::string path() const;

  /// Throws InputError of kind file. Without a `fix`, the document's own.
  [[noreturn]] void refuse(std::string problem, std::string expected, std::string fix = {}) const;
  /// Refuses a key: unknown, with the one that was probably meant.
  [[noreturn]] void refuse_key(std::string_view key, std::span<std::string_view const> known) const;

 private:
  JsonValue below(Json const& json) const {
    JsonValue value = *this;
    value.json_ = &json;
    return value;
  }

  Json const* json_;
  Json const* document_;
  std::string_view file_, mend_;
};

/// What a record says, as text, by the names of its fields: "dense_tflops_per_s/fp8". Not known:
/// "".
using Facts = std::vector<std::pair<std::string, std::string>>;

/// One field of a record: how its value enters the record, and how it is told.
template <typename Record>
struct Field {
  std::string_view name;
  void (*read)(JsonValue const&, Record&);
  std::string (*text)(Record const&) = nullptr;  // none: no fact, or told in parts
  bool required = true;                          // in a record whose key is new
  Facts (*parts)(Record const&) = nullptr;
};

/// Every fact of a record, in the order of the fields; all unknown where there is no record.
template <typename Record>
Facts facts_of(Record const* record, std::span<Field<Record> const> fields) {
  Facts facts;
  for (auto const& field : fields) {
    if (field.text != nullptr)
      facts.emplace_back(field.name, record == nullptr ? std::string() : field.text(*record));
    if (field.parts == nullptr) continue;
    for (auto& [name, text] : field.parts(record == nullptr ? Record{} : *record))
      facts.emplace_back(std::string(field.name) + "/" + name, std::move(text));
  }
  return facts;
}

/// The names of fields, for messages.
template <typename Record>
std::vector<std::string_view> names_of(std::span<Field<Record> const> fields) {
  std::vector<std::string_view> names;
  for (auto const& field : fields)
    names.push_back(field.name);
  return names;
}

/// Lays the members of an object over a record; a key that is no field is refused. Both are sorted,
/// so that the field of the next key is most often the next field.
template <typename Record>
void read_fields(JsonValue const& object, std::span<Field<Record> const> fields, Record& record) {
  std::size_t next = 0;
  object.each_member([&](std::string const& key, JsonValue const& value) {
    for (std::size_t tried = 0; tried < fields.size(); ++tried) {
      auto const& field = fields[(next + tried) % fields.size()];
      if (field.name != key) continue;
      next += tried + 1;
      return field.read(value, record);
    }
    object.refuse_key(key, names_of(fields));
  });
}

/// Refuses an object that lacks a member.
[[noreturn]] void refuse_missing(JsonValue const& object, std::string_view key,
                                 std::string fix = {});

template <typename Record>
void expect_complete(JsonValue const& object, std::span<Field<Record> const> fields) {
  object.expect_object();
  for (auto const& field : fields) {
    if (field.required && !object.json().contains(field.name))
      refuse_missing(object, field.name, "add it; a record whose name is new holds every field");
  }
}

/// An object of its own with these fields, all that are required among them.
template <typename Record>
Record whole(JsonValue const& object, std::span<Field<Record> const> fields) {
  Record record{};
  read_fields(object, fields, record);
  if (object.size() < fields.size()) expect_complete(object, fields);
  return record;
}

/// Whether this is a day: "2026-07-20".
bool is_date(std::string_view text);

/// "a, b or c"
std::string choice_text(std::span<std::string_view const> choices);

}  // namespace ec2plan::catalog
