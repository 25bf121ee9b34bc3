#include <algorithm>

#include "catalog/json_file.hpp"
#include "document/reader.hpp"
#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using documents::Reader;

CalibrationChange change_from(Reader const& change) {
  return {.key = change.at("key").text(),
          .unit = change.at("unit").text(),
          .from = change.at("from").number(),
          .to = change.at("to").number(),
          .readings = change.at("readings").integer(1)};
}

void expect_calibration(Reader const& document) {
  documents::expect_our_format(document);
  auto const command = document.at("command");
  if (command.text() != "calibrate")
    command.refuse("holds no calibration", "a document of `ec2plan calibrate`",
                   "write one with `ec2plan calibrate --out-file cal.json`");
}

/// What is refused of a change stands in the file, not in a flag.
void lay(Catalog& catalog, CalibrationChange const& change, std::string const& file,
         std::string const& path) {
  try {
    lay_calibration(catalog, {change});
  } catch (InputError const& error) {
    InputFault fault = error;
    fault.where = file;
    fault.path = path;
    fault.kind = InputFault::Kind::file;
    throw InputError(std::move(fault));
  }
  auto const entry = std::ranges::find(catalog.assumptions, change.key, &AssumptionEntry::key);
  entry->basis = "calibrated";
  entry->note = "from " + file + ", " + counted(change.readings, "reading");
}

}  // namespace

std::vector<std::string> lay_calibration(Catalog& catalog, std::filesystem::path const& file) {
  auto const name = file.string();
  auto const json = documents::parsed(catalog::file_text(file), name);
  Reader const document(json, name);
  expect_calibration(document);
  Reader const changes = document.at("changes");
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    auto const change = change_from(changes.at(i));
    lay(catalog, change, name, "/changes/" + std::to_string(i));
    keys.push_back(change.key);
  }
  return keys;
}

}  // namespace ec2plan
