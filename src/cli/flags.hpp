#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/plan/question.hpp"

namespace ec2plan::cli {

/// What few flags have.
struct FlagTraits {
  std::optional<bool> adds_up{};  // values add up, else the last counts; empty: as of its field
  // Of the flag of a question's field, for `sweep`:
  bool swept = true;         // goes over several values
  bool searched = true;      // else a search finds the same layouts whatever the value
  double least = 0;          // of a list whose numbers people write with thousands commas elsewhere
  std::string_view rival{};  // the flag that says the same or excludes it
};

/// What the values of a flag or the words of a command are; `completions` has the words.
enum class Values {
  other,
  file,
  model,
  type,
  region,
  accelerator,
  purchase,
  precision,
  recompute,
  risk,
  objective,
  framework,
  method,
  packing,
  lora_targets,
  state_precision,
  quantization,
  optimizer,
  loss,
  offload,
  target,
  zero,
  term,
  stack,
  setting,
  format,
  color,
  direction,
  // Of words behind a command:
  verb,
  schema,
  shell
};

/// One flag: all that help, near misses, configuration files and sweeps know of it. The flag of a
/// question's field is called as its key (--seq-len of "seq_len"): `question_fields` reads it.
struct Flag {
  std::string_view name;        // "--tokens"; without its dashes, the key of a configuration file
  std::string_view other_name;  // "-o", "--tp", or empty
  std::string_view value;       // "COUNT"; empty: a switch
  std::string_view help;
  FlagTraits traits{};
  std::string_view also{};        // what other tools call it, blanks between: taken, not told
  Values values = Values::other;  // that a shell completes
};

/// Flags that go together, under one heading of a command's help.
struct FlagGroup {
  std::string_view title;
  std::span<Flag const> flags;
};

/// The groups of which commands are made.
enum class Group {
  job,
  tuning,     // --method and what it is made of
  goal,       // --days, --budget, --risk
  objective,  // --objective
  types,      // which types and how many instances are candidates
  count,      // --instance-count
  purchase,   // --purchase and what changes its prices
  layout,
  rate,      // --tflops, --mfu, --goodput, --calibration, --set
  explain,   // --why, --rank
  filter,    // of `instances`
  import,    // --into, --complete, --retrieved
  verify,    // --max-age
  runs,      // --runs
  readings,  // --runs, --log, --step-time
  plot,      // --plot
  compare,   // --refresh, --fail-over, --warn-over
  policy,    // --policy, --max-cost, --max-days, ...
  title,     // --title
  launch,    // --target, --target-version, --out-dir
  shard,     // --shard
  catalog,   // --region, --catalog, --as-of
  output,    // what is printed, where and how
  general,   // --config, --help, --version
  // Parts of those above, or the same flags in other words:
  model,        // --model
  sequence,     // --seq-len, --global-batch, --precision
  stack,        // --stack
  type,         // the one type of an estimate
  assumptions,  // --calibration, --set
  setting,      // --set
  rank,         // --rank
  ranks,        // --rank, of two results
  names         // --instance-type, in other words the NAMEs of `instances`
};

FlagGroup const& flag_group(Group group);
/// Every group, in the order of the help.
std::span<FlagGroup const> every_flag_group();

/// The names in a list with blanks between.
std::vector<std::string_view> names_in(std::string_view also);

/// The flag of this name, long, short or of another tool; nullptr when there is none.
Flag const* find_flag(std::string_view name);
Flag const* find_flag(std::span<Group const> among, std::string_view name);

/// The key of a flag: "seq_len" of --seq-len.
std::string key_of(std::string_view flag);
/// The field of a question that it sets; nullptr where it is a matter of one command, or of what is
/// printed.
QuestionField const* field_of(Flag const& flag);
/// Whether its values add up; else the last one counts.
bool adds_up(Flag const& flag);
/// Whether a sweep may go over its values.
bool is_swept(Flag const& flag);

}  // namespace ec2plan::cli
