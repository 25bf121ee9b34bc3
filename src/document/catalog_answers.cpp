#include "ec2plan/document/catalog_answers.hpp"

#include <algorithm>
#include <array>

#include "document/contents.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using namespace documents;

Json price_json(PriceSurvey const& kind) {
  return {{"purchase", purchase_name(kind.purchase)},
          {"records", kind.records},
          {"types", kind.types},
          {"regions", kind.regions},
          {"confirmed", kind.confirmed},
          {"current", kind.current},
          {"lapsed", kind.lapsed},
          {"oldest_as_of", text_or_null(kind.oldest)},
          {"newest_as_of", text_or_null(kind.newest)},
          {"since", text_or_null(kind.since)}};
}

Json summary(CatalogInfoAnswer const& answer) {
  Survey const& survey = answer.survey;
  return {{"sentence", sentence_of(answer)},
          {"types_offered", survey.types_offered},
          {"types_retired", survey.types_retired},
          {"accelerators", survey.accelerators},
          {"accelerators_offered", survey.accelerators_offered},
          {"models", survey.models},
          {"models_for_counts", survey.models_for_counts}};
}

Json basis_json(Tally const& basis) {
  return {{"basis", basis.name}, {"assumptions", basis.count}};
}

Json kind_json(SourceSurvey const& kind) {
  return {{"kind", kind.kind},
          {"sources", kind.count},
          {"oldest", text_or_null(kind.oldest)},
          {"newest", text_or_null(kind.newest)}};
}

Json gap_json(Gap const& gap) {
  return {{"what", gap.what}, {"text", gap.text}, {"names", gap.names}};
}

using namespace documents;

Json check_json(Check const& check) {
  return {{"check", check.name},
          {"about", check.about},
          {"looked_at", check.looked_at},
          {"broken", check.broken},
          {"doubtful", check.doubtful}};
}

Json finding_json(Finding const& finding) {
  return {{"check", finding.check},
          {"severity", severity_name(finding.severity)},
          {"where", finding.where},
          {"problem", finding.problem},
          {"expected", finding.expected}};
}

Json age_json(PriceAge const& age) {
  return {{"purchase", purchase_name(age.purchase)},
          {"prices", age.prices},
          {"older", age.older},
          {"oldest_as_of", age.as_of},
          {"oldest_days", age.days},
          {"lapsed", age.lapsed}};
}

Json summary(CatalogVerifyAnswer const& answer) {
  int const broken = broken_findings(answer.soundness);
  return {{"sentence", sentence_of(answer)},
          {"sound", broken == 0},
          {"broken", broken},
          {"doubtful", doubtful_findings(answer.soundness)}};
}

using namespace documents;
using LineOutcome = ImportLine::Outcome;

constexpr std::array outcomes{LineOutcome::added, LineOutcome::changed, LineOutcome::confirmed,
                              LineOutcome::skipped, LineOutcome::asked};
constexpr std::array<std::string_view, 5> names{"added", "changed", "confirmed", "skipped",
                                                "asked"};

Json line_json(ImportLine const& line) {
  return {{"outcome", outcome_name(line.outcome)},
          {"subject", line.subject},
          {"field", text_or_null(line.field)},
          {"before", text_or_null(line.before)},
          {"after", text_or_null(line.after)},
          {"reason", text_or_null(line.reason)},
          {"count", line.count}};
}

Json counts_json(Import const& import) {
  Json counts = Json::object();
  for (auto const outcome : outcomes)
    counts[std::string(outcome_name(outcome))] = count_of(import, outcome);
  return counts;
}

}  // namespace

Frame catalog_frame(Catalog const& catalog, std::string command) {
  Frame frame = frame_of(catalog, std::move(command), {});
  for (auto const& [key, source] : catalog.sources) {
    frame.sources.push_back(source);
    frame.sources.back().key = key;
  }
  return frame;
}

std::string sentence_of(CatalogInfoAnswer const& answer) {
  Survey const& survey = answer.survey;
  std::int64_t records = 0;
  for (auto const& kind : survey.prices)
    records += kind.records;
  return counted(survey.types_offered, "instance type") + " on offer and " +
         integer_text(survey.types_retired) + " retired, " + counted(records, "price") + ", " +
         counted(survey.models, "model") + ".";
}

ContentsOf contents(CatalogInfoAnswer const& answer) {
  Survey const& survey = answer.survey;
  return shared({.frame = answer.frame,
                 .summary = summary(answer),
                 .results = {{"prices", nullptr},
                             {"bases", each(survey.bases, basis_json)},
                             {"source_kinds", each(survey.sources, kind_json)},
                             {"overlays", answer.frame.catalog_overlays},
                             {"missing", each(survey.missing, gap_json)}},
                 .rows = each(survey.prices, price_json),
                 .places = {{"/prices"}}});
}

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

ContentsOf contents(CatalogVerifyAnswer const& answer) {
  auto const& [checks, findings] = answer.soundness;
  return shared({.frame = answer.frame,
                 .summary = summary(answer),
                 .results = {{"checks", nullptr},
                             {"findings", each(findings, finding_json)},
                             {"ages", each(answer.ages, age_json)}},
                 .rows = each(checks, check_json),
                 .places = {{"/checks"}}});
}

std::string_view outcome_name(ImportLine::Outcome outcome) {
  return names[static_cast<std::size_t>(outcome)];
}

std::int64_t count_of(Import const& import, ImportLine::Outcome outcome) {
  std::int64_t count = 0;
  for (auto const& line : import.lines)
    if (line.outcome == outcome) count += line.count;
  return count;
}

std::string import_sentence(Import const& import) {
  std::string text;
  for (auto const outcome : outcomes)
    text += (text.empty() ? "" : ", ") + integer_text(count_of(import, outcome)) + " " +
            std::string(outcome_name(outcome));
  return text + " for";
}

ContentsOf contents(ImportAnswer const& answer) {
  auto const& import = answer.import;
  return shared({.frame = answer.frame,
                 .summary = sentence(import_sentence(import) + "."),
                 .results = {{"import",
                              {{"kind", import_kind_name(import.kind)},
                               {"as_of", text_or_null(import.as_of)},
                               {"files", answer.files},
                               {"into", text_or_null(answer.into)},
                               {"counts", counts_json(import)},
                               {"lines", nullptr}}}},
                 .rows = each(import.lines, line_json),
                 .places = {{"/import/lines"}}});
}

}  // namespace ec2plan
