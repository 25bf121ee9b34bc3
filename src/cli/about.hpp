#pragma once

#include <string>

namespace ec2plan::cli {

/// "ec2plan 0.1.0" and a newline: what --version prints.
std::string version_line();

}  // namespace ec2plan::cli
