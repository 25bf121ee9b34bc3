#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::catalog {

/// What a name may mean that is not listed letter for letter.
struct NamedModel {
  ModelEntry const* entry = nullptr;  // the one that is meant; nullptr: none is, for sure
  /// Whether the name is that of another model of the same shape, or of a tuned one.
  bool of_same_shape = false;
  /// Where none is meant: those whose names hold the words of this one, newest first.
  std::vector<ModelEntry const*> candidates{};
  /// Where there are none either: the same family, nearest in size or else newest first.
  std::vector<ModelEntry const*> family{};
};

/// Reads "Llama 3 70B", "meta-llama/Llama-3.1-70B-Instruct", "llama3.1:70b": the organisation and
/// what tells of tuning and storage alone are passed over.
NamedModel model_named(Catalog const& catalog, std::string_view spec);

/// Whether it has the form in which hubs name models: ORGANISATION/NAME, or an address of it.
bool is_hub_name(std::string_view spec);

}  // namespace ec2plan::catalog
