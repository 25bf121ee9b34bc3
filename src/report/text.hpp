#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/page.hpp"

namespace ec2plan::pages {

struct TextOptions {
  std::size_t columns = 100;
  bool color = false;
  bool ascii = false;
};

/// The page for a terminal: no line longer than the columns unless one word is.
std::string text(Page const& page, TextOptions const& options);

/// Code points. Assumes: escaped text, so each takes one column.
std::size_t width(std::string_view text);

/// Escaped, and in ASCII where asked for.
std::string printable(std::string_view text, bool ascii);

/// Lines of whole words, each at most so wide.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

/// The text in the terminal's colours.
std::string colored(std::string text, Style style);

}  // namespace ec2plan::pages
