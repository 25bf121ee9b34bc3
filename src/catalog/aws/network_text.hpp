#pragma once

#include <optional>
#include <string_view>

namespace ec2plan::catalog {

/// What the EC2 API says of a network.
struct NetworkText {
  double gigabits_per_second = 0;
  bool burst = false;  // "Up to ..."
};

/// Reads "100 Gigabit", "4x 100 Gigabit", "Up to 12.5 Gigabit"; nothing for a word such as "High".
/// It is the text that counts: the sum of the network cards is wrong for several types.
std::optional<NetworkText> network_text(std::string_view text);

}  // namespace ec2plan::catalog
