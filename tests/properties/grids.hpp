#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "tests/properties/random.hpp"

/// Grids of sweeps.
namespace ec2plan::testing {

using Words = std::vector<std::string>;

/// A flag and values that a list of it may have.
struct Choice {
  std::string flag;
  Words values;
  int odds = 2;  // that it is given: one in so many
};

/// In the order of --help. What is searched is small: what a sweep adds to a search is tried here.
inline std::vector<Choice> set_ups() {
  return {{"--model", {"2B", "6.7B", "gpt3-6.7b", "mixtral-8x7b"}, 1},
          {"--tokens", {"1B", "300B", "1.5T"}, 1},
          {"--seq-len", {"1024", "2048", "4096"}},
          {"--global-batch", {"512", "1024", "1000"}},
          {"--precision", {"bf16", "fp16", "fp8"}, 4},
          {"--stack", {"megatron-lm@2022", "megatron-lm@2024"}, 5},
          {"--instance-type", {"p4d.24xlarge", "p5.48xlarge", "p3.16xlarge", "trn1.32xlarge"}, 1},
          {"--instance-count", {"1", "2", "8", "16", "80"}, 1},
          {"--purchase", {"on-demand", "spot", "reserved-1yr", "savings-plan", "capacity-block"}},
          {"--discount", {"0%", "10%", "0.25"}, 3},
          {"--rate", {"30", "45%", "27.5"}, 1},
          {"--term", {"1yr", "3yr"}, 3},
          {"--tensor", {"1", "2", "8"}, 1},
          {"--pipeline", {"1", "4", "100"}, 1},
          {"--virtual-stages", {"1", "2"}, 3},
          {"--data", {"8", "16"}, 4},
          {"--micro-batch", {"1", "2", "4"}},
          {"--zero", {"0", "1", "3"}},
          {"--recompute", {"none", "selective", "full"}},
          {"--tflops", {"20", "120"}, 6},
          {"--set", {"fragmentation=1.05", "fragmentation=1.3"}, 4},
          {"--days", {"10", "12h", "2w"}},
          {"--budget", {"500k", "$3M"}},
          {"--risk", {"slow", "likely"}, 3},
          {"--region", {"us-east-1", "eu-north-1"}},
          {"--as-of", {"2024-03-01", "2026-07-30"}, 3}};
}

inline std::vector<Choice> questions() {
  return {{"--model", {"2B", "6.7B", "llama-3-8b"}, 1},
          {"--tokens", {"20B", "300B", "1T"}, 1},
          {"--global-batch", {"512", "1024"}, 4},
          {"--instance-type", {"p4d.24xlarge", "p5.48xlarge", "p3*", "p4*"}, 1},
          {"--accelerator", {"a100", "h100", "nvidia"}, 3},
          {"--min-instances", {"1", "4"}, 4},
          {"--max-instances", {"2", "4"}, 1},
          {"--purchase", {"on-demand", "spot", "savings-plan"}},
          {"--rate", {"30", "45%"}, 1},
          {"--term", {"1yr", "3yr"}, 3},
          {"--tensor", {"2", "8"}},
          {"--mfu", {"0.3", "50%"}, 4},
          {"--days", {"5", "30"}},
          {"--budget", {"50k", "2M"}},
          {"--objective", {"cost", "time", "pareto"}, 3},
          {"--region", {"us-east-1", "eu-north-1"}, 3},
          {"--as-of", {"2024-03-01", "2026-07-30"}, 3}};
}

/// Some of the choices, each with one value or several, of at most so many points.
inline std::vector<Choice> any_grid(std::vector<Choice> const& choices, std::size_t most) {
  std::vector<Choice> grid;
  for (auto const& [flag, values, odds] : choices) {
    if (odds > 1 && *rc::gen::inRange(0, odds) > 0) continue;
    Choice given{flag, {}};
    for (auto const& value : values)
      if (*rc::gen::inRange(0, 3) == 0) given.values.push_back(value);
    if (given.values.empty() || given.values.size() > most)
      given.values = {one_of<std::string>(values)};
    if (given.values == Words{"0%"}) given.values = {"10%"};  // nothing, only beside something
    most /= given.values.size();
    grid.push_back(given);
  }
  return grid;
}

inline std::size_t points(std::vector<Choice> const& grid) {
  std::size_t all = 1;
  for (Choice const& given : grid)
    all *= given.values.size();
  return all;
}

}  // namespace ec2plan::testing
