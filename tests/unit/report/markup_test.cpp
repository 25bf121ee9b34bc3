#include "report/markup.hpp"

#include <cmath>
#include <limits>

#include "tests/support/catch.hpp"

namespace ec2plan::pages {

TEST_CASE("What could end a text or an attribute is escaped") {
  CHECK(html_escaped("</script><img src=x onerror=\"f('&amp;')\">") ==
        "&lt;/script&gt;&lt;img src=x onerror=&quot;f(&#39;&amp;amp;&#39;)&quot;&gt;");
}

TEST_CASE("What cannot be seen or turns the direction of reading is written as bytes") {
  CHECK(html_escaped("\x1b[31mred") == "\\x1B[31mred");
  CHECK(html_escaped(std::string_view("a\0b", 3)) == "a\\x00b");
  CHECK(html_escaped("a\xe2\x80\xae"
                     "b") == "a\\xE2\\x80\\xAEb");
  CHECK(html_escaped("p5 × 48 – é") == "p5 × 48 – é");
}

TEST_CASE("Bytes that are no UTF-8 do not reach the page") {
  CHECK(html_escaped("a\xff<") == "a\\xFF&lt;");
}

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

}  // namespace ec2plan::pages
