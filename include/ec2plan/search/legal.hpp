#pragma once

#include "ec2plan/estimate/estimate.hpp"

namespace ec2plan {

/// Whether frameworks can run the layout: degrees divide what they split.
/// Source: docs/model.md, "Legal layouts".
bool legal(Setup const& setup, Layout const& layout);

/// The parts of `legal`, each of the degrees that it reads.
bool legal_tensor(Setup const& setup, int tensor);
bool legal_context(Setup const& setup, int context);
bool legal_experts(Setup const& setup, Layout const& layout);
bool legal_virtual_stages(Setup const& setup, Layout const& layout);
bool legal_replicas(Layout const& layout);  // of data ranks, where ZeRO shards at all

}  // namespace ec2plan
