#pragma once

#include "document/json.hpp"
#include "ec2plan/document/answer.hpp"

namespace ec2plan::documents {

/// An instance type with its prices: the lowest that was asked for, and those of its region by kind
/// of purchase.
Json instance_json(InstanceRow const& row, AskedPrice const& asked);

Json model_json(ModelEntry const& entry);
/// How a spec was understood: the keys of a listed model, and the facts of the one it stands for.
Json model_json(AskedJob const& asked, std::optional<ModelEntry> const& entry = {});

}  // namespace ec2plan::documents
