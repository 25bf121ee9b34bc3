#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ec2plan {

/// "a, b, c"
std::string joined(std::vector<std::string> const& texts, std::string_view separator = ", ");

/// "1 instance", "1,024 instances": of nouns whose plural only adds an s.
std::string counted(std::int64_t count, std::string_view noun);

}  // namespace ec2plan
