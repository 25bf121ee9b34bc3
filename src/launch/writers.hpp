#pragma once

#include <string>

#include "ec2plan/launch/launch.hpp"

/// One function for each kind of file.
namespace ec2plan::launch {

Written megatron_script(Work const&);
Written torchtitan_recipe(Work const&);
Written torchtitan_toml(Work const&);
Written torchtitan_neuron_script(Work const&);
Written bridge_recipe(Work const&);
Written deepspeed_json(Work const&);
Written accelerate_yaml(Work const&);
Written nxdt_yaml(Work const&);
Written trl_script(Work const&);
Written axolotl_yaml(Work const&);
Written torchtune_yaml(Work const&);
Written slurm_script(Work const&);
Written parallelcluster_yaml(Work const&);
Written hyperpod_slurm_json(Work const&);
Written hyperpod_eks_json(Work const&);
Written eks_yaml(Work const&);
Written skypilot_yaml(Work const&);
Written aws_cli_script(Work const&);

}  // namespace ec2plan::launch
