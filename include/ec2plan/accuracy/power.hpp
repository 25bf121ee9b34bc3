#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ec2plan/accuracy/score.hpp"

/// What trainings were measured to draw, beside what the estimate of energy takes.
namespace ec2plan {

enum class Border { accelerators, servers };

/// The mean draw of a training that somebody measured.
struct PowerRun {
  std::string id{}, source{}, url{}, note{};
  std::string accelerator{}, instance_type{};  // the type whose server is nearest
  Border border = Border::servers;
  Use use = Use::check;
  Power mean{};                    // of one server, or of one accelerator
  std::optional<Time> duration{};  // empty: not told
};

/// Those that the program holds, by id.
std::vector<PowerRun> shipped_power_runs();

/// The row of the run: watts of one accelerator, or of one server.
ScoredRow scored(Catalog const& catalog, PowerRun const& run);

}  // namespace ec2plan
