#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/estimate/run.hpp"

namespace ec2plan {

/// "dense bf16", "mixture fp8": runs of a kind are predicted about equally well.
std::string workload_name(Transformer const& model, std::string_view precision);

/// One measured quantity beside what is predicted for it.
struct ScoredRow {
  std::string id{}, kind{}, accelerator{}, stack{};  // stack: "megatron-lm@2022"
  std::string workload{};                            // "dense bf16", "mixture fp8", ...
  std::string left_out_with{};  // its source; of a mixture of experts, its model
  std::string source{}, url{};
  Use use = Use::check;
  std::string quantity{};  // step_time_s, ..., tuning_step_time_s, ...
  std::optional<Range<double>> predicted{};
  std::optional<Range<double>> left_out{};  // by constants fitted without its source or model
  std::optional<double> measured{};
  std::optional<double> best_mfu{};  // predicted by one MFU fitted to the accelerator's fit rows
  std::optional<double> roofline{};  // predicted by peak rates alone
  std::string layout{};              // "TP8 PP8 DP16 ..., searched: micro_batch"
  std::string confidence{};
  std::string not_modelled{};        // why there is no prediction; empty: there is one
  std::vector<std::string> notes{};  // what was assumed or searched

  /// predicted / measured - 1, in percent.
  std::optional<double> error_pct() const;
  std::optional<bool> inside_range() const;
  std::optional<double> left_out_error_pct() const;
};

/// Errors of the rows that share something.
struct ScoredGroup {
  std::string by{};        // hardware, accelerator, source, stack, kind, workload, confidence, all
  std::string name{};      // "a100-80gb"
  std::string quantity{};  // of all rows of the group
  std::string use{};       // "fit", "check", "both"; "next source": predicted without its own
  int rows = 0;
  double mean_abs_error_pct = 0, median_abs_error_pct = 0, p90_abs_error_pct = 0,
         max_abs_error_pct = 0, bias_pct = 0, inside_range_pct = 0;
  int sources = 0;  // each of which weighs the same in these
  double mean_by_source_pct = 0, median_by_source_pct = 0, bias_by_source_pct = 0,
         inside_by_source_pct = 0;
  std::optional<double> best_mfu_mean_abs_error_pct{}, roofline_mean_abs_error_pct{};
};

/// Runs that ran, and those of them said not to fit; runs out of memory, and those said to fit with
/// room.
struct FitCounts {
  int ran = 0, refused = 0, failed = 0, accepted = 0;
};

struct Scores {
  std::vector<ScoredRow> rows{};      // in the order of the runs; a run has a row for each quantity
  std::vector<ScoredGroup> groups{};  // by `by`, `name`, `quantity`, `use`
  FitCounts memory{}, tuning_memory{};  // of training from the start, and of tuning
};

/// Predicts every run with its own hardware, network, layout and stack; nothing is dropped.
Scores scores_of(Catalog const& catalog, std::vector<PublishedRun> const& runs);

/// Adds rows that were predicted elsewhere, and their groups.
void add_rows(Scores& scores, std::vector<ScoredRow> rows);

/// What runs share with a plan, beside its accelerator.
enum class Nearness { workload, kind, accelerator };  // kind and precision; dense or mixture; none

/// Published runs on one accelerator, and how near they come to a plan.
struct NearRuns {
  std::string accelerator{};
  std::string precision{};  // of the plan
  bool mixture = false;     // the plan's model
  Nearness nearness = Nearness::workload;
  std::vector<ScoredRow> rows{};
};

/// The nearest of the step times that were predicted and measured on this accelerator.
NearRuns near_runs(std::vector<ScoredRow> rows, std::string accelerator, Transformer const& model,
                   std::string precision);

}  // namespace ec2plan
