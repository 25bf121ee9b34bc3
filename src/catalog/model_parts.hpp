#pragma once

#include "catalog/layers.hpp"

/// The fields of the parts of a shape that a model may have: experts, kinds of attention, states.
namespace ec2plan::catalog {

inline constexpr int widest = 4'000'000;

/// A count of a part of the shape: of its experts, of its latent attention.
template <auto member, int least, int most, typename Part>
constexpr Field<Part> part_count(std::string_view name, bool required = true) {
  return {name, [](JsonValue const& v, Part& part) { part.*member = v.integer(least, most); },
          [](Part const& part) { return told(part.*member); }, required};
}

template <auto member, typename Part>
constexpr Field<Part> part_flag(std::string_view name) {
  return {name, [](JsonValue const& v, Part& part) { part.*member = v.boolean(); },
          [](Part const& part) { return told(part.*member); }, false};
}

template <int Experts::*member, int least, int most>
constexpr Field<Experts> experts_count(std::string_view name) {
  return part_count<member, least, most, Experts>(name);
}

template <int LatentAttention::*member, int least, int most>
constexpr Field<LatentAttention> latent_count(std::string_view name) {
  return part_count<member, least, most, LatentAttention>(name);
}

inline constexpr Field<Experts> experts_fields[] = {
    experts_count<&Experts::count, 2, 65536>("count"),
    experts_count<&Experts::dense_feed_forward, 0, widest>("dense_feed_forward"),
    experts_count<&Experts::dense_layers, 0, 10000>("dense_layers"),
    experts_count<&Experts::feed_forward, 1, 1'000'000>("feed_forward"),
    part_count<&Experts::latent, 0, 1'000'000, Experts>("latent", false),
    experts_count<&Experts::per_token, 1, 1024>("per_token"),
    experts_count<&Experts::shared_feed_forward, 0, 1'000'000>("shared_feed_forward"),
};

inline constexpr Field<LatentAttention> latent_fields[] = {
    latent_count<&LatentAttention::key_value_rank, 1, 65536>("key_value_rank"),
    latent_count<&LatentAttention::nope_head_dim, 1, 4096>("nope_head_dim"),
    {"query_rank",
     [](JsonValue const& v, LatentAttention& latent) {
       latent.query_rank = std::nullopt;
       if (!v.is_null()) latent.query_rank = v.integer(1, 65536);
     },
     [](LatentAttention const& latent) { return told(latent.query_rank); }},
    latent_count<&LatentAttention::rope_head_dim, 0, 4096>("rope_head_dim"),
    latent_count<&LatentAttention::value_head_dim, 1, 4096>("value_head_dim"),
};

template <int AttentionWindows::*member, int least, int most>
constexpr Field<AttentionWindows> windows_count(std::string_view name, bool required = true) {
  return part_count<member, least, most, AttentionWindows>(name, required);
}

inline constexpr Field<AttentionWindows> windows_fields[] = {
    part_flag<&AttentionWindows::chunks, AttentionWindows>("chunks"),
    windows_count<&AttentionWindows::head_dim, 0, 4096>("head_dim", false),
    windows_count<&AttentionWindows::heads, 0, 4096>("heads", false),
    windows_count<&AttentionWindows::kv_heads, 0, 4096>("kv_heads", false),
    windows_count<&AttentionWindows::layers, 1, 10000>("layers"),
    windows_count<&AttentionWindows::size, 1, 100'000'000>("size"),
    windows_count<&AttentionWindows::value_head_dim, 0, 4096>("value_head_dim", false),
};

inline constexpr Field<SparseAttention> sparse_fields[] = {
    part_count<&SparseAttention::head_dim, 1, 4096, SparseAttention>("head_dim"),
    part_count<&SparseAttention::heads, 1, 4096, SparseAttention>("heads"),
    part_count<&SparseAttention::top, 1, 100'000'000, SparseAttention>("top"),
};

template <int StateSpace::*member, int least, int most>
constexpr Field<StateSpace> state_count(std::string_view name, bool required = true) {
  return part_count<member, least, most, StateSpace>(name, required);
}

inline constexpr Field<StateSpace> state_space_fields[] = {
    state_count<&StateSpace::convolution, 1, 64>("convolution"),
    part_flag<&StateSpace::convolution_bias, StateSpace>("convolution_bias"),
    state_count<&StateSpace::groups, 1, 4096>("groups", false),
    state_count<&StateSpace::head_dim, 1, 65536>("head_dim"),
    state_count<&StateSpace::heads, 1, 65536>("heads"),
    state_count<&StateSpace::layers, 1, 10000>("layers"),
    part_flag<&StateSpace::norm, StateSpace>("norm"),
    part_flag<&StateSpace::projection_bias, StateSpace>("projection_bias"),
    state_count<&StateSpace::state, 1, 4096>("state"),
    state_count<&StateSpace::step_rank, 0, 65536>("step_rank", false),
};

template <int LinearAttention::*member, int least, int most>
constexpr Field<LinearAttention> linear_count(std::string_view name, bool required = true) {
  return part_count<member, least, most, LinearAttention>(name, required);
}

inline constexpr Field<LinearAttention> linear_fields[] = {
    linear_count<&LinearAttention::convolution, 0, 64>("convolution"),
    linear_count<&LinearAttention::gate_rank, 0, 65536>("gate_rank", false),
    linear_count<&LinearAttention::key_head_dim, 1, 4096>("key_head_dim"),
    linear_count<&LinearAttention::key_heads, 1, 4096>("key_heads"),
    linear_count<&LinearAttention::layers, 1, 10000>("layers"),
    part_flag<&LinearAttention::learned_decay, LinearAttention>("learned_decay"),
    linear_count<&LinearAttention::value_head_dim, 1, 4096>("value_head_dim"),
    linear_count<&LinearAttention::value_heads, 1, 4096>("value_heads"),
};

inline constexpr Field<ShortConvolution> convolution_fields[] = {
    part_flag<&ShortConvolution::bias, ShortConvolution>("bias"),
    part_count<&ShortConvolution::kernel, 1, 64, ShortConvolution>("kernel"),
    part_count<&ShortConvolution::layers, 1, 10000, ShortConvolution>("layers"),
};

}  // namespace ec2plan::catalog
