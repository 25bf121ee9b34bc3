#pragma once

#include <string>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::cli {

// What a shell reads to complete commands, flags and values, made of their tables and a catalog.

std::string bash_completion(Catalog const& catalog);
std::string zsh_completion(Catalog const& catalog);
std::string fish_completion(Catalog const& catalog);

}  // namespace ec2plan::cli
