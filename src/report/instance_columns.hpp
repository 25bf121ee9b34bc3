#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ec2plan/document/answer.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// A column of the table of instance types.
struct InstanceColumn {
  Column column{};
  std::function<std::string(InstanceRow const&)> cell{};
};
using InstanceColumns = std::vector<InstanceColumn>;

/// What the types are, their prices, and what stands behind those; a wide table has all of it, a
/// narrow one what was asked for and the rest as it has room.
InstanceColumns instance_columns(InstancesAnswer const& answer, bool wide);

/// Whether the table shows the lowest price alone.
bool only_lowest(InstancesAnswer const& answer, bool wide);

}  // namespace ec2plan::pages
