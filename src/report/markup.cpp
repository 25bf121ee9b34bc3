#include "report/markup.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "report/letters.hpp"

namespace ec2plan::pages {

std::string svg_number(double value) {
  std::array<char, 400> buffer{};
  double const rounded = std::round(value * 100) / 100 + 0.0;  // never -0
  auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), rounded,
                                 std::chars_format::fixed, 2);
  std::string text(buffer.data(), end.ptr);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string svg_share(double share) { return svg_number(share * 100) + "%"; }

void Markup::start(std::string_view element, Attributes const& attributes) {
  out_ += '<';
  out_ += element;
  for (auto const& [name, value] : attributes) {
    if (name.empty()) continue;
    out_ += ' ';
    out_ += name;
    out_ += "=\"" + in_html(value) + '"';
  }
}

void Markup::open(std::string_view element, Attributes const& attributes) {
  start(element, attributes);
  out_ += '>';
}

void Markup::close(std::string_view element) {
  out_ += "</";
  out_ += element;
  out_ += '>';
}

void Markup::empty(std::string_view element, Attributes const& attributes) {
  start(element, attributes);
  out_ += "/>";
}

void Markup::text(std::string_view text) { out_ += in_html(text); }

void Markup::element(std::string_view element, Attributes const& attributes,
                     std::string_view text) {
  open(element, attributes);
  out_ += in_html(text);
  close(element);
}

}  // namespace ec2plan::pages
