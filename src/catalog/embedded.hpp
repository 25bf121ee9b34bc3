#pragma once

#include <span>
#include <string_view>

namespace ec2plan::catalog {

/// One file of `data/`, as it was when the program was built.
struct EmbeddedFile {
  std::string_view name;    ///< relative to `data/`: "prices.json", "schemas/catalog.schema.json"
  std::string_view text;    ///< followed by a zero byte, which it does not count
  std::string_view sha256;  ///< of the text, 64 hexadecimal digits
};

/// Every JSON file of `data/`, sorted by name.
std::span<EmbeddedFile const> embedded_files();

}  // namespace ec2plan::catalog
