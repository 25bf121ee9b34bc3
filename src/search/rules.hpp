#pragma once

#include <algorithm>

#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/model/layer_kinds.hpp"
#include "ec2plan/search/framework.hpp"

namespace ec2plan {

/// What several frameworks ask of a job or a layout.
namespace rules {

using S = Setup const&;
using L = Layout const&;

inline bool is_of(S s, std::string_view vendor) { return s.type.accelerator.vendor == vendor; }
inline bool on_nvidia(S s, L) { return is_of(s, "NVIDIA"); }

inline bool without_fp8(S s, L) { return s.job.precision != Precision::fp8; }
inline bool without_fp16(S s, L) { return s.job.precision != Precision::fp16; }
inline bool one_stage(S, L l) { return l.pipeline == 1; }
inline bool one_context(S, L l) { return l.context == 1; }
inline bool one_expert_rank(S, L l) { return l.expert == 1; }

inline bool not_selective(S, L l) { return l.recompute != Recompute::selective; }
inline bool whole_recompute(S, L l) {
  return l.recompute != Recompute::full || l.recompute_share >= 1;
}

inline bool splits_kv_heads(S s, L l) {
  auto const kinds = attention_kinds(s.job.model);
  return s.job.model.latent_attention.has_value() ||
         std::ranges::all_of(kinds, [&](auto const& kind) {
           return kind.layers == 0 || static_cast<int>(kind.kv_heads) % l.tensor == 0;
         });
}

inline bool splits_sequence(S s, L l) {
  return s.job.sequence_length % (l.tensor * (l.context > 1 ? 2 * l.context : 1)) == 0;
}

/// Groups of devices that hold the same shards.
inline int copies(L l) { return spanned(l.data, l.context) / shards(l); }
inline bool copies_replicas(S, L l) { return l.data % copies(l) == 0; }

}  // namespace rules

/// Of software that tunes a model that exists.
std::span<FrameworkRule const> rules_of_trl();
std::span<FrameworkRule const> rules_of_axolotl();
std::span<FrameworkRule const> rules_of_torchtune();

}  // namespace ec2plan
