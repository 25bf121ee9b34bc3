#include "catalog/aws/network_text.hpp"

#include <charconv>

namespace ec2plan::catalog {
namespace {

/// Takes a number off the front.
std::optional<double> taken_number(std::string_view& text) {
  double value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || !(value > 0 && value <= 1e6)) return {};
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

bool taken(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

}  // namespace

std::optional<NetworkText> network_text(std::string_view text) {
  NetworkText network;
  network.burst = taken(text, "Up to ") || taken(text, "Up To ") || taken(text, "up to ");
  auto number = taken_number(text);
  if (!number) return {};
  double count = 1;
  if (taken(text, "x ")) {
    count = *number;
    number = taken_number(text);
    if (!number) return {};
  }
  if (text == " Megabit")
    count /= 1000;
  else if (text != " Gigabit")
    return {};
  network.gigabits_per_second = count * *number;
  return network;
}

}  // namespace ec2plan::catalog
