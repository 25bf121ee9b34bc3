#include "report/text.hpp"

namespace ec2plan::pages {
namespace {

std::string_view code(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::strong:
      return "1";
    case Style::good:
      return "32";
    case Style::bad:
      return "31";
    case Style::warn:
      return "33";
    case Style::faint:
      return "2";
  }
  return "";
}

}  // namespace

std::string colored(std::string text, Style style) {
  if (text.empty() || style == Style::plain) return text;
  return "\x1b[" + std::string(code(style)) + "m" + text + "\x1b[0m";
}

}  // namespace ec2plan::pages
