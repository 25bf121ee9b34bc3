#pragma once

#include "ec2plan/search/search.hpp"

namespace ec2plan {

/// The parts of `legal`, each of the degrees that it reads.
bool legal_tensor(Setup const& setup, int tensor);
bool legal_context(Setup const& setup, int context);
bool legal_experts(Setup const& setup, Layout const& layout);
bool legal_virtual_stages(Setup const& setup, Layout const& layout);

}  // namespace ec2plan
