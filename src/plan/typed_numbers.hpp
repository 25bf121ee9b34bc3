#pragma once

#include <string_view>

/// Numbers of a question that need more than their kind's reader. Throws: InputError.
namespace ec2plan {

/// TFLOP/s of one accelerator.
double typed_tflops(std::string_view text);

/// kg CO2e of a kWh, up to 3: 0.351; 0 too, as of power that is wholly one's own.
double typed_carbon(std::string_view text);

/// Tokens of a sequence: 8192, 128k.
double typed_length(std::string_view text);

/// Sequences of a step; a count of tokens is refused, with what it is in sequences.
double typed_batch(std::string_view text);

/// Devices that share a sequence; the length of one is refused, with its own flag named.
double typed_context(std::string_view text);

}  // namespace ec2plan
