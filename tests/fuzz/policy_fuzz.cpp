#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ec2plan/review/policy.hpp"
#include "ec2plan/units/error.hpp"

/// Any bytes are a policy or are refused with what is wrong.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  try {
    if (ec2plan::read_policy(text, "policy.json").rules.empty()) __builtin_trap();
  } catch (ec2plan::InputError const&) {
  }
  return 0;
}
