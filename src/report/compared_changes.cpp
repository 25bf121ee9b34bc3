#include "report/compared_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ec2plan/units/format.hpp"
#include "report/compared_values.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

/// Told above: by the two plans, or as factors of the cost.
constexpr std::string_view told_above[] = {"accelerators",
                                           "duration_days.high",
                                           "cost_usd.high",
                                           "duration_days.likely",
                                           "cost_usd.likely",
                                           "duration_days.low",
                                           "cost_usd.low",
                                           "goodput",
                                           "hfu",
                                           "instance_type",
                                           "instances",
                                           "job.tokens",
                                           "meets_budget",
                                           "meets_deadline",
                                           "mfu",
                                           "purchase",
                                           "region",
                                           "tokens_per_s",
                                           "usd_per_instance_hour"};

/// Inputs that only repeat what changed of the plan.
struct Repeated {
  std::string_view input, figure;
};

constexpr Repeated repeated[] = {{"accelerator", "instance_type"},
                                 {"inputs.instance_type", "instance_type"},
                                 {"inputs.instance_count", "instances"},
                                 {"inputs.purchase", "purchase"},
                                 {"inputs.region", "region"},
                                 {"catalog.sha256", "catalog.version"}};

constexpr std::size_t shown_digest = 12;  // enough to tell two apart

bool has(CompareAnswer const& answer, std::string_view name) {
  return std::ranges::find(answer.changes, name, &ComparedRow::name) != answer.changes.end();
}

constexpr std::string_view layout_inputs[] = {"tensor",      "pipeline",       "data",
                                              "context",     "expert",         "zero",
                                              "micro_batch", "virtual_stages", "recompute"};

/// A degree that one side asked for, and the other found: the layout tells what it is.
bool is_found_degree(CompareAnswer const& answer, ComparedRow const& row) {
  return std::ranges::any_of(layout_inputs, [&](auto name) {
    std::string const degree(name);
    return row.name == "inputs." + degree && !has(answer, "layout." + degree);
  });
}

/// A list price that is the price paid says nothing.
bool is_list_paid(CompareAnswer const& answer) {
  auto const paid = [](SavedPlan const& plan) { return plan.price == plan.list_price; };
  return paid(answer.base.plan) && paid(answer.head.plan);
}

bool is_told_elsewhere(CompareAnswer const& answer, ComparedRow const& row) {
  if (std::ranges::find(told_above, row.name) != std::end(told_above)) return true;
  if (row.name == "list_usd_per_instance_hour" && is_list_paid(answer)) return true;
  if (is_found_degree(answer, row)) return true;
  return std::ranges::any_of(repeated, [&](Repeated const& pair) {
    return row.name == pair.input && has(answer, pair.figure);
  });
}

bool is_layout(ComparedRow const& row) { return row.name.starts_with("layout."); }

bool is_memory(ComparedRow const& row) { return row.name.starts_with("memory_"); }

/// "+8 (+33.3%)"
std::string both_changes(ComparedRow const& row) {
  auto const change = change_text(row), relative = relative_text(row);
  return relative.empty() ? change : fmt::format("{} ({})", change, relative);
}

std::vector<Text> layout_cells(CompareAnswer const& answer) {
  return {{"layout"}, {layout(answer.base.plan.layout)}, {layout(answer.head.plan.layout)}, {""}};
}

/// "116 of 141 GiB"
std::string memory_text(MemoryBreakdown const& memory) {
  return fmt::format("{:.0f} of {:.0f} GiB", memory.total() / gibibyte, memory.capacity / gibibyte);
}

std::vector<Text> memory_cells(CompareAnswer const& answer) {
  auto const &base = answer.base.plan.memory, &head = answer.head.plan.memory;
  ComparedRow row{.unit = "GiB"};
  row.base = base.total() / gibibyte;
  row.head = head.total() / gibibyte;
  return {{"memory of a device"}, {memory_text(base)}, {memory_text(head)}, {both_changes(row)}};
}

}  // namespace

Table changes_table() {
  return {.columns = {{.title = "what"},
                      {.title = "base"},
                      {.title = "head"},
                      {.title = "change", .right = true}}};
}

std::vector<Text> change_cells(ComparedRow const& row) {
  auto const size = row.name == "catalog.sha256" ? shown_digest : std::string::npos;
  return {{label_of(row)},
          {value_text(row.base, row.unit).substr(0, size)},
          {value_text(row.head, row.unit).substr(0, size)},
          {both_changes(row)}};
}

std::vector<std::vector<Text>> change_lines(CompareAnswer const& answer) {
  std::vector<std::vector<Text>> lines;
  bool layout_told = false, memory_told = false;
  for (auto const& row : answer.changes) {
    if (is_told_elsewhere(answer, row)) continue;
    if (is_layout(row)) {
      if (!std::exchange(layout_told, true)) lines.push_back(layout_cells(answer));
    } else if (is_memory(row)) {
      if (!std::exchange(memory_told, true)) lines.push_back(memory_cells(answer));
    } else {
      lines.push_back(change_cells(row));
    }
  }
  return lines;
}

}  // namespace ec2plan::pages
