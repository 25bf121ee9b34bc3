#include "report/text.hpp"

#include <algorithm>

#include "report/letters.hpp"
#include "report/text_chart.hpp"
#include "report/text_table.hpp"

namespace ec2plan::pages {
namespace {

struct Writer {
  TextOptions const& options;
  std::string out{};

  std::string styled(std::string text, Style style) const {
    return options.color ? colored(std::move(text), style) : text;
  }

  void gap() {
    if (!out.empty()) out += "\n";
  }

  void operator()(Heading const& heading) {
    gap();
    out += styled(printable(heading.text, options.ascii), Style::strong) + "\n";
  }

  void operator()(Paragraph const& paragraph) {
    for (auto& line : wrapped(printable(paragraph.text.text, options.ascii), options.columns))
      out += styled(std::move(line), paragraph.text.style) + "\n";
  }

  void operator()(Table const& table) { out += text_table(table, options); }

  void operator()(Fold const& fold) {
    if (fold.opens) (*this)(Heading{fold.text});
  }

  template <typename Chart>
  void add_chart(Chart const& chart) {
    auto const lines = text_chart(chart, options);
    if (lines.empty()) return;
    gap();
    (*this)(Paragraph{{chart.title, Style::strong}});
    for (auto const& line : lines)
      out += line + "\n";
    if (!chart.description.empty()) (*this)(Paragraph{{chart.description, Style::faint}});
  }

  void operator()(Plot const& plot) { add_chart(plot); }
  void operator()(StackedBars const& bars) { add_chart(bars); }
  void operator()(Tornado const& tornado) { add_chart(tornado); }

  /// Broken before a flag where it is too long, so that a shell still reads one command.
  void operator()(Command const& command) {
    gap();
    std::string line = printable(command.label, options.ascii) + ":", all;
    std::string_view rest = command.line;
    while (!rest.empty()) {
      auto const end = std::min(rest.find(" --", 1), rest.size());
      std::string const word = printable(rest.substr(0, end), options.ascii);
      rest.remove_prefix(end);
      if (!all.empty() && width(line) + width(word) + 2 > options.columns) {
        out += line + " \\\n";
        line = "  ";
      }
      line += (all.empty() ? " " : "") + word;
      all += word;
    }
    out += line + "\n";
  }
};

}  // namespace

std::string text(Page const& page, TextOptions const& options) {
  Writer writer{.options = options};
  for (auto const& block : page)
    std::visit(writer, block);
  return std::move(writer.out);
}

}  // namespace ec2plan::pages
