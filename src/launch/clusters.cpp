#include <cmath>

#include "launch/work.hpp"
#include "launch/writers.hpp"

/// Schedulers and clusters that run what a framework launches.
namespace ec2plan::launch {
namespace {

constexpr double time_beyond_slow = 1.1;  // of a job's limit: it may start again

bool of_nvidia(Work const& w) { return w.plan.type.accelerator.vendor == "NVIDIA"; }

/// "7-12:00:00"
std::string slurm_time(Time time) {
  auto const hours = static_cast<long>(std::ceil(time_beyond_slow * (time / hour)));
  auto const rest = std::to_string(hours % 24);
  return std::to_string(hours / 24) + "-" + (rest.size() < 2 ? "0" : "") + rest + ":00:00";
}

/// Forked loaders of data run out of huge pages otherwise; libfabric finds EFA by itself.
std::string const fork_safe = "FI_EFA_USE_HUGE_PAGE";

std::vector<std::string> cluster_checks(Work const& w) {
  std::vector<std::string> all{"the image or the nodes hold " + std::string(w.trainer.name) +
                               ", and what its file needs stands in the working folder"};
  if (w.efa > 0 && of_nvidia(w))
    all.push_back("EFA: libfabric 1.18 or later and aws-ofi-nccl 1.7 or later");
  if (on_capacity_block(w))
    all.push_back(
        "the Capacity Block ends at a fixed time: its instances stop half an hour before");
  if (w.plan.price.purchase == Purchase::spot)
    all.push_back("spot instances are taken back at two minutes' notice");
  return all;
}

Values cluster_values(Work const& w) {
  auto values = common_values(w, cluster_checks(w));
  values["made_from"] = "'" + made_from(w) + "'";
  return values;
}

/// What a pod asks for of its node: accelerators, or on Trainium devices of several cores.
std::string pod_resources(Work const& w) {
  auto const& type = w.plan.type;
  auto const each = std::to_string(type.accelerators / type.ec2_instances);
  std::string_view const vendor = type.accelerator.vendor;
  std::vector<std::string> all{(vendor == "AWS"     ? "aws.amazon.com/neuron: "
                                : vendor == "Intel" ? "habana.ai/gaudi: "
                                                    : "nvidia.com/gpu: ") +
                               each};
  if (w.efa > 0) all.push_back("vpc.amazonaws.com/efa: " + std::to_string(w.efa));
  return lines(all);
}

std::string node_group(Work const& w) {
  std::string text =
      "instanceType: " + w.plan.type.name + ", desiredCapacity: " + std::to_string(w.nodes);
  if (w.efa > 0) text += ", efaEnabled: true";
  if (on_capacity_block(w))
    text +=
        ",\n  capacityReservation.capacityReservationTarget.capacityReservationID: cr-...,\n"
        "  instanceMarketOptions.marketType: capacity-block";
  if (w.plan.price.purchase == Purchase::spot) text += ", spot: true";
  return text;
}

}  // namespace

Written slurm_script(Work const& w) {
  auto values = cluster_values(w);
  values["time"] = slurm_time(w.plan.run.duration.high);
  values["environment"] = w.efa > 0 ? "export " + fork_safe + "=0" : "";
  return {.text = filled("train.sbatch", values)};
}

/// Of Capacity Blocks one for each.
std::string compute_resources(Work const& w) {
  std::vector<std::string> all;
  for (int block = 0; block < w.blocks; ++block) {
    auto const number = w.blocks > 1 ? "-" + std::to_string(block + 1) : std::string();
    auto const count = std::to_string(w.nodes / w.blocks + (block < w.nodes % w.blocks ? 1 : 0));
    all.insert(all.end(), {"- Name: " + job_name(w) + number, "  InstanceType: " + w.plan.type.name,
                           "  MinCount: " + count, "  MaxCount: " + count});
    if (w.efa > 0 && w.nodes > 1) all.insert(all.end(), {"  Efa:", "    Enabled: true"});
    if (on_capacity_block(w))
      all.insert(all.end(), {"  CapacityReservationTarget:",
                             "    CapacityReservationId: CAPACITY_BLOCK_ID" +
                                 (w.blocks > 1 ? "_" + std::to_string(block + 1) : "")});
  }
  return lines(all);
}

/// A Capacity Block has a placement of its own, and a fixed number of instances.
Written parallelcluster_yaml(Work const& w) {
  if (w.plan.type.ec2_instances > 1)
    return {.refusal = {.reason = w.plan.type.name +
                                  " is an UltraServer: ParallelCluster takes its "
                                  "instances by another type",
                        .fix = "take --target aws-cli or --target slurm"}};
  auto values = cluster_values(w);
  bool const block = on_capacity_block(w);
  bool const spot = w.plan.price.purchase == Purchase::spot;
  bool const many = w.nodes > 1;
  values["capacity"] = block ? "CAPACITY_BLOCK" : spot ? "SPOT" : "ONDEMAND";
  values["zone"] = block ? ", in the zone of the Capacity Block" : "";
  values["placement"] = block || !many ? "" : "PlacementGroup:\n  Enabled: true";
  values["scratch"] = w.plan.type.nvme > Bytes{} ? "EphemeralVolume:\n  MountDir: /scratch" : "";
  values["resources"] = compute_resources(w);
  return {.text = filled("cluster.yaml", values)};
}

Written eks_yaml(Work const& w) {
  if (w.plan.type.ec2_instances > 1)
    return {.refusal = {.reason = w.plan.type.name + " is an UltraServer: its pods need a topology "
                                                     "of their own (ComputeDomain)",
                        .fix = "take --target slurm"}};
  auto values = cluster_values(w);
  values["node_type"] = w.plan.type.name;
  values["node_group"] = node_group(w);
  values["resources"] = pod_resources(w);
  values["environment"] = w.efa > 0 ? "- name: " + fork_safe + "\n  value: \"0\"" : std::string();
  values["workers_block"] = w.nodes > 1
                                ? lines({"Worker:", "  replicas: " + std::to_string(w.nodes - 1),
                                         "  restartPolicy: OnFailure", "  template: *pod"})
                                : std::string();
  return {.text = filled("pytorchjob.yaml", values)};
}

Written skypilot_yaml(Work const& w) {
  if (w.plan.type.ec2_instances > 1)
    return {.refusal = {.reason = w.plan.type.name + " is an UltraServer: SkyPilot lists none",
                        .fix = "take --target slurm"}};
  auto values = cluster_values(w);
  values["spot"] = w.plan.price.purchase == Purchase::spot ? "true" : "false";
  values["network"] = w.efa > 0 && w.nodes > 1 ? "network_tier: best  # EFA" : "";
  values["label"] = w.origin.version;
  values["environment"] = w.efa > 0 ? fork_safe + ": \"0\"" : "";
  values["reservation"] =
      on_capacity_block(w)
          ? "# In ~/.sky/config.yaml: aws: {specific_reservations: [CAPACITY_BLOCK_ID]}, and no "
            "placement group."
          : "";
  return {.text = filled("skypilot.yaml", values)};
}

}  // namespace ec2plan::launch
