#pragma once

#include <string>
#include <string_view>
#include <vector>

/// How a text comes out on each kind of page. What files and flags say comes from anyone: here
/// alone is decided what is inert where it is written, so that it can be read and does nothing.
namespace ec2plan::pages {

/// Escaped for a terminal, as on every other page too: nothing that cannot be seen or turns the
/// direction of reading. In ASCII where asked for.
std::string printable(std::string_view text, bool ascii);

/// As the text of an element and between the quotes of an attribute, in HTML, SVG and XML.
std::string in_html(std::string_view text);

/// In GitHub's markdown, within a paragraph and in the cell of a table: no markup, and no name,
/// issue, address, formula or picture that the host makes of a text.
std::string in_markdown(std::string_view text);

/// At the start of a line too: no heading, list, rule or indented code.
std::string in_markdown_line(std::string_view text);

/// In an HTML element of markdown.
std::string in_markdown_html(std::string_view text);

/// A cell of CSV (RFC 4180), also for a reader who splits at semicolons. What a spreadsheet would
/// take for a formula gets an apostrophe.
std::string in_csv(std::string_view text);

/// The elements in one cell, with semicolons between them.
std::string in_csv(std::vector<std::string> const& list);

/// Columns that a terminal shows it in. Assumes: printable.
std::size_t width(std::string_view text);

/// Code points, each as its bytes. Assumes: printable.
std::vector<std::string_view> letters_of(std::string_view text);

/// Lines of whole words, each at most so wide. Assumes: printable.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

}  // namespace ec2plan::pages
