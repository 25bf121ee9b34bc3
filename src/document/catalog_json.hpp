#pragma once

#include "document/table.hpp"
#include "ec2plan/catalog/difference.hpp"
#include "ec2plan/document/instances.hpp"

namespace ec2plan::documents {

/// What the document of a type needs beside it.
struct InstanceContext {
  std::optional<LowestPrice> lowest{};  // of those asked for
  std::string region{};                 // of the lowest price, else the first asked for
};

using InstanceField = Field<InstanceRow, InstanceContext>;
std::vector<InstanceField> const& instance_fields();

Json instance_json(InstanceRow const& row, AskedPrice const& asked);

/// A listed model; or how a spec was understood, by the listed one that it stands for, if any.
struct ModelRow {
  Transformer const& shape;
  ModelEntry const* entry = nullptr;
  AskedJob const* asked = nullptr;

  std::optional<int> sequence_length() const;
};

using ModelField = Field<ModelRow, Nothing>;
std::span<ModelField const> model_fields();

Json model_json(ModelEntry const& entry);
Json model_json(AskedJob const& asked, std::optional<ModelEntry> const& entry = {});

using ChangeField = Field<Change, Nothing>;
std::span<ChangeField const> change_fields();

}  // namespace ec2plan::documents
