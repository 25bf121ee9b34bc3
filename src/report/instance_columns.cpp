#include "report/instance_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "ec2plan/document/doubts.hpp"
#include "ec2plan/document/instances.hpp"
#include "ec2plan/units/format.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

constexpr int dropped_last = 50;  // a column that was asked for goes after all others

/// Whether the rows were filtered or sorted by the field, or by a part of it.
bool was_asked(InstancesAnswer const& answer, std::string_view field) {
  return std::any_of(answer.asked_fields.begin(), answer.asked_fields.end(),
                     [&](std::string const& asked) {
                       return asked.starts_with(field) &&
                              (asked.size() == field.size() || asked[field.size()] == '.');
                     });
}

/// A column of a field: dropped in the order that it says, and where that is -1 only in a wide
/// table or where it was asked for.
template <typename Described, typename Cell>
void add_field(InstanceColumns& columns, InstancesAnswer const& answer, Described const& each,
               bool right, bool wide, Cell cell) {
  bool const asked = was_asked(answer, each.field);
  if (!wide && !asked && each.dropped < 0) return;
  int const dropped = each.dropped == 0 ? 0 : asked ? dropped_last : std::max(each.dropped, 0);
  columns.push_back(
      {.column = {.title = each.title, .right = right, .dropped = dropped, .legend = each.legend},
       .cell = std::move(cell)});
}

/// A column of a field of the JSON's rows, whose value the field's table gets.
struct FactColumn {
  char const* title;
  char const* field;  // of the JSON's rows
  int dropped;        // in the table; -1: stands in the wide one only, or where it was asked for
  std::string (*text)(double figure) = nullptr;  // of a number, which stands to the right
  char const* legend = "";
  std::string (*own)(InstanceType const& type) = nullptr;  // in place of the field's value
};

std::string whole(double figure) { return integer_text(figure); }

std::string accelerators_text(InstanceType const& t) {
  return fmt::format("{} × {}", t.accelerators, t.accelerator.id);
}

std::string efa_text(InstanceType const& t) {
  auto const& efa = t.efa;
  if (!efa) return "no";
  std::string text = efa->version > 0 ? fmt::format("v{}", efa->version) : "v?";
  return efa->interfaces > 0 ? fmt::format("{} × {}", text, efa->interfaces) : text;
}

std::string network_text(InstanceType const& t) {
  return short_number(t.network / (gigabit / second)) + (t.network_burst ? " burst" : "");
}

constexpr FactColumn facts[] = {
    {"instance type", "instance_type", 0},
    {"accelerators", "accelerators", 0, nullptr, "", accelerators_text},
    {"devices", "devices", -1, whole},
    {"GiB each", "memory_gib_per_accelerator", -1, whole},
    {"GiB", "memory_gib", 30, whole},
    {"GB/s each", "memory_bandwidth_gb_per_s", -1, whole},
    {"TFLOP/s", "dense_16bit_tflops_per_s", 31, short_number,
     "TFLOP/s: dense, 16 bit, of an accelerator; –: not published or not recorded"},
    {"bf16", "bf16_tflops_per_s", -1, short_number},
    {"fp16", "fp16_tflops_per_s", -1, short_number},
    {"fp8", "fp8_tflops_per_s", -1, short_number},
    {"link GB/s", "link.gb_per_s_per_direction", 2, short_number,
     "link: of an accelerator, one way"},
    {"link", "link.kind", -1},
    {"EFA", "efa", 4, nullptr, "", efa_text},
    {"Gbit/s", "network_gbps", 5, short_number, "Gbit/s: of the instance, one way", network_text},
    {"vCPUs", "vcpus", 1, whole},
    {"host GiB", "host_memory_gib", -1, whole},
    {"NVMe GB", "nvme_gb", -1, whole},
};

constexpr FactColumn last[] = {
    {"quota", "vcpu_quota_name", -1, nullptr, "", [](InstanceType const& t) { return t.quota; }},
    {"retired", "retired", 0, nullptr, "",
     [](InstanceType const& t) { return t.retired.value_or(""); }},
};

