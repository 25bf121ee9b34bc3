#pragma once

#include "cli/inputs.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::cli {

/// The job of --model, --tokens, --seq-len, --global-batch, --precision and --stack. What is left
/// out comes from the model's entry, else 4,096 tokens a sequence, about 4 M tokens a step, bf16,
/// today's software.
/// Throws: InputError where --model or --tokens is missing, or a value is refused.
AskedJob asked_job(Arguments const& arguments, Catalog const& catalog, Reading& reading);

/// As asked_job for one --model and no tokens: what `models` shows.
AskedJob asked_shape(Arguments const& arguments, Catalog const& catalog, GivenValue const& spec,
                     Reading& reading);

/// Sequences of a step where neither the user nor the model's entry says: about 4 M tokens.
int batch_by_rule(int sequence_length);

/// --stack; today's software where it is not given.
Stack asked_stack(Arguments const& arguments, Catalog const& catalog, Reading& reading);

}  // namespace ec2plan::cli
