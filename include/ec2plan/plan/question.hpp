#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ec2plan/plan/plan.hpp"
#include "ec2plan/units/date.hpp"
#include "ec2plan/units/error.hpp"

/// The question as data: what the command line, a saved result, a configuration file or another
/// program asks, before any of it is looked up in a catalog.
namespace ec2plan {

/// A value as documents hold it, in the unit that its key names: days, dollars, tokens.
using InputValue =
    std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, std::vector<std::string>>;

/// A value as it was given, and where: for messages, and for what documents say of their inputs.
struct GivenValue {
  std::string text{};   // as typed
  std::string where{};  // "--tokens"; the file, of a value from a configuration or a result
  std::string path{};   // "/tensor" in that file
  InputFault::Kind kind = InputFault::Kind::usage;
  std::string from = "flag";       // "flag", "config", "environment", "result", "model", "default"
  std::optional<double> number{};  // in place of a text, in the unit that the key names
};

/// What of a model is trained, on how many examples, and how its state is held. What is empty is
/// what the method's software does.
struct TuningChoice {
  std::optional<Method> method{};  // empty: pretrain
  std::optional<double> examples{};
  std::optional<double> example_tokens{};  // mean
  std::optional<double> epochs{};          // passes over the examples
  std::optional<Packing> packing{};
  std::optional<int> lora_rank{};
  std::vector<std::string> lora_targets{};  // "all", "attention", or matrices: "q", "v"
  std::optional<StatePrecision> adapter_precision{};
  std::optional<Quantization> quantization{};
  std::optional<Optimizer> optimizer{};
  std::optional<StatePrecision> weights_precision{};
  std::optional<Loss> loss{};
  std::optional<Offload> offload{};
};

/// What is to be trained. What is empty comes from the model's entry, else from a rule.
struct JobChoice {
  std::string model{};  // a count (175B), a name, or the path of a config.json
  std::optional<Tokens> tokens{};
  std::optional<int> sequence_length{};
  std::optional<int> global_batch{};  // sequences of a step
  std::optional<Precision> precision{};
  std::string stack{};  // NAME or NAME@YEAR; empty: today's software
  TuningChoice tuning{};
};

/// What the run must keep to. Without a risk it is slow; without an objective it is cost where
/// there is a deadline, else the knee where there is a budget, else the Pareto front up to it.
struct GoalChoice {
  std::optional<Time> deadline{};
  std::optional<Money> budget{};
  std::optional<Risk> risk{};
  std::optional<Objective> objective{};
  std::optional<Framework> framework{};  // empty: known
};

/// Which types, and how many of them. A count makes the question one of a single set-up.
struct InstanceChoice {
  std::vector<std::string> types{};         // names and patterns; empty: every type
  std::vector<std::string> accelerators{};  // ids, patterns, families or makers; empty: all
  std::optional<int> least{}, most{};
  bool include_retired = false;
  std::optional<int> count{};
};

/// A share off the list price of the types that match a pattern.
struct Discount {
  std::string pattern = "*";
  double share = 0;
};

/// A price that the user has agreed on, for a kind of purchase of the types that match.
struct Rate {
  std::optional<Purchase> purchase{};  // empty: the kinds that have no public price
  std::string pattern = "*";
  double share = 0;  // off the on-demand price; 0: the price is given
  HourlyPrice price{};
};

/// Where and how instances are bought.
struct MarketChoice {
  std::vector<std::string> purchases{};      // "spot", ..., "all"; empty: on-demand
  std::vector<Discount> discounts{};         // the last that matches counts
  std::vector<Rate> rates{};                 // likewise
  std::optional<int> term{};                 // of a savings plan, in years: 1 or 3
  bool use_rest_of_term = false;             // what is left of a term is not charged to the run
  std::vector<std::string> regions{};        // names, or "all"; empty: us-east-1
  std::optional<double> carbon_intensity{};  // kg CO2e of a kWh, in place of each region's own
  std::optional<Date> as_of{};               // prices and types of that day; empty: the newest
};

/// A speed in place of the model's own prediction.
struct SpeedChoice {
  std::optional<FlopRate> achieved{};  // by each accelerator
  std::optional<double> mfu{};
  std::optional<double> goodput{};  // in place of the failure model
};

/// What is laid over the built-in facts: the caller's part, but for the settings.
struct FactsChoice {
  std::vector<std::string> overlays{};  // files
  std::string calibration{};            // a file
  std::vector<std::string> settings{};  // KEY=VALUE of assumptions
};

/// What is asked, and where each value came from.
///
///     Question question{.job = {.model = "175B", .tokens = 300e9 * token},
///                       .goal = {.deadline = 30 * day}};
struct Question {
  enum class Kind { recommend, estimate, afford };
  Kind kind = Kind::recommend;
  JobChoice job{};
  GoalChoice goal{};
  InstanceChoice instances{};
  MarketChoice market{};
  LayoutChoice layout{};
  SpeedChoice speed{};
  FactsChoice facts{};
  /// By key of `question_fields`; a field that was set in code need not be here.
  std::map<std::string, std::vector<GivenValue>, std::less<>> given{};
};

/// What a field has to do with a plan that answers the question.
enum class FieldRole {
  job,     // the plan's own too
  shape,   // likewise, and a layout must suit it
  set_up,  // fixes the plan's type or the number of its instances
  layout,  // fixes the plan's layout
  choice,  // which plans are candidates, and which of them comes first
  place,   // where and how the plan's instances are bought
  terms    // holds for the plan as for any other
};

/// One field of a question: how it is set from what was given, and its value in documents. Its key
/// is the flag's name in snake_case: "seq_len" for --seq-len.
struct QuestionField {
  std::string_view key;
  FieldRole role;
  /// Throws: InputError at the value that is refused. Assumes: at least one value.
  void (*set)(Question&, std::vector<GivenValue> const&);
  void (*clear)(Question&);
  InputValue (*value)(Question const&);  // null where the field is empty
  bool repeats = false;                  // its values add up; else the last one counts
  bool separated = false;                // commas part what is typed in one word
  // Of a field that is a number, in the unit of its key: reads one, and sets one that was read.
  double (*number)(std::string_view) = nullptr;
  void (*put)(Question&, double) = nullptr;
};

/// Every field, in the order of the help.
std::span<QuestionField const> question_fields();
/// nullptr where the key is no field of a question: a matter of one command, or of what is printed.
QuestionField const* question_field(std::string_view key);

/// Gives the field these values in place of what it had. Throws: InputError.
void set(Question& question, std::string_view key, std::vector<GivenValue> values);
void clear(Question& question, std::string_view key);
/// Whether the field has a value of its own, from wherever.
bool is_given(Question const& question, std::string_view key);

/// A value as it was understood, and where it is from.
struct Input {
  std::string key{};
  InputValue value{};
  std::string from{};  // as of GivenValue
  std::string text{};  // as typed ("175B"); empty: not typed
};
/// The fields that have a value, in the order of the help.
std::vector<Input> inputs_of(Question const& question);

/// `question` with the values that `over` gives in place of its own.
Question overlaid(Question question, Question const& over);

/// A question of the values under "inputs" of a document, or of a plain object {"model": "175B",
/// "tokens": 3e11, "days": 30}: a number is in the unit of its key, a text as it is typed.
/// Throws: InputError of kind file that names `file` and the JSON path.
Question question_from_json(std::string_view text, std::string const& file = "question");
/// The same object, of every field that has a value.
std::string json_of(Question const& question);

}  // namespace ec2plan
