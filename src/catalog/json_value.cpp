#include "catalog/json_value.hpp"

#include <cmath>
#include <utility>

#include "ec2plan/units/date.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan::catalog {
namespace {

constexpr std::string_view unquoted = "write the number without quotation marks";

/// The value as it stands in the file; a long one is cut where it is shown.
std::string shown_value(Json const& json) {
  if (json.is_array()) return "[...]";
  if (json.is_object()) return "{...}";
  if (json.is_string()) return "\"" + json.get<std::string>() + "\"";
  return json.dump();
}

std::string range_text(std::string_view kind, double least, double most) {
  return std::string(kind) + " from " + number_text(least) + " to " + number_text(most);
}

bool digits_at(std::string_view text, std::size_t first, std::size_t count) {
  for (char const letter : text.substr(first, count))
    if (letter < '0' || letter > '9') return false;
  return true;
}

int number_at(std::string_view text, std::size_t first, std::size_t count) {
  int number = 0;
  for (char const letter : text.substr(first, count))
    number = number * 10 + (letter - '0');
  return number;
}

/// Adds the way from `from` down to the value; false where it is not below.
bool add_path(Json const& from, Json const* value, std::string& path) {
  auto const length = path.size();
  for (auto const& [key, below] : from.items()) {
    path += "/" + pointer_token(key);
    if (&below == value || (below.is_structured() && add_path(below, value, path))) return true;
    path.resize(length);
  }
  return false;
}

}  // namespace

std::string const& JsonValue::text() const {
  auto const* text = json_->get_ptr<std::string const*>();
  if (text == nullptr || text->empty())
    refuse("is not a text", "a text that is not empty", "write it in quotation marks");
  return *text;
}

std::string JsonValue::text_or_empty() const {
  return is_null() || *json_ == "" ? std::string() : text();
}

std::string const& JsonValue::choice(std::span<std::string_view const> choices) const {
  if (auto const* text = json_->get_ptr<std::string const*>())
    for (auto const choice : choices)
      if (*text == choice) return *text;
  refuse("is none of them", choice_text(choices));
}

double JsonValue::number() const {
  if (!json_->is_number())
    refuse("is not a number", "a number", std::string(json_->is_string() ? unquoted : mend_));
  return json_->get<double>();
}

double JsonValue::number(double least, double most) const {
  if (!json_->is_number())
    refuse("is not a number", range_text("a number", least, most),
           std::string(json_->is_string() ? unquoted : mend_));
  double const value = json_->get<double>();
  if (!(value >= least && value <= most))
    refuse("is out of range", range_text("a number", least, most));
  return value;
}

double JsonValue::positive() const {
  if (!(number() > 0)) refuse("is out of range", "a positive number");
  return number();
}

int JsonValue::integer(int least, int most) const {
  double const value = json_->is_number() ? json_->get<double>() : least;
  if (!json_->is_number() || value != std::floor(value) || value < least || value > most) {
    refuse(json_->is_number() ? "is out of range" : "is not a whole number",
           range_text("a whole number", least, most),
           std::string(json_->is_string() ? unquoted : mend_));
  }
  return static_cast<int>(value);
}

bool JsonValue::boolean() const {
  if (!json_->is_boolean()) refuse("is neither", "true or false");
  return json_->get<bool>();
}

std::string const& JsonValue::date() const {
  auto const* text = json_->get_ptr<std::string const*>();
  if (text == nullptr || !is_date(*text))
    refuse("is not a day", "a day as year-month-day, such as \"2026-07-20\"");
  return *text;
}

std::vector<std::string> JsonValue::texts() const {
  std::vector<std::string> texts;
  each_element([&](JsonValue const& element) { texts.push_back(element.text()); });
  return texts;
}

JsonValue JsonValue::at(std::string_view key) const {
  expect_object();
  auto const found = json_->find(key);
  if (found == json_->end()) refuse_missing(*this, key);
  return below(*found);
}

void JsonValue::expect_array() const {
  if (!json_->is_array()) refuse("is not a list", "a list in [ ]");
}

void JsonValue::expect_object() const {
  if (!json_->is_object()) refuse("is not an object", "an object in { }");
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const {
  expect_object();
  auto const found = json_->find(key);
  if (found == json_->end() || found->is_null()) return std::nullopt;
  return below(*found);
}

JsonValue JsonValue::section(std::string_view key) const {
  static Json const nothing = Json::object();
  auto const value = find(key);
  if (!value) return {nothing, file_, mend_};
  value->expect_object();
  return *value;
}

std::string JsonValue::find_text(std::string_view key) const {
  auto const value = find(key);
  return value ? value->text_or_empty() : std::string();
}

std::string JsonValue::find_choice(std::string_view key,
                                   std::span<std::string_view const> choices) const {
  auto const value = find(key);
  return value ? value->choice(choices) : std::string();
}

std::optional<double> JsonValue::find_number(std::string_view key, double least,
                                             double most) const {
  auto const value = find(key);
  return value ? std::optional(value->number(least, most)) : std::nullopt;
}

std::optional<int> JsonValue::find_integer(std::string_view key, int least, int most) const {
  auto const value = find(key);
  return value ? std::optional(value->integer(least, most)) : std::nullopt;
}

std::optional<bool> JsonValue::find_boolean(std::string_view key) const {
  auto const value = find(key);
  return value ? std::optional(value->boolean()) : std::nullopt;
}

std::string JsonValue::path() const {
  std::string path;
  if (json_ != document_) add_path(*document_, json_, path);
  return path;
}

void JsonValue::refuse(std::string problem, std::string expected, std::string fix) const {
  throw InputError({.where = std::string(file_),
                    .path = path(),
                    .value = shown_value(*json_),
                    .problem = std::move(problem),
                    .expected = std::move(expected),
                    .fix = fix.empty() ? std::string(mend_) : std::move(fix),
                    .kind = InputFault::Kind::file});
}

void JsonValue::refuse_key(std::string_view key, std::span<std::string_view const> known) const {
  throw InputError({.where = std::string(file_),
                    .path = path() + "/" + pointer_token(key),
                    .value = std::string(key),
                    .problem = "is an unknown key",
                    .expected = choice_text(known),
                    .fix = suggestion(key, known, "drop the key"),
                    .kind = InputFault::Kind::file});
}

void refuse_missing(JsonValue const& object, std::string_view key, std::string fix) {
  throw InputError({.where = std::string(object.file()),
                    .path = object.path(),
                    .problem = "\"" + std::string(key) + "\" is missing",
                    .expected = "an object with the key \"" + std::string(key) + "\"",
                    .fix = fix.empty() ? std::string(object.mend()) : std::move(fix),
                    .kind = InputFault::Kind::file});
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  if (!digits_at(text, 0, 4) || !digits_at(text, 5, 2) || !digits_at(text, 8, 2)) return false;
  int const year = number_at(text, 0, 4);
  return year >= 2000 && year < 2100 &&
         is_valid({.year = year, .month = number_at(text, 5, 2), .day = number_at(text, 8, 2)});
}

std::string choice_text(std::span<std::string_view const> choices) {
  std::string text;
  for (std::size_t index = 0; index < choices.size(); ++index) {
    if (index > 0) text += index + 1 == choices.size() ? " or " : ", ";
    text += choices[index];
  }
  return text;
}

}  // namespace ec2plan::catalog
