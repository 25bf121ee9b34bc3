#pragma once

#include <string>

#include "report/page.hpp"

namespace ec2plan::pages {

struct TextOptions {
  std::size_t columns = 100;
  bool color = false;
  bool ascii = false;
};

/// The page for a terminal: no line longer than the columns unless one word is.
std::string text(Page const& page, TextOptions const& options);

/// The text in the terminal's colours.
std::string colored(std::string text, Style style);

}  // namespace ec2plan::pages
