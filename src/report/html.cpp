#include "report/html.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "catalog/sha256.hpp"
#include "report/embedded.hpp"
#include "report/html_parts.hpp"
#include "report/letters.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::size_t contents_from = 4;  // a shorter page is seen at a glance

catalog::EmbeddedFile asset(std::string_view name) {
  auto const files = embedded_files();
  return *std::find_if(files.begin(), files.end(),
                       [&](auto const& file) { return file.name == name; });
}

std::string anchor(int section) { return "s" + std::to_string(section); }

/// Writes the blocks one after the other; remembers what is still open.
struct HtmlWriter {
  Markup markup{};
  std::string name{};  // of what comes next: the last heading
  int sections = 0, tables = 0, charts = 0, folds = 0;
  int depth = 1;  // of the last heading: none is left out on the way down
  bool section_open = false;

  void close_folds() {
    for (; folds > 0; --folds)
      markup.close("details");
  }

  void close_section() {
    close_folds();
    if (section_open) markup.close("section");
    section_open = false;
  }

  void open_section(std::string const& text) {
    close_section();
    std::string const id = anchor(++sections);
    markup.line();
    markup.open("section", {{"aria-labelledby", id}});
    markup.element("h2", {{"id", id}}, text);
    section_open = true;
    depth = 2;
  }

  void operator()(Heading const& heading) {
    name = heading.text;
    if (folds == 0 && (heading.level <= 2 || !section_open)) return open_section(heading.text);
    depth = std::clamp(heading.level, std::min(depth + 1, 3), std::min(depth + 1, 6));
    markup.element("h" + std::to_string(depth), {}, heading.text);
  }

  void operator()(Paragraph const& paragraph) {
    std::string const style = class_of(paragraph.text.style);
    markup.element("p", {style.empty() ? Attribute{} : Attribute{"class", style}},
                   paragraph.text.text);
    markup.line();
  }

  void operator()(Table const& table) {
    add_table(markup, table, name, "Table " + std::to_string(++tables) + ": " + name);
  }

  void operator()(Command const& command) {
    markup.open("div", {{"class", "command"}});
    markup.element("p", {{"class", "label"}}, command.label);
    markup.open("pre");
    markup.element("code", {}, command.line);
    markup.close("pre");
    markup.close("div");
    markup.line();
  }

  void operator()(Fold const& fold) {
    if (!fold.opens && folds == 0) return;
    folds += fold.opens ? 1 : -1;
    if (!fold.opens) return markup.close("details");
    name = fold.text;
    markup.open("details");
    markup.element("summary", {}, fold.text);
  }

  template <typename Chart>
  void operator()(Chart const& chart) {
    add_figure(markup, chart, {++charts, name});
  }
};

/// The headings that open a section, as Writer tells them.
std::vector<std::string> contents(std::vector<Block> const& blocks) {
  HtmlWriter writer;
  std::vector<std::string> texts;
  for (auto const& block : blocks) {
    int const before = writer.sections;
    if (std::holds_alternative<Heading>(block) || std::holds_alternative<Fold>(block))
      std::visit(writer, block);
    if (writer.sections > before) texts.push_back(writer.name);
  }
  return texts;
}

void add_contents(Markup& markup, std::vector<std::string> const& texts) {
  if (texts.size() < contents_from) return;
  markup.open("nav", {{"aria-label", "Contents"}});
  markup.open("ol");
  for (std::size_t i = 0; i < texts.size(); ++i) {
    markup.open("li");
    markup.element("a", {{"href", "#" + anchor(static_cast<int>(i) + 1)}}, texts[i]);
    markup.close("li");
  }
  markup.close("ol");
  markup.close("nav");
  markup.line();
}

void add_meta(Markup& markup, std::string_view kind, std::string_view name, std::string value) {
  markup.open("meta", {{kind, std::string(name)}, {"content", std::move(value)}});
  markup.line();
}

void add_head(Markup& markup, std::string const& title) {
  auto const css = asset("page.css"), script = asset("page.js");
  markup.open("head");
  markup.open("meta", {{"charset", "utf-8"}});
  markup.line();
  add_meta(markup, "http-equiv", "Content-Security-Policy",
           "default-src 'none'; style-src " + hash_source(catalog::sha256(css.text)) +
               "; script-src " + hash_source(catalog::sha256(script.text)) +
               "; base-uri 'none'; form-action 'none'");
  add_meta(markup, "name", "viewport", "width=device-width, initial-scale=1");
  add_meta(markup, "name", "color-scheme", "light dark");
  add_meta(markup, "name", "referrer", "no-referrer");
  markup.element("title", {}, title);
  markup.open("style");
  markup.ours(css.text);
  markup.close("style");
  markup.close("head");
  markup.line();
}

}  // namespace

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

std::string hash_source(std::string_view sha256) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  std::string base64;
  unsigned bits = 0, held = 0;  // `held` of them still to be written
  for (char const digit : sha256) {
    bits = (bits << 4 | static_cast<unsigned>(hexadecimal.find(digit))) & 0xfff;
    held += 4;
    if (held < 6) continue;
    held -= 6;
    base64 += digits[bits >> held & 63];
  }
  if (held > 0) base64 += digits[bits << (6 - held) & 63];
  base64.resize((base64.size() + 3) / 4 * 4, '=');
  return "'sha256-" + base64 + "'";
}

std::string html(Page const& page, std::string const& title) {
  auto const* first = page.empty() ? nullptr : std::get_if<Heading>(&page.front());
  bool const has_title = first != nullptr && first->level == 1;
  Page const blocks(page.begin() + (has_title ? 1 : 0), page.end());
  HtmlWriter writer;
  auto& markup = writer.markup;
  markup.ours("<!doctype html>\n<html lang=\"en\">\n");
  add_head(markup, title);
  markup.ours("<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header>");
  markup.element("h1", {}, has_title ? first->text : title);
  markup.ours("</header>\n");
  add_contents(markup, contents(blocks));
  markup.ours("<main id=\"main\">\n");
  writer.name = has_title ? first->text : title;
  for (auto const& block : blocks)
    std::visit(writer, block);
  writer.close_section();
  markup.ours("</main>\n<script>");
  markup.ours(asset("page.js").text);
  markup.ours("</script>\n</body>\n</html>\n");
  return markup.made();
}

}  // namespace ec2plan::pages
