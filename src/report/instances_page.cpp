#include <fmt/format.h>

#include <algorithm>

#include "ec2plan/units/format.hpp"
#include "report/pages.hpp"
#include "report/question.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

struct RowContext {
  InstanceRow const& row;
  std::string const& region;
};

struct InstanceColumn {
  char const* title;
  bool right;
  int dropped;  // in the table; -1: stands in the wide one only
  std::string (*value)(RowContext const& context);
};

constexpr char unknown[] = "–";

std::string tflops(std::optional<FlopRate> const& rate) {
  return rate ? number_text(*rate / (tera * flop / second)) : unknown;
}

std::string gib(Bytes bytes) { return integer_text(bytes / gibibyte); }

Price const* price_in(RowContext const& c, Purchase purchase) {
  auto const& prices = c.row.prices;
  auto const found = std::find_if(prices.begin(), prices.end(), [&](Price const& price) {
    return price.purchase == purchase && price.region == c.region;
  });
  return found == prices.end() ? nullptr : &*found;
}

template <Purchase purchase>
std::string price_text(RowContext const& c) {
  auto const* price = price_in(c, purchase);
  return price ? fixed_text(price->per_instance / (dollar / hour), 2) : unknown;
}

template <Purchase purchase>
std::string price_date(RowContext const& c) {
  auto const* price = price_in(c, purchase);
  return price ? price->as_of : unknown;
}

std::string each_text(RowContext const& c) {
  auto const* price = price_in(c, Purchase::on_demand);
  if (!price) return unknown;
  return fixed_text(price->per_instance / (dollar / hour) / c.row.type.accelerators, 2);
}

std::string efa_text(RowContext const& c) {
  auto const& efa = c.row.type.efa;
  if (!efa) return "no";
  std::string text = efa->version > 0 ? fmt::format("v{}", efa->version) : "v?";
  return efa->interfaces > 0 ? fmt::format("{} × {}", text, efa->interfaces) : text;
}

std::string network_text(RowContext const& c) {
  return fmt::format("{}{}", integer_text(c.row.type.network / (gigabit / second)),
                     c.row.type.network_burst ? " burst" : "");
}

constexpr InstanceColumn instance_columns[] = {
    {"instance type", false, 0, [](RowContext const& c) { return c.row.type.name; }},
    {"accelerators", false, 0,
     [](RowContext const& c) {
       return fmt::format("{} × {}", c.row.type.accelerators, c.row.type.accelerator.id);
     }},
    {"devices", true, -1, [](RowContext const& c) { return integer_text(devices(c.row.type)); }},
    {"GiB each", true, -1, [](RowContext const& c) { return gib(c.row.type.accelerator.memory); }},
    {"GiB", true, 0,
     [](RowContext const& c) {
       return gib(c.row.type.accelerators * c.row.type.accelerator.memory);
     }},
    {"GB/s each", true, -1,
     [](RowContext const& c) {
       auto const& rate = c.row.type.accelerator.memory_bandwidth;
       return rate ? integer_text(*rate / (gigabyte / second)) : std::string(unknown);
     }},
    {"TFLOP/s", true, 0,
     [](RowContext const& c) {
       Accelerator const& part = c.row.type.accelerator;
       return tflops(part.bf16 ? part.bf16 : part.fp16);
     }},
    {"bf16", true, -1, [](RowContext const& c) { return tflops(c.row.type.accelerator.bf16); }},
    {"fp16", true, -1, [](RowContext const& c) { return tflops(c.row.type.accelerator.fp16); }},
    {"fp8", true, -1, [](RowContext const& c) { return tflops(c.row.type.accelerator.fp8); }},
    {"link GB/s", true, 2,
     [](RowContext const& c) {
       auto const& link = c.row.type.link;
       return link ? number_text(link->per_direction / (gigabyte / second)) : std::string(unknown);
     }},
    {"link", false, -1,
     [](RowContext const& c) {
       return c.row.type.link ? c.row.type.link->kind : std::string(unknown);
     }},
    {"EFA", false, 4, efa_text},
    {"Gbit/s", true, 5, network_text},
    {"vCPUs", true, 1, [](RowContext const& c) { return integer_text(c.row.type.vcpus); }},
    {"host GiB", true, -1, [](RowContext const& c) { return gib(c.row.type.host_memory); }},
    {"NVMe GB", true, -1,
     [](RowContext const& c) { return integer_text(c.row.type.nvme / gigabyte); }},
    {"$/h", true, 0, price_text<Purchase::on_demand>},
    {"$/h each", true, 3, each_text},
    {"of", false, -1, price_date<Purchase::on_demand>},
    {"spot $/h", true, -1, price_text<Purchase::spot>},
    {"of", false, -1, price_date<Purchase::spot>},
    {"reserved-1yr $/h", true, -1, price_text<Purchase::reserved_1yr>},
    {"of", false, -1, price_date<Purchase::reserved_1yr>},
    {"reserved-3yr $/h", true, -1, price_text<Purchase::reserved_3yr>},
    {"of", false, -1, price_date<Purchase::reserved_3yr>},
    {"capacity-block $/h", true, -1, price_text<Purchase::capacity_block>},
    {"of", false, -1, price_date<Purchase::capacity_block>},
    {"quota", false, -1, [](RowContext const& c) { return c.row.type.quota; }},
    {"retired", false, 0, [](RowContext const& c) { return c.row.type.retired.value_or(""); }},
};

Table instances_table(InstancesAnswer const& answer, bool wide) {
  Table table;
  std::string const region = answer.price.regions.empty() ? "" : answer.price.regions.front();
  for (auto const& column : instance_columns)
    if (wide || column.dropped >= 0)
      table.columns.push_back(
          {.title = column.title, .right = column.right, .dropped = std::max(column.dropped, 0)});
  for (auto const& row : answer.rows) {
    std::vector<Text> cells;
    RowContext const context{row, region};
    for (auto const& column : instance_columns)
      if (wide || column.dropped >= 0)
        cells.push_back({column.value(context), row.type.retired ? Style::faint : Style::plain});
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace

Page page_of(InstancesAnswer const& answer, bool wide) {
  Page page;
  page.push_back(Paragraph{{fmt::format(
      "{} instance types; prices in {}; catalog {} of {}", integer_text(answer.rows.size()),
      regions_text(answer.price), answer.frame.catalog_version, answer.frame.catalog_as_of)}});
  page.push_back(instances_table(answer, wide));
  page.push_back(Paragraph{
      {"TFLOP/s: dense, 16 bit, of an accelerator; link: of an accelerator, one way; Gbit/s: of "
       "the instance, one way; $/h: on demand; –: not published or not recorded",
       Style::faint}});
  if (!wide) page.push_back(Command{"Next", "ec2plan instances -o wide"});
  return page;
}

}  // namespace ec2plan::pages
