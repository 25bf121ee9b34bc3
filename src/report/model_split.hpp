#pragma once

#include "ec2plan/model/flops.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// Where the parameters are, and the FLOPs of a token.
void add_split(Page& page, Transformer const& model, int sequence_length, Recompute recompute);

}  // namespace ec2plan::pages
