#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"

/// The built-in catalog as bytes: read from JSON and checked once, when the program is built.
namespace ec2plan::catalog {

/// What `load_catalog` would make of these files of data/, by the reader of overlays.
/// Throws: InputError of kind file.
Catalog catalog_from(std::vector<std::filesystem::path> const& files);

/// Every field of every record; the same catalog gives the same bytes.
std::string digest_of(Catalog catalog);

/// Assumes: the bytes are a digest, made on a machine of this kind by this program's build.
Catalog catalog_of(std::string_view digest);

}  // namespace ec2plan::catalog
