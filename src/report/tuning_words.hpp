#pragma once

#include <string>

#include "ec2plan/estimate/estimate.hpp"
#include "ec2plan/estimate/stack.hpp"

/// Tuning a model that exists, in words.
namespace ec2plan::pages {

/// "QLoRA: adapters of rank 16 beside q, k, v, o, gate, up, down; weights in nf4; adamw"
std::string tuning_words(Tuning const& tuning);

/// "90M tokens = 9,375 steps of 16 examples of 600 tokens, 2,048 at most, padded; bf16, hf-trainer"
std::string tuning_work(Job const& job, Stack const& stack);

/// ", 12.0 GiB of 64.0 GiB of the host's"; empty where nothing is offloaded.
std::string host_words(MemoryBreakdown const& memory);

}  // namespace ec2plan::pages