std::string cell_of(FactColumn const& column, InstanceRow const& row) {
  if (column.own != nullptr) return column.own(row.type);
  if (column.text != nullptr) {
    auto const figure = instance_figure(row, {}, column.field);
    return figure ? column.text(*figure) : no_figure;
  }
  auto const value = instance_value(row, {}, column.field);
  auto const* text = std::get_if<std::string>(&value);
  return text != nullptr ? *text : no_figure;
}

bool any_retired(InstancesAnswer const& answer) {
  return std::any_of(answer.rows.begin(), answer.rows.end(),
                     [](InstanceRow const& row) { return row.type.retired.has_value(); });
}

void add_facts(InstanceColumns& columns, InstancesAnswer const& answer,
               std::span<FactColumn const> all, bool wide) {
  for (FactColumn const& each : all)
    if (each.field != std::string_view("retired") || any_retired(answer))
      add_field(columns, answer, each, each.text != nullptr, wide,
                [&each](InstanceRow const& row) { return cell_of(each, row); });
}

constexpr int after_the_facts = 6;          // the columns of facts are dropped before any price
constexpr std::size_t most_in_a_table = 3;  // prices of a row, before only the lowest is shown

Price const* price_in(InstanceRow const& row, std::string const& region, Purchase purchase) {
  auto const found = std::find_if(row.prices.begin(), row.prices.end(), [&](Price const& price) {
    return price.purchase == purchase && price.region == region;
  });
  return found == row.prices.end() ? nullptr : &*found;
}

bool asked(AskedPrice const& price, Purchase purchase) {
  return std::find(price.purchases.begin(), price.purchases.end(), purchase) !=
         price.purchases.end();
}

bool any_price(InstancesAnswer const& answer, std::string const& region, Purchase purchase) {
  return std::any_of(answer.rows.begin(), answer.rows.end(), [&](InstanceRow const& row) {
    return price_in(row, region, purchase) != nullptr;
  });
}

/// Prices of a row that were asked for.
std::size_t pairs(InstancesAnswer const& answer) {
  return answer.price.regions.size() * answer.price.purchases.size();
}

/// "$/h", "spot $/h", "us-west-2 spot $/h"
std::string title_of(std::string const& region, Purchase purchase) {
  std::string title = region.empty() ? "" : region + " ";
  if (purchase != Purchase::on_demand) title += std::string(purchase_name(purchase)) + " ";
  return title + "$/h";
}

/// Which price of a row, and how it is written.
struct Shown {
  std::string region{};
  Purchase purchase = Purchase::on_demand;
  std::string (*text)(Price const& price, InstanceType const& type) = nullptr;
};

std::string dollars(HourlyPrice price) { return fixed_text(price / (dollar / hour), 2); }

std::string hourly_text(Price const& price, InstanceType const&) {
  return dollars(price.per_instance);
}

std::string each_text(Price const& price, InstanceType const& type) {
  return dollars(price.per_instance / type.accelerators);
}

InstanceColumn column_of(Column column, Shown const& shown) {
  return {.column = std::move(column), .cell = [shown](InstanceRow const& row) -> std::string {
            auto const* price = price_in(row, shown.region, shown.purchase);
            return price == nullptr ? no_figure : shown.text(*price, row.type);
          }};
}

