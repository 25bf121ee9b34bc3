#pragma once

#include <span>
#include <string_view>

#include "ec2plan/estimate/setup.hpp"
#include "ec2plan/plan/question.hpp"

/// Tuning a model that exists, as the question asks for it. Source: docs/fine-tuning.md,
/// "Defaults".
namespace ec2plan {

/// "all", "attention", "q", ...
std::span<std::string_view const> lora_target_words();
LoraTargets lora_targets_of(std::vector<std::string> const& words);

/// Fills in what the method leaves open, and reads it.
/// Throws: InputError for what does not go with the method.
Tuning asked_tuning(Question& question);

/// Tokens of a sequence at most, and sequences of a step, where the question tunes a model and
/// leaves them open.
int usual_length(Question const& question, std::optional<int> most_of_model);
int usual_batch(Method method);

/// What is trained on, from examples or as it is given. Throws: InputError where it is missing,
/// unless it is open: what is asked for.
void take_examples(Question& question, Job& job, bool open = false);

/// Whose layouts are looked for: of tuning those of transformers' trainer and its kin, but where
/// the software is Megatron's.
Framework usual_framework(Question const& question);

/// What looks like another method's question.
std::vector<std::string> doubts_of_method(Job const& job);

}  // namespace ec2plan
