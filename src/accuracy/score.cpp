#include "ec2plan/accuracy/score.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "accuracy/score_groups.hpp"
#include "accuracy/subject.hpp"
#include "ec2plan/accuracy/left_out.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/estimate/memory.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan {
namespace {

using accuracy::Predicted;
using accuracy::Subject;

bool tunes(PublishedRun const& run) { return !run.tuned.tuning.pretrains(); }

/// Tuning is scored by itself: "lora bf16".
std::string workload_of(PublishedRun const& run) {
  if (!tunes(run)) return workload_name(run.model, run.precision);
  auto const precision = run.precision.empty() ? "bf16" : run.precision;
  return std::string(name_of(run.tuned.tuning.method)) + " " + precision;
}

std::string quantity_of(PublishedRun const& run, std::string quantity) {
  return (tunes(run) ? "tuning_" : "") + std::move(quantity);
}

/// As the row counted it.
Bytes counted_memory(PublishedRun const& run, MemoryBreakdown const& memory) {
  if (!tunes(run)) return memory.total();
  switch (run.tuned.counter) {
    case MemoryCounter::allocated:
      return memory.total() - memory.other;
    case MemoryCounter::reserved:
      return memory.total() - memory.context;
    case MemoryCounter::device:
      break;
  }
  return memory.total();
}

ScoredRow row_of(PublishedRun const& run, Subject const& subject) {
  return {.id = run.id,
          .kind = run.kind,
          .accelerator = run.hardware.accelerator,
          .stack = run.stack.name.empty() && !run.stack.year ? "unknown" : stack_text(run.stack),
          .workload = workload_of(run),
          .left_out_with = left_out_with(run),
          .source = run.source,
          .url = run.url,
          .use = run.use,
          .not_modelled = subject.not_modelled,
          .notes = subject.notes};
}

Range<double> around(double likely, RangeFactors const& factors) {
  return {likely * factors.low, likely, likely * factors.high};
}

/// Adds the rows of one modelled run, one for each quantity that was measured.
class Quantities {
 public:
  Quantities(PublishedRun const& run, Subject const& subject, Subject const& blind, ScoredRow row,
             std::vector<ScoredRow>& rows)
      : run_(run), subject_(subject), blind_(blind), row_(std::move(row)), rows_(rows) {
    predicted_ = accuracy::prediction(subject);
    predicted_blind_ = &blind == &subject ? predicted_ : accuracy::prediction(blind);
    row_.layout = accuracy::layout_text(predicted_.layout);
    row_.confidence = confidence_name(ec2plan::confidence(subject.setup));
  }

  void add(accuracy::Baselines const& baselines) {
    add_days(baselines);
    add_step(baselines);
    add_memory();
  }

 private:
  Time step() const { return predicted_.estimate.step.total(); }

  void add_step(accuracy::Baselines const& baselines) {
    auto const measured = accuracy::measured_step(subject_, run_);
    if (!measured) return;
    ScoredRow row = row_;
    row.quantity = quantity_of(run_, "step_time_s");
    row.measured = *measured / second;
    row.predicted = around(step() / second, range_factors(subject_.setup, predicted_.estimate));
    row.left_out = around(predicted_blind_.estimate.step.total() / second,
                          range_factors(blind_.setup, predicted_blind_.estimate));
    set_baselines(row, baselines, 1);
    rows_.push_back(std::move(row));
  }

  /// Whole runs are scored on days too, with what failures and evaluation take.
  void add_days(accuracy::Baselines const& baselines) {
    auto const days = measured_days();
    if (!days || run_.kind != "whole_run") return;
    ScoredRow row = row_;
    row.quantity = "duration_days";
    row.measured = days;
    if (!run_.tokens) {
      row.not_modelled = "how many tokens it trained on is not in the row";
    } else {
      Setup setup = subject_.setup;
      setup.job.tokens = *run_.tokens;
      auto const whole =
          run(setup, predicted_.layout, predicted_.estimate, instances(setup, predicted_.layout));
      row.predicted = Range<double>{whole.duration.low / day, whole.duration.likely / day,
                                    whole.duration.high / day};
      set_baselines(row, baselines, whole.steps * (second / day));
    }
    rows_.push_back(std::move(row));
  }

  void add_memory() {
    if (!run_.measured.peak_memory || !run_.tuned.lengths_known) return;
    ScoredRow row = row_;
    row.quantity = quantity_of(run_, "peak_memory_gib");
    row.measured = *run_.measured.peak_memory / gibibyte;
    double const total = counted_memory(run_, predicted_.estimate.memory) / gibibyte;
    auto const [low, high] = memory_range(subject_.setup);
    row.predicted = Range<double>{total * low, total, total * high};
    row.left_out = row.predicted;
    rows_.push_back(std::move(row));
  }

  std::optional<double> measured_days() const {
    if (run_.measured.duration) return *run_.measured.duration / day;
    if (!run_.measured.accelerator_time) return {};
    return *run_.measured.accelerator_time / run_.hardware.accelerators / day;
  }

  void set_baselines(ScoredRow& row, accuracy::Baselines const& baselines, double scale) const {
    auto const mfu = baselines.step_by_best_mfu(subject_);
    if (mfu) row.best_mfu = *mfu / second * scale;
    auto const roofline = accuracy::step_by_roofline(subject_, predicted_.layout);
    if (roofline) row.roofline = *roofline / second * scale;
  }

