#include <algorithm>

#include "ec2plan/document/instances.hpp"
#include "ec2plan/units/format.hpp"
#include "report/instance_columns.hpp"

namespace ec2plan::pages {
namespace {

std::string dollars(HourlyPrice price) { return fixed_text(price / (dollar / hour), 2); }

struct LowestColumn {
  char const* title;
  char const* field;
  bool right;
  int dropped;  // -1: stands in the wide table only, or where it was asked for
  std::string (*text)(LowestPrice const& lowest);
  char const* legend = "";
};

constexpr LowestColumn lowest_columns[] = {
    {"lowest $/h", "usd_per_hour", true, 0,
     [](LowestPrice const& lowest) { return dollars(lowest.price.per_instance); },
     "lowest: of the regions and kinds of purchase asked for"},
    {"lowest each", "usd_per_accelerator_hour", true, 3,
     [](LowestPrice const& lowest) { return dollars(lowest.per_accelerator); }},
    {"region", "price_region", false, dropped_last + 1,
     [](LowestPrice const& lowest) { return lowest.price.region; }},
    {"purchase", "price_purchase", false, dropped_last - 1,
     [](LowestPrice const& lowest) { return std::string(purchase_name(lowest.price.purchase)); }},
    {"of", "price_as_of", false, -1, [](LowestPrice const& lowest) { return lowest.price.as_of; }},
};

constexpr LowestColumn petaflop_column{"$/PFLOP-h",
                                       "usd_per_petaflop_hour",
                                       true,
                                       -1,
                                       [](LowestPrice const& lowest) {
                                         return lowest.per_petaflop ? dollars(*lowest.per_petaflop)
                                                                    : std::string(no_figure);
                                       },
                                       "PFLOP-h: an hour of one dense 16-bit petaFLOP/s"};

void add(std::vector<InstanceColumn>& columns, InstancesAnswer const& answer,
         LowestColumn const& each, bool wide) {
  bool const asked = was_asked(answer, each.field);
  if (!wide && !asked && each.dropped < 0) return;
  int const dropped = each.dropped == 0 ? 0 : asked ? dropped_last : std::max(each.dropped, 0);
  columns.push_back({.column = {.title = each.title,
                                .right = each.right,
                                .dropped = dropped,
                                .legend = each.legend},
                     .cell = [price = answer.price, text = each.text](InstanceRow const& row) {
                       auto const lowest = lowest_price(row, price);
                       return lowest ? text(*lowest) : std::string(no_figure);
                     }});
}

}  // namespace

void add_petaflop_column(std::vector<InstanceColumn>& columns, InstancesAnswer const& answer,
                         bool wide) {
  add(columns, answer, petaflop_column, wide);
}

void add_lowest_columns(std::vector<InstanceColumn>& columns, InstancesAnswer const& answer,
                        bool wide) {
  auto const of_this = [&](LowestColumn const& each) { return was_asked(answer, each.field); };
  bool const any_asked = of_this(petaflop_column) ||
                         std::any_of(std::begin(lowest_columns), std::end(lowest_columns), of_this);
  if (!wide && !any_asked && !only_lowest(answer, wide)) return;
  for (LowestColumn const& each : lowest_columns) {
    bool const one_region =
        each.field == std::string_view("price_region") && answer.price.regions.size() == 1;
    bool const one_kind =
        each.field == std::string_view("price_purchase") && answer.price.purchases.size() == 1;
    if (!one_region && !one_kind) add(columns, answer, each, wide);
  }
  add_petaflop_column(columns, answer, wide);
}

}  // namespace ec2plan::pages
