#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/json.hpp"

namespace ec2plan::documents {

/// A document parsed. Throws: as catalog::parsed_json.
Json parsed(std::string_view text, std::string const& file);

/// A place in a document that was read: each question names the file and the JSON path when the
/// answer is not what it should be. Views the document.
class Reader {
 public:
  Reader(Json const& json, std::string file, std::string path = {})
      : json_(&json), file_(std::move(file)), path_(std::move(path)) {}

  Reader at(std::string const& key) const;
  Reader at(std::size_t index) const;
  std::optional<Reader> find(std::string const& key) const;  // of an object; empty: it lacks it
  bool is_null() const;
  std::size_t size() const;               // of a list
  std::vector<std::string> keys() const;  // of an object

  std::string text() const;
  std::string text_or_empty() const;  // null is empty
  bool boolean() const;
  int integer(int least) const;  // up to 10^9
  double number() const;         // finite
  double positive() const;
  double positive_or_zero() const;  // null is 0
  InputValue value() const;         // what no input of ours holds is its text: a minor step may

  [[noreturn]] void refuse(std::string problem, std::string expected, std::string fix = {}) const;

 private:
  Json const* json_;
  std::string file_, path_;
};

/// Whether it is ours of any minor version: "1.7".
bool is_our_format(std::string_view version);

/// Refuses a document of another major version than ours.
void expect_our_format(Reader const& document);

}  // namespace ec2plan::documents
