#pragma once

#include <string>

#include "ec2plan/estimate/estimate.hpp"
#include "ec2plan/estimate/stack.hpp"

/// What is trained, in words.
namespace ec2plan::pages {

/// "QLoRA: adapters of rank 16 beside q, k, v, o, gate, up, down; weights in nf4; adamw"
std::string tuning_words(Job const& job);

/// "300B tokens = 95,368 steps of 1536 × 2048 tokens, bf16, today's software"; of padded examples
/// how long they are.
std::string work_words(Job const& job, Stack const& stack);

/// ", 12.0 GiB of 64.0 GiB of the host's"; empty where nothing is offloaded.
std::string host_words(MemoryBreakdown const& memory);

}  // namespace ec2plan::pages
