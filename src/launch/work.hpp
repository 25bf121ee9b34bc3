#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/launch/launch.hpp"
#include "launch/template.hpp"

namespace ec2plan {

/// What every writer says of a plan, computed once.
struct Work {
  Answer const& answer;
  Plan const& plan;
  Setup const& setup;
  Layout const& layout;
  LaunchTarget const& target;
  TargetVersion const& version;
  LaunchTarget const& trainer;  // the framework that trains
  LaunchOrigin const& origin;
  int nodes = 0;           // that the layout fills, in EC2 instances
  int ranks_per_node = 0;  // what the framework counts on each
  std::int64_t ranks = 0;
  int copies = 1;         // groups that hold the same shards; 1: all is sharded once
  int micro_batches = 0;  // of one replica in a step
  std::int64_t steps = 0, samples = 0;
  std::int64_t checkpoint_steps = 0;
  std::int64_t warmup_steps = 0;
  bool checkpoint_chosen = false;  // by the failure model
  int efa = 0;                     // interfaces of a node
  int blocks = 1;                  // Capacity Blocks side by side, each of a part of the nodes
};

namespace launch {

Work work_of(LaunchTarget const& target, TargetVersion const& version, Answer const& answer,
             LaunchTarget const& trainer, LaunchOrigin const& origin);

bool shards_weights(Work const& work);  // ZeRO 2 or 3 over several devices
bool on_capacity_block(Work const& work);

/// What it was made from, and what its user must check, each a line without a mark of a comment.
std::string header(Work const& work, std::vector<std::string> const& further_checks = {});
/// The same on one line, as the value of a tag of AWS: where there is no place for comments.
std::string made_from(Work const& work);

/// The values that templates share; "header" with the further checks.
Values common_values(Work const& work, std::vector<std::string> const& further_checks = {});

/// A name for jobs and clusters: letters, digits and dashes.
std::string job_name(Work const& work);

/// What each node runs; MASTER_ADDR, MASTER_PORT and NODE_RANK are set there.
std::string train_command(Work const& work);

std::string lines(std::vector<std::string> const& texts);

}  // namespace launch
}  // namespace ec2plan
