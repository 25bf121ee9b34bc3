#include "plan/tuning.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "catalog/stacks.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "plan/given.hpp"

namespace ec2plan {
namespace {

// What recipes begin with: adapters on all matrices, as Dettmers et al. 2023
// found to be needed; batches of 16 (there) and of 64 (Touvron et al. 2023, section 3.1; Rafailov
// et al. 2023); passes and cap of Hugging Face's and LLaMA-Factory's defaults.
constexpr int adapter_batch = 16, whole_batch = 64;
constexpr int usual_cap = 2048, usual_epochs = 3;
constexpr double tokens_of_training = 5;    // of a parameter: more is what pre-training takes
constexpr double fewest_of_training = 0.1;  // published pre-training runs have 0.5 and more

using Targets = LoraTargets;
struct TargetWord {
  std::string_view name;
  std::array<bool Targets::*, 7> matrices{};
};

constexpr TargetWord target_words[] = {
    {"all",
     {&Targets::query, &Targets::key, &Targets::value, &Targets::output, &Targets::gate,
      &Targets::up, &Targets::down}},
    {"attention", {&Targets::query, &Targets::key, &Targets::value, &Targets::output}},
    {"q", {&Targets::query}},
    {"k", {&Targets::key}},
    {"v", {&Targets::value}},
    {"o", {&Targets::output}},
    {"gate", {&Targets::gate}},
    {"up", {&Targets::up}},
    {"down", {&Targets::down}},
    {"experts", {&Targets::experts}}};

constexpr auto target_names = [] {
  std::array<std::string_view, std::size(target_words)> all{};
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i] = target_words[i].name;
  return all;
}();

std::string method_text(Method method) { return std::string(name_of(method)); }

[[noreturn]] void refuse(Question const& question, std::string_view key, std::string problem,
                         std::string expected, std::string fix) {
  throw refusal(place_of(question, key), std::move(problem), std::move(expected), std::move(fix));
}

bool is_near(double one, double other) { return std::abs(one - other) <= 1e-3 * other; }

/// What only adapters, or only a method that trains all weights, has.
void check_method(Question const& question, Method method) {
  auto const& t = question.job.tuning;
  bool const adapters = method == Method::lora || method == Method::qlora || method == Method::dpo;
  std::string const is = "goes with adapters, and the method is " + method_text(method);
  if (t.lora_rank && !adapters)
    refuse(question, "lora_rank", is, "--method lora or qlora", "add --method lora");
  if (!t.lora_targets.empty() && !adapters)
    refuse(question, "lora_targets", is, "--method lora or qlora", "add --method lora");
  if (t.weights_precision && (method == Method::lora || method == Method::qlora))
    refuse(question, "weights_precision", "is of trained weights, and these are frozen",
           "--adapter-precision of adapters", "use --adapter-precision");
  if (t.adapter_precision && !adapters)
    refuse(question, "adapter_precision", is, "--method lora or qlora", "add --method lora");
  bool const quantized = t.quantization && *t.quantization != Quantization::none;
  if (quantized && !adapters)
    refuse(question, "quantization", "is of frozen weights, and the method trains them all",
           "--method lora or qlora", "add --method qlora");
  if (method == Method::qlora && t.quantization && !quantized)
    refuse(question, "quantization", "leaves QLoRA without what it is", "nf4, int8 or fp8",
           "use --method lora");
  for (auto const* key : {"examples", "example_tokens", "epochs", "packing"})
    if (method == Method::pretrain && is_given(question, key))
      refuse(question, key, "is of tuning a model that exists, and the method is pretrain",
             "--method full, lora, qlora or dpo", "add --method full");
}

}  // namespace

std::span<std::string_view const> lora_target_words() { return target_names; }

LoraTargets lora_targets_of(std::vector<std::string> const& asked) {
  LoraTargets targets;
  for (auto const& name : asked) {
    auto const* word = std::ranges::find(target_words, std::string_view(name), &TargetWord::name);
    for (auto const matrix : word->matrices)
      if (matrix != nullptr) targets.*matrix = true;
  }
  return targets;
}

Tuning asked_tuning(Question& question) {
  auto& t = question.job.tuning;
  Tuning tuning{.method = t.method.value_or(Method::pretrain)};
  check_method(question, tuning.method);
  bool const has_rank = t.lora_rank || !t.lora_targets.empty() ||
                        t.quantization.value_or(Quantization::none) != Quantization::none;
  bool const adapters = tuning.method == Method::lora || tuning.method == Method::qlora ||
                        (tuning.method == Method::dpo && has_rank);
  tuning.optimizer = t.optimizer.value_or(Optimizer::adamw);
  tuning.offload = t.offload.value_or(Offload::none);
  tuning.weights = t.weights_precision;
  tuning.loss = t.loss;
  if (!adapters) return tuning;
  tuning.rank = filled(question, "lora_rank", t.lora_rank, usual_rank);
  if (t.lora_targets.empty()) {
    t.lora_targets = {"all"};
    assume(question, "lora_targets", "default");
  }
  tuning.targets = lora_targets_of(t.lora_targets);
  tuning.adapter_precision = t.adapter_precision;
  bool const qlora = tuning.method == Method::qlora;
  tuning.quantization = filled(question, "quantization", t.quantization,
                               qlora ? Quantization::nf4 : Quantization::none);
  return tuning;
}

