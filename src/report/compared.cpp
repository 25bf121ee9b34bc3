#include "report/compared.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

struct Measured {
  std::string_view name;
  std::string (*text)(double);
};

/// Six digits: what is read from documents has noise beyond twelve.
std::string plain(double value) {
  return value == std::trunc(value) ? integer_text(value) : fmt::format("{:.6g}", value);
}

/// Four significant digits or so.
std::string rough(double value) {
  double const size = std::abs(value);
  if (size == 0) return "0";
  if (size < 0.001) return fmt::format("{:.2g}", value);
  return fixed_text(value, size < 10 ? 3 : size < 100 ? 2 : size < 1000 ? 1 : 0);
}

constexpr Measured units[] = {
    {"USD", [](double usd) { return dollars_text(usd); }},
    {"USD/h", [](double usd) { return "$" + fixed_text(usd, 2); }},
    {"days", [](double count) { return duration_text(count); }},
    {"s", [](double seconds) { return rough(seconds) + " s"; }},
    {"GiB", [](double gib) { return gib_text(gib * (gibibyte / byte)); }},
    {"share", [](double share) { return percent_text(share); }},
    {"tokens", [](double count) { return count_text(count); }},
    {"parameters", [](double count) { return count_text(count); }},
    {"tokens/s", [](double rate) { return rough(rate) + "/s"; }},
    {"GFLOP/token", [](double flops) { return rough(flops) + " GFLOP"; }},
    {"TFLOP/s", [](double rate) { return rough(rate) + " TFLOP/s"; }},
};

std::string number_with(double value, std::string const& unit) {
  auto const* found = std::ranges::find(units, unit, &Measured::name);
  return found == std::end(units) ? plain(value) : found->text(value);
}

/// Between two percentages.
std::string points(double share) {
  return fixed_text(share * 100, share < 0.0005 ? 3 : 1) + " points";
}

struct ComparedWriter {
  std::string const& unit;

  std::string operator()(std::nullptr_t) const { return no_figure; }
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(std::int64_t value) const {
    return number_with(static_cast<double>(value), unit);
  }
  std::string operator()(double value) const { return number_with(value, unit); }
  std::string operator()(std::string const& value) const { return value; }
  std::string operator()(std::vector<std::string> const& value) const { return joined(value); }
};

struct Label {
  std::string_view name, label;
};

/// Names beside those of a plan that would not be understood with blanks for their underscores.
constexpr std::array labels{
    Label{"model_flops", "FLOPs a token"},      Label{"instance_peak", "peak of an instance"},
    Label{"efficiency", "efficiency (MFU)"},    Label{"speed", "speed of an instance"},
    Label{"failures", "failures (goodput)"},    Label{"billing", "billing (paid/used)"},
    Label{"startup", "start-up (of the time)"}, Label{"price", "price (instance hour)"},
    Label{"catalog.as_of", "newest price"},     Label{"catalog.sha256", "facts (sha256)"},
    Label{"catalog.version", "catalog"},
};

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
                                           "startup_s",
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

constexpr std::string_view layout_inputs[] = {
    "tensor", "pipeline",    "data",           "context",   "expert",
    "zero",   "micro_batch", "virtual_stages", "recompute", "data_replicas"};

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
  return cells("layout", layout(answer.base.plan.layout), layout(answer.head.plan.layout), "");
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
  return cells("memory of a device", memory_text(base), memory_text(head), both_changes(row));
}

}  // namespace

std::string value_text(InputValue const& value, std::string const& unit) {
  return std::visit(ComparedWriter{unit}, value);
}

std::string change_text(ComparedRow const& row) {
  auto const change = change_of(row);
  if (!change) return {};
  if (*change == 0) return no_figure;
  double const size = std::abs(*change);
  std::string const text = row.unit == "share" ? points(size) : number_with(size, row.unit);
  return (*change < 0 ? "-" : "+") + text;
}

std::string relative_text(ComparedRow const& row) {
  auto const change = relative_change(row);
  return change ? signed_percent_text(*change) : "";
}

std::string signed_dollars(std::optional<Money> const& money) {
  if (!money || *money == Money{}) return no_figure;
  return signed_dollars_text(*money / dollar);
}

std::string label_of(ComparedRow const& row) {
  if (row.kind == ComparedRow::Kind::assumption || row.kind == ComparedRow::Kind::step)
    return row.name;
  if (!row.label.empty()) return row.label;
  auto const* found = std::ranges::find(labels, row.name, &Label::name);
  if (found != labels.end()) return std::string(found->label);
  constexpr std::string_view inputs = "inputs.";
  if (row.name.starts_with(inputs)) return flag_of(row.name.substr(inputs.size()));
  std::string label = row.name.substr(row.name.rfind('.') + 1);
  std::ranges::replace(label, '_', ' ');
  return label;
}

Table changes_table() {
  return {.columns = {texts("what"), texts("base"), texts("head"), numbers("change")}};
}

std::vector<Text> change_cells(ComparedRow const& row) {
  auto const size = row.name == "catalog.sha256" ? shown_digest : std::string::npos;
  return cells(label_of(row), value_text(row.base, row.unit).substr(0, size),
               value_text(row.head, row.unit).substr(0, size), both_changes(row));
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