  PublishedRun const& run_;
  Subject const& subject_;
  Subject const& blind_;  // as if its source had never been seen
  ScoredRow row_;
  std::vector<ScoredRow>& rows_;
  Predicted predicted_{}, predicted_blind_{};
};

/// Whether runs that ran, or that ran out of memory, are told from each other.
void count_memory(PublishedRun const& run, Subject const& subject, Scores& scores) {
  Fit const fit = accuracy::prediction(subject).estimate.fit;
  auto& counts = tunes(run) ? scores.tuning_memory : scores.memory;
  if (!run.tuned.lengths_known) return;
  if (run.measured.out_of_memory) {
    ++counts.failed;
    counts.accepted += fit == Fit::yes ? 1 : 0;
  } else if (run.offload.empty() && run.layout.recompute && run.layout.micro_batch &&
             run.layout.data) {
    ++counts.ran;
    counts.refused += fit == Fit::no ? 1 : 0;
  }
}

/// The runs of sources, and models, that constants were fitted to, as if they never had been seen.
class BlindSubjects {
 public:
  BlindSubjects(Catalog const& catalog, std::vector<PublishedRun> const& runs) {
    for (auto const& left_out : recorded_left_out()) {
      auto const blind = without(catalog, left_out);
      for (std::size_t i = 0; i < runs.size(); ++i)
        if (left_out_with(runs[i]) == left_out.without)
          subjects_.emplace(i, accuracy::subject_of(blind, runs[i]));
    }
  }

  Subject const& of(std::size_t run, Subject const& otherwise) const {
    auto const found = subjects_.find(run);
    return found == subjects_.end() ? otherwise : found->second;
  }

 private:
  std::map<std::size_t, Subject> subjects_{};
};

/// Leaves those that pass, unless none does.
bool keep(std::vector<ScoredRow>& rows, auto passes) {
  if (std::none_of(rows.begin(), rows.end(), passes)) return false;
  std::erase_if(rows, [&](ScoredRow const& row) { return !passes(row); });
  return true;
}

}  // namespace

std::string workload_name(Transformer const& model, std::string_view precision) {
  return (model.experts ? "mixture " : "dense ") +
         std::string(precision.empty() ? "unknown precision" : precision);
}

std::optional<double> ScoredRow::error_pct() const {
  if (!predicted || !measured || *measured <= 0) return {};
  return 100 * (predicted->likely / *measured - 1);
}

std::optional<double> ScoredRow::left_out_error_pct() const {
  if (!left_out || !measured || *measured <= 0) return {};
  return 100 * (left_out->likely / *measured - 1);
}

std::optional<bool> ScoredRow::inside_range() const {
  if (!predicted || !measured) return {};
  return *measured >= predicted->low && *measured <= predicted->high;
}

Scores scores_of(Catalog const& catalog, std::vector<PublishedRun> const& runs) {
  std::vector<Subject> subjects;
  for (auto const& run : runs)
    subjects.push_back(accuracy::subject_of(catalog, run));
  BlindSubjects const blind(catalog, runs);
  accuracy::Baselines const baselines(subjects, runs);
  Scores scores;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    auto row = row_of(runs[i], subjects[i]);
    auto const before = scores.rows.size();
    if (subjects[i].not_modelled.empty()) {
      Quantities(runs[i], subjects[i], blind.of(i, subjects[i]), row, scores.rows).add(baselines);
      count_memory(runs[i], subjects[i], scores);
      row.not_modelled = runs[i].measured.out_of_memory ? "it ran out of memory: counted, not timed"
                         : !runs[i].tuned.lengths_known
                             ? "the lengths of its examples were not published"
                             : "no quantity that is predicted was published";
    }
    if (scores.rows.size() == before) {
      row.quantity =
          quantity_of(runs[i], runs[i].measured.out_of_memory ? "peak_memory_gib" : "step_time_s");
      scores.rows.push_back(std::move(row));
    }
  }
  scores.groups = accuracy::groups_of(scores.rows);
  return scores;
}

void add_rows(Scores& scores, std::vector<ScoredRow> rows) {
  scores.rows.insert(scores.rows.end(), std::make_move_iterator(rows.begin()),
                     std::make_move_iterator(rows.end()));
  scores.groups = accuracy::groups_of(scores.rows);
}

NearRuns near_runs(std::vector<ScoredRow> rows, std::string accelerator, Transformer const& model,
                   std::string precision) {
  std::erase_if(rows, [&](ScoredRow const& row) {
    return row.accelerator != accelerator || row.quantity != "step_time_s" || !row.predicted ||
           !row.measured;
  });
  auto const workload = workload_name(model, precision);
  auto const kind = workload.substr(0, workload.find(' ') + 1);
  auto nearness = Nearness::accelerator;
  if (keep(rows, [&](ScoredRow const& row) { return row.workload == workload; }))
    nearness = Nearness::workload;
  else if (keep(rows, [&](ScoredRow const& row) { return row.workload.starts_with(kind); }))
    nearness = Nearness::kind;
  return {std::move(accelerator), std::move(precision), model.experts.has_value(), nearness,
          std::move(rows)};
}

}  // namespace ec2plan
