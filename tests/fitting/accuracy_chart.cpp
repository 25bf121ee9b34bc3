// Prints docs/accuracy.svg: predicted against measured steps of the shipped runs, each predicted
// without its own source, drawn as `report` draws it.

#include <cstdio>

#include "ec2plan/accuracy/score.hpp"
#include "report/embedded.hpp"
#include "report/html.hpp"
#include "report/review_charts.hpp"
#include "report/svg.hpp"

namespace {

using namespace ec2plan::pages;

constexpr int across = 820, down = 440, left = 70, top = 60;

void add_legend(Markup& markup, Plot const& plot) {
  double x = left;
  for (std::size_t i = 0; i < plot.families.size(); ++i) {
    Look const look{.emphasis = Emphasis::plain, .family = i};
    markup.open("g", {{"class", "swatch " + classes(look)},
                      {"transform", "translate(" + svg_number(x) + " 24)"}});
    add_mark(markup, look);
    markup.element("text", {{"x", "10"}, {"y", "4"}}, plot.families[i]);
    markup.close("g");
    x += 40 + text_width(plot.families[i]);
  }
}

}  // namespace

int main() {
  auto const scores = ec2plan::scores_of(ec2plan::load_catalog(), ec2plan::shipped_runs());
  auto plot = step_time_plot(scores.rows);
  Markup markup;
  markup.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                      {"width", std::to_string(across)},
                      {"height", std::to_string(down)},
                      {"role", "img"}});
  markup.element("title", {}, "Predicted against measured time of a step, in seconds");
  markup.open("style");
  for (auto const& file : embedded_files())
    if (file.name == "page.css") markup.ours(file.text);
  markup.close("style");
  markup.element("rect", {{"width", "100%"}, {"height", "100%"}, {"fill", "#fff"}}, "");
  add_legend(markup, plot);
  markup.element("text", {{"x", svg_number(left)}, {"y", "48"}}, plot.y.title);
  add_svg(markup, plot, {{"x", svg_number(left)}, {"y", svg_number(top)}, {"width", "700"}});
  markup.element("text", {{"x", "400"}, {"y", svg_number(down - 12)}}, plot.x.title);
  markup.close("svg");
  std::puts(markup.made().c_str());
}
