#pragma once

#include <span>
#include <string_view>

namespace ec2plan::catalog {

/// One file, as it was when the program was built.
struct EmbeddedFile {
  std::string_view name;  ///< relative to its folder: "schemas/catalog.schema.json"
  std::string_view text;  ///< followed by a zero byte, which it does not count
};

/// The catalog's digest, and every JSON file of the folders below `data/`.
std::span<EmbeddedFile const> embedded_files();

}  // namespace ec2plan::catalog
