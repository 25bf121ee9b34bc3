#include "ec2plan/accuracy/fit.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "accuracy/subject.hpp"
#include "catalog/constant_rows.hpp"
#include "catalog/embedded.hpp"
#include "catalog/json_file.hpp"
#include "catalog/json_value.hpp"
#include "ec2plan/catalog/constants.hpp"

namespace ec2plan {
namespace {

using catalog::JsonValue;

constexpr std::string_view recipe = "fitting/recipe.json";

FreeConstant constant_of(JsonValue const& value) {
  FreeConstant constant;
  constant.keys = value.at("keys").texts();
  constant.low = value.at("low").number(0, 1e6);
  constant.high = value.at("high").number(0, 1e6);
  constant.spread = value.at("spread").number(0, 10);
  constant.prior_of = value.find_text("prior_of");
  if (constant.prior_of.empty()) constant.prior = value.at("prior").number(0, 1e6);
  return constant;
}

FitGroup group_of(JsonValue const& value) {
  FitGroup group;
  group.name = value.at("name").text();
  group.accelerators = value.at("accelerators").texts();
  group.mixtures = value.at("mixtures").boolean();
  group.tuning = value.find_boolean("tuning").value_or(false);
  value.at("constants").each_element([&](JsonValue const& one) {
    group.constants.push_back(constant_of(one));
  });
  return group;
}

constexpr double error_unit = 0.08;  // what an error is measured in
constexpr double error_knee = 1.5;   // from which on it counts linearly, not squared
constexpr double stack_knee = 3;     // likewise for how far a stack's pace is from the others'
constexpr double first_step = 0.12, last_step = 0.0005;  // of the logarithm
constexpr int most_rounds = 8;

double huber(double deviation, double knee) {
  double const size = std::abs(deviation);
  return size < knee ? size * size / 2 : knee * (size - knee / 2);
}

/// The runs, the layouts that they are taken to have had, and what each adds to the loss.
class Fitting {
 public:
  Fitting(Catalog& catalog, FitGroup const& group, std::vector<PublishedRun> const& runs)
      : catalog_(catalog), group_(group) {
    for (auto const& constant : group.constants)
      for (auto const& key : constant.keys)
        entry(key);
    for (auto const& constant : group.constants)
      set(constant, prior(constant));
    for (auto const& run : runs)
      if (fitted_to(group, run)) keep(run);
    weigh();
  }

  int runs() const { return static_cast<int>(runs_.size()); }

  /// Unknown layouts are chosen under the constants found so far, until nothing changes.
  void minimise() {
    double before = loss();
    for (int round = 0; round < most_rounds; ++round) {
      for (double step = first_step; step > last_step;)
        if (!improve(step)) step /= 2;
      for (auto& run : runs_)
        choose_layout(run);
      double const now = loss();
      if (std::abs(before - now) < 1e-6) return;
      before = now;
    }
  }

 private:
  struct Kept {
    std::string source{};
    accuracy::Subject subject{};
    Layout layout{};
    Time measured{};
    double weight = 1;
    double loss = 0;
    std::vector<std::pair<std::size_t, void (*)(Setup&, double)>> used{};  // of the constants
  };

  void keep(PublishedRun const& run) {
    Kept kept{.source = run.source, .subject = accuracy::subject_of(catalog_, run)};
    if (!kept.subject.not_modelled.empty()) return;
    auto const measured = accuracy::measured_step(kept.subject, run);
    if (!measured) return;
    kept.measured = *measured;
    auto const& s = kept.subject.setup;
    for (auto const& used : catalog::constants_used(catalog_, s.type, s.stack, s.job))
      for (std::size_t i = 0; i < group_.constants.size(); ++i)
        if (std::ranges::count(group_.constants[i].keys, used.entry->key) > 0)
          kept.used.emplace_back(i, used.set);
    choose_layout(kept);
    runs_.push_back(std::move(kept));
  }

  /// A source counts by the root of its rows: it neither drowns the others nor counts as one.
  void weigh() {
    std::map<std::string, int> rows;
    for (auto const& kept : runs_)
      ++rows[kept.source];
    for (auto& kept : runs_)
      kept.weight = 1 / std::sqrt(rows[kept.source]);
  }

