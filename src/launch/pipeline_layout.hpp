#pragma once

#include <string>

#include "ec2plan/estimate/layout.hpp"

namespace ec2plan::launch {

/// Which layers stand on which chunk of which stage, as Megatron-LM takes it: "Ettt|(tt|)*6ttL".
/// The first stages have the more layers, and of a stage the first chunks.
/// Source: megatron/core/transformer/pipeline_parallel_layer_layout.py.
std::string pipeline_layout(int layers, Layout const& layout);

}  // namespace ec2plan::launch
