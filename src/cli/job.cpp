#include "cli/job.hpp"

#include <algorithm>

#include "cli/values.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/document/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan::cli {
namespace {

constexpr int usual_sequence = 4096;
constexpr int usual_step_tokens = 4'194'304;  // about 4 M, as GPT-3 and its successors took
constexpr int longest_sequence = 16'777'216;
constexpr int largest_batch = 10'000'000;
constexpr std::string_view precisions[] = {"bf16", "fp16", "fp8"};

GivenValue const& required(Arguments const& arguments, std::string_view flag,
                           std::string_view expected, std::string_view fix) {
  if (auto const* value = last_given(arguments, flag)) return *value;
  throw InputError({.where = std::string(flag),
                    .problem = "is missing",
                    .expected = std::string(expected),
                    .fix = std::string(fix)});
}

void take_sequence(Arguments const& arguments, Reading& reading, AskedJob& asked) {
  auto const typed = optional_integer(arguments, "--seq-len", 1, longest_sequence);
  auto const own = asked.model.sequence_length;
  asked.job.sequence_length = typed.value_or(own.value_or(usual_sequence));
  note(reading, arguments, "--seq-len", std::int64_t{asked.job.sequence_length},
       own ? "model" : "default");
  if (own && asked.job.sequence_length > *own) {
    reading.warnings.push_back("sequences of " + integer_text(asked.job.sequence_length) +
                               " tokens are longer than the " + integer_text(*own) + " that " +
                               asked.model.shape.name + " was trained with");
  }
}

void take_batch(Arguments const& arguments, Reading& reading, AskedJob& asked) {
  auto const typed = optional_integer(arguments, "--global-batch", 1, largest_batch);
  auto const own = asked.model.global_batch;
  asked.job.global_batch = typed.value_or(own.value_or(batch_by_rule(asked.job.sequence_length)));
  note(reading, arguments, "--global-batch", std::int64_t{asked.job.global_batch},
       own ? "model" : "default");
}

void take_precision(Arguments const& arguments, Reading& reading, Job& job) {
  if (auto const* value = last_given(arguments, "--precision"))
    job.precision = *precision_from(chosen_word(*value, precisions));
  note(reading, arguments, "--precision", std::string(precision_name(job.precision)), "default");
}

void take_model(Catalog const& catalog, GivenValue const& spec, Reading& reading, AskedJob& asked) {
  asked.spec = spec.text;
  asked.model = read(spec, [&](std::string_view text) { return model_from(catalog, text); });
  asked.job.model = asked.model.shape;
  asked.job.stated_parameters = asked.model.stated_parameters;
  reading.warnings.insert(reading.warnings.end(), asked.model.warnings.begin(),
                          asked.model.warnings.end());
}

}  // namespace

int batch_by_rule(int sequence_length) { return std::max(1, usual_step_tokens / sequence_length); }

AskedJob asked_job(Arguments const& arguments, Catalog const& catalog, Reading& reading) {
  AskedJob asked;
  auto const& spec = required(arguments, "--model",
                              "a count (175B), a name from `ec2plan models`, or a config.json",
                              "add --model 175B");
  auto const& tokens = required(arguments, "--tokens", "a count such as 300B", "add --tokens 300B");
  asked.job.tokens = read(tokens, parsed_count) * token;
  take_model(catalog, spec, reading, asked);
  note(reading, arguments, "--model", asked.model.shape.name);
  note(reading, arguments, "--tokens", asked.job.tokens / token);
  take_sequence(arguments, reading, asked);
  take_batch(arguments, reading, asked);
  take_precision(arguments, reading, asked.job);
  asked.stack = asked_stack(arguments, catalog, reading);
  return asked;
}

AskedJob asked_shape(Arguments const& arguments, Catalog const& catalog, GivenValue const& spec,
                     Reading& reading) {
  AskedJob asked;
  take_model(catalog, spec, reading, asked);
  reading.inputs.push_back(
      {.key = "model", .value = asked.model.shape.name, .from = "flag", .text = spec.text});
  take_sequence(arguments, reading, asked);
  take_batch(arguments, reading, asked);
  take_precision(arguments, reading, asked.job);
  return asked;
}

Stack asked_stack(Arguments const& arguments, Catalog const& catalog, Reading& reading) {
  Stack stack;
  if (auto const* value = last_given(arguments, "--stack"))
    stack = read(*value, [&](std::string_view text) { return stack_from(catalog, text); });
  note(reading, arguments, "--stack", stack_text(stack), "default");
  return stack;
}

}  // namespace ec2plan::cli
