#pragma once

#include <optional>
#include <string>

namespace ec2plan {

/// Training software by name and year, such as megatron-lm of 2022, or by year and month of its
/// release. An empty name is software that nothing is known of; an empty year is today's.
struct Stack {
  std::string name{};
  std::optional<int> year{};
  std::optional<int> month{};  // 1 to 12; empty: any release of the year

  friend bool operator==(Stack const&, Stack const&) = default;
};

}  // namespace ec2plan
