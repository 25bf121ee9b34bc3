#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ec2plan::launch {

using Values = std::map<std::string, std::string, std::less<>>;

/// The file of src/launch/templates with each @name@ replaced by its value. A value of several
/// lines keeps what stands before it on each of them; a line that holds nothing but an empty value
/// goes. Assumes: each name has a value.
std::string filled(std::string_view file, Values const& values);

}  // namespace ec2plan::launch
