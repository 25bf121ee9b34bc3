#include <algorithm>
#include <limits>

#include "report/letters.hpp"
#include "report/text_chart.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::pages::text_bars_test {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr TextOptions ascii{.columns = 52, .ascii = true};  // 40 of them for bars

StackedBars bars_of(std::vector<Bar> bars) {
  return {.value = {.title = "cost", .unit = Unit::dollars},
          .parts = {"training", "failures", "other"},
          .bars = std::move(bars)};
}

Tornado tornado_of(std::vector<Swing> swings) {
  return {.value = {.title = "cost", .unit = Unit::dollars},
          .middle = 100,
          .swings = std::move(swings)};
}

std::size_t count_of(std::string const& line, char letter) {
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), letter));
}

bool fit(std::vector<std::string> const& lines, std::size_t columns) {
  return std::all_of(lines.begin(), lines.end(), [&](std::string const& line) {
    return width(line) <= columns && (line.empty() || line.back() != ' ');
  });
}

}  // namespace

TEST_CASE("Parts of a bar are as long as their shares of the longest bar") {
  auto const lines = text_chart(
      bars_of({{.label = "all", .parts = {60, 30, 10}}, {.label = "half", .parts = {50}}}), ascii);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == "all");
  CHECK(lines[1] == std::string(24, '#') + std::string(12, '=') + std::string(4, '+') + " $100.00");
  CHECK(lines[3] == std::string(20, '#') + " $50.00");
  CHECK(lines[4] == "# training   = failures   + other");
}

TEST_CASE("Parts too small for a cell do not make a bar shorter than its total") {
  Bar bar{.label = "many", .parts = std::vector<double>(37, 1.0)};
  auto bars = bars_of({bar, {.label = "one", .parts = {37}}});
  bars.parts.resize(37, "p");
  auto const lines = text_chart(bars, ascii);
  CHECK(lines[1].find(' ') == 40);
  CHECK(lines[3].find(' ') == 40);
}

TEST_CASE("Parts that are no numbers, negative or nothing are left out") {
  auto const lines = text_chart(bars_of({{.label = "a", .parts = {nan, -5, 10}}}), ascii);
  REQUIRE(lines.size() == 3);
  CHECK(lines[1] == std::string(40, '+') + " $10.00");
  CHECK(lines[2] == "+ other");  // of what is not drawn the legend says nothing
  CHECK(text_chart(bars_of({{.label = "a", .parts = {nan, 0, -1}}}), ascii).empty());
  CHECK(text_chart(bars_of({}), ascii).empty());
}

TEST_CASE("A guide stands at its value, named on the side that has room") {
  auto bars = bars_of({{.label = "a", .parts = {50}}});
  bars.guides = {{.at = 100, .vertical = true, .label = "capacity"},
                 {.at = 10, .vertical = true, .label = "reserved"},
                 {.at = 1e9, .vertical = true, .label = "far"}};
  auto const lines = text_chart(bars, ascii);
  REQUIRE(lines.size() == 6);
  CHECK(count_of(lines[1], '#') == 20);  // half of the capacity
  CHECK(lines[2].find('|') == 40);
  CHECK(lines[2].find("capacity $100.00 |") != std::string::npos);
  CHECK(lines[3] == "    | reserved $10.00");
  CHECK(lines[4].find("far") == 0);
  CHECK(lines[4].find('|') == std::string::npos);
}

TEST_CASE("A long name of a guide goes below its end") {
  auto bars = bars_of({{.label = "a", .parts = {50}}});
  bars.guides = {{.at = 25, .vertical = true, .label = "what the smallest of them all holds"}};
  auto const lines = text_chart(bars, ascii);
  REQUIRE(lines.size() == 5);
  CHECK(lines[2] == std::string(20, ' ') + "|");
  CHECK(lines[3].find("what the smallest") == 0);
}

