#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/json_value.hpp"
#include "ec2plan/accuracy/published_run.hpp"

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

/// {"count", "per_token", "feed_forward", ...}; empty where it is absent or has no experts to
/// choose from.
std::optional<StatedExperts> stated_experts(JsonValue const& model, std::string_view key);

/// The shape with what was not published filled by rule, each rule used noted in `run.assumed`.
/// What no rule gives makes the run unusable.
void settle_model(StatedModel const& stated, PublishedRun& run);

/// Adds a reason why the run cannot be predicted.
void add_unusable(PublishedRun& run, std::string const& reason);

/// Notes what else keeps a run from being predicted: no sequence length, no accelerators, nothing
/// measured.
void expect_predictable(PublishedRun& run);

/// ASCII letters in lower case.
std::string lower(std::string_view text);

}  // namespace ec2plan::accuracy
