#include "ec2plan/accuracy/calibrate.hpp"

#include <algorithm>
#include <cmath>

#include "accuracy/subject.hpp"
#include "catalog/constant_rows.hpp"
#include "catalog/json_value.hpp"
#include "document/fields.hpp"
#include "document/frame_json.hpp"
#include "document/table.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using documents::Json;
using documents::number;
using documents::text_or_null;

bool is_modelled(CalibrationReading const& reading) { return reading.not_modelled.empty(); }

int counted_if(Calibration const& calibration, bool (*holds)(CalibrationReading const&)) {
  return static_cast<int>(std::ranges::count_if(calibration.readings, holds));
}

std::string change_text(CalibrationChange const& change) {
  double const share = change.to / change.from - 1;
  return "steps of " + calibrated_cluster(change.key) + " are predicted " +
         percent_text(std::abs(share)) + (share < 0 ? " shorter" : " longer");
}

Json change_json(CalibrationChange const& change) {
  return {{"key", change.key},
          {"unit", change.unit},
          {"from", number(change.from)},
          {"to", number(change.to)},
          {"readings", change.readings}};
}

Json reading_json(CalibrationReading const& reading) {
  bool const known = is_modelled(reading);
  auto const if_known = [&](double value) { return known ? number(value) : Json(nullptr); };
  Json json = {{"id", reading.id}, {"accelerator", text_or_null(reading.accelerator)}};
  json["stack"] = reading.stack;
  json["predicted_s"] = if_known(reading.predicted / second);
  json["measured_s"] = if_known(reading.measured / second);
  json["ratio"] = known ? number(reading.ratio()) : Json(nullptr);
  json["used"] = reading.used;
  json["not_modelled"] = text_or_null(reading.not_modelled);
  return json;
}

std::vector<Json> reading_objects(Calibration const& calibration) {
  std::vector<Json> objects;
  for (auto const& reading : calibration.readings)
    objects.push_back(reading_json(reading));
  return objects;
}

Json summary(CalibrateAnswer const& answer) {
  auto const& all = answer.calibration;
  int const used = used_readings(all), modelled = counted_if(all, is_modelled);
  return {{"sentence", calibration_sentence(all)},
          {"from", text_or_null(answer.from)},
          {"readings", all.readings.size()},
          {"used", used},
          {"set_aside", modelled - used},
          {"not_modelled", static_cast<int>(all.readings.size()) - modelled}};
}

using catalog::JsonValue;

constexpr std::string_view write_again = "write one with `ec2plan calibrate --out-file cal.json`";

CalibrationChange change_from(JsonValue const& change) {
  return {.key = change.at("key").text(),
          .unit = change.at("unit").text(),
          .from = change.at("from").number(),
          .to = change.at("to").number(),
          .readings = change.at("readings").integer(1)};
}

void expect_calibration(JsonValue const& document) {
  documents::expect_our_format(document);
  auto const command = document.at("command");
  if (command.text() != "calibrate")
    command.refuse("holds no calibration", "a document of `ec2plan calibrate`");
}

/// What is refused of a change stands in the file, not in a flag.
void lay(Catalog& catalog, CalibrationChange const& change, JsonValue const& place) {
  try {
    lay_calibration(catalog, {change});
  } catch (InputError const& error) {
    InputFault fault = error;
    fault.where = place.file();
    fault.path = place.path();
    fault.kind = InputFault::Kind::file;
    throw InputError(std::move(fault));
  }
  auto const entry = std::ranges::find(catalog.assumptions, change.key, &AssumptionEntry::key);
  entry->basis = "calibrated";
  entry->note = "from " + std::string(place.file()) + ", " + counted(change.readings, "reading");
}

}  // namespace

Frame calibrate_frame(Catalog const& catalog, std::vector<PublishedRun> const& readings) {
  Frame frame = frame_of(catalog, "calibrate", {});
  std::vector<std::string> keys;
  for (auto const& run : readings) {
    auto const subject = accuracy::subject_of(catalog, run);
    if (!subject.not_modelled.empty()) continue;
    auto const& setup = subject.setup;
    for (auto const& used :
         catalog::constants_used(catalog, setup.type, setup.stack, setup.job.precision))
      keys.push_back(used.entry->key);
  }
  add_assumptions(frame, catalog, keys);
  return frame;
}

int used_readings(Calibration const& calibration) {
  return counted_if(calibration, [](CalibrationReading const& reading) { return reading.used; });
}

std::string calibration_sentence(Calibration const& calibration) {
  std::vector<std::string> texts;
  for (auto const& change : calibration.changes)
    if (change.key.ends_with(".calibration")) texts.push_back(change_text(change));
  return integer_text(used_readings(calibration)) + " of " +
         counted(std::ssize(calibration.readings), "reading") + " used" +
         (texts.empty() ? "" : ": " + joined(texts, "; ")) + ".";
}

std::string calibrated_stack(Calibration const& calibration) {
  if (calibration.changes.empty()) return {};
  auto const& key = calibration.changes.front().key;
  auto const at = key.find('@');
  return at == std::string::npos ? std::string() : key.substr(0, key.find('.', at));
}

std::string calibrated_cluster(std::string const& key) {
  auto const owner = key.substr(0, key.rfind('.'));
  auto const dot = owner.find('.', owner.find('@'));
  if (owner.find('@') == std::string::npos || dot == std::string::npos) return owner;
  return owner.substr(0, dot) + " on " + owner.substr(dot + 1);
}

std::string document(CalibrateAnswer const& answer, std::vector<std::string> const& fields) {
  auto objects = reading_objects(answer.calibration);
  documents::select(objects, fields);
  Json changes = Json::array();
  for (auto const& change : answer.calibration.changes)
    changes.push_back(change_json(change));
  Json results = Json::object();
  results["changes"] = std::move(changes);
  results["readings"] = Json(std::move(objects));
  return documents::written(documents::document_json(answer.frame, summary(answer), results));
}

std::vector<Row> rows(CalibrateAnswer const& answer, std::vector<std::string> const& fields) {
  auto objects = reading_objects(answer.calibration);
  documents::select(objects, fields);
  std::vector<Row> rows;
  for (auto const& object : objects)
    rows.push_back({documents::flattened(object), documents::written_on_a_line(object)});
  return rows;
}

void sort_rows(CalibrateAnswer& answer, std::string const& field, bool descending) {
  auto& readings = answer.calibration.readings;
  std::vector<CalibrationReading> sorted;
  for (auto const index :
       documents::order_by(reading_objects(answer.calibration), field, descending))
    sorted.push_back(readings[index]);
  readings = std::move(sorted);
}

std::vector<std::string> lay_calibration(Catalog& catalog, std::filesystem::path const& file) {
  auto const name = file.string();
  auto const json = catalog::parsed_json(catalog::file_text(file), name);
  JsonValue const document(json, name, write_again);
  expect_calibration(document);
  std::vector<std::string> keys;
  document.at("changes").each_element([&](JsonValue const& one) {
    auto const change = change_from(one);
    lay(catalog, change, one);
    keys.push_back(change.key);
  });
  return keys;
}

}  // namespace ec2plan
