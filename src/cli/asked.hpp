#pragma once

#include "cli/arguments.hpp"
#include "cli/environment.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/plan/answer.hpp"

namespace ec2plan::cli {

/// The question of the flags that are of one. Throws: InputError at the value that is refused.
Question typed_question(Arguments const& arguments,
                        Question::Kind kind = Question::Kind::recommend);
/// Gives the question what was typed of one field, where it was.
void take_field(Question& question, Arguments const& arguments, QuestionField const& field);
/// Where the question has no region, that of EC2PLAN_REGION, AWS_REGION or AWS_DEFAULT_REGION.
Question in_region(Question question, Environment const& environment);
/// Both.
Question asked_question(Arguments const& arguments, Environment const& environment,
                        Question::Kind kind = Question::Kind::recommend);

/// The built-in catalog with the question's overlays, calibration and settings laid over it, read
/// today. Throws: InputError for a bad SOURCE_DATE_EPOCH.
struct LaidCatalog {
  Catalog catalog{};
  std::vector<std::string> calibrated{};  // keys that the calibration changed
};
LaidCatalog laid_catalog(Question const& question, Environment const& environment);

// Of commands that are no question, what the flags of facts say.
Catalog asked_catalog(Arguments const& arguments, Environment const& environment, Reading& reading);
std::optional<Date> asked_day(Arguments const& arguments, Reading& reading);
/// The regions that were typed; empty: none were.
std::vector<std::string> typed_regions(Arguments const& arguments, Catalog const& catalog,
                                       Reading& reading);

/// Throws: InputError for a typed value that changes nothing; one of a configuration file or of a
/// saved result, which serve several questions, is a warning alone.
void refuse_idle(std::vector<InputFault> const& idle);

/// Warns of how what was typed was understood, where another reading is near: another name of the
/// model, 128k.
void warn_of_understanding(AskedJob const& asked, Frame& frame);

/// Warns of corrections of other software or of another accelerator: they change nothing.
void warn_of_calibration(std::vector<std::string> const& calibrated, Frame& frame);

/// The frame of a command that is no question: what it rests on, with all that was read.
Frame asked_frame(Catalog const& catalog, std::string command,
                  std::vector<std::string> const& types, std::vector<Price> const& prices,
                  std::vector<std::string> const& models, Reading const& reading,
                  std::vector<std::string> const& assumptions = {});

/// "307 days"; "a day to come"
std::string age_text(PriceAge const& age);

/// "some prices are old: spot from 2025-12-21 (223 days), ...; ...", of the oldest of each kind of
/// purchase: one note, or none where no price is too old to be relied on.
std::vector<std::string> old_price_notes(std::vector<Price> const& prices, Date today,
                                         std::optional<Date> latest = {}, bool of_a_day = false);
/// The same today. Of a day that was asked for, only prices that are to come are told.
std::vector<std::string> old_price_notes(std::vector<Price> const& prices, Catalog const& catalog,
                                         Environment const& environment, bool of_a_day);

}  // namespace ec2plan::cli
