#include "document/json.hpp"

#include <charconv>
#include <cmath>

namespace ec2plan::documents {
namespace {

double twelve_digits(double value) {
  char digits[32];
  auto const end =
      std::to_chars(digits, digits + sizeof digits, value, std::chars_format::scientific, 11);
  double result = value;
  std::from_chars(digits, end.ptr, result);
  return result;
}

}  // namespace

InputValue rounded(double value) {
  constexpr double largest_exact = 9007199254740992.0;  // 2^53
  if (!std::isfinite(value)) return nullptr;
  if (value == std::trunc(value) && std::abs(value) < largest_exact)
    return static_cast<std::int64_t>(value);
  double const near = twelve_digits(value);
  if (near == std::trunc(near) && std::abs(near) < largest_exact)
    return static_cast<std::int64_t>(near);
  return near;
}

Json number(double value) {
  return std::visit([](auto const& one) { return Json(one); }, rounded(value));
}

Json text_or_null(std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json value_of(InputValue const& value) {
  if (auto const* real = std::get_if<double>(&value)) return number(*real);
  return std::visit([](auto const& one) { return Json(one); }, value);
}

std::string written(Json const& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string written_within(Json const& value, std::size_t spaces) {
  std::string text;
  for (char const letter : value.dump(2, ' ', false, Json::error_handler_t::replace)) {
    text += letter;
    if (letter == '\n') text.append(spaces, ' ');  // one within a text is written as \n
  }
  return text;
}

WrittenAround written_around(Json const& document, std::string const& list_key) {
  WrittenAround around{.before = "{"};
  auto* text = &around.before;
  char const* separator = "\n  ";
  for (auto const& [key, value] : document.items()) {
    *text += separator + written_on_a_line(key) + ": ";
    separator = ",\n  ";
    if (key != list_key) {
      *text += written_within(value, 2);
      continue;
    }
    *text += "[";
    text = &around.after;
    *text += "]";
  }
  *text += "\n}\n";
  return around;
}

std::string written_on_a_line(Json const& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace ec2plan::documents
