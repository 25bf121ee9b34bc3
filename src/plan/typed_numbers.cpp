#include "plan/typed_numbers.hpp"

#include <string>

#include "ec2plan/units/error.hpp"
#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan {
namespace {

constexpr int longest_sequence = 16'777'216;
constexpr int largest_batch = 10'000'000;
constexpr int least_context_length = 512;  // so many devices share no sequence
constexpr int most_context_devices = 1'000'000;
constexpr double most_carbon = 3;     // kg CO2e of a kWh; coal emits about 1
constexpr double fastest_part = 1e6;  // TFLOP/s; a hundred times any part of the catalog

/// Whether it is a count with a unit, as batches are published in tokens: 4M.
bool is_token_count(std::string_view text) {
  try {
    return !text.empty() && is_letter(text.back()) && parsed_count(text) >= 1;
  } catch (InputError const&) {
    return false;
  }
}

/// Whether what stands for a number of devices can only be a length: 8192, 128k.
bool is_sequence_length(std::string_view text) {
  bool const has_scale = !text.empty() && is_digit(text.front()) && is_letter(text.back());
  try {
    return parsed_length(text, 1, longest_sequence) >= (has_scale ? 1 : least_context_length);
  } catch (InputError const&) {
    return false;
  }
}

}  // namespace

double typed_tflops(std::string_view text) {
  double const value = parsed_number(text);
  if (value <= fastest_part) return value;
  throw InputError({.value = std::string(text),
                    .problem = "is more TFLOP/s than any accelerator has",
                    .expected = "TFLOP/s of one accelerator, such as 140",
                    .fix = "give TFLOP/s, not FLOP/s"});
}

double typed_carbon(std::string_view text) {
  if (text == "0") return 0;
  double const value = parsed_number(text);
  if (value <= most_carbon) return value;
  throw InputError({.value = std::string(text),
                    .problem = "is more than any grid emits",
                    .expected = "kg CO2e of a kWh, such as 0.351",
                    .fix = "give kg, not g: 351 g are 0.351"});
}

double typed_length(std::string_view text) {
  return static_cast<double>(parsed_length(text, 1, longest_sequence));
}

double typed_batch(std::string_view text) {
  if (!is_token_count(text)) return static_cast<double>(parsed_integer(text, 1, largest_batch));
  throw InputError({.value = std::string(text),
                    .problem = "looks like a count of tokens, and a batch is counted in sequences",
                    .expected = "how many sequences a step has, such as 1024",
                    .fix = "divide the tokens by --seq-len: 4M tokens are 1024 sequences of 4096"});
}

double typed_context(std::string_view text) {
  if (!is_sequence_length(text))
    return static_cast<double>(parsed_integer(text, 1, most_context_devices));
  throw InputError({.value = std::string(text),
                    .problem = "is the length of a sequence, and not a number of devices",
                    .expected = "how many devices share each sequence, such as 2",
                    .fix = "write --seq-len " + std::string(text)});
}

}  // namespace ec2plan
