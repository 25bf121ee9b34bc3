#pragma once

#include "catalog/aws/findings.hpp"
#include "ec2plan/catalog/import.hpp"

/// An import in two steps: a file may take minutes to arrive, and what it is compared with may
/// change meanwhile.
namespace ec2plan::catalog {

/// Reads the files to their end. Throws: InputError of kind file that says where one broke.
Findings findings_of(Catalog const& catalog, ImportKind kind,
                     std::vector<ByteSource> const& sources, ImportOptions const& options);

/// Compares what was found with the catalog.
Import import_of(Catalog const& catalog, ImportKind kind, Findings const& findings,
                 ImportOptions const& options);

}  // namespace ec2plan::catalog
