#pragma once

#include "catalog/aws/byte_blocks.hpp"
#include "catalog/aws/findings.hpp"

namespace ec2plan::catalog {

/// The bulk price list as CSV. Throws: InputError of kind file that names the byte and line.
void read_offer_csv(ByteBlocks& blocks, Catalog const& catalog, Findings& findings);

}  // namespace ec2plan::catalog
