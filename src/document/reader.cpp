#include "document/reader.hpp"

#include <algorithm>
#include <cmath>

#include "catalog/json_file.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan::documents {

Json parsed(std::string_view text, std::string const& file) {
  catalog::parsed_json(text, file);  // watches depth, keys and encoding
  return Json::parse(text);
}

void Reader::refuse(std::string problem, std::string expected, std::string fix) const {
  std::string value = json_->is_structured() ? "" : written_on_a_line(*json_);
  throw InputError({.where = file_,
                    .path = path_.empty() ? "/" : path_,
                    .value = std::move(value),
                    .problem = std::move(problem),
                    .expected = std::move(expected),
                    .fix = std::move(fix),
                    .kind = InputFault::Kind::file});
}

Reader Reader::at(std::string const& key) const {
  if (!json_->is_object()) refuse("is not an object", "an object with \"" + key + "\"");
  auto const found = json_->find(key);
  if (found == json_->end())
    refuse("lacks \"" + key + "\"", "a document that ec2plan saved with --json");
  return {*found, file_, path_ + "/" + key};
}

Reader Reader::at(std::size_t index) const {
  return {json_->at(index), file_, path_ + "/" + std::to_string(index)};
}

std::optional<Reader> Reader::find(std::string const& key) const {
  if (!json_->is_object()) refuse("is not an object", "an object");
  if (!json_->contains(key)) return {};
  return at(key);
}

bool Reader::is_null() const { return json_->is_null(); }

std::size_t Reader::size() const {
  if (!json_->is_array()) refuse("is not a list", "a list");
  return json_->size();
}

std::vector<std::string> Reader::keys() const {
  if (!json_->is_object()) refuse("is not an object", "an object");
  std::vector<std::string> keys;
  for (auto const& [key, value] : json_->items())
    keys.push_back(key);
  return keys;
}

std::string Reader::text() const {
  if (!json_->is_string()) refuse("is not a text", "a text");
  return json_->get<std::string>();
}

std::string Reader::text_or_empty() const { return json_->is_null() ? std::string{} : text(); }

bool Reader::boolean() const {
  if (!json_->is_boolean()) refuse("is not a truth value", "true or false");
  return json_->get<bool>();
}

int Reader::integer(int least) const {
  constexpr double most = 1e9;
  double const value = json_->is_number() ? json_->get<double>() : least - 1.0;
  if (value < least || value > most || value != std::trunc(value))
    refuse("is not accepted", "a whole number from " + std::to_string(least) + " to 10^9");
  return static_cast<int>(value);
}

double Reader::number() const {
  if (!json_->is_number() || !std::isfinite(json_->get<double>()))
    refuse("is not a number", "a number");
  return json_->get<double>();
}

double Reader::positive() const {
  double const value = json_->is_number() ? json_->get<double>() : 0;
  if (!(value > 0) || !std::isfinite(value)) refuse("is not accepted", "a positive number");
  return value;
}

double Reader::positive_or_zero() const { return json_->is_null() ? 0 : positive(); }

InputValue Reader::value() const {
  if (json_->is_null()) return nullptr;
  if (json_->is_boolean()) return json_->get<bool>();
  if (json_->is_number_integer()) return json_->get<std::int64_t>();
  if (json_->is_number()) return json_->get<double>();
  if (json_->is_string()) return json_->get<std::string>();
  if (!std::ranges::all_of(*json_, &Json::is_string) || json_->is_object())
    return written_on_a_line(*json_);
  return json_->get<std::vector<std::string>>();
}

bool is_our_format(std::string_view version) {
  std::string_view const ours = format_version, major = ours.substr(0, ours.find('.') + 1);
  return version.size() > major.size() && version.starts_with(major) &&
         version.find_first_not_of("0123456789", major.size()) == std::string_view::npos;
}

void expect_our_format(Reader const& document) {
  Reader const version = document.at("format_version");
  if (!is_our_format(version.text()))
    version.refuse("is another format", "version 1.x", "save the result again with this ec2plan");
}

}  // namespace ec2plan::documents
