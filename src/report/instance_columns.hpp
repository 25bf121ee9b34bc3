#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/document/answer.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// A column of the table of instance types.
struct InstanceColumn {
  Column column{};
  std::function<std::string(InstanceRow const&)> cell{};
};

inline constexpr char no_figure[] = "–";
inline constexpr int dropped_last = 50;  // a column that was asked for goes after all others

/// Whether the rows were filtered or sorted by the field, or by a part of it.
bool was_asked(InstancesAnswer const& answer, std::string_view field);

/// What the types are; a wide table has all of it, a narrow one what was asked for and the rest as
/// it has room.
std::vector<InstanceColumn> fact_columns(InstancesAnswer const& answer, bool wide);

/// What stands behind the prices.
std::vector<InstanceColumn> last_columns(InstancesAnswer const& answer, bool wide);

/// Of each region and kind of purchase that was asked for; where they are many, the lowest. A wide
/// table has every kind that has a price, and the dates.
std::vector<InstanceColumn> price_columns(InstancesAnswer const& answer, bool wide);

/// Whether the table shows the lowest price alone.
bool only_lowest(InstancesAnswer const& answer, bool wide);

/// The lowest price that was asked for, and where it is from.
void add_lowest_columns(std::vector<InstanceColumn>& columns, InstancesAnswer const& answer,
                        bool wide);

/// The price of a petaFLOP/s, where it was asked for or there is room for all.
void add_petaflop_column(std::vector<InstanceColumn>& columns, InstancesAnswer const& answer,
                         bool wide);

}  // namespace ec2plan::pages
