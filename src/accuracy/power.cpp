#include "ec2plan/accuracy/power.hpp"

#include <array>

#include "catalog/embedded.hpp"
#include "catalog/json_file.hpp"
#include "catalog/json_value.hpp"
#include "ec2plan/catalog/energy.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan {
namespace {

using catalog::JsonValue;

constexpr std::array<std::string_view, 2> power_uses{"check", "fit"};
constexpr std::array<std::string_view, 2> borders{"accelerators", "servers"};
constexpr std::string_view power_folder = "power/";

PowerRun power_run(JsonValue const& record) {
  PowerRun run{.id = record.at("id").text(),
               .source = record.find_text("source"),
               .url = record.find_text("url"),
               .note = record.find_text("note"),
               .accelerator = record.at("accelerator").text(),
               .instance_type = record.at("instance_type").text(),
               .mean = record.at("mean_power_w").number(1, 1e6) * watt};
  if (record.find_choice("border", borders) == "accelerators") run.border = Border::accelerators;
  if (record.find_choice("use", power_uses) == "fit") run.use = Use::fit;
  if (auto const seconds = record.find_number("seconds", 1, 1e9)) run.duration = *seconds * second;
  return run;
}

Range<double> watts_of_each(Draw const& drawn, PowerRun const& run, int accelerators) {
  bool const alone = run.border == Border::accelerators;
  auto const& range = alone ? drawn.accelerators : drawn.servers;
  double const parts = alone ? accelerators : 1;
  return {range.low / watt / parts, range.likely / watt / parts, range.high / watt / parts};
}

}  // namespace

std::vector<PowerRun> shipped_power_runs() {
  std::vector<PowerRun> runs;
  for (auto const& file : catalog::embedded_files()) {
    if (!file.name.starts_with(power_folder)) continue;
    std::string const name = "built-in data/" + std::string(file.name);
    auto const json = catalog::parsed_json(file.text, name);
    JsonValue(json, name).at("runs").each_element([&](JsonValue const& record) {
      runs.push_back(power_run(record));
    });
  }
  return runs;
}

ScoredRow scored(Catalog const& catalog, PowerRun const& run) {
  bool const alone = run.border == Border::accelerators;
  ScoredRow row{.id = run.id,
                .kind = "power",
                .accelerator = run.accelerator,
                .stack = "unknown",
                .workload = alone ? "draw of an accelerator" : "draw of a server",
                .source = run.source,
                .url = run.url,
                .use = run.use,
                .quantity = "mean_power_w",
                .measured = run.mean / watt,
                .notes = {run.note}};
  if (run.duration) row.notes.push_back("measured for " + duration_text(*run.duration / day));
  auto const* type = find_instance(catalog, run.instance_type);
  if (type != nullptr)
    if (auto const drawn = draw(*type, power_constants(catalog, *type)))
      row.predicted = watts_of_each(*drawn, run, type->accelerators);
  if (!row.predicted) row.not_modelled = "no power of " + run.accelerator + " is known";
  return row;
}

}  // namespace ec2plan
