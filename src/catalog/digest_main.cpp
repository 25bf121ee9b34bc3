#include <fstream>
#include <iostream>

#include "catalog/digest.hpp"
#include "catalog/embedded.hpp"
#include "ec2plan/units/error.hpp"

/// What makes the digest has none in itself.
std::span<ec2plan::catalog::EmbeddedFile const> ec2plan::catalog::embedded_files() { return {}; }

/// ec2plan_digest OUT FILE...: writes the digest of files of data/ when the program is built.
int main(int count, char** words) try {
  auto const catalog = ec2plan::catalog::catalog_from({words + 2, words + count});
  std::ofstream out(words[1], std::ios::binary);
  out << ec2plan::catalog::digest_of(catalog);
  return out.flush() ? 0 : 1;
} catch (ec2plan::InputError const& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
