#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "ec2plan/document/answer.hpp"
#include "ec2plan/estimate/run.hpp"

namespace ec2plan::documents {

using Json = nlohmann::ordered_json;

/// A number of at most 12 significant digits, so that noise of the last bits is not printed and
/// parts still sum to totals; whole ones as integers, NaN and infinity as null.
InputValue rounded(double value);
Json number(double value);

/// null for an empty text, which stands for "unknown".
Json text_or_null(std::string const& text);

Json value_of(InputValue const& value);

template <typename Value>
Json number_or_null(std::optional<Value> const& value) {
  return value ? number(static_cast<double>(*value)) : Json(nullptr);
}

/// {"low", "likely", "high"} in the unit; all null when the range is not known.
template <typename Value>
Json range(Range<Value> const& values, Value unit, bool known = true) {
  auto const one = [&](Value value) { return known ? number(value / unit) : Json(nullptr); };
  return {{"low", one(values.low)}, {"likely", one(values.likely)}, {"high", one(values.high)}};
}

/// Indented, with a final newline; bytes that are no UTF-8 become U+FFFD.
std::string written(Json const& document);

/// A value as it stands in such a document, so many spaces deep, without a final newline.
std::string written_within(Json const& value, std::size_t spaces);

/// A document that is written around the elements of a list of its own: what stands before the
/// first and after the last of them.
struct WrittenAround {
  std::string before{}, after{};
};
WrittenAround written_around(Json const& document, std::string const& list_key);

/// On one line, without a newline.
std::string written_on_a_line(Json const& document);

}  // namespace ec2plan::documents
