#include <array>

#include "document/json.hpp"
#include "launch/work.hpp"
#include "launch/writers.hpp"

/// The request of SageMaker's CreateCluster.
namespace ec2plan::launch {
namespace {

using documents::Json;

/// Families that HyperPod has. Source: API_ClusterInstanceDetails of SageMaker (from memory; its
/// list grows).
constexpr std::string_view families[] = {"p4d.",     "p4de.",    "p5.",  "p5e.", "p5en.",
                                         "p6-b200.", "p6-b300.", "g5.",  "g6.",  "g6e.",
                                         "trn1.",    "trn1n.",   "trn2."};

bool is_offered(std::string_view type) {
  for (auto const family : families)
    if (type.starts_with(family)) return true;
  return false;
}

Written not_offered(Work const& w) {
  return {.refusal = {.reason = "SageMaker HyperPod is not known to have " + w.plan.type.name,
                      .fix = "take --target parallelcluster or --target eks, or another type"}};
}

Json group(std::string const& name, std::string const& type, int count) {
  return {
      {"InstanceGroupName", name},
      {"InstanceType", "ml." + type},
      {"InstanceCount", count},
      {"LifeCycleConfig", {{"SourceS3Uri", "s3://BUCKET/lifecycle"}, {"OnCreate", "on_create.sh"}}},
      {"ExecutionRole", "arn:aws:iam::ACCOUNT:role/ROLE"},
      {"ThreadsPerCore", 1}};
}

Json workers(Work const& w) {
  auto json = group("train", w.plan.type.name, w.nodes);
  if (on_capacity_block(w))
    json["TrainingPlanArn"] =
        "arn:aws:sagemaker:" + w.plan.price.region + ":ACCOUNT:training-plan/PLAN";
  return json;
}

/// The header has no place but in tags: what it was made from, and the job that it is for.
Json request(Work const& w, Json groups) {
  auto const tag = [](std::string const& key, std::string const& value) {
    return Json{{"Key", key}, {"Value", value}};
  };
  return {{"ClusterName", job_name(w)},
          {"InstanceGroups", std::move(groups)},
          {"VpcConfig",
           {{"SecurityGroupIds", Json::array({"SECURITY_GROUP"})},
            {"Subnets", Json::array({"SUBNET_ID"})}}},
          {"NodeRecovery", "Automatic"},
          {"Tags", Json::array({tag("ec2plan", made_from(w)),
                                tag("ec2plan-check",
                                    "capitals are yours - dry run: aws sagemaker create-cluster "
                                    "--cli-input-json file://hyperpod-cluster.json "
                                    "--generate-cli-skeleton output")})}};
}

}  // namespace

Written hyperpod_slurm_json(Work const& w) {
  if (!is_offered(w.plan.type.name)) return not_offered(w);
  return {.text = documents::written(
              request(w, Json::array({group("controller", "m5.2xlarge", 1), workers(w)})))};
}

Written hyperpod_eks_json(Work const& w) {
  if (!is_offered(w.plan.type.name)) return not_offered(w);
  auto json = request(w, Json::array({workers(w)}));
  json["Orchestrator"] = {
      {"Eks", {{"ClusterArn", "arn:aws:eks:" + w.plan.price.region + ":ACCOUNT:cluster/CLUSTER"}}}};
  return {.text = documents::written(json)};
}

}  // namespace ec2plan::launch
