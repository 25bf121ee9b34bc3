#pragma once

#include <span>
#include <string_view>

namespace ec2plan::cli {

/// One flag as the command line and a configuration file know it. Values stay text here: they are
/// read by ec2plan/units/parse.hpp.
struct Flag {
  std::string_view name;        // "--tokens"; without its dashes, the key of a configuration file
  std::string_view short_name;  // "-o", "--tp", or empty
  std::string_view value;       // "COUNT"; empty: a switch
  std::string_view help;
  bool repeats = false;  // values add up; else the last one wins
};

/// Flags that go together, under one heading of a command's help.
struct FlagGroup {
  std::string_view title;
  std::span<Flag const> flags;
};

extern FlagGroup const job_flags;
extern FlagGroup const model_flags;     // --model
extern FlagGroup const sequence_flags;  // --seq-len, --global-batch, --precision
extern FlagGroup const stack_flags;     // --stack
extern FlagGroup const layout_flags;
extern FlagGroup const rate_flags;        // --tflops, --mfu, --goodput, --calibration, --set
extern FlagGroup const goal_flags;        // --days, --budget, --risk
extern FlagGroup const objective_flags;   // --objective
extern FlagGroup const types_flags;       // which types and how many instances are candidates
extern FlagGroup const type_flags;        // the one type of estimate
extern FlagGroup const count_flags;       // --instance-count
extern FlagGroup const purchase_flags;    // --purchase and what changes its prices
extern FlagGroup const explain_flags;     // --why, --rank
extern FlagGroup const plot_flags;        // --plot
extern FlagGroup const rank_flags;        // --rank
extern FlagGroup const ranks_flags;       // --rank, of two results
extern FlagGroup const compare_flags;     // --refresh, --fail-over, --warn-over
extern FlagGroup const policy_flags;      // --policy, --max-cost, --max-days, ...
extern FlagGroup const title_flags;       // --title
extern FlagGroup const shard_flags;       // --shard
extern FlagGroup const filter_flags;      // filters of `instances`
extern FlagGroup const upkeep_flags;      // --into, --complete, --retrieved, --max-age
extern FlagGroup const runs_flags;        // --runs
extern FlagGroup const reading_flags;     // --runs, --log, --step-time
extern FlagGroup const assumption_flags;  // --calibration, --set
extern FlagGroup const setting_flags;     // --set
extern FlagGroup const catalog_flags;     // --region, --catalog, --as-of
extern FlagGroup const output_flags;      // what is printed, where and how
extern FlagGroup const general_flags;     // --config, --help, --version

/// Every group, each flag at least once: what a configuration file may set.
std::span<FlagGroup const* const> every_flag_group();

}  // namespace ec2plan::cli
