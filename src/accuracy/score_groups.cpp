#include "accuracy/score_groups.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "accuracy/subject.hpp"
#include "ec2plan/accuracy/left_out.hpp"

namespace ec2plan::accuracy {
namespace {

using Key = std::tuple<std::string, std::string, std::string, std::string>;

constexpr std::string_view next_source = "next source";

/// What a row adds to a group.
struct Member {
  ScoredRow const* row = nullptr;
  double error = 0;  // percent
  bool inside = false;
};
using Members = std::vector<Member>;

double mean(std::vector<double> const& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// The least value that a share of them does not exceed.
double percentile(std::vector<double> const& sorted, double share) {
  auto const rank = std::ceil(share * static_cast<double>(sorted.size()));
  return sorted[static_cast<std::size_t>(std::max(1.0, rank)) - 1];
}

/// Mean absolute error of a baseline, where every row has it.
std::optional<double> baseline_error(Members const& members,
                                     std::optional<double> ScoredRow::*baseline) {
  std::vector<double> errors;
  for (auto const& [row, error, inside] : members) {
    if (!(row->*baseline)) return {};
    errors.push_back(std::abs(100 * (*(row->*baseline) / *row->measured - 1)));
  }
  return mean(errors);
}

double weighed_mean(std::vector<Weighed> const& values) {
  double sum = 0, weight = 0;
  for (auto const& one : values) {
    sum += one.weight * one.value;
    weight += one.weight;
  }
  return sum / weight;
}

/// Sources weigh the same, however many rows they have.
void add_by_source(Members const& members, ScoredGroup& group) {
  auto const each = [&](auto const& value) {
    std::vector<std::pair<std::string, double>> named;
    for (auto const& member : members)
      named.emplace_back(member.row->left_out_with, value(member));
    return weighed_alike(named);
  };
  auto const sizes = each([](Member const& m) { return std::abs(m.error); });
  double sources = 0;
  for (auto const& one : sizes)
    sources += one.weight;
  group.sources = static_cast<int>(std::lround(sources));
  group.mean_by_source_pct = weighed_mean(sizes);
  group.median_by_source_pct = quantile(sizes, 0.5);
  group.bias_by_source_pct = weighed_mean(each([](Member const& m) { return m.error; }));
  group.inside_by_source_pct =
      100 * weighed_mean(each([](Member const& m) { return m.inside ? 1.0 : 0.0; }));
}

ScoredGroup group_of(Key const& key, Members const& members) {
  std::vector<double> errors, sizes;
  double inside = 0;
  for (auto const& member : members) {
    errors.push_back(member.error);
    sizes.push_back(std::abs(member.error));
    inside += member.inside ? 1 : 0;
  }
  std::sort(sizes.begin(), sizes.end());
  ScoredGroup group{.by = std::get<0>(key),
                    .name = std::get<1>(key),
                    .quantity = std::get<2>(key),
                    .use = std::get<3>(key),
                    .rows = static_cast<int>(members.size()),
                    .mean_abs_error_pct = mean(sizes),
                    .median_abs_error_pct = median(sizes),
                    .p90_abs_error_pct = percentile(sizes, 0.9),
                    .max_abs_error_pct = sizes.back(),
                    .bias_pct = mean(errors),
                    .inside_range_pct = 100 * inside / static_cast<double>(members.size()),
                    .best_mfu_mean_abs_error_pct = baseline_error(members, &ScoredRow::best_mfu),
                    .roofline_mean_abs_error_pct = baseline_error(members, &ScoredRow::roofline)};
  add_by_source(members, group);
  return group;
}

/// What users ask of: mixtures of experts, else a generation of accelerators at a precision.
std::string hardware_of(ScoredRow const& row) {
  if (row.workload.empty()) return {};
  auto const starts = [&](std::string_view start) { return row.accelerator.starts_with(start); };
  if (row.quantity.starts_with("tuning")) return "tuning";
  if (row.workload.starts_with("mixture")) return "mixtures of experts";
  bool const fp8 = row.workload.ends_with("fp8");
  if (starts("a100") || starts("a800") || starts("h100") || starts("h200") || starts("h800"))
    return fp8 ? "dense, H100, fp8" : "dense, A100 and H100, 16 bit";
  if (starts("b200") || starts("b300") || starts("gb")) return "dense, Blackwell";
  return "dense, " + row.accelerator.substr(0, row.accelerator.find('-'));
}

void add(std::map<Key, Members>& members, ScoredRow const& row, std::string const& use,
         Member const& member) {
  std::pair<std::string, std::string> const names[] = {
      {"hardware", hardware_of(row)},
      {"accelerator", row.accelerator},
      {"all", "all"},
      {"confidence", row.confidence},
      {"kind", row.kind},
      {"source", row.left_out_with},
      {"stack", row.stack},
      {"workload", row.workload},
      {"accelerator and workload", row.accelerator + " " + row.workload}};
  for (auto const& [by, name] : names)
    if (!name.empty()) members[{by, name, row.quantity, use}].push_back(member);
}

bool holds(Range<double> const& range, double value) {
  return value >= range.low && value <= range.high;
}

}  // namespace

std::vector<ScoredGroup> groups_of(std::vector<ScoredRow> const& rows) {
  std::map<Key, Members> members;
  for (auto const& row : rows) {
    if (auto const error = row.error_pct())
      for (std::string const use : {row.use == Use::fit ? "fit" : "check", "both"})
        add(members, row, use, {&row, *error, *row.inside_range()});
    if (auto const error = row.left_out_error_pct())
      add(members, row, std::string(next_source),
          {&row, *error, holds(*row.left_out, *row.measured)});
  }
  std::vector<ScoredGroup> groups;
  for (auto const& [key, of_key] : members)
    groups.push_back(group_of(key, of_key));
  return groups;
}

}  // namespace ec2plan::accuracy
