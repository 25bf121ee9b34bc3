#pragma once

#include <string_view>

namespace ec2plan {

/// Whether `name` matches, in any case of ASCII letters, a pattern whose * stands for any text.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view name);

}  // namespace ec2plan
