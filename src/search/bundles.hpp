#pragma once

#include <vector>

#include "choices.hpp"
#include "ec2plan/search/search.hpp"

namespace ec2plan {

/// Layouts that share everything but pipeline, data, virtual stages and ZeRO.
struct Bundle {
  Layout layout{};
  MicroBatch costs{};
  Time per_sequence{};  // of one layer
  unsigned twins = 0;   // further kinds of recomputation with the same time and memory
};

/// All micro-batches and kinds of recomputation of the tensor, context and expert degrees in
/// `shared`, the least layer time per sequence first.
std::vector<Bundle> bundles(Setup const& setup, Choices const& choices, Layout shared);

/// Those whose micro-batches divide what one of `data` replicas gets of the batch.
std::vector<Bundle const*> divided(std::vector<Bundle> const& all, int global_batch, int data);

}  // namespace ec2plan
