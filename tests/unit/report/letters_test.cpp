#include "report/letters.hpp"

#include "tests/support/catch.hpp"

namespace ec2plan::pages::letters_test {

TEST_CASE("What could end a text or an attribute is escaped") {
  CHECK(in_html("</script><img src=x onerror=\"f('&amp;')\">") ==
        "&lt;/script&gt;&lt;img src=x onerror=&quot;f(&#39;&amp;amp;&#39;)&quot;&gt;");
}

TEST_CASE("What cannot be seen or turns the direction of reading is written as bytes") {
  CHECK(in_html("\x1b[31mred") == "\\x1B[31mred");
  CHECK(in_html(std::string_view("a\0b", 3)) == "a\\x00b");
  CHECK(in_html("a\xe2\x80\xae"
                "b") == "a\\xE2\\x80\\xAEb");
  CHECK(in_html("p5 × 48 – é") == "p5 × 48 – é");
}

TEST_CASE("Bytes that are no UTF-8 do not reach the page") {
  CHECK(in_html("a\xff<") == "a\\xFF&lt;");
}

TEST_CASE("A blank that looks like none, or is none, is written as bytes") {
  for (std::string const letter :
       {"\u061c", "\u034f", "\u115f", "\u1160", "\u17b4", "\u180e", "\u1680", "\u2800", "\u3164",
        "\ufe0f", "\uffa0", "\ufff9", "\uffff", "\U000e0041"}) {
    CAPTURE(letter);
    CHECK(printable("a" + letter, false).starts_with("a\\x"));
    CHECK(in_html(letter) == printable(letter, false));
    CHECK(in_csv(letter) == printable(letter, false));
  }
  for (std::string const letter : {"\u00fc", "\u4e2d", "\u0e33", "\u2192", "\U0001f600", "\ufffd"})
    CHECK(printable(letter, false) == letter);
}

TEST_CASE("What markdown makes something of is escaped") {
  CHECK(in_markdown("&#64;name &#x202e; &amp;") == "\\&#\u206064;name \\&#x202e; \\&amp;");
  CHECK(in_markdown("~~x~~ **y** `z` <b> [t](u) a|b \\") ==
        R"(\~\~x\~\~ \*\*y\*\* \`z\` \<b\> \[t\](u) a\|b \\)");
  CHECK(in_markdown_line("# 1") == "\\# 1");
  CHECK(in_markdown_line("  - x") == "\\- x");
  CHECK(in_markdown_line("12. x") == "12\\. x");
  CHECK(in_markdown_line("~~~") == "\\~\\~\\~");
}

TEST_CASE("What a code host makes something of afterwards is joined to what follows it") {
  CHECK(in_markdown("@name, a@b.org") == "@\u2060name, a@\u2060b.org");
  CHECK(in_markdown("#1, o/r#22, # 1, GH-3") == "#\u20601, o/r#\u206022, # 1, GH-\u20603");
  CHECK(in_markdown("https://a.org, ftp://b, www.c.org, p5.48xlarge") ==
        "https:\u2060//a.org, ftp:\u2060//b, www.\u2060c.org, p5.48xlarge");
  CHECK(in_markdown(":tada: 1:2, a: b: c") == ":\u2060tada: 1:2, a: b: c");
  CHECK(in_markdown("$x$ costs $5.20 to $6") == "<span>$</span>x<span>$</span> costs $5.20 to $6");
  CHECK(in_markdown_html("@name & <#1>") == "@\u2060name &amp; &lt;#\u20601&gt;");
}

TEST_CASE("A cell is inert for those who split at semicolons, and each element of a list is") {
  CHECK(in_csv("a;=1+1") == "\"a;=1+1\"");
  CHECK(in_csv(std::vector<std::string>{"a", "=1", "@b"}) == "\"a;'=1;'@b\"");
  CHECK(in_csv(std::vector<std::string>{"=1"}) == "'=1");
  CHECK(in_csv(" =1") == "' =1");
  for (std::string const start : {"\uff1d", "\uff0b", "\uff0d", "\uff20"})
    CHECK(in_csv(start + "1") == "'" + start + "1");
}

TEST_CASE("A wide letter takes two columns, a mark none") {
  CHECK(width("abc") == 3);
  CHECK(width("\u00fc\u2192") == 2);
  CHECK(width("\u4e2d\u6587") == 4);
  CHECK(width("\uac00\uff21\U0001f600") == 6);
  CHECK(width("e\u0301") == 1);
  CHECK(wrapped("\u4e2d\u6587 \u4e2d", 5).size() == 2);
}

}  // namespace ec2plan::pages::letters_test
