#include "ec2plan/accuracy/fit.hpp"

#include <algorithm>
#include <cmath>

#include "accuracy/subject.hpp"
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
  value.at("constants").each_element([&](JsonValue const& one) {
    group.constants.push_back(constant_of(one));
  });
  return group;
}

constexpr double error_unit = 0.05;  // what an error is measured in
constexpr double error_knee = 1.5;   // from which on it counts linearly, not squared
constexpr double stack_knee = 0.7;   // likewise for how far a stack's pace is from the others'
constexpr double first_step = 0.12, last_step = 0.0005;  // of the logarithm
constexpr int most_rounds = 8;

double huber(double deviation, double knee) {
  double const size = std::abs(deviation);
  return size < knee ? size * size / 2 : knee * (size - knee / 2);
}

/// The runs and the layouts that they are taken to have had.
class Fitting {
 public:
  Fitting(Catalog& catalog, FitGroup const& group, std::vector<PublishedRun> const& runs)
      : catalog_(catalog), group_(group) {
    for (auto const& constant : group.constants)
      set(constant, prior(constant));
    for (auto const& run : runs)
      if (fitted_to(group, run)) keep(run);
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
    PublishedRun run{};
    accuracy::Subject subject{};
    Layout layout{};
    Time measured{};
  };

  void keep(PublishedRun const& run) {
    Kept kept{.run = run, .subject = accuracy::subject_of(catalog_, run)};
    if (!kept.subject.not_modelled.empty()) return;
    auto const measured = accuracy::measured_step(kept.subject, run);
    if (!measured) return;
    kept.measured = *measured;
    choose_layout(kept);
    runs_.push_back(std::move(kept));
  }

  void take_constants(Kept& kept) const {
    auto& s = kept.subject.setup;
    bool const fused = s.accelerator.fused_attention;
    ec2plan::take_constants(catalog_, s);
    s.accelerator.fused_attention = fused;
  }

  void choose_layout(Kept& kept) const {
    take_constants(kept);
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

  double value(std::string const& key) { return entry(key).value; }

  double prior(FreeConstant const& constant) {
    return constant.prior_of.empty() ? constant.prior : value(constant.prior_of);
  }

  void set(FreeConstant const& constant, double to) {
    for (auto const& key : constant.keys)
      entry(key).value = to;
  }

  double loss() {
    double sum = 0;
    for (auto& kept : runs_) {
      take_constants(kept);
      Time const step = estimate(kept.subject.setup, kept.layout).step.total();
      sum += huber(std::log(step / kept.measured) / error_unit, error_knee);
    }
    for (auto const& constant : group_.constants) {
      double const away = std::log(value(constant.keys.front()) / prior(constant));
      double const deviation = away / constant.spread;
      sum += constant.prior_of.empty() ? deviation * deviation / 2 : huber(deviation, stack_knee);
    }
    return sum;
  }

  /// One pass over the constants, each moved up or down by the step where that helps.
  bool improve(double step) {
    bool any = false;
    double best = loss();
    for (auto const& constant : group_.constants) {
      double const here = value(constant.keys.front());
      for (double const factor : {std::exp(step), std::exp(-step)}) {
        set(constant, std::clamp(here * factor, constant.low, constant.high));
        double const now = loss();
        if (now < best - 1e-9) {
          best = now;
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
  return run.use == Use::fit && run.model.experts.has_value() == group.mixtures &&
         std::find(parts.begin(), parts.end(), run.hardware.accelerator) != parts.end();
}

int refit(Catalog& catalog, FitGroup const& group, std::vector<PublishedRun> const& runs) {
  Fitting fitting(catalog, group, runs);
  fitting.minimise();
  return fitting.runs();
}

}  // namespace ec2plan
