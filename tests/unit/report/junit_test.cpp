#include "report/junit.hpp"

#include "tests/support/catch.hpp"

namespace ec2plan::pages::junit_test {
namespace {

using Catch::Matchers::Contains;

CheckedRule rule(GateTier tier, bool kept, std::string text) {
  CheckedRule checked;
  checked.rule.tier = tier;
  checked.kept = kept;
  checked.text = std::move(text);
  return checked;
}

CheckAnswer answer(std::vector<CheckedRule> rules) {
  CheckAnswer all;
  all.file = "plan.json";
  all.rules = std::move(rules);
  return all;
}

/// The text of the only case.
std::string output_of(std::string const& text) {
  auto const xml = junit(answer({rule(GateTier::fail, true, text)}));
  std::string const opens = "<system-out>", closes = "</system-out>";
  auto const at = xml.find(opens) + opens.size();
  return xml.substr(at, xml.find(closes) - at);
}

}  // namespace

TEST_CASE("a broken rule is a failure, a warned one a case that passed") {
  CHECK(junit(answer({rule(GateTier::fail, true, "1 instance, at most 2"),
                      rule(GateTier::fail, false, "3 days, 1 day more than 2 days"),
                      rule(GateTier::warn, false, "3 > 2")})) ==
        R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ec2plan" tests="3" failures="1" errors="0" time="0">
  <testsuite name="ec2plan check" tests="3" failures="1" errors="0" skipped="0" time="0">
    <testcase classname="plan.json.fail" name="max_cost_usd" time="0">
      <system-out>1 instance, at most 2</system-out>
    </testcase>
    <testcase classname="plan.json.fail" name="max_cost_usd" time="0">
      <failure type="policy" message="3 days, 1 day more than 2 days">)"
        R"(3 days, 1 day more than 2 days</failure>
    </testcase>
    <testcase classname="plan.json.warn" name="max_cost_usd" time="0">
      <system-out>warning: 3 &gt; 2</system-out>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("what is markup in XML is escaped") {
  CHECK(output_of("<b>\"a\" & 'b'</b>]]>") ==
        "&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/b&gt;]]&gt;");
  CHECK(output_of("&lt;") == "&amp;lt;");
}

TEST_CASE("what XML 1.0 cannot hold is shown as bytes") {
  CHECK(output_of("a\nb\t\x1b[31m\x01\x7f") == R"(a\x0Ab\x09\x1B[31m\x01\x7F)");
  CHECK(output_of(std::string("a\0b", 3)) == R"(a\x00b)");
  CHECK(output_of("\xef\xbf\xbe!\xef\xbf\xbf\xef\xbf\xbf") ==
        R"(\xEF\xBF\xBE!\xEF\xBF\xBF\xEF\xBF\xBF)");
  CHECK(output_of("\xff \xed\xa0\x80") == R"(\xFF \xED\xA0\x80)");
  CHECK(output_of("\xe2\x80\xae") == R"(\xE2\x80\xAE)");
}

TEST_CASE("other letters stay as they are") {
  CHECK(output_of("\xc3\xa9 \xf0\x9f\x98\x80 \xef\xbf\xbd") ==
        "\xc3\xa9 \xf0\x9f\x98\x80 \xef\xbf\xbd");
}

TEST_CASE("a hostile file name is escaped") {
  auto hostile = answer({rule(GateTier::fail, true, "")});
  hostile.file = "\"><a\x1b";
  CHECK_THAT(junit(hostile), Contains(R"(classname="&quot;&gt;&lt;a\x1B.fail")"));
}

}  // namespace ec2plan::pages::junit_test
