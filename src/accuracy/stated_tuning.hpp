#pragma once

#include "catalog/json_value.hpp"
#include "ec2plan/accuracy/runs_file.hpp"

namespace ec2plan::accuracy {

/// The section "tuning" of a run: what of the model was trained, and how that was held.
/// Throws: InputError with the JSON path.
TuningRun stated_tuning(catalog::JsonValue const& tuning);

}  // namespace ec2plan::accuracy
