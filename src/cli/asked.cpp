#include "cli/asked.hpp"

#include <algorithm>

#include "cli/command.hpp"
#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {
namespace {

/// A flag that takes one type keeps the last, whatever commas it has.
std::vector<GivenValue> values_of(Arguments const& arguments, QuestionField const& field,
                                  std::string const& name) {
  auto const& values = given(arguments, name);
  if (values.empty()) return {};
  auto const* command = find_command(arguments.command);
  auto const* flag = command == nullptr ? find_flag(name) : find_flag(command->flags, name);
  if (flag != nullptr && !adds_up(*flag)) return {values.back()};
  return field.separated ? elements_of(values) : values;
}

/// Throws: its InputError; where a saved result or a configuration asked for the file, says so.
Catalog loaded(std::vector<GivenValue> const& overlays) {
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

/// A question of these fields alone.
Question partly(Arguments const& arguments, std::initializer_list<std::string_view> keys) {
  Question question;
  for (auto const key : keys)
    take_field(question, arguments, *question_field(key));
  return question;
}

Input const* given_input(Frame const& frame, std::string_view key) {
  auto const found = std::ranges::find(frame.inputs, key, &Input::key);
  return found == frame.inputs.end() ? nullptr : &*found;
}

void take_inputs(Reading& reading, Question const& question) {
  for (Input& input : inputs_of(question))
    reading.inputs.push_back(std::move(input));
}

}  // namespace

void take_field(Question& question, Arguments const& arguments, QuestionField const& field) {
  auto values = values_of(arguments, field, flag_of(std::string(field.key)));
  if (!values.empty()) set(question, field.key, std::move(values));
}

Question typed_question(Arguments const& arguments, Question::Kind kind) {
  Question question{.kind = kind};
  for (QuestionField const& field : question_fields())
    take_field(question, arguments, field);
  return question;
}

Question in_region(Question question, Environment const& environment) {
  if (question.given.contains("region")) return question;
  for (std::string_view const name : {"EC2PLAN_REGION", "AWS_REGION", "AWS_DEFAULT_REGION"}) {
    auto const text = variable(environment, name);
    if (text.empty()) continue;
    set(question, "region",
        {{.text = std::string(text), .where = std::string(name), .from = "environment"}});
    break;
  }
  return question;
}

Question asked_question(Arguments const& arguments, Environment const& environment,
                        Question::Kind kind) {
  return in_region(typed_question(arguments, kind), environment);
}

LaidCatalog laid_catalog(Question const& question, Environment const& environment) {
  LaidCatalog facts{.catalog = loaded(places_of(question, "catalog"))};
  facts.catalog.read_on = date_text(today(environment));
  if (question.given.contains("calibration")) {
    auto const file = place_of(question, "calibration");
    if (file.text.empty())
      throw refusal(file, "the value is empty", "a file of `ec2plan calibrate`", "name a file");
    facts.calibrated = lay_calibration(facts.catalog, file.text);
  }
  lay_settings(facts.catalog, question);
  return facts;
}

Catalog asked_catalog(Arguments const& arguments, Environment const& environment,
                      Reading& reading) {
  auto const question = partly(arguments, {"calibration", "set", "catalog"});
  auto facts = laid_catalog(question, environment);
  reading.calibrated = std::move(facts.calibrated);
  take_inputs(reading, question);
  return std::move(facts.catalog);
}

std::optional<Date> asked_day(Arguments const& arguments, Reading& reading) {
  auto const question = partly(arguments, {"as_of"});
  take_inputs(reading, question);
  return question.market.as_of;
}

std::vector<std::string> typed_regions(Arguments const& arguments, Catalog const& catalog,
                                       Reading& reading) {
  auto question = partly(arguments, {"region"});
  if (question.market.regions.empty()) return {};
  auto regions = asked_regions(catalog, question).regions;
  take_inputs(reading, question);
  return regions;
}

void refuse_idle(std::vector<InputFault> const& idle) {
  for (InputFault const& fault : idle)
    if (fault.kind == InputFault::Kind::usage) throw InputError(fault);
}

void warn_of_understanding(AskedJob const& asked, Frame& frame) {
  if (!asked.model.note.empty()) frame.warnings.push_back(asked.model.note);
  for (Input const& input : frame.inputs) {
    auto const* length = std::get_if<std::int64_t>(&input.value);
    auto const* number = std::get_if<double>(&input.value);
    bool const scaled = std::ranges::any_of(input.text, is_letter);
    if (input.key != "seq_len" || !scaled || (length == nullptr && number == nullptr)) continue;
    auto const tokens = length != nullptr ? *length : static_cast<std::int64_t>(*number);
    frame.warnings.push_back("--seq-len " + input.text + " is " + integer_text(tokens) +
                             " tokens: of a length k is 1,024");
  }
}

void warn_of_calibration(std::vector<std::string> const& calibrated, Frame& frame) {
  if (calibrated.empty()) return;
  auto const is_used = [&](std::string const& key) {
    return std::ranges::find(frame.assumptions, key, &AssumptionEntry::key) !=
           frame.assumptions.end();
  };
  if (std::ranges::any_of(calibrated, is_used)) return;
  auto const cluster = calibrated_cluster(calibrated.front());
  frame.warnings.push_back("--calibration changes nothing here: it is of " + cluster +
                           "; give that software with --stack");
  auto const* input = given_input(frame, "calibration");
  if (input == nullptr || input->from != "flag") return;
  frame.idle.push_back({.where = "--calibration",
                        .value = input->text,
                        .problem = "changes nothing here: it is of " + cluster,
                        .expected = "corrections of the software and accelerators asked for",
                        .fix = "give that software with --stack"});
}

Frame asked_frame(Catalog const& catalog, std::string command,
                  std::vector<std::string> const& types, std::vector<Price> const& prices,
                  std::vector<std::string> const& models, Reading const& reading,
                  std::vector<std::string> const& assumptions) {
  Frame frame = frame_of_facts(catalog, std::move(command), types, prices, models);
  add_assumptions(frame, catalog, assumptions);
  frame.inputs = in_order(reading.inputs);
  frame.warnings = told_once(reading.warnings);
  warn_of_calibration(reading.calibrated, frame);
  return frame;
}

std::string age_text(PriceAge const& age) {
  return age.to_come ? "a day to come" : counted(age.days, "day");
}

namespace {

/// "spot from 2025-12-21 (223 days)", "capacity-block last seen 2026-07-22 (129 days), of a list
/// that held until 2026-09-30"
std::string old_kind_text(PriceAge const& age, bool of_a_day) {
  std::string text(purchase_name(age.purchase));
  text += (age.lapsed > 0 ? " last seen " : " from ") + age.as_of;
  if (!of_a_day || age.to_come) text += " (" + age_text(age) + ")";
  return age.lapsed > 0 ? text + ", of a list that held until " + age.held_until : text;
}

}  // namespace

std::vector<std::string> old_price_notes(std::vector<Price> const& prices, Date today,
                                         std::optional<Date> latest, bool of_a_day) {
  std::vector<std::string> texts;
  for (PriceAge const& age : oldest_ages(prices, today, {}, latest)) {
    if (is_old(age) && (!of_a_day || age.to_come || age.lapsed > 0))
      texts.push_back(old_kind_text(age, of_a_day));
  }
  if (texts.empty()) return {};
  return {"some prices are old: " + joined(texts) + "; `ec2plan catalog import` brings " +
          (of_a_day ? "those of the time" : "newer ones")};
}

std::vector<std::string> old_price_notes(std::vector<Price> const& prices, Catalog const& catalog,
                                         Environment const& environment, bool of_a_day) {
  auto const now = today(environment);
  return old_price_notes(prices, now, latest_day(catalog, now), of_a_day);
}

}  // namespace ec2plan::cli
