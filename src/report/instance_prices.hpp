#pragma once

#include <string>
#include <vector>

#include "ec2plan/document/answer.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// A column of prices: of one region and kind of purchase.
struct PriceColumn {
  enum class Figure { hourly, each, date };
  Column column{};
  std::string region{};
  Purchase purchase = Purchase::on_demand;
  Figure figure = Figure::hourly;
};

/// One for each region and purchase that was asked for; a wide table has every purchase that has a
/// price, and the dates.
std::vector<PriceColumn> price_columns(InstancesAnswer const& answer, bool wide);

/// "27.45", "3.43" of an accelerator, "2026-07-20"; a dash where there is no price.
std::string price_cell(InstanceRow const& row, PriceColumn const& column);

}  // namespace ec2plan::pages
