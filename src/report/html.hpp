#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/page.hpp"

namespace ec2plan::pages {

/// The page as one HTML file that asks nobody for anything: styles, script and charts are inside,
/// and its own content policy forbids whatever else. The title names it in a list of tabs.
std::string html(Page const& page, std::string const& title);

/// In an SVG attribute: at most two decimals, no locale: "12.5".
std::string svg_number(double value);

/// "34.56%" of the width.
std::string svg_share(double share);

struct Attribute {
  std::string_view name{};  // of ours, never of a fact
  std::string value{};      // anything; left out with its name where the name is empty
};
using Attributes = std::vector<Attribute>;

/// HTML in the making: a text or a value of an attribute comes out inert, whatever it holds.
class Markup {
 public:
  void open(std::string_view element, Attributes const& attributes = {});
  void close(std::string_view element);

  /// With nothing inside: of SVG, or one that HTML never closes.
  void empty(std::string_view element, Attributes const& attributes = {});

  void text(std::string_view text);

  /// An element that holds a text alone.
  void element(std::string_view element, Attributes const& attributes, std::string_view text);

  void line() { out_ += '\n'; }

  /// As it stands. Assumes: ours, without anything from a fact.
  void ours(std::string_view markup) { out_ += markup; }

  std::string const& made() const { return out_; }

 private:
  std::string out_{};

  void start(std::string_view element, Attributes const& attributes);
};

}  // namespace ec2plan::pages
