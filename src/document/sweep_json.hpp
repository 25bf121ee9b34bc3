#pragma once

#include <string>

#include "ec2plan/document/sweep.hpp"

namespace ec2plan::documents {

/// The document before and after its rows.
struct SweepDocument {
  std::string before{}, after{};
};
SweepDocument sweep_document(SweepAnswer const& answer);

}  // namespace ec2plan::documents
