#include "report/html_parts.hpp"

#include <algorithm>
#include <array>

#include "ec2plan/units/format.hpp"
#include "report/svg.hpp"

namespace ec2plan::pages {
namespace {

std::string cell_classes(Column const& column, Style style) {
  std::string classes = column.right ? "n" : column.roomy ? "roomy" : "";
  std::string const told = class_of(style);
  if (!classes.empty() && !told.empty()) classes += ' ';
  return classes + told;
}

Attribute optional_class(std::string classes) {
  return classes.empty() ? Attribute{} : Attribute{"class", std::move(classes)};
}

bool titled(Table const& table) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [](Column const& column) { return !column.title.empty(); });
}

void add_titles(Markup& markup, Table const& table) {
  markup.open("thead");
  markup.open("tr");
  for (auto const& column : table.columns) {
    auto const side = optional_class(cell_classes(column, Style::plain));
    if (column.title.empty()) markup.element("td", {side}, "");
    if (!column.title.empty()) markup.element("th", {{"scope", "col"}, side}, column.title);
  }
  markup.close("tr");
  markup.close("thead");
}

void add_row(Markup& markup, Table const& table, std::vector<Text> const& row, bool labels) {
  markup.open("tr");
  for (std::size_t i = 0; i < row.size() && i < table.columns.size(); ++i) {
    auto const& cell = row[i];
    bool const header = labels && i == 0 && !cell.text.empty();
    Attributes attributes{optional_class(cell_classes(table.columns[i], cell.style))};
    if (header) attributes.push_back({"scope", "row"});
    if (cell.sort_key) attributes.push_back({"data-key", number_text(*cell.sort_key)});
    markup.element(header ? "th" : "td", attributes, cell.text);
  }
  markup.close("tr");
  markup.line();
}

Text figure(Unit unit, double value) { return {value_text(unit, value), Style::plain, value}; }

std::string or_else(std::string const& text, char const* otherwise) {
  return text.empty() ? otherwise : text;
}

bool any_range(Plot const& plot) {
  return std::any_of(plot.series.begin(), plot.series.end(), [](Series const& series) {
    return std::any_of(series.points.begin(), series.points.end(),
                       [](ChartPoint const& point) { return point.y_range.has_value(); });
  });
}

std::vector<Text> row(Plot const& plot, Series const& series, ChartPoint const& point, bool range) {
  std::vector<Text> cells{{series.name},
                          {point.detail.empty() ? point.label : point.detail},
                          figure(plot.x.unit, point.x),
                          figure(plot.y.unit, point.y)};
  if (!range) return cells;
  for (bool const low : {true, false})
    cells.push_back(point.y_range
                        ? figure(plot.y.unit, low ? point.y_range->low : point.y_range->high)
                        : Text{});
  return cells;
}

struct LegendEntry {
  std::string name{}, classes{};
  bool line = false, box = false;
  Look look{};
};

void add_swatch(Markup& markup, LegendEntry const& entry) {
  markup.open("svg", {{"class", "swatch " + entry.classes},
                      {"width", "28"},
                      {"height", "20"},
                      {"viewBox", "-14 -10 28 20"},
                      {"aria-hidden", "true"}});
  if (entry.line)
    markup.empty("line", {{"class", "join " + entry.classes}, {"x1", "-14"}, {"x2", "14"}});
  if (entry.box)
    markup.empty(
        "rect",
        {{"class", entry.classes}, {"x", "-10"}, {"y", "-7"}, {"width", "20"}, {"height", "14"}});
  else
    add_mark(markup, entry.look);
  markup.close("svg");
}

void add_legend(Markup& markup, std::vector<LegendEntry> const& entries) {
  if (entries.empty()) return;
  markup.open("ul", {{"class", "key"}});
  for (auto const& entry : entries) {
    markup.open("li");
    add_swatch(markup, entry);
    markup.text(entry.name);
    markup.close("li");
  }
  markup.close("ul");
}

std::vector<LegendEntry> legend(Plot const& plot) {
  std::vector<LegendEntry> entries;
  auto const all = looks(plot);
  for (std::size_t i = 0; i < plot.series.size(); ++i) {
    auto const& series = plot.series[i];
    if (series.name.empty() || series.points.empty()) continue;
    entries.push_back({series.name, classes(all[i]), series.joined, false, all[i]});
  }
  for (std::size_t i = 0; i < plot.families.size(); ++i) {
    Look const look{.emphasis = Emphasis::plain, .family = i};
    entries.push_back({plot.families[i], classes(look), false, false, look});
  }
  return entries;
}

std::vector<LegendEntry> legend(StackedBars const& bars) {
  std::vector<LegendEntry> entries;
  for (std::size_t i = 0; i < bars.parts.size(); ++i)
    entries.push_back({.name = bars.parts[i], .classes = "p" + std::to_string(i % 6), .box = true});
  return entries;
}

