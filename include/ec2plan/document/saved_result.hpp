#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/document/answer.hpp"

namespace ec2plan {

/// A plan read back from a saved result: all that its document holds.
struct SavedPlan {
  int rank = 1;
  std::string instance_type{};
  int instances = 0;
  std::string accelerator{};
  int accelerators = 0, devices = 0;  // of all instances
  std::string region{};               // empty: none
  Purchase purchase = Purchase::on_demand;
  std::optional<HourlyPrice> price{}, list_price{};  // of one instance; empty: it had no price
  std::string price_as_of{}, price_source{};         // empty: not recorded
  std::optional<Time> bought{};                      // of a block or a term
  std::string model{};                               // the name of its shape
  double parameters = 0;
  Tokens tokens{};
  int sequence_length = 0, global_batch = 0;
  std::optional<double> example_tokens{};  // mean of a padded sequence; empty: they were full
  std::string method{};                    // empty: pretrain
  Precision precision = Precision::bf16;
  std::string stack{};  // as --stack takes it
  Layout layout{};
  double steps = 0;
  Range<Time> step_time{}, duration{};
  Time startup{};                      // before the first step; 0: not counted, or not recorded
  std::optional<Range<Money>> cost{};  // empty: it had no price
  TokenRate tokens_per_second{};
  FlopRate achieved{};  // hardware FLOP/s of one accelerator
  std::optional<double> mfu{}, hfu{};
  double goodput = 1;
  MemoryBreakdown memory{};
  StepBreakdown step{};
  std::optional<CostBreakdown> cost_parts{};
  std::optional<Range<Power>> instance_power{};  // empty with the energy: it was not known, or told
  std::optional<Range<Energy>> accelerator_energy{}, server_energy{}, facility_energy{};
  std::optional<Range<Emission>> emission{};  // location-based
  std::optional<double> pue{};
  std::optional<CarbonIntensity> carbon{};
  std::string energy_unknown{};  // why some of it is not
  std::optional<int> vcpu_quota{};
  Fit fit = Fit::yes;
  std::optional<bool> meets_deadline{}, meets_deadline_if_slow{}, meets_budget{};  // where asked
  std::vector<std::string> tie_with{};
  Confidence confidence = Confidence::guess;
  std::optional<std::vector<std::string>> own_constants{};  // that favour it; empty: not told
};

/// Tokens of a step.
Tokens step_tokens(SavedPlan const& plan);

/// One constant that a saved result rests on.
struct SavedAssumption {
  std::string key{};
  double value = 0;
  std::string unit{}, basis{};
};

/// Why a saved recommendation has no plan of a type. Of neither region nor purchase where empty.
struct SavedRejection {
  std::string instance_type{}, region{}, purchase{}, reason{};
};

/// A saved document of recommend, estimate or explain.
struct SavedResult {
  std::string file{};      // "stdin" for a pipe
  std::string command{};   // that saved it
  std::string sentence{};  // its answer in a sentence; empty: it has none
  std::vector<SavedPlan> plans{};
  std::vector<SavedRejection> rejected{};
  std::vector<Input> inputs{};                 // the question: --model, --days, --set ...
  std::vector<SavedAssumption> assumptions{};  // by key
  std::string catalog_version{}, catalog_as_of{}, catalog_sha256{};
  std::vector<std::string> warnings{};
};

/// What a saved result is held against beside itself.
struct Witness {
  Catalog const* catalog = nullptr;  // whose types have what they have; nullptr: none is known
  std::optional<Date> today{};       // a price of a later day is refused
};

/// Reads any minor version of our format.
/// Throws: InputError of kind file with the file and the JSON path, for what is no such document,
/// has another major version, was cut down with --fields, or contradicts itself or the witness.
SavedResult read_result(std::string_view text, std::string const& file,
                        Witness const& witness = {});

/// What `read_result` would give back of the answer's document, its figures rounded as there; of no
/// file. Assumes: an answer to a recommendation, or to an estimate that has a plan.
SavedResult saved(Answer const& answer);

// Each asks again what was saved. What `typed` gives beats what was saved; what was typed then
// counts as typed now, so that it stands in the commands of pages.

/// The question as it was asked, of a recommendation or an estimate.
Question asked_again(SavedResult const& result, Question const& typed);
/// The same job, goal and market asked of every type and layout.
Question asked_of_all(SavedResult const& result, Question const& typed);
/// The plan as an estimate. Of another model, batch, precision, type or count its layout is left to
/// the search.
Question asked_of_plan(SavedResult const& result, SavedPlan const& plan, Question const& typed);

/// The plan of this rank. Throws: InputError of kind file where the result has none.
SavedPlan const& plan_of_rank(SavedResult const& result, int rank = 1);

/// The --model that was typed, else the name of the shape.
std::string asked_model(SavedResult const& result, SavedPlan const& plan);

}  // namespace ec2plan
