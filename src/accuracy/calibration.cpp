#include "ec2plan/accuracy/calibration.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "accuracy/subject.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

// A cluster differs from what is predicted by about `between`, a reading from its cluster by
// `within`, both of the logarithm. Chosen on the published sets: docs/model.md, "Calibration".
constexpr double between_fitted = 0.04, between_unknown = 0.16, within = 0.08;
constexpr double most_of_few = 0.04;  // one or two readings may be noise of any size
constexpr double farthest = 1.1;      // of the logarithm: thrice as long is no reading
constexpr double absurd = 3;          // twenty times as long is another job, or another unit
constexpr double agreement = 0.20;    // spread from which on readings do not agree
constexpr int enough = 3;
constexpr int first_year = 2017;  // of stacks

using accuracy::median;
using Readings = std::vector<CalibrationReading*>;

CalibrationReading reading_of(Catalog const& catalog, PublishedRun const& run) {
  CalibrationReading reading{
      .id = run.id, .accelerator = run.hardware.accelerator, .stack = stack_text(run.stack)};
  auto const subject = accuracy::subject_of(catalog, run);
  reading.not_modelled = subject.not_modelled;
  auto const measured =
      subject.not_modelled.empty() ? accuracy::measured_step(subject, run) : std::optional<Time>();
  if (reading.not_modelled.empty() && !measured)
    reading.not_modelled = "it has neither a step time nor tokens per second";
  reading.used = reading.not_modelled.empty();
  if (!reading.used) return reading;
  reading.measured = *measured;
  auto const predicted = accuracy::prediction(subject);
  reading.predicted = predicted.estimate.step.total();
  reading.layout = accuracy::layout_text(predicted.layout);
  reading.sequence_length = subject.setup.job.sequence_length;
  reading.global_batch = subject.setup.job.global_batch;
  reading.mixture = run.model.experts.has_value();
  reading.calibration = subject.setup.accelerator.calibration;
  reading.confidence = subject.setup.accelerator.confidence;
  return reading;
}

std::vector<double> logarithms(Readings const& readings) {
  std::vector<double> all;
  for (auto const* reading : readings)
    if (reading->used) all.push_back(std::log(reading->ratio()));
  return all;
}

void set_aside(Readings const& readings, double centre, double distance,
               std::vector<std::string>& warnings) {
  for (auto* reading : readings) {
    if (!reading->used || std::abs(std::log(reading->ratio()) - centre) < distance) continue;
    reading->used = false;
    warnings.push_back(reading->id + " is " + fixed_text(reading->ratio(), 2) +
                       " times what is predicted: taken for noise and not used");
  }
}

double spread(std::vector<double> all) {
  double const centre = median(all);
  for (double& value : all)
    value = std::abs(value - centre);
  return *std::max_element(all.begin(), all.end());
}

/// Sets aside what is absurd, then what is thrice as long or as short as predicted, seen from the
/// other readings.
void set_aside_noise(Readings const& readings, std::vector<std::string>& warnings) {
  set_aside(readings, 0, absurd, warnings);
  auto const all = logarithms(readings);
  if (all.empty()) return;
  set_aside(readings, all.size() >= enough ? median(all) : 0, farthest, warnings);
}

/// The logarithm of the correction that the readings ask for: their median, as far as they can be
/// told from noise.
double correction(std::vector<double> const& all, bool fitted) {
  double const between = fitted ? between_fitted : between_unknown;
  double const noise = std::max(within, all.size() < enough ? 0 : spread(all) / 2);
  double const evidence = static_cast<double>(all.size()) * between * between;
  double const asked = evidence / (evidence + noise * noise) * median(all);
  return all.size() < enough ? std::clamp(asked, -most_of_few, most_of_few) : asked;
}

/// The first reading that is used. Assumes: there is one.
CalibrationReading const& first_used(Readings const& readings) {
  return **std::find_if(readings.begin(), readings.end(), [](auto* each) { return each->used; });
}

/// "megatron-lm@2022.a100-80gb.", or "a100-80gb." where no software is named.
std::string prefix_of(Catalog const& catalog, PublishedRun const& run) {
  std::string const part = run.hardware.accelerator + ".";
  if (run.stack.name.empty()) return part;
  Stack stack = run.stack;
  stack.year = std::max(first_year, stack.year.value_or(newest_stack_year(catalog)));
  return stack_text(stack) + "." + part;
}

void add_changes(std::string const& prefix, Readings const& readings, Calibration& calibration) {
  set_aside_noise(readings, calibration.warnings);
  auto const all = logarithms(readings);
  if (all.empty()) return;
  int const count = static_cast<int>(all.size());
  if (std::abs(median(all)) >= farthest)
    calibration.warnings.push_back("steps of " + prefix.substr(0, prefix.size() - 1) + " take " +
                                   fixed_text(std::exp(median(all)), 2) +
                                   " times what is predicted: see that the runs are described "
                                   "as they were");
  auto const& reading = first_used(readings);
  calibration.changes.push_back(
      {.key = prefix + "calibration",
       .unit = "ratio",
       .from = reading.calibration,
       .to = reading.calibration * std::exp(correction(all, reading.fitted())),
       .readings = count});
  if (count < enough) {
    calibration.warnings.push_back(
        counted(count, "reading") + " of " + prefix.substr(0, prefix.size() - 1) +
        ": the estimate moves part of the way and keeps its range; three or more narrow it");
    return;
  }
  if (spread(all) > agreement) {
    calibration.warnings.push_back("the readings of " + prefix.substr(0, prefix.size() - 1) +
                                   " disagree by more than 20 %: the range stays as it was");
    return;
  }
  bool const mixtures =
      std::any_of(readings.begin(), readings.end(), [](auto const* each) { return each->mixture; });
  if (reading.fitted() || mixtures) return;
  calibration.changes.push_back({.key = prefix + "confidence",
                                 .unit = "class",
                                 .from = static_cast<double>(reading.confidence),
                                 .to = static_cast<double>(Confidence::same_stack),
                                 .readings = count});
}

}  // namespace

Calibration calibration_of(Catalog const& catalog, std::vector<PublishedRun> const& runs) {
  Calibration calibration;
  for (auto const& run : runs)
    calibration.readings.push_back(reading_of(catalog, run));
  std::map<std::string, Readings> clusters;
  for (std::size_t i = 0; i < runs.size(); ++i)
    clusters[prefix_of(catalog, runs[i])].push_back(&calibration.readings[i]);
  for (auto const& [prefix, readings] : clusters)
    add_changes(prefix, readings, calibration);
  std::sort(calibration.changes.begin(), calibration.changes.end(),
            [](auto const& a, auto const& b) { return a.key < b.key; });
  return calibration;
}

void lay_calibration(Catalog& catalog, std::vector<CalibrationChange> const& changes) {
  for (auto const& change : changes) {
    char text[64] = {};
    auto const end = std::to_chars(text, text + sizeof text, change.to).ptr;
    set_assumption(catalog, change.key + "=" + std::string(text, end));
  }
}

}  // namespace ec2plan
