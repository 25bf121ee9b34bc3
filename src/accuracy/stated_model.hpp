#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/json_value.hpp"
#include "ec2plan/accuracy/runs_file.hpp"

namespace ec2plan::accuracy {

using catalog::JsonValue;

/// A mixture of experts as published.
struct StatedExperts {
  std::optional<int> count{}, per_token{}, feed_forward{}, shared_feed_forward{}, dense_layers{};
};

/// A shape as published: what is empty was not.
struct StatedModel {
  std::string name{};
  bool encoder = false;
  std::optional<int> layers{}, hidden{}, heads{}, kv_heads{}, head_dim{}, feed_forward{};
  std::optional<int> vocabulary{};
  std::optional<bool> gated{}, tied_embeddings{};
  std::optional<StatedExperts> experts{};
};

/// The keys of `model` in a runs file.
StatedModel stated_model(JsonValue const& model);

/// The shape with what was not published filled by rule, each rule used noted in `run.assumed`.
/// What no rule gives makes the run unusable.
void settle_model(StatedModel const& stated, PublishedRun& run);

/// Adds a reason why the run cannot be predicted.
void add_unusable(PublishedRun& run, std::string const& reason);

/// One element of a bare list of memory readings: usable where it is certain that it tells the
/// peak of one device, or that memory ran out, of a given shape and layout. `number` counts from 1.
PublishedRun memory_reading(catalog::JsonValue const& record, std::size_t number);

}  // namespace ec2plan::accuracy
