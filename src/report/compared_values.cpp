#include "report/compared_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::pages {
namespace {

constexpr char unknown[] = "–";

struct Unit {
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

constexpr Unit units[] = {
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
  auto const* found = std::ranges::find(units, unit, &Unit::name);
  return found == std::end(units) ? plain(value) : found->text(value);
}

/// Between two percentages.
std::string points(double share) {
  return fixed_text(share * 100, share < 0.0005 ? 3 : 1) + " points";
}

struct Writer {
  std::string const& unit;

  std::string operator()(std::nullptr_t) const { return unknown; }
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
    Label{"model_flops", "FLOPs a token"},     Label{"instance_peak", "peak of an instance"},
    Label{"efficiency", "efficiency (MFU)"},   Label{"speed", "speed of an instance"},
    Label{"failures", "failures (goodput)"},   Label{"billing", "billing (paid/used)"},
    Label{"price", "price (instance hour)"},   Label{"catalog.as_of", "newest price"},
    Label{"catalog.sha256", "facts (sha256)"}, Label{"catalog.version", "catalog"},
};

}  // namespace

std::string value_text(InputValue const& value, std::string const& unit) {
  return std::visit(Writer{unit}, value);
}

std::string change_text(ComparedRow const& row) {
  auto const change = change_of(row);
  if (!change) return {};
  if (*change == 0) return "–";
  double const size = std::abs(*change);
  std::string const text = row.unit == "share" ? points(size) : number_with(size, row.unit);
  return (*change < 0 ? "-" : "+") + text;
}

std::string relative_text(ComparedRow const& row) {
  auto const change = relative_change(row);
  return change ? signed_percent_text(*change) : "";
}

std::string signed_dollars(std::optional<Money> const& money) {
  if (!money || *money == Money{}) return unknown;
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

}  // namespace ec2plan::pages
