#include "cli/saved.hpp"

#include <algorithm>
#include <istream>
#include <iterator>
#include <set>

#include "catalog/json_file.hpp"
#include "cli/values.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/document/names.hpp"
#include "ec2plan/document/text.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan::cli {
namespace {

constexpr int most_ranks = 1'000'000;
constexpr std::size_t largest_stream = 256'000'000;

/// Beside the job and the layout, what a plan is asked for with.
constexpr std::string_view of_a_plan[] = {
    "days",    "budget", "risk",     "tflops",      "mfu",  "goodput", "set",
    "catalog", "as_of",  "discount", "calibration", "rate", "term",    "use_rest_of_term"};

/// What fixes the plan: left out where every type and layout is asked.
constexpr std::string_view fixed[] = {"instance_type", "instance_count", "tensor",   "pipeline",
                                      "data",          "virtual_stages", "context",  "expert",
                                      "micro_batch",   "zero",           "recompute"};

/// What a saved question does not hold: it says which plan of it was meant.
constexpr std::string_view not_asked[] = {"rank", "why"};

template <std::size_t Size>
bool holds(std::string_view const (&keys)[Size], std::string const& key) {
  return std::ranges::find(keys, key) != std::end(keys);
}

/// Adds what a result holds, where the command line does not give it.
class Adder {
 public:
  Adder(Arguments& arguments, SavedResult const& result)
      : arguments_(arguments), file_(result.file) {
    for (Input const& input : result.inputs)
      if (input.from == "flag" || input.from == "config") typed_.insert(flag_of(input.key));
  }

  void add(std::string const& flag, std::vector<std::string> const& texts) {
    std::vector<GivenValue> values;
    for (auto const& text : texts)
      values.push_back({.text = text,
                        .where = file_,
                        .kind = InputFault::Kind::file,
                        .from = typed_.contains(flag) ? "flag" : "result"});
    if (!values.empty()) arguments_.values.try_emplace(flag, values);
  }

  void add(std::string const& flag, std::string const& text) {
    add(flag, std::vector<std::string>{text});
  }

  void add(std::string const& flag, int value) { add(flag, std::to_string(value)); }

 private:
  Arguments& arguments_;
  std::string const& file_;
  std::set<std::string> typed_{};  // counts as typed now: it stands in the commands of pages
};

std::vector<std::string> texts_of(InputValue const& value) {
  if (auto const* text = std::get_if<std::string>(&value)) return {*text};
  if (auto const* texts = std::get_if<std::vector<std::string>>(&value)) return *texts;
  if (auto const* on = std::get_if<bool>(&value)) return {*on ? "true" : "false"};
  if (auto const* number = std::get_if<double>(&value)) return {number_text(*number)};
  if (auto const* whole = std::get_if<std::int64_t>(&value)) return {std::to_string(*whole)};
  return {};
}

/// As they were typed, where that is what the plan trains on.
std::string asked_tokens(SavedResult const& result, SavedPlan const& plan) {
  auto const input = std::ranges::find(result.inputs, "tokens", &Input::key);
  bool const typed = input != result.inputs.end() && !input->text.empty();
  if (typed && texts_of(input->value) == std::vector{number_text(plan.tokens / token)})
    return input->text;
  return number_text(plan.tokens / token);
}

/// What the saved layout need not suit.
constexpr std::string_view reshaping[] = {"--model",     "--seq-len",       "--global-batch",
                                          "--precision", "--instance-type", "--instance-count"};

bool is_reshaped(Arguments const& arguments) {
  return std::ranges::any_of(reshaping,
                             [&](auto flag) { return last_given(arguments, flag) != nullptr; });
}

bool is_typed(SavedResult const& result, std::string const& key) {
  auto const input = std::ranges::find(result.inputs, key, &Input::key);
  return input != result.inputs.end() && (input->from == "flag" || input->from == "config");
}

/// Of another model, its own sequences and batch count where they were not typed.
void add_job(Adder& adder, SavedResult const& result, SavedPlan const& plan, bool other_model) {
  adder.add("--model", asked_model(result, plan));
  adder.add("--tokens", asked_tokens(result, plan));
  if (!other_model || is_typed(result, "seq_len")) adder.add("--seq-len", plan.sequence_length);
  if (!other_model || is_typed(result, "global_batch"))
    adder.add("--global-batch", plan.global_batch);
  adder.add("--precision", std::string(precision_name(plan.precision)));
  if (!plan.stack.empty()) adder.add("--stack", plan.stack);
}

void add_layout(Adder& adder, Layout const& layout) {
  adder.add("--tensor", layout.tensor);
  adder.add("--pipeline", layout.pipeline);
  adder.add("--virtual-stages", layout.virtual_stages);
  adder.add("--data", layout.data);
  adder.add("--context", layout.context);
  adder.add("--expert", layout.expert);
  adder.add("--micro-batch", layout.micro_batch);
  adder.add("--zero", layout.zero);
  adder.add("--recompute", std::string(recompute_name(layout.recompute)));
}

/// The model as it was typed: its value is the name of a shape, which a config.json has not. So the
/// tokens: people read 300B.
std::vector<std::string> texts_of(Input const& input) {
  if ((input.key == "model" || input.key == "tokens") && !input.text.empty()) return {input.text};
  return texts_of(input.value);
}

void add_inputs(Adder& adder, SavedResult const& result, bool of_all) {
  for (Input const& input : result.inputs)
    if (!holds(not_asked, input.key) && !(of_all && holds(fixed, input.key)))
      adder.add(flag_of(input.key), texts_of(input));
}

}  // namespace

