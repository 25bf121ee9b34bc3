#include "catalog/aws/offer_forms.hpp"

namespace ec2plan::catalog {
namespace {

constexpr auto either = "a price list of Amazon EC2 as JSON or CSV";

void skip_byte_order_mark(ByteBlocks& blocks) {
  for (char const byte : {'\xEF', '\xBB', '\xBF'})
    if (blocks.peek() == byte) blocks.take();
}

}  // namespace

void read_offer_file(ByteSource const& source, Catalog const& catalog, Findings& findings) {
  ByteBlocks blocks(source);
  skip_byte_order_mark(blocks);
  while (!blocks.at_end() && std::string_view(" \t\r\n").find(blocks.peek()) != std::string::npos)
    blocks.take();
  if (blocks.at_end()) blocks.refuse("is empty", either, "fetch the file again");
  char const first = blocks.peek();
  if (first == '{') return read_offer_json(blocks, catalog, findings);
  if (first == '"' || first == 'F') return read_offer_csv(blocks, catalog, findings);
  bool const compressed = first == '\x1F' || first == 'P' || first == '(';  // gzip, zip, zstd
  blocks.refuse("is neither JSON nor CSV", either,
                compressed ? "unpack the file first" : "check that this is the file you meant");
}

}  // namespace ec2plan::catalog
