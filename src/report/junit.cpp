#include "report/junit.hpp"

#include <utility>

#include "report/markup.hpp"

namespace ec2plan::pages {
namespace {

/// Without U+FFFE and U+FFFF, the only characters that print and that XML 1.0 cannot hold.
std::string legal(std::string text) {
  for (auto const& [bytes, shown] :
       {std::pair{"\xEF\xBF\xBE", R"(\xEF\xBF\xBE)"}, {"\xEF\xBF\xBF", R"(\xEF\xBF\xBF)"}})
    for (auto at = text.find(bytes); at != std::string::npos; at = text.find(bytes, at))
      text.replace(at, 3, shown);
  return text;
}

std::string in_xml(std::string_view text) { return html_escaped(legal(std::string(text))); }

std::string case_of(CheckAnswer const& answer, CheckedRule const& checked) {
  std::string const tier(tier_name(checked.rule.tier));
  std::string xml = "    <testcase classname=\"" + in_xml(answer.file) + "." + tier + "\" name=\"" +
                    std::string(rule_name(checked.rule.kind)) + "\" time=\"0\">\n";
  if (!checked.kept && checked.rule.tier == GateTier::fail)
    xml += "      <failure type=\"policy\" message=\"" + in_xml(checked.text) + "\">" +
           in_xml(checked.text) + "</failure>\n";
  std::string const word = checked.kept ? "" : "warning: ";
  if (checked.kept || checked.rule.tier == GateTier::warn)
    xml += "      <system-out>" + word + in_xml(checked.text) + "</system-out>\n";
  return xml + "    </testcase>\n";
}

std::string counts(CheckAnswer const& answer) {
  return "tests=\"" + std::to_string(answer.rules.size()) + "\" failures=\"" +
         std::to_string(broken_rules(answer, GateTier::fail)) + "\" errors=\"0\"";
}

}  // namespace

std::string junit(CheckAnswer const& answer) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ec2plan\" " +
                    counts(answer) + " time=\"0\">\n  <testsuite name=\"ec2plan check\" " +
                    counts(answer) + " skipped=\"0\" time=\"0\">\n";
  for (auto const& checked : answer.rules)
    xml += case_of(answer, checked);
  return xml + "  </testsuite>\n</testsuites>\n";
}

}  // namespace ec2plan::pages