TEST_CASE("Bars and swings stay within the columns, whatever their values and names") {
  std::string const name = "a very long name that says more than any column of labels has room for";
  for (std::size_t columns = 40; columns <= 130; columns += 9)
    for (double const value : {1e-300, 1e-9, 1.0, 123456.0, 1e9}) {
      CAPTURE(columns, value);
      TextOptions const options{.columns = columns, .ascii = columns % 2 == 0};
      auto bars = bars_of({{.label = name, .parts = {value, value / 2, 0}}});
      bars.guides = {{.at = value, .vertical = true, .label = name}};
      CHECK(fit(text_chart(bars, options), columns));
      auto tornado = tornado_of({{name, "low", "high", 0, 2 * value}, {"b", "", "", value, value}});
      tornado.middle = value;
      CHECK(fit(text_chart(tornado, options), columns));
    }
}

TEST_CASE("Bars beyond what an axis shows stay within the columns, and alone are no chart") {
  Bar const beyond{.label = "beyond", .parts = {1e300, 5e299}};
  CHECK(text_chart(bars_of({beyond}), ascii).empty());
  auto const lines = text_chart(bars_of({beyond, {.label = "a", .parts = {10}}}), ascii);
  REQUIRE(lines.size() == 5);
  CHECK(count_of(lines[1], '#') == 40);  // no longer than the chart
  CHECK(count_of(lines[3], '#') == 40);
}

TEST_CASE("A swing goes from its low end through the middle to its high end") {
  auto const lines =
      text_chart(tornado_of({{"price", "-50%", "+100%", 50, 200}, {"batch", "", "", 90, 110}}),
                 TextOptions{.columns = 37, .ascii = true});  // 31 for bars: 5 dollars each
  REQUIRE(lines.size() >= 4);
  CHECK(lines[0] == "price " + std::string(10, '=') + "|" + std::string(20, '#'));
  CHECK(lines[1] == "      -50% gives $50.00, +100% gives");
  auto const batch = std::find_if(lines.begin(), lines.end(),
                                  [](auto const& line) { return line.find("batch") == 0; });
  REQUIRE(batch != lines.end());
  CHECK(*batch == "batch " + std::string(8, ' ') + "==|##");
  CHECK(lines.back() == std::string(16, ' ') + "| $100.00");
}

TEST_CASE("A swing of no numbers is left out, and with the middle the chart") {
  auto const lines =
      text_chart(tornado_of({{"price", "", "", 50, 200}, {"lost", "", "", nan, 110}}), ascii);
  for (auto const& line : lines)
    CHECK(line.find("lost") == std::string::npos);
  auto tornado = tornado_of({{"price", "", "", 50, 200}});
  tornado.middle = nan;
  CHECK(text_chart(tornado, ascii).empty());
}

TEST_CASE("A legend is broken between its entries, and ends no line in a blank") {
  CHECK(legend_lines({"o one", "x two", "+ three"}, 13) ==
        std::vector<std::string>{"o one   x two", "+ three"});
  CHECK(legend_lines({"o one", "x two"}, 12) == std::vector<std::string>{"o one", "x two"});
  CHECK(legend_lines({"o a name too long"}, 10) ==
        std::vector<std::string>{"o a name", "too long"});
  CHECK(legend_lines({}, 10).empty());
}

TEST_CASE("Hostile labels of bars and swings stay text") {
  std::string const hostile = "\x1b[31mred\nline\x07 ";
  auto bars = bars_of({{.label = hostile, .parts = {1, 2}}});
  bars.parts = {hostile, hostile};
  bars.guides = {{.at = 1, .vertical = true, .label = hostile}};
  auto lines = text_chart(bars, ascii);
  for (auto& line : text_chart(tornado_of({{hostile, hostile, hostile, 50, 200}}), ascii))
    lines.push_back(std::move(line));
  REQUIRE(lines.size() > 6);
  for (auto const& line : lines)
    for (char const letter : line)
      CHECK(static_cast<unsigned char>(letter) >= 0x20);
}

}  // namespace ec2plan::pages::text_bars_test
