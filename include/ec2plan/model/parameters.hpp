#pragma once

#include "ec2plan/model/transformer.hpp"

namespace ec2plan {

/// Where a model's parameters are. All are counts; parts sum to `total()`.
struct ParameterCount {
  double attention = 0;       // all layers
  double recurrent = 0;       // state-space and linear-attention layers
  double feed_forward = 0;    // dense feed-forward, shared experts, routers
  double experts = 0;         // routed experts, all of them
  double norms = 0;           // layer norms, the final norm, query and key norms
  double embeddings = 0;      // tokens and learned positions
  double output = 0;          // the logits projection when it is not tied
  double experts_active = 0;  // routed experts that one token passes (a part of `experts`)

  double total() const {
    return attention + recurrent + feed_forward + experts + norms + embeddings + output;
  }
  double active() const { return total() - experts + experts_active; }
};

/// Exact to the published digit for the families in the catalog.
/// Source: Hugging Face configurations' own arithmetic; docs/model.md, "Parameters".
ParameterCount parameters(Transformer const& model);

/// One block of latent attention. Assumes: the model has it.
double latent_attention_parameters(Transformer const& model);

/// Of a token's embedding.
double embedding_width(Transformer const& model);

}  // namespace ec2plan
