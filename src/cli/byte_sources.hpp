#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <vector>

#include "ec2plan/catalog/byte_source.hpp"

namespace ec2plan::cli {

/// The bytes of files, opened one at a time; "-" is `in`, read once.
/// Throws: InputError of kind file for one that is missing, a folder or not to be read.
std::vector<ByteSource> byte_sources(std::vector<std::string> const& files, std::istream& in);

/// Bytes of all of them together; 0: nobody can tell, as one is a pipe.
std::uint64_t total_bytes(std::vector<std::string> const& files);

}  // namespace ec2plan::cli