std::vector<LegendEntry> legend(Tornado const&) {
  return {{.name = "the input at its low end", .classes = "low", .box = true},
          {.name = "at its high end", .classes = "high", .box = true}};
}

void add_title(Markup& markup, std::string const& title, std::string const& description,
               std::string const& id, bool said) {
  markup.open("figcaption");
  markup.element("p", {{"class", said ? "unseen" : "title"}, {"id", id + "t"}}, title);
  if (!description.empty()) markup.element("p", {{"id", id + "d"}}, description);
  markup.close("figcaption");
}

void add_axis(Markup& markup, std::string_view classes, std::string const& title) {
  if (!title.empty()) markup.element("p", {{"class", std::string(classes)}}, title);
}

void add_figures(Markup& markup, Table const& table, std::string const& title, int number) {
  markup.open("details");
  markup.element("summary", {}, "The figures of this chart");
  add_table(markup, table, title, "Figures " + std::to_string(number) + ": " + title);
  markup.close("details");
}

template <typename Chart>
void add(Markup& markup, Chart const& chart, ChartPlace const& place, Axis const& up,
         Axis const& across) {
  if (!drawable(chart)) return;
  std::string const id = "c" + std::to_string(place.number);
  markup.open("figure");
  add_title(markup, chart.title, chart.description, id, chart.title == place.heading);
  markup.open("div", {{"class", "chart"}});
  add_legend(markup, legend(chart));
  add_axis(markup, "up", up.title);
  Attributes attributes{{"role", "group"}, {"aria-labelledby", id + "t"}};
  if (!chart.description.empty()) attributes.push_back({"aria-describedby", id + "d"});
  add_svg(markup, chart, std::move(attributes));
  add_axis(markup, "across", across.title);
  markup.close("div");
  add_figures(markup, figures(chart), chart.title, place.number);
  markup.close("figure");
  markup.line();
}

}  // namespace

std::string class_of(Style style) {
  constexpr std::array<char const*, 6> classes{"", "strong", "good", "bad", "warn", "faint"};
  return classes[static_cast<std::size_t>(style)];
}

void add_table(Markup& markup, Table const& table, std::string const& name,
               std::string const& region) {
  if (table.rows.empty()) return;
  bool const labels = !titled(table);
  markup.open("div",
              {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", region}});
  markup.open("table", {{"class", labels ? "pairs" : "rows"}, {"aria-label", name}});
  markup.line();
  if (!labels) add_titles(markup, table);
  markup.open("tbody");
  markup.line();
  for (auto const& row : table.rows)
    add_row(markup, table, row, labels);
  markup.close("tbody");
  markup.close("table");
  markup.close("div");
  markup.line();
  if (auto const all = legends(table); !all.empty())
    markup.element("p", {{"class", "legend"}}, all);
}

Table figures(Plot const& plot) {
  bool const range = any_range(plot);
  Table table{{{"series"},
               {"point"},
               numbers(or_else(plot.x.title, "across")),
               numbers(or_else(plot.y.title, "up"))}};
  if (range) {
    table.columns.push_back(numbers("low"));
    table.columns.push_back(numbers("high"));
  }
  for (auto const& series : plot.series)
    for (auto const& point : series.points)
      if (shown_on(plot.x, point.x) && shown_on(plot.y, point.y))
        table.rows.push_back(row(plot, series, point, range));
  return table;
}

Table figures(StackedBars const& bars) {
  Table table{{{"bar"}}};
  for (auto const& part : bars.parts)
    table.columns.push_back(numbers(part));
  table.columns.push_back(numbers("total"));
  for (auto const& bar : bars.bars) {
    std::vector<Text> cells{{bar.label}};
    for (std::size_t i = 0; i < bars.parts.size(); ++i)
      cells.push_back(i < bar.parts.size() ? figure(bars.value.unit, bar.parts[i]) : Text{});
    cells.push_back(figure(bars.value.unit, total(bar)));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Table figures(Tornado const& tornado) {
  Table table{
      {{"input"}, {"at its low end"}, numbers("gives"), {"at its high end"}, numbers("gives")}};
  for (auto const& swing : ranked(tornado))
    table.rows.push_back({{swing.label},
                          {swing.low_label},
                          figure(tornado.value.unit, swing.low),
                          {swing.high_label},
                          figure(tornado.value.unit, swing.high)});
  return table;
}

void add_figure(Markup& markup, Plot const& plot, ChartPlace const& place) {
  add(markup, plot, place, plot.y, plot.x);
}

void add_figure(Markup& markup, StackedBars const& bars, ChartPlace const& place) {
  add(markup, bars, place, {}, bars.value);
}

void add_figure(Markup& markup, Tornado const& tornado, ChartPlace const& place) {
  add(markup, tornado, place, {}, tornado.value);
}

}  // namespace ec2plan::pages
