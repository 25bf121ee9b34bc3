#include "document/frame_json.hpp"
#include "document/object_rows.hpp"
#include "ec2plan/document/catalog_answers.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using documents::Json;

std::vector<Json> objects_of(CatalogVerifyAnswer const& answer) {
  std::vector<Json> objects;
  for (auto const& check : answer.soundness.checks)
    objects.push_back({{"check", check.name},
                       {"about", check.about},
                       {"looked_at", check.looked_at},
                       {"broken", check.broken},
                       {"doubtful", check.doubtful}});
  return objects;
}

Json findings_json(Soundness const& soundness) {
  Json json = Json::array();
  for (auto const& finding : soundness.findings)
    json.push_back({{"check", finding.check},
                    {"severity", severity_name(finding.severity)},
                    {"where", finding.where},
                    {"problem", finding.problem},
                    {"expected", finding.expected}});
  return json;
}

Json ages_json(std::vector<PriceAge> const& ages) {
  Json json = Json::array();
  for (auto const& age : ages)
    json.push_back({{"purchase", purchase_name(age.purchase)},
                    {"prices", age.prices},
                    {"older", age.older},
                    {"oldest_as_of", age.as_of},
                    {"oldest_days", age.days}});
  return json;
}

Json summary(CatalogVerifyAnswer const& answer) {
  int const broken = broken_findings(answer.soundness);
  return {{"sentence", sentence_of(answer)},
          {"sound", broken == 0},
          {"broken", broken},
          {"doubtful", doubtful_findings(answer.soundness)}};
}

}  // namespace

std::string sentence_of(CatalogVerifyAnswer const& answer) {
  int const broken = broken_findings(answer.soundness);
  int const doubtful = doubtful_findings(answer.soundness);
  std::string const checks = counted(std::ssize(answer.soundness.checks), "check");
  std::string const doubts =
      doubtful == 0 ? "nothing is doubtful" : counted(doubtful, "finding") + " in doubt";
  if (broken == 0)
    return "The catalog is sound: " + checks + ", nothing is broken, " + doubts + ".";
  return "The catalog is broken: " + checks + ", " + counted(broken, "finding") + " broken, " +
         doubts + ".";
}

std::string document(CatalogVerifyAnswer const& answer, std::vector<std::string> const& fields) {
  Json results = Json::object();
  results["checks"] = documents::object_list(objects_of(answer), fields);
  results["findings"] = findings_json(answer.soundness);
  results["ages"] = ages_json(answer.ages);
  return documents::written(documents::document_json(answer.frame, summary(answer), results));
}

std::vector<Row> rows(CatalogVerifyAnswer const& answer, std::vector<std::string> const& fields) {
  return documents::object_rows(objects_of(answer), fields);
}

void sort_rows(CatalogVerifyAnswer& answer, std::string const& field, bool descending) {
  documents::sort_records(answer.soundness.checks, objects_of(answer), field, descending);
}

}  // namespace ec2plan
