#include <algorithm>
#include <set>

#include "accuracy/subject.hpp"
#include "catalog/assumptions.hpp"
#include "ec2plan/accuracy/left_out.hpp"
#include "ec2plan/catalog/constants.hpp"

namespace ec2plan {
namespace {

using Named = std::vector<std::pair<std::string, double>>;  // source or model, measured / predicted

constexpr double unknown_pace = 1.1;  // of software, where nothing was measured on the part
constexpr int first_stack_year = 2023;

std::optional<double> ratio(Catalog const& catalog, PublishedRun const& run) {
  auto const subject = accuracy::subject_of(catalog, run);
  if (!subject.not_modelled.empty()) return {};
  auto const measured = accuracy::measured_step(subject, run);
  if (!measured) return {};
  return *measured / accuracy::prediction(subject).estimate.step.total();
}

/// The run as if nobody had said by which software.
PublishedRun of_any_software(PublishedRun run) {
  run.stack.name.clear();
  if (!run.stack.year) run.stack.year = first_stack_year;
  return run;
}

std::string class_of(Catalog const& catalog, PublishedRun const& run) {
  auto const subject = accuracy::subject_of(catalog, run);
  if (!subject.not_modelled.empty()) return {};
  auto const& s = subject.setup;
  if (!s.job.tuning.pretrains()) return "tuning";
  if (run.model.experts)
    return s.assumptions.mixtures_measured ? "mixture_of_experts" : "other_mixture_of_experts";
  switch (s.accelerator.confidence) {
    case Confidence::same_stack:
      return "same_stack";
    case Confidence::same_accelerator:
      return "same_accelerator";
    default:
      return {};
  }
}

/// The generations whose rates are shares of a peak, which one can lend another.
std::vector<FitGroup> lending_groups() {
  auto groups = fit_groups();
  std::erase_if(groups, [](FitGroup const& group) {
    return group.mixtures || group.tuning ||
           std::ranges::none_of(group.constants, [](auto const& constant) {
             return constant.keys.front().ends_with(".gemm_efficiency");
           });
  });
  return groups;
}

/// As if nothing were fitted to the generation: another's shares of the peaks, no pace known.
Catalog lent(Catalog const& catalog, FitGroup const& to, FitGroup const& from) {
  Catalog blind = catalog;
  auto const& lender = from.accelerators.front();
  for (auto& entry : blind.assumptions) {
    auto const dot = entry.key.rfind('.');
    auto const owner = entry.key.substr(0, dot);
    auto const constant = dot == entry.key.npos ? "" : entry.key.substr(dot + 1);
    bool const part = std::ranges::count(to.accelerators, owner) > 0;
    auto const* other = catalog::find_assumption(catalog, lender + "." + constant);
    if (part && other != nullptr && constant.find("efficiency") != constant.npos)
      entry.value = other->value;
    if (constant == "pace") entry.value = unknown_pace;
  }
  return blind;
}

Named extrapolated(Catalog const& catalog, std::vector<PublishedRun> const& runs) {
  Named all;
  auto const groups = lending_groups();
  for (auto const& to : groups)
    for (auto const& from : groups) {
      if (to.name == from.name) continue;
      auto const blind = lent(catalog, to, from);
      for (auto const& run : runs)
        if (fitted_to(to, run))
          if (auto const found = ratio(blind, run)) all.emplace_back(left_out_with(run), *found);
    }
  return all;
}

MeasuredRange range_of(std::string name, Named const& named, double share) {
  auto const values = weighed_alike(named);
  std::set<std::string> sources;
  for (auto const& [source, value] : named)
    sources.insert(source);
  MeasuredRange range{.name = std::move(name),
                      .rows = static_cast<int>(values.size()),
                      .sources = static_cast<int>(sources.size())};
  if (!values.empty())
    range.factors = {std::min(1.0, quantile(values, (1 - share) / 2)),
                     std::max(1.0, quantile(values, (1 + share) / 2))};
  return range;
}

}  // namespace

std::vector<MeasuredRange> measured_ranges(Catalog const& catalog,
                                           std::vector<PublishedRun> const& runs,
                                           std::vector<LeftOut> const& left_out) {
  std::map<std::string, Catalog> blind;
  for (auto const& one : left_out)
    blind.emplace(one.without, without(catalog, one));
  std::map<std::string, Named> classes;
  for (auto const& run : runs) {
    auto const name = left_out_with(run);
    auto const found = blind.find(name);
    Catalog const& unseen = found == blind.end() ? catalog : found->second;
    auto const add = [&](std::string const& of, PublishedRun const& as) {
      if (of.empty()) return;
      if (auto const each = ratio(unseen, as)) classes[of].emplace_back(name, *each);
    };
    auto const known = class_of(catalog, run);
    if (known != "same_accelerator") add(known, run);
    if (known == "same_stack" || known == "same_accelerator")
      add("same_accelerator", of_any_software(run));
  }
  std::vector<MeasuredRange> ranges;
  for (auto const& [name, ratios] : classes)
    ranges.push_back(range_of(name, ratios, 0.8));
  auto const far = extrapolated(catalog, runs);
  ranges.push_back(range_of("extrapolated", far, 0.8));
  ranges.push_back(range_of("guess", far, 0.9));
  return ranges;
}

}  // namespace ec2plan
