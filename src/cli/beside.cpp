#include "cli/beside.hpp"

#include "cli/saved.hpp"
#include "cli/values.hpp"
#include "ec2plan/document/names.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::string_view of_the_plan[] = {
    "--instance-type", "--instance-count", "--tensor",  "--pipeline",
    "--data",          "--virtual-stages", "--context", "--expert",
    "--micro-batch",   "--zero",           "--rank"};

bool has_own_rate(Arguments const& arguments) {
  return last_given(arguments, "--tflops") != nullptr || last_given(arguments, "--mfu") != nullptr;
}

/// "savings-plan:31.50" as "savings-plan:p5.48xlarge=31.50"; a share holds for every type.
void name_type(GivenValue& rate, std::string const& type) {
  if (rate.text.find('=') != std::string::npos || rate.text.ends_with('%')) return;
  auto const colon = rate.text.find(':');
  rate.text.insert(colon == std::string::npos ? 0 : colon + 1, type + "=");
}

}  // namespace

Arguments asked_beside(Arguments const& arguments, std::optional<SavedResult> const& saved,
                       Plan const& plan) {
  Arguments all{.command = "recommend", .values = arguments.values};
  for (auto const flag : of_the_plan)
    if (auto const found = all.values.find(flag); found != all.values.end())
      all.values.erase(found);
  if (saved) all = asked_of_all(all, *saved);
  if (saved && saved->command == "recommend") return all;
  if (last_given(all, "--rate") != nullptr) {
    auto rates = elements(all, "--rate");
    for (GivenValue& rate : rates)
      name_type(rate, plan.type.name);
    all.values["--rate"] = std::move(rates);
  }
  all.values.erase("--recompute");
  if (!has_own_rate(all)) return all;
  std::string const recompute{recompute_name(plan.layout.recompute)};
  all.values["--recompute"] = {{.text = recompute, .where = "--recompute"}};
  all.values["--accelerator"] = {{.text = plan.type.accelerator.id, .where = "--accelerator"}};
  return all;
}

}  // namespace ec2plan::cli
