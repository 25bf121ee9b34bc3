#pragma once

#include "catalog/json_value.hpp"
#include "ec2plan/accuracy/published_run.hpp"

namespace ec2plan::accuracy {

/// One element of a bare list of memory readings: usable where it is certain that it tells the
/// peak of one device, or that memory ran out, of a given shape and layout. `number` counts from 1.
PublishedRun memory_reading(catalog::JsonValue const& record, std::size_t number);

}  // namespace ec2plan::accuracy