/// A column of what the lowest price comes to.
struct LowestColumn {
  char const* title;
  char const* field;
  bool right;
  int dropped;
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

/// In a narrow table too where spot or a block is asked for.
LowestColumn day_column(AskedPrice const& asked) {
  bool const dated = std::any_of(asked.purchases.begin(), asked.purchases.end(), needs_date);
  return {"of", "price_as_of", false, dated ? dropped_last + 1 : -1,
          [](LowestPrice const& lowest) { return price_day_text(lowest.price); }};
}

void add_lowest(InstanceColumns& columns, InstancesAnswer const& answer, LowestColumn const& each,
                bool wide) {
  add_field(columns, answer, each, each.right, wide,
            [price = answer.price, text = each.text](InstanceRow const& row) {
              auto const lowest = lowest_price(row, price);
              return lowest ? text(*lowest) : std::string(no_figure);
            });
}

/// The lowest price that was asked for, and where it is from.
void add_lowest_columns(InstanceColumns& columns, InstancesAnswer const& answer, bool wide) {
  auto const of_this = [&](LowestColumn const& each) { return was_asked(answer, each.field); };
  bool const any_asked = of_this(petaflop_column) ||
                         std::any_of(std::begin(lowest_columns), std::end(lowest_columns), of_this);
  if (!wide && !any_asked && !only_lowest(answer, wide)) return;
  for (LowestColumn const& each : lowest_columns) {
    bool const one_region =
        each.field == std::string_view("price_region") && answer.price.regions.size() == 1;
    bool const one_kind =
        each.field == std::string_view("price_purchase") && answer.price.purchases.size() == 1;
    if (!one_region && !one_kind) add_lowest(columns, answer, each, wide);
  }
  add_lowest(columns, answer, day_column(answer.price), wide);
  add_lowest(columns, answer, petaflop_column, wide);
}

/// The price of an hour; behind the first one that of an accelerator; its date in a wide table, and
/// of spot and Capacity Blocks in any.
void add_columns(InstanceColumns& columns, InstancesAnswer const& answer, Shown shown, bool wide) {
  bool const one_region = answer.price.regions.size() == 1, first = columns.empty();
  auto const title = title_of(one_region ? "" : shown.region, shown.purchase);
  shown.text = hourly_text;
  columns.push_back(column_of({.title = title, .right = true}, shown));
  if (first) columns.back().column.legend = "$/h: on demand where no other purchase is named";
  if (first && (wide || pairs(answer) == 1)) {
    bool const each_asked = was_asked(answer, "usd_per_accelerator_hour");
    shown.text = each_text;
    columns.push_back(column_of(
        {.title = title + " each", .right = true, .dropped = each_asked ? dropped_last : 3},
        shown));
    if (pairs(answer) == 1) add_lowest(columns, answer, petaflop_column, wide);
  }
  if (!wide && !needs_date(shown.purchase)) return;
  shown.text = [](Price const& price, InstanceType const&) { return price_day_text(price); };
  columns.push_back(column_of({.title = "of", .dropped = dropped_last - 2}, shown));
}

/// The first price stays longest.
void set_order(InstanceColumns& columns) {
  int order = after_the_facts;
  for (auto each = columns.rbegin(); each != columns.rend(); ++each)
    if (each->column.title.ends_with("$/h") && std::next(each) != columns.rend())
      each->column.dropped = order++;
}

/// Of each region and kind of purchase that was asked for; where they are many, the lowest. A wide
/// table has every kind that has a price, and the dates.
InstanceColumns price_columns(InstancesAnswer const& answer, bool wide) {
  InstanceColumns columns;
  if (!only_lowest(answer, wide)) {
    for (auto const& region : answer.price.regions)
      for (auto const purchase : every_purchase)
        if (asked(answer.price, purchase) || (wide && any_price(answer, region, purchase)))
          add_columns(columns, answer, {.region = region, .purchase = purchase}, wide);
    set_order(columns);
  }
  if (pairs(answer) > 1) add_lowest_columns(columns, answer, wide);
  return columns;
}

}  // namespace

bool only_lowest(InstancesAnswer const& answer, bool wide) {
  return !wide && pairs(answer) > most_in_a_table;
}

InstanceColumns instance_columns(InstancesAnswer const& answer, bool wide) {
  InstanceColumns columns;
  add_facts(columns, answer, facts, wide);
  auto const prices = price_columns(answer, wide);
  columns.insert(columns.end(), prices.begin(), prices.end());
  add_facts(columns, answer, last, wide);
  return columns;
}

}  // namespace ec2plan::pages
