#include "catalog/json_value.hpp"

#include <cmath>
#include <utility>

#include "ec2plan/units/date.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan::catalog {
namespace {

constexpr std::string_view mend = "correct the value in the file";

/// The value as it stands in the file; a long one is cut where it is shown.
std::string shown(Json const& json) {
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

}  // namespace

std::string const& JsonValue::text() const {
  auto const* text = json_->get_ptr<std::string const*>();
  if (text == nullptr || text->empty())
    refuse("is not a text", "a text that is not empty", "write it in quotation marks");
  return *text;
}

std::string const& JsonValue::choice(std::span<std::string_view const> choices) const {
  if (auto const* text = json_->get_ptr<std::string const*>())
    for (auto const choice : choices)
      if (*text == choice) return *text;
  refuse("is none of them", choice_text(choices), std::string(mend));
}

double JsonValue::number(double least, double most) const {
  std::string const fix =
      json_->is_string() ? "write the number without quotation marks" : std::string(mend);
  if (!json_->is_number()) refuse("is not a number", range_text("a number", least, most), fix);
  double const value = json_->get<double>();
  if (!(value >= least && value <= most))
    refuse("is out of range", range_text("a number", least, most), fix);
  return value;
}

int JsonValue::integer(int least, int most) const {
  double const value = json_->is_number() ? json_->get<double>() : least;
  if (!json_->is_number() || value != std::floor(value) || value < least || value > most) {
    refuse(json_->is_number() ? "is out of range" : "is not a whole number",
           range_text("a whole number", least, most),
           json_->is_string() ? "write the number without quotation marks" : std::string(mend));
  }
  return static_cast<int>(value);
}

bool JsonValue::boolean() const {
  if (!json_->is_boolean()) refuse("is neither", "true or false", std::string(mend));
  return json_->get<bool>();
}

std::string const& JsonValue::date() const {
  auto const* text = json_->get_ptr<std::string const*>();
  if (text == nullptr || !is_date(*text))
    refuse("is not a day", "a day as year-month-day, such as \"2026-07-20\"", std::string(mend));
  return *text;
}

JsonValue JsonValue::member(std::string_view key) const {
  auto const found = json_->find(key);
  return JsonValue(*this, *found, key, 0);
}

void JsonValue::expect_array() const {
  if (!json_->is_array()) refuse("is not a list", "a list in [ ]", std::string(mend));
}

void JsonValue::expect_object() const {
  if (!json_->is_object()) refuse("is not an object", "an object in { }", std::string(mend));
}

std::string JsonValue::path() const {
  if (parent_ == nullptr) return {};
  std::string const token =
      parent_->json_->is_array() ? std::to_string(index_) : pointer_token(key_);
  return parent_->path() + "/" + token;
}

void JsonValue::refuse(std::string problem, std::string expected, std::string fix) const {
  throw InputError({.where = std::string(file_),
                    .path = path(),
                    .value = shown(*json_),
                    .problem = std::move(problem),
                    .expected = std::move(expected),
                    .fix = std::move(fix),
                    .kind = InputFault::Kind::file});
}

void JsonValue::refuse_key(std::string_view key, std::span<std::string_view const> known) const {
  auto const meant = nearest(key, known);
  throw InputError(
      {.where = std::string(file_),
       .path = path() + "/" + pointer_token(key),
       .value = std::string(key),
       .problem = "is an unknown key",
       .expected = choice_text(known),
       .fix = meant ? "did you mean " + std::string(*meant) + "?" : std::string("drop the key"),
       .kind = InputFault::Kind::file});
}

void refuse_missing(JsonValue const& object, std::string_view key) {
  throw InputError({.where = std::string(object.file()),
                    .path = object.path(),
                    .problem = "\"" + std::string(key) + "\" is missing",
                    .expected = "an object with the key \"" + std::string(key) + "\"",
                    .fix = "add it; a record whose name is new holds every field",
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
