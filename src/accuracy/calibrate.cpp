#include "ec2plan/accuracy/calibrate.hpp"

#include <algorithm>
#include <cmath>

#include "accuracy/subject.hpp"
#include "catalog/constant_rows.hpp"
#include "catalog/json_value.hpp"
#include "document/contents.hpp"
#include "document/kept.hpp"
#include "document/table.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using namespace documents;

bool is_modelled(CalibrationReading const& reading) { return reading.not_modelled.empty(); }

int counted_if(Calibration const& calibration, bool (*holds)(CalibrationReading const&)) {
  return static_cast<int>(std::ranges::count_if(calibration.readings, holds));
}

std::string change_text(CalibrationChange const& change) {
  double const share = change.to / change.from - 1;
  return "steps of " + calibrated_cluster(change.key) + " are predicted " +
         percent_text(std::abs(share)) + (share < 0 ? " shorter" : " longer");
}

using namespace kinds;
using V = InputValue;
using Reading = CalibrationReading const&;
using N = Nothing const&;
using C = CalibrationChange;

std::vector<std::string> units() { return {"ratio", "class"}; }

constexpr Field<C, Nothing> change_table[] = {
    {"key", text, of<as_is, &C::key>,
     "NAME@YEAR.ACCELERATOR.calibration or .confidence; without NAME@YEAR for software that was "
     "not named",
     kept_in<C, as_is, &C::key>()},
    {"unit", word(units), of<as_is, &C::unit>,
     "ratio: a factor on the step time; class: 0 same-stack to 3 guess, which sets the range",
     kept_in<C, as_is, &C::unit>()},
    {"from", any_number, of<plain, &C::from>, "Before the readings", kept_in<C, plain, &C::from>()},
    {"to", any_number, of<plain, &C::to>, "After them", kept_in<C, plain, &C::to>()},
    {"readings", whole(1), of<plain, &C::readings>, "Readings behind the change",
     kept_in<C, plain, &C::readings>()},
};

V if_modelled(Reading reading, double value) {
  return is_modelled(reading) ? V(value) : V(nullptr);
}

constexpr Field<CalibrationReading, Nothing> reading_table[] = {
    {"id", text, of<as_is, &CalibrationReading::id>, "Of the run; the log's file; --step-time"},
    {"accelerator", or_null(text), of<plain, &CalibrationReading::accelerator>,
     "Id of the accelerator"},
    {"stack", text, of<as_is, &CalibrationReading::stack>,
     "Software, as --stack takes it; today where none was named"},
    {"sequence_length", or_null(whole(1)),
     [](Reading r, N) { return is_modelled(r) ? V(std::int64_t{r.sequence_length}) : V(nullptr); },
     "Tokens of a sequence that the prediction is of; null: not modelled"},
    {"global_batch", or_null(whole(1)),
     [](Reading r, N) { return is_modelled(r) ? V(std::int64_t{r.global_batch}) : V(nullptr); },
     "Sequences of a step, likewise"},
    {"layout", or_null(text), of<plain, &CalibrationReading::layout>,
     "Layout, likewise: what was not given is the fastest that fits"},
    {"predicted_s", or_null(any_number),
     [](Reading r, N) { return if_modelled(r, r.predicted / second); },
     "Predicted step time before the change; null: not modelled"},
    {"measured_s", or_null(any_number),
     [](Reading r, N) { return if_modelled(r, r.measured / second); },
     "Measured step time; null: not modelled"},
    {"ratio", or_null(any_number), [](Reading r, N) { return if_modelled(r, r.ratio()); },
     "Measured over predicted"},
    {"used", truth, of<plain, &CalibrationReading::used>,
     "Whether it stands behind a change; false: not modelled, or taken for noise"},
    {"not_modelled", or_null(text), of<plain, &CalibrationReading::not_modelled>,
     "Why there is no prediction; null: there is one"},
};

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

constexpr std::string_view write_again = "write one with `ec2plan calibrate --out-file cal.json`";

CalibrationChange change_from(JsonValue const& from) {
  CalibrationChange change;
  for (auto const& field : change_table)
    field.kept.set(change, value_read(from.at(field.path), field.kind));
  return change;
}

void expect_calibration(JsonValue const& document) {
  expect_our_format(document);
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
  catalog.replaced.find(change.key)->second.where = place.file();
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
    for (auto const& used : catalog::constants_used(catalog, setup.type, setup.stack, setup.job))
      keys.push_back(used.entry->key);
  }
  add_assumptions(frame, catalog, keys);
  return frame;
}

int used_readings(Calibration const& calibration) {
  return counted_if(calibration, [](CalibrationReading const& reading) { return reading.used; });
}

std::string calibration_sentence(Calibration const& calibration) {
  std::vector<std::string> told;
  for (auto const& change : calibration.changes)
    if (change.key.ends_with(".calibration")) told.push_back(change_text(change));
  return integer_text(used_readings(calibration)) + " of " +
         counted(std::ssize(calibration.readings), "reading") + " used" +
         (told.empty() ? "" : ": " + joined(told, "; ")) + ".";
}

std::string taken_text(CalibrateAnswer const& answer) {
  auto const& readings = answer.calibration.readings;
  if (readings.size() != 1 || !is_modelled(readings.front())) return {};
  auto const from = [&](char const* key, char const* flag) {
    auto const& inputs = answer.frame.inputs;
    auto const input = std::ranges::find(inputs, key, &Input::key);
    auto const place = input == inputs.end() ? std::string() : input->from;
    if (place == "log") return std::string(" (the log's)");
    if (place == "model") return std::string(" (the model's)");
    return place == "default" || place.empty() ? std::string(" (default)")
                                               : " (" + std::string(flag) + ")";
  };
  auto const& one = readings.front();
  return "taken for it: " + integer_text(one.sequence_length) + " tokens a sequence" +
         from("seq_len", "--seq-len") + ", " + integer_text(one.global_batch) +
         " sequences a step" + from("global_batch", "--global-batch") + ", " + one.layout;
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

ContentsOf contents(CalibrateAnswer const& answer) {
  auto const& calibration = answer.calibration;
  return shared(
      {.frame = answer.frame,
       .summary = summary(answer),
       .results = {{"changes", each(calibration.changes, json_by<change_table, CalibrationChange>)},
                   {"readings", nullptr}},
       .rows = each(calibration.readings, json_by<reading_table, CalibrationReading>),
       .places = {{"/readings"}}});
}

Definitions calibration_definitions() {
  return {{"calibration_change",
           schema_of(change_table, "An assumption that the readings change").dump()},
          {"calibration_reading", schema_of(reading_table, "A measured step").dump()}};
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
