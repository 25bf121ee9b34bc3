#include "report/junit.hpp"

#include "report/letters.hpp"

namespace ec2plan::pages {
namespace {

std::string case_of(CheckAnswer const& answer, CheckedRule const& checked) {
  std::string const tier(tier_name(checked.rule.tier));
  std::string xml = "    <testcase classname=\"" + in_html(answer.file) + "." + tier +
                    "\" name=\"" + std::string(rule_name(checked.rule.kind)) + "\" time=\"0\">\n";
  if (!checked.kept && checked.rule.tier == GateTier::fail)
    xml += "      <failure type=\"policy\" message=\"" + in_html(checked.text) + "\">" +
           in_html(checked.text) + "</failure>\n";
  std::string const word = checked.kept ? "" : "warning: ";
  if (checked.kept || checked.rule.tier == GateTier::warn)
    xml += "      <system-out>" + word + in_html(checked.text) + "</system-out>\n";
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
