#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ec2plan/document/saved_result.hpp"
#include "ec2plan/units/error.hpp"

/// Any bytes are a saved result or a clear refusal.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  try {
    auto const result =
        ec2plan::read_result({reinterpret_cast<char const*>(data), size}, "fuzzed.json");
    ec2plan::plan_of_rank(result, 1);
  } catch (ec2plan::InputError const&) {
  }
  return 0;
}