int usual_length(Question const& question, std::optional<int> most_of_model) {
  double const mean = question.job.tuning.example_tokens.value_or(0);
  auto const wanted = std::bit_ceil(static_cast<unsigned>(2 * mean));
  return std::min(most_of_model.value_or(usual_cap), std::max(usual_cap, static_cast<int>(wanted)));
}

int usual_batch(Tuning const& tuning) { return tuning.frozen() ? adapter_batch : whole_batch; }

void check_targets(Question const& question, Job const& job) {
  auto const& t = job.tuning;
  auto const& m = job.model;
  if (t.method == Method::dpo && m.attention == Attention::bidirectional)
    refuse(question, "method", "is of models that write, and " + m.name + " reads alone",
           "a decoder", "use --method full or lora");
  if (!t.frozen()) return;
  if (adapter_widths(m, t.targets).inputs <= 0)
    refuse(question, "lora_targets", "are matrices that " + m.name + " has not",
           m.experts ? "all, attention, or experts beside them" : "all, attention, or of these",
           m.experts ? "add experts, or leave it out" : "leave it out");
  if (t.rank >= m.hidden)
    refuse(question, "lora_rank",
           "is as wide as the model, whose layers are " + integer_text(m.hidden) + " wide",
           "a rank far below that, such as 16", "lower it, or use --method full");
}

void take_examples(Question& question, Job& job, bool open) {
  auto& t = question.job.tuning;
  auto& tokens = question.job.tokens;
  bool const from_examples = t.examples.has_value();
  if (open && from_examples)
    refuse(question, "examples", "is what is asked for, where the model is given",
           "a model, or how many examples", "leave out one of the two");
  if (!from_examples) {
    if (t.epochs)
      refuse(question, "epochs", "counts passes over --examples; --tokens are those of all passes",
             "--examples and --example-tokens beside it", "multiply --tokens, and leave it out");
    if (!tokens && !open)
      throw InputError({.where = "--examples",
                        .problem = "is missing",
                        .expected = "how many examples, and their mean length; or --tokens",
                        .fix = "add --examples 50k --example-tokens 600, or --tokens 30M"});
  } else if (!t.example_tokens) {
    throw InputError({.where = "--example-tokens",
                      .problem = "is missing",
                      .expected = "mean tokens of an example, prompt and answer",
                      .fix = "add --example-tokens 600"});
  }
  if (from_examples) {
    double const epochs = filled(question, "epochs", t.epochs, 1.0 * usual_epochs);
    double const length = std::min(*t.example_tokens, 1.0 * job.sequence_length);
    Tokens const all = *t.examples * job.tuning.answers() * epochs * length * token;
    if (tokens && !is_near(*tokens / token, all / token))
      refuse(question, "tokens",
             "stands beside --examples, which come to " + count_text(all / token), "one of the two",
             "leave out --tokens, or --examples");
    if (!tokens) assume(question, "tokens", "default");
    tokens = all;
  }
  auto const packing =
      filled(question, "packing", t.packing, t.example_tokens ? Packing::off : Packing::on);
  if (packing == Packing::off && !t.example_tokens)
    refuse(question, "packing", "leaves sequences as long as examples are, which is not said",
           "--example-tokens beside it", "add --example-tokens 600");
  if (packing == Packing::on && t.example_tokens)
    job.attended = static_cast<int>(std::min(*t.example_tokens, 1.0 * job.sequence_length));
  job.example_tokens =
      packing == Packing::off ? std::min(*t.example_tokens, 1.0 * job.sequence_length) : 0;
}

Framework usual_framework(Question const& question) {
  auto const method = question.job.tuning.method.value_or(Method::pretrain);
  auto const name = question.job.stack.substr(0, question.job.stack.find('@'));
  bool const megatron = catalog::stack_family(name) == "megatron";
  return method == Method::pretrain || megatron ? Framework::known : Framework::trl;
}

std::vector<std::string> doubts_of_method(Question const& question, Job const& job) {
  double const mean = question.job.tuning.example_tokens.value_or(0);
  if (!job.tuning.pretrains() && mean > job.sequence_length)
    return {"examples of " + integer_text(mean) + " tokens in the mean are cut to " +
            integer_text(job.sequence_length) + ": --seq-len says how many are kept"};
  double const count = parameters(job.model).total(), tokens = job.tokens / token;
  bool const few = tokens < fewest_of_training * count;
  std::string const told = count_text(tokens) + " tokens are ";
  if (job.tuning.pretrains() && few)
    return {told + "few for " + count_text(count) +
            " parameters: what is planned is full training from the start, with Adam, of every "
            "weight; to tune a model that exists add --method full, lora or qlora"};
  if (!job.tuning.pretrains() && tokens > tokens_of_training * count)
    return {told + "what pre-training takes: --method " + method_text(job.tuning.method) +
            " tunes a model that exists"};
  return {};
}

}  // namespace ec2plan
