#include "report/markup.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

namespace ec2plan::pages::markup_test {

TEST_CASE("Elements hold their texts and attributes inert") {
  Markup markup;
  markup.open("p", {{"class", "\"><b>"}, {}});
  markup.text("<i>");
  markup.close("p");
  markup.empty("line", {{"x1", "0"}});
  markup.element("td", {}, "&");
  CHECK(markup.made() ==
        "<p class=\"&quot;&gt;&lt;b&gt;\">&lt;i&gt;</p><line x1=\"0\"/><td>&amp;</td>");
}

TEST_CASE("Numbers of a drawing have at most two decimals and no sign on zero") {
  CHECK(svg_number(12.5) == "12.5");
  CHECK(svg_number(1.0 / 3) == "0.33");
  CHECK(svg_number(-0.001) == "0");
  CHECK(svg_number(100) == "100");
  CHECK(svg_number(-7.25) == "-7.25");
  CHECK(svg_share(0.3456) == "34.56%");
}

}  // namespace ec2plan::pages::markup_test
