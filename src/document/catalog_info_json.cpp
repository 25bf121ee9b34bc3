#include <algorithm>

#include "document/frame_json.hpp"
#include "document/object_rows.hpp"
#include "ec2plan/document/catalog_answers.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using documents::Json;
using documents::text_or_null;

Json price_json(PriceSurvey const& kind) {
  return {{"purchase", purchase_name(kind.purchase)},
          {"records", kind.records},
          {"types", kind.types},
          {"regions", kind.regions},
          {"confirmed", kind.confirmed},
          {"oldest_as_of", text_or_null(kind.oldest)},
          {"newest_as_of", text_or_null(kind.newest)},
          {"since", text_or_null(kind.since)}};
}

std::vector<Json> objects_of(CatalogInfoAnswer const& answer) {
  std::vector<Json> objects;
  for (auto const& kind : answer.survey.prices)
    objects.push_back(price_json(kind));
  return objects;
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

Json bases_json(Survey const& survey) {
  Json json = Json::array();
  for (auto const& basis : survey.bases)
    json.push_back({{"basis", basis.name}, {"assumptions", basis.count}});
  return json;
}

Json sources_json(Survey const& survey) {
  Json json = Json::array();
  for (auto const& kind : survey.sources)
    json.push_back({{"kind", kind.kind},
                    {"sources", kind.count},
                    {"oldest", text_or_null(kind.oldest)},
                    {"newest", text_or_null(kind.newest)}});
  return json;
}

Json missing_json(Survey const& survey) {
  Json json = Json::array();
  for (auto const& gap : survey.missing)
    json.push_back({{"what", gap.what}, {"text", gap.text}, {"names", gap.names}});
  return json;
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

std::string document(CatalogInfoAnswer const& answer, std::vector<std::string> const& fields) {
  Json results = Json::object();
  results["prices"] = documents::object_list(objects_of(answer), fields);
  results["bases"] = bases_json(answer.survey);
  results["source_kinds"] = sources_json(answer.survey);
  results["overlays"] = answer.frame.catalog_overlays;
  results["missing"] = missing_json(answer.survey);
  return documents::written(documents::document_json(answer.frame, summary(answer), results));
}

std::vector<Row> rows(CatalogInfoAnswer const& answer, std::vector<std::string> const& fields) {
  return documents::object_rows(objects_of(answer), fields);
}

void sort_rows(CatalogInfoAnswer& answer, std::string const& field, bool descending) {
  documents::sort_records(answer.survey.prices, objects_of(answer), field, descending);
}

}  // namespace ec2plan
