#pragma once

#include "cli/inputs.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::cli {

/// The job of --model, --tokens, --seq-len, --global-batch and --precision. What is left out comes
/// from the model's entry, else 4,096 tokens a sequence, about 4 M tokens a step, bf16.
/// Throws: InputError where --model or --tokens is missing, or a value is refused.
AskedJob asked_job(Arguments const& arguments, Catalog const& catalog, Reading& reading);

/// As asked_job for one --model and no tokens: what `models` shows.
AskedJob asked_shape(Arguments const& arguments, Catalog const& catalog, GivenValue const& spec,
                     Reading& reading);

}  // namespace ec2plan::cli
