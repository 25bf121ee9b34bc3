#include "report/chart.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/support/catch.hpp"

namespace ec2plan::pages::chart_test {
namespace {

std::vector<std::string> labels(Axis const& axis, double low, double high) {
  std::vector<std::string> texts;
  for (auto const& tick : ticks(axis, span_of(axis, low, high)))
    if (!tick.text.empty()) texts.push_back(tick.text);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("Ticks of a linear axis stand at one, two or five times a power of ten") {
  CHECK(labels({.unit = Unit::dollars}, 950e3, 2.1e6) ==
        Texts{"$0", "$500k", "$1M", "$1.5M", "$2M"});
  CHECK(labels({.unit = Unit::percent}, 0.44, 0.61) == Texts{"45%", "50%", "55%", "60%"});
  CHECK(labels({.unit = Unit::days}, 7, 45) == Texts{"0", "10", "20", "30", "40"});
}

TEST_CASE("A logarithmic axis has a label at each power of ten and short ticks between them") {
  Axis const axis{.unit = Unit::count, .logarithmic = true};
  CHECK(labels(axis, 1, 512) == Texts{"1", "10", "100"});
  auto const all = ticks(axis, span_of(axis, 1, 512));
  CHECK(std::count_if(all.begin(), all.end(), [](auto const& tick) { return tick.text.empty(); }) >
        20);
}

TEST_CASE("Within one decade a logarithmic axis still has labels") {
  Axis const axis{.unit = Unit::dollars, .logarithmic = true};
  CHECK(labels(axis, 1.61e6, 2.41e6) == Texts{"$1.6M", "$1.8M", "$2M", "$2.2M", "$2.4M"});
}

TEST_CASE("Every axis has at least two different labels, and they lie inside it") {
  for (bool const logarithmic : {false, true})
    for (auto const& [low, high] : {std::pair{1.0, 1.0},
                                    {3.0, 3.1},
                                    {1e-9, 1e-9},
                                    {1e-3, 1e12},
                                    {20345.0, 20350.0},
                                    {1e9, 1e9 + 20},
                                    {1e17, 1e17 + 32},
                                    {1e-300, 1e300},
                                    {1.0, 1e300}}) {
      Axis const axis{.unit = Unit::dollars, .logarithmic = logarithmic};
      Span const span = span_of(axis, low, high);
      INFO(low << " to " << high << (logarithmic ? ", logarithmic" : ""));
      CHECK(span.low < span.high);
      auto texts = labels(axis, low, high);
      CHECK(std::adjacent_find(texts.begin(), texts.end()) == texts.end());
      CHECK(texts.size() >= 2);
      for (auto const& tick : ticks(axis, span)) {
        CHECK(share_of(axis, span, tick.at) > -1e-6);
        CHECK(share_of(axis, span, tick.at) < 1 + 1e-6);
      }
    }
}

TEST_CASE("A narrow axis writes as many digits as tell its labels apart") {
  CHECK(labels({.unit = Unit::dollars}, 1e9, 1e9 + 20) ==
        Texts{"$1B", "$1.000000005B", "$1.00000001B", "$1.000000015B", "$1.00000002B"});
  CHECK(labels({.unit = Unit::dollars}, 20345, 20347) ==
        Texts{"$20.345k", "$20.3455k", "$20.346k", "$20.3465k", "$20.347k"});
}

TEST_CASE("Around a single value an axis keeps zero in sight") {
  CHECK(labels({.unit = Unit::days}, 10, 10) == Texts{"0", "2", "4", "6", "8", "10", "12"});
  CHECK(labels({.unit = Unit::days}, -10, -10) == Texts{"-12", "-10", "-8", "-6", "-4", "-2", "0"});
  CHECK(labels({.unit = Unit::days}, 0, 0) == Texts{"0", "0.2", "0.4", "0.6", "0.8", "1"});
}

TEST_CASE("An axis shows finite values, and a logarithmic one only positive ones") {
  CHECK_FALSE(shown_on({}, 1e301));
  CHECK_FALSE(shown_on({.logarithmic = true}, 1e-301));
  CHECK(shown_on({}, -1));
  CHECK_FALSE(shown_on({.logarithmic = true}, 0));
  CHECK_FALSE(shown_on({}, std::nan("")));
  CHECK_FALSE(shown_on({}, std::numeric_limits<double>::infinity()));
}

TEST_CASE("A value is written with its unit, a tick in as few letters as possible") {
  CHECK(value_text(Unit::days, 33.9) == "33.9 days");
  CHECK(value_text(Unit::dollars, 812e3) == "$812k");
  CHECK(value_text(Unit::percent, 0.441) == "44.1%");
  CHECK(value_text(Unit::gib, 61.16) == "61.2 GiB");
  CHECK(value_text(Unit::seconds, 8.26) == "8.3 seconds");
  CHECK(value_text(Unit::count, 1024) == "1,024");
  CHECK(axis_text(Unit::days, 0.25) == "0.25");
  CHECK(axis_text(Unit::count, 1.5e6) == "1.5M");
  CHECK(axis_text(Unit::dollars, -20e3) == "-$20k");
}

}  // namespace ec2plan::pages::chart_test
