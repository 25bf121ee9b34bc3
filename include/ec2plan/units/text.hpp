#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

/// "a, b, c"
std::string joined(std::vector<std::string> const& texts, std::string_view separator = ", ");

/// "1 instance", "1,024 instances": of nouns whose plural only adds an s.
std::string counted(std::int64_t count, std::string_view noun);

/// "2 days", "182 and 2 days", "182, 182 and 20 days": each rounded to a day.
std::string days_text(std::vector<Time> const& times);

/// "--seq-len" of the input "seq_len"
std::string flag_of(std::string key);

/// "$55.04", "$27.44705": an hourly price, without the noise that a share taken off leaves.
std::string hourly_text(HourlyPrice price);

}  // namespace ec2plan
