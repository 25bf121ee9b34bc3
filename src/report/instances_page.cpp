#include <fmt/format.h>

#include <algorithm>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/document/text.hpp"
#include "ec2plan/units/format.hpp"
#include "report/instance_prices.hpp"
#include "report/pages.hpp"
#include "report/question.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

struct InstanceColumn {
  char const* title;
  bool right;
  int dropped;  // in the table; -1: stands in the wide one only
  std::string (*value)(InstanceType const& type);
  char const* legend = "";
};

constexpr char unknown[] = "–";

std::string tflops(std::optional<FlopRate> const& rate) {
  return rate ? short_number(*rate / (tera * flop / second)) : unknown;
}

std::string gib(Bytes bytes) { return integer_text(bytes / gibibyte); }

std::string efa_text(InstanceType const& t) {
  auto const& efa = t.efa;
  if (!efa) return "no";
  std::string text = efa->version > 0 ? fmt::format("v{}", efa->version) : "v?";
  return efa->interfaces > 0 ? fmt::format("{} × {}", text, efa->interfaces) : text;
}

std::string network_text(InstanceType const& t) {
  return fmt::format("{}{}", integer_text(t.network / (gigabit / second)),
                     t.network_burst ? " burst" : "");
}

constexpr InstanceColumn first_columns[] = {
    {"instance type", false, 0, [](InstanceType const& t) { return t.name; }},
    {"accelerators", false, 0,
     [](InstanceType const& t) {
       return fmt::format("{} × {}", t.accelerators, t.accelerator.id);
     }},
    {"devices", true, -1, [](InstanceType const& t) { return integer_text(devices(t)); }},
    {"GiB each", true, -1, [](InstanceType const& t) { return gib(t.accelerator.memory); }},
    {"GiB", true, 0,
     [](InstanceType const& t) { return gib(t.accelerators * t.accelerator.memory); }},
    {"GB/s each", true, -1,
     [](InstanceType const& t) {
       auto const& rate = t.accelerator.memory_bandwidth;
       return rate ? integer_text(*rate / (gigabyte / second)) : std::string(unknown);
     }},
    {"TFLOP/s", true, 0,
     [](InstanceType const& t) {
       Accelerator const& part = t.accelerator;
       return tflops(part.bf16 ? part.bf16 : part.fp16);
     },
     "TFLOP/s: dense, 16 bit, of an accelerator; –: not published or not recorded"},
    {"bf16", true, -1, [](InstanceType const& t) { return tflops(t.accelerator.bf16); }},
    {"fp16", true, -1, [](InstanceType const& t) { return tflops(t.accelerator.fp16); }},
    {"fp8", true, -1, [](InstanceType const& t) { return tflops(t.accelerator.fp8); }},
    {"link GB/s", true, 2,
     [](InstanceType const& t) {
       auto const& link = t.link;
       return link ? short_number(link->per_direction / (gigabyte / second)) : std::string(unknown);
     },
     "link: of an accelerator, one way"},
    {"link", false, -1,
     [](InstanceType const& t) { return t.link ? t.link->kind : std::string(unknown); }},
    {"EFA", false, 4, efa_text},
    {"Gbit/s", true, 5, network_text, "Gbit/s: of the instance, one way"},
    {"vCPUs", true, 1, [](InstanceType const& t) { return integer_text(t.vcpus); }},
    {"host GiB", true, -1, [](InstanceType const& t) { return gib(t.host_memory); }},
    {"NVMe GB", true, -1, [](InstanceType const& t) { return integer_text(t.nvme / gigabyte); }},
};

/// Behind the prices.
constexpr InstanceColumn last_columns[] = {
    {"quota", false, -1, [](InstanceType const& t) { return t.quota; }},
    {"retired", false, 0, [](InstanceType const& t) { return t.retired.value_or(""); }},
};

/// The columns of facts that stand in this table.
template <std::size_t Size>
std::vector<InstanceColumn> kept(InstanceColumn const (&columns)[Size],
                                 InstancesAnswer const& answer, bool wide) {
  std::vector<InstanceColumn> all;
  bool const retired = std::any_of(answer.rows.begin(), answer.rows.end(),
                                   [](InstanceRow const& row) { return row.type.retired; });
  for (auto const& column : columns)
    if ((wide || column.dropped >= 0) && (retired || column.title != std::string_view("retired")))
      all.push_back(column);
  return all;
}

Column column_of(InstanceColumn const& column) {
  return {.title = column.title,
          .right = column.right,
          .dropped = std::max(column.dropped, 0),
          .legend = column.legend};
}

std::size_t shown_rows(InstancesAnswer const& answer, Extent const& extent) {
  return std::min(answer.rows.size(), static_cast<std::size_t>(std::max(extent.max_results, 1)));
}

Table instances_table(InstancesAnswer const& answer, Extent const& extent) {
  auto const facts = kept(first_columns, answer, extent.wide);
  auto const prices = price_columns(answer, extent.wide);
  auto const last = kept(last_columns, answer, extent.wide);
  Table table;
  for (auto const& column : facts)
    table.columns.push_back(column_of(column));
  for (auto const& price : prices)
    table.columns.push_back(price.column);
  for (auto const& column : last)
    table.columns.push_back(column_of(column));
  for (std::size_t i = 0; i < shown_rows(answer, extent); ++i) {
    InstanceRow const& row = answer.rows[i];
    Style const style = row.type.retired ? Style::faint : Style::plain;
    std::vector<Text> cells;
    for (auto const& column : facts)
      cells.push_back({column.value(row.type), style});
    for (auto const& price : prices)
      cells.push_back({price_cell(row, price), style});
    for (auto const& column : last)
      cells.push_back({column.value(row.type), style});
    table.rows.push_back(std::move(cells));
  }
  return table;
}

/// The same question, wide.
std::string wide_command(InstancesAnswer const& answer) {
  std::string line = "ec2plan instances" + typed_flags(answer.frame);
  for (auto const purchase : answer.price.purchases)
    if (answer.price.purchases.size() > 1 || purchase != Purchase::on_demand)
      line += " --purchase " + std::string(purchase_name(purchase));
  return line + " -o wide";
}

}  // namespace

std::string hidden_text(InstancesAnswer const& answer, Extent const& extent) {
  auto const all = answer.rows.size();
  return hidden_text(all - shown_rows(answer, extent), all, "type");
}

Page page_of(InstancesAnswer const& answer, Extent const& extent) {
  Page page;
  page.push_back(Paragraph{
      {fmt::format("{}; prices in {}; {}", counted(std::ssize(answer.rows), "instance type"),
                   regions_text(answer.price), catalog_text(answer.frame))}});
  page.push_back(instances_table(answer, extent));
  bool const many = answer.price.regions.size() * answer.price.purchases.size() > 2;
  if (many && !extent.wide)
    page.push_back(Paragraph{{"Prices that have no room here stand in -o wide.", Style::faint}});
  if (auto note = hidden_text(answer, extent); !note.empty())
    page.push_back(Paragraph{{std::move(note), Style::faint}});
  if (!extent.wide) page.push_back(Command{"Next", wide_command(answer)});
  return page;
}

}  // namespace ec2plan::pages
