#include "document/frame_json.hpp"

#include "ec2plan/document/document.hpp"

namespace ec2plan::documents {
namespace {

Json inputs_json(std::vector<Input> const& inputs) {
  Json json = Json::object();
  for (auto const& input : inputs)
    json[input.key] = {
        {"value", value_of(input.value)}, {"from", input.from}, {"text", text_or_null(input.text)}};
  return json;
}

Json assumptions_json(std::vector<AssumptionEntry> const& entries) {
  Json json = Json::array();
  for (auto const& entry : entries)
    json.push_back({{"key", entry.key},
                    {"value", number(entry.value)},
                    {"unit", entry.unit},
                    {"basis", entry.basis},
                    {"source", text_or_null(entry.source)},
                    {"note", text_or_null(entry.note)}});
  return json;
}

}  // namespace

Json sources_json(std::vector<Source> const& sources) {
  Json json = Json::array();
  for (auto const& source : sources)
    json.push_back({{"key", source.key},
                    {"date", text_or_null(source.date)},
                    {"kind", source.kind},
                    {"text", source.text},
                    {"url", text_or_null(source.url)}});
  return json;
}

Json document_json(Frame const& frame, Json summary, Json const& results) {
  Json json = {{"format_version", format_version}, {"command", frame.command}};
  json["summary"] = std::move(summary);
  json["inputs"] = inputs_json(frame.inputs);
  json["assumptions"] = assumptions_json(frame.assumptions);
  json["catalog"] = {{"version", frame.catalog_version},
                     {"as_of", text_or_null(frame.catalog_as_of)},
                     {"sources", sources_json(frame.sources)},
                     {"sha256", frame.catalog_sha256}};
  for (auto const& [key, result] : results.items())
    json[key] = result;
  json["warnings"] = frame.warnings;
  return json;
}

Json document_json(Frame const& frame, Json summary, std::string const& result_key, Json result) {
  Json results = Json::object();
  results[result_key] = std::move(result);
  return document_json(frame, std::move(summary), results);
}

}  // namespace ec2plan::documents
