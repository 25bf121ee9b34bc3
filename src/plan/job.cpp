#include <algorithm>
#include <cmath>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "plan/given.hpp"
#include "plan/terms.hpp"
#include "plan/tuning.hpp"

namespace ec2plan {
namespace {

constexpr int usual_sequence = 4096;
constexpr int usual_step_tokens = 4'194'304;  // about 4 M, as GPT-3 and its successors took

/// What most tune with: transformers' trainer, with PEFT and TRL.
constexpr std::string_view usual_tuning_software = "hf-trainer";

constexpr double largest_batch = 1e7;  // sequences, as a question takes them

/// Tokens of a step from the FLOPs of a run.
/// Source: DeepSeek LLM, arXiv:2401.02954, section 3.1: B = 0.2920 C^0.3271, C = 6 N D.
constexpr double batch_scale = 0.2920, batch_power = 0.3271;

[[noreturn]] void refuse_missing(std::string flag, std::string expected, std::string fix) {
  throw InputError({.where = std::move(flag),
                    .problem = "is missing",
                    .expected = std::move(expected),
                    .fix = std::move(fix)});
}

void take_model(Catalog const& catalog, Question const& question,
                std::vector<std::string>& warnings, AskedJob& asked) {
  auto value = place_of(question, "model");
  if (value.text.empty()) value.text = question.job.model;
  asked.spec = question.job.model;
  asked.model = read(value, [&](std::string_view text) { return model_from(catalog, text); });
  asked.job.model = asked.model.shape;
  asked.job.unknown_architecture = asked.model.unknown_architecture;
  asked.job.stated_parameters = asked.model.stated_parameters;
  warnings.insert(warnings.end(), asked.model.warnings.begin(), asked.model.warnings.end());
}

void take_sequence(Question& question, std::vector<std::string>& warnings, AskedJob& asked) {
  auto const own = asked.model.sequence_length;
  auto& length = question.job.sequence_length;
  if (!length && !asked.job.tuning.pretrains()) {
    length = usual_length(question, own);
    assume(question, "seq_len", "default");
  } else if (!length) {
    length = own.value_or(usual_sequence);
    assume(question, "seq_len", own ? "model" : "default");
  }
  asked.job.sequence_length = *length;
  if (own && *length > *own) {
    warnings.push_back("sequences of " + integer_text(*length) + " tokens are longer than the " +
                       integer_text(*own) + " that " + asked.model.shape.name +
                       " was trained with");
  }
}

void take_batch(Question& question, AskedJob& asked) {
  auto const own = asked.model.global_batch;
  auto& batch = question.job.global_batch;
  if (!batch && !asked.job.tuning.pretrains()) {
    batch = usual_batch(asked.job.tuning);
    assume(question, "global_batch", "default");
  } else if (!batch) {
    batch = own.value_or(batch_by_rule(asked.job));
    assume(question, "global_batch", own ? "model" : "default");
  }
  asked.job.global_batch = *batch;
}

void take_precision(Question& question, Job& job) {
  if (!question.job.precision) {
    question.job.precision = job.precision;
    assume(question, "precision", "default");
  }
  job.precision = *question.job.precision;
}

bool has_model(Question const& question) {
  return question.given.find("model") != question.given.end() || !question.job.model.empty();
}

}  // namespace

int batch_by_rule(Job const& job) {
  double tokens = usual_step_tokens;
  if (job.model.layers > 0 && job.tokens > Tokens{})
    tokens = batch_scale *
             std::pow(6 * parameters(job.model).active() * (job.tokens / token), batch_power);
  double const wanted = std::max(1.0, tokens / job.sequence_length);
  double const power = std::exp2(std::floor(std::log2(wanted)));
  double const round = wanted < 1.25 * power ? 1 : wanted < 1.75 * power ? 1.5 : 2;
  return static_cast<int>(std::ceil(std::min(round * power, largest_batch)));
}

AskedJob asked_shape(Catalog const& catalog, Question& question,
                     std::vector<std::string>& warnings) {
  AskedJob asked;
  asked.job.tuning = asked_tuning(question);
  asked.job.tokens = question.job.tokens.value_or(Tokens{});
  if (has_model(question)) {
    take_model(catalog, question, warnings, asked);
    question.job.model = asked.model.shape.name;
  }
  if (has_model(question)) check_targets(question, asked.job);
  take_sequence(question, warnings, asked);
  take_batch(question, asked);
  take_precision(question, asked.job);
  return asked;
}

Stack asked_stack(Catalog const& catalog, Question& question) {
  Stack stack;
  auto& text = question.job.stack;
  if (text.empty() && question.given.find("stack") == question.given.end()) {
    assume(question, "stack", "default");
    if (question.job.tuning.method.value_or(Method::pretrain) != Method::pretrain)
      stack.name = usual_tuning_software;
  } else {
    auto value = place_of(question, "stack");
    if (value.text.empty()) value.text = text;
    stack = read(value, [&](std::string_view typed) { return stack_from(catalog, typed); });
  }
  text = stack_text(stack);
  return stack;
}

AskedJob asked_job(Catalog const& catalog, Question& question, std::vector<std::string>& warnings) {
  if (!has_model(question))
    refuse_missing("--model", "a count (175B), a name from `ec2plan models`, or a config.json",
                   "add --model 175B");
  bool const pretrains = question.job.tuning.method.value_or(Method::pretrain) == Method::pretrain;
  if (!question.job.tokens && pretrains && !question.job.tuning.examples)
    refuse_missing("--tokens", "a count such as 300B", "add --tokens 300B");
  auto asked = asked_shape(catalog, question, warnings);
  if (!pretrains) take_examples(question, asked.job);
  asked.job.tokens = *question.job.tokens;
  for (auto& doubt : doubts_of_method(question, asked.job))
    warnings.push_back(std::move(doubt));
  asked.stack = asked_stack(catalog, question);
  return asked;
}

}  // namespace ec2plan