  void choose_layout(Kept& kept) {
    for (auto const& [index, put] : kept.used)
      put(kept.subject.setup, value(group_.constants[index]));
    kept.layout = accuracy::prediction(kept.subject).layout;
  }

  AssumptionEntry& entry(std::string const& key) {
    auto& entries = catalog_.assumptions;
    auto place =
        std::lower_bound(entries.begin(), entries.end(), key,
                         [](auto const& one, auto const& wanted) { return one.key < wanted; });
    if (place != entries.end() && place->key == key) return *place;
    set_assumption(catalog_, key + "=1");
    return entry(key);
  }

  double value(FreeConstant const& constant) { return entry(constant.keys.front()).value; }

  double prior(FreeConstant const& constant) {
    return constant.prior_of.empty() ? constant.prior : entry(constant.prior_of).value;
  }

  void set(FreeConstant const& constant, double to) {
    for (auto const& key : constant.keys)
      entry(key).value = to;
  }

  double loss_of(Kept& kept) {
    for (auto const& [index, put] : kept.used)
      put(kept.subject.setup, value(group_.constants[index]));
    Time const step = estimate(kept.subject.setup, kept.layout).step.total();
    return kept.weight * huber(std::log(step / kept.measured) / error_unit, error_knee);
  }

  double distance_from_priors() {
    double sum = 0;
    for (auto const& constant : group_.constants) {
      double const deviation = std::log(value(constant) / prior(constant)) / constant.spread;
      sum += constant.prior_of.empty() ? deviation * deviation / 2 : huber(deviation, stack_knee);
    }
    return sum;
  }

  double loss() {
    double sum = distance_from_priors();
    for (auto& kept : runs_)
      sum += kept.loss = loss_of(kept);
    return sum;
  }

  /// Of the runs that use the constant alone; the others keep what they add.
  double loss_with(std::size_t index) {
    double sum = distance_from_priors();
    for (auto& kept : runs_) {
      bool const uses =
          std::ranges::any_of(kept.used, [&](auto const& one) { return one.first == index; });
      sum += uses ? loss_of(kept) : kept.loss;
    }
    return sum;
  }

  /// One pass over the constants, each moved up or down by the step where that helps.
  bool improve(double step) {
    bool any = false;
    double best = loss();
    for (std::size_t i = 0; i < group_.constants.size(); ++i) {
      auto const& constant = group_.constants[i];
      double const here = value(constant);
      for (double const factor : {std::exp(step), std::exp(-step)}) {
        set(constant, std::clamp(here * factor, constant.low, constant.high));
        if (loss_with(i) < best - 1e-9) {
          best = loss();
          any = true;
          break;
        }
        set(constant, here);
      }
    }
    return any;
  }

  Catalog& catalog_;
  FitGroup const& group_;
  std::vector<Kept> runs_{};
};

}  // namespace

std::vector<FitGroup> fit_groups() {
  std::vector<FitGroup> groups;
  for (auto const& file : catalog::embedded_files()) {
    if (file.name != recipe) continue;
    std::string const name = "built-in data/" + std::string(file.name);
    auto const json = catalog::parsed_json(file.text, name);
    JsonValue const document(json, name);
    document.at("groups").each_element(
        [&](JsonValue const& value) { groups.push_back(group_of(value)); });
  }
  return groups;
}

bool fitted_to(FitGroup const& group, PublishedRun const& run) {
  auto const& parts = group.accelerators;
  bool const tuned = !run.tuned.tuning.pretrains();
  bool const of_kind = tuned || run.model.experts.has_value() == group.mixtures;
  return run.use == Use::fit && tuned == group.tuning && of_kind &&
         std::find(parts.begin(), parts.end(), run.hardware.accelerator) != parts.end();
}

int refit(Catalog& catalog, FitGroup const& group, std::vector<PublishedRun> const& runs) {
  Fitting fitting(catalog, group, runs);
  fitting.minimise();
  return fitting.runs();
}

}  // namespace ec2plan