SavedResult saved_result(std::string const& file, Streams const& streams) {
  if (file != "-") return read_result(catalog::file_text(file), file);
  std::string text, block(65536, '\0');
  while (streams.in.read(block.data(), static_cast<std::streamsize>(block.size())) ||
         streams.in.gcount() > 0) {
    text.append(block, 0, static_cast<std::size_t>(streams.in.gcount()));
    if (text.size() > largest_stream)
      throw InputError({.where = "stdin",
                        .problem = "tells more than 256 MB",
                        .expected = "a result saved with --json",
                        .fix = "check what is piped into it",
                        .kind = InputFault::Kind::file});
  }
  return read_result(text, "stdin");
}

int asked_rank(Arguments const& arguments) {
  return optional_integer(arguments, "--rank", 1, most_ranks).value_or(1);
}

ComparedRanks asked_ranks(Arguments const& arguments) {
  auto const values = elements(arguments, "--rank");
  if (values.size() > 2)
    throw refusal(values.back(), "is one rank too many", "one for both, or two: 1,3",
                  "leave the others out");
  auto const rank = [](GivenValue const& value) {
    return static_cast<int>(
        read(value, [](std::string_view text) { return parsed_integer(text, 1, most_ranks); }));
  };
  if (values.empty()) return {};
  return {.base = rank(values.front()), .head = rank(values.back())};
}

void add_plan(Arguments& arguments, SavedResult const& result, SavedPlan const& plan) {
  bool const reshaped = is_reshaped(arguments);
  bool const other_model = last_given(arguments, "--model") != nullptr;
  Adder adder(arguments, result);
  add_job(adder, result, plan, other_model);
  adder.add("--instance-type", plan.instance_type);
  adder.add("--instance-count", plan.instances);
  if (!plan.region.empty()) adder.add("--region", plan.region);
  adder.add("--purchase", std::string(purchase_name(plan.purchase)));
  if (!reshaped) add_layout(adder, plan.layout);
  for (Input const& input : result.inputs)
    if (holds(of_a_plan, input.key)) adder.add(flag_of(input.key), texts_of(input.value));
}

Arguments asked_again(Arguments const& arguments, SavedResult const& result) {
  Arguments again{.command = result.command == "recommend" ? "recommend" : "estimate",
                  .values = arguments.values};
  Adder adder(again, result);
  add_inputs(adder, result, false);
  return again;
}

Arguments asked_of_all(Arguments const& arguments, SavedResult const& result) {
  Arguments again{.command = "recommend", .values = arguments.values};
  Adder adder(again, result);
  add_inputs(adder, result, result.command != "recommend");
  return again;
}

}  // namespace ec2plan::cli
