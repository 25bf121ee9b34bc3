#include "cli/facts.hpp"

#include <algorithm>
#include <set>
#include <span>

#include "cli/values.hpp"
#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/document/text.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

void take_calibration(GivenValue const& file, Catalog& catalog, Reading& reading) {
  if (file.text.empty())
    throw refusal(file, "the value is empty", "a file of `ec2plan calibrate`", "name a file");
  reading.calibrated = lay_calibration(catalog, file.text);
}

/// Corrections of other software or of another accelerator change nothing.
void warn_of_calibration(Reading const& reading, Frame& frame) {
  if (reading.calibrated.empty()) return;
  auto const is_used = [&](std::string const& key) {
    return std::ranges::find(frame.assumptions, key, &AssumptionEntry::key) !=
           frame.assumptions.end();
  };
  if (std::ranges::any_of(reading.calibrated, is_used)) return;
  frame.warnings.push_back("--calibration changes nothing here: it is of " +
                           calibrated_cluster(reading.calibrated.front()) +
                           "; give that software with --stack");
}

/// Throws: its InputError; where a saved result or a configuration asked for the file, says so.
Catalog laid_over(std::vector<GivenValue> const& overlays) {
  auto const files = texts_of(overlays);
  try {
    return load_catalog({files.begin(), files.end()});
  } catch (InputError const& error) {
    auto const asker = std::ranges::find(overlays, InputFault::Kind::file, &GivenValue::kind);
    if (asker == overlays.end()) throw;
    InputFault fault = error;
    fault.fix = "it is the --catalog of " + asker->where + ": say where it is now with --catalog";
    throw InputError(std::move(fault));
  }
}

}  // namespace

Catalog asked_catalog(Arguments const& arguments, Reading& reading) {
  auto const overlays = texts_of(given(arguments, "--catalog"));
  Catalog catalog = laid_over(given(arguments, "--catalog"));
  auto const* corrections = last_given(arguments, "--calibration");
  if (corrections != nullptr) take_calibration(*corrections, catalog, reading);
  for (GivenValue const& value : given(arguments, "--set"))
    read(value, [&](std::string_view text) { set_assumption(catalog, text); });
  auto const settings = texts_of(given(arguments, "--set"));
  if (corrections != nullptr) note(reading, arguments, "--calibration", corrections->text);
  if (!settings.empty()) note(reading, arguments, "--set", settings);
  if (!overlays.empty()) note(reading, arguments, "--catalog", overlays);
  return catalog;
}

Frame asked_frame(Catalog const& catalog, std::string command,
                  std::vector<std::string> const& types, std::vector<Price> const& prices,
                  std::vector<std::string> const& models, Reading const& reading,
                  Stack const& stack) {
  return asked_frame(catalog, std::move(command), types, prices, models, reading,
                     std::vector{stack});
}

Frame asked_frame(Catalog const& catalog, std::string command,
                  std::vector<std::string> const& types, std::vector<Price> const& prices,
                  std::vector<std::string> const& models, Reading const& reading,
                  std::vector<Stack> const& stacks) {
  Frame frame = frame_of(catalog, std::move(command), types, prices, models, stacks.front());
  for (Stack const& stack : std::span(stacks).subspan(1))
    for (auto const& name : types)
      if (auto const* type = find_instance(catalog, name))
        add_assumptions(frame, catalog, assumptions_used(catalog, *type, stack));
  frame.inputs = in_order(reading.inputs);
  frame.warnings = told_once(reading.warnings);
  warn_of_calibration(reading, frame);
  return frame;
}

std::vector<std::string> told_once(std::vector<std::string> const& warnings) {
  constexpr std::size_t most_told = 100;
  std::vector<std::string> told;
  std::set<std::string_view> known;
  for (auto const& warning : warnings)
    if (known.insert(warning).second && known.size() <= most_told) told.push_back(warning);
  if (known.size() > most_told)
    told.push_back(integer_text(known.size() - most_told) + " more warnings are left out");
  return told;
}

std::vector<std::string> old_price_notes(std::vector<Price> const& prices, Date today) {
  std::vector<std::string> texts;
  for (PriceAge const& age : oldest_ages(prices, today)) {
    if (is_old(age))
      texts.push_back(std::string(purchase_name(age.purchase)) + " from " + age.as_of + " (" +
                      counted(age.days, "day") + ")");
  }
  if (texts.empty()) return {};
  return {"some prices are old: " + joined(texts) + "; `ec2plan catalog import` brings newer ones"};
}

}  // namespace ec2plan::cli
