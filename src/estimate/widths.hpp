#pragma once

#include "ec2plan/estimate/layout.hpp"
#include "ec2plan/estimate/setup.hpp"
#include "ec2plan/model/layer_kinds.hpp"

namespace ec2plan {

/// Outputs of the projections into the mixers of one device, averaged over the layers: queries,
/// keys and values of attention, latent attention's low ranks folded in; what recurrent layers
/// take.
double input_projection(Transformer const& model, int tensor);
/// The same of one kind of attention.
double local_input_width(AttentionKind const& kind, int tensor);

/// Inputs of the projections out of the mixers, over all devices, averaged over the layers.
double output_projection(Transformer const& model);

/// Size of a head's value as it is kept and sent: that of latent attention is padded to its key.
double kept_value_dim(Transformer const& model, AttentionKind const& kind);

/// Numbers of the keys and values of a token on one device, averaged over the layers.
double key_value_width(Transformer const& model, int tensor);

/// Key-value heads on one device: at least one, since they are copied rather than split.
double local_kv_heads(AttentionKind const& kind, int tensor);

/// Share of the layers that have attention.
double attention_share(Transformer const& model);

/// Mixers and feed-forwards of a layer, over the two that a usual layer has.
double block_share(Transformer const& model);

/// Share of the layers that have experts.
double sparse_share(Transformer const& model);

/// Width of the feed-forward that every token passes, averaged over the layers.
double dense_width(Transformer const& model);

/// Tokens of one micro-batch that one device sees.
double micro_batch_tokens(Job const& job, Layout const& layout);

}  // namespace ec2plan
