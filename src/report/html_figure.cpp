#include "report/axis.hpp"
#include "report/chart_table.hpp"
#include "report/html_parts.hpp"
#include "report/svg.hpp"

namespace ec2plan::pages {
namespace {

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
    entries.push_back({series.name, all[i].classes(), series.joined, false, all[i]});
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
