#pragma once

#include "accuracy/members.hpp"
#include "ec2plan/accuracy/published_run.hpp"

namespace ec2plan::accuracy {

/// One element of `runs` of a runs file. Keys that it does not know are passed over.
PublishedRun run_of(JsonValue const& record);

/// One element of a bare list of memory readings: usable where it is certain that it tells the
/// peak of one device, or that memory ran out, of a given shape and layout. `number` counts from 1.
PublishedRun memory_reading(JsonValue const& record, std::size_t number);

/// Notes what else keeps a run from being predicted: no sequence length, no accelerators, nothing
/// measured.
void expect_predictable(PublishedRun& run);

}  // namespace ec2plan::accuracy
