#pragma once

#include <vector>

#include "choices.hpp"
#include "ec2plan/search/search.hpp"

namespace ec2plan {

/// Layouts that share everything but pipeline, data, virtual stages and ZeRO.
struct Bundle {
  Layout layout{};
  MicroBatch costs{};
  Time per_sequence{};   // of one layer
  std::size_t size = 0;  // which of the micro-batches that are tried
};

/// All micro-batches and kinds of recomputation of the tensor, context and expert degrees in
/// `shared`, the least layer time per sequence first, but for those of which no layout fits.
struct Bundles {
  std::vector<Bundle> all{};
  std::vector<int> too_large{};  // of each micro-batch, kinds that what one layer holds rules out
};
Bundles bundles(Setup const& setup, Choices const& choices, Layout shared);

}  // namespace ec2plan
