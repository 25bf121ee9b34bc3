#pragma once

#include <string>
#include <string_view>

namespace ec2plan::catalog {

/// 64 hexadecimal digits. Source: FIPS 180-4, section 6.2.
std::string sha256(std::string_view bytes);

}  // namespace ec2plan::catalog
