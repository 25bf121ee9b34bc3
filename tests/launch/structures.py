"""What clusters, jobs and trainers take, as JSON Schemas of ours: the keys that are written, no others.

Sources: kubeflow/training-operator v1.9.0 (manifests/base/crds), aws-parallelcluster 3 (configuration
file), API_CreateCluster of SageMaker, accelerate v1.14.0 (commands/config/config_args.py), torchtitan
v0.2.2 (config/job_config.py), NxD Training (examples/conf), DeepSpeed 0.19 (docs/_pages/config-json.md), SkyPilot's YAML specification.
"""

TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 1}
WHOLE = {"type": "integer", "minimum": 0}
FLAG = {"type": "boolean"}
TAG = {"type": "string", "maxLength": 256, "pattern": r"^[\w .:/=+@-]*$"}


def holds(required, optional=None, **rest):
    """An object with these keys and no others."""
    return {"type": "object", "properties": {**required, **(optional or {})},
            "required": list(required), "additionalProperties": False, **rest}


def one_of(*words):
    return {"enum": list(words)}


def several(item):
    return {"type": "array", "items": item, "minItems": 1}


TAGS = several(holds({"Key": TEXT, "Value": TAG}))
NODES_ARE_FIXED = {  # of a Capacity Block: no placement group, its reservation named
    "if": {"properties": {"CapacityType": {"const": "CAPACITY_BLOCK"}}},
    "then": {"properties": {
        "Networking": {"not": {"required": ["PlacementGroup"]}},
        "ComputeResources": several({"required": ["CapacityReservationTarget"]})}},
}
COMPUTE = holds(
    {"Name": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}, "InstanceType": TEXT,
     "MinCount": COUNT, "MaxCount": COUNT},
    {"Efa": holds({"Enabled": {"const": True}}),
     "CapacityReservationTarget": holds({"CapacityReservationId": TEXT})})
QUEUE = holds(
    {"Name": TEXT, "CapacityType": one_of("ONDEMAND", "SPOT", "CAPACITY_BLOCK"),
     "Networking": holds({"SubnetIds": several(TEXT)},
                         {"PlacementGroup": holds({"Enabled": {"const": True}})}),
     "ComputeSettings": holds({"LocalStorage": holds(
         {"RootVolume": holds({"Size": COUNT})},
         {"EphemeralVolume": holds({"MountDir": TEXT})})}),
     "ComputeResources": several(COMPUTE)}, **NODES_ARE_FIXED)
PARALLELCLUSTER = holds({
    "Region": TEXT, "Image": holds({"Os": TEXT}),
    "HeadNode": holds({"InstanceType": TEXT, "Networking": holds({"SubnetId": TEXT}),
                       "Ssh": holds({"KeyName": TEXT})}),
    "Scheduling": holds({"Scheduler": {"const": "slurm"}, "SlurmQueues": several(QUEUE)}),
    "SharedStorage": several(holds({
        "Name": TEXT, "MountDir": TEXT, "StorageType": {"const": "FsxLustre"},
        "FsxLustreSettings": holds({"StorageCapacity": COUNT, "DeploymentType": TEXT,
                                    "PerUnitStorageThroughput": COUNT})})),
    "Tags": TAGS})

GROUP = holds(
    {"InstanceGroupName": TEXT, "InstanceType": {"type": "string", "pattern": r"^ml\."},
     "InstanceCount": COUNT,
     "LifeCycleConfig": holds({"SourceS3Uri": {"type": "string", "pattern": "^s3://"},
                               "OnCreate": TEXT}),
     "ExecutionRole": {"type": "string", "pattern": "^arn:aws:iam::"},
     "ThreadsPerCore": one_of(1, 2)},
    {"TrainingPlanArn": {"type": "string", "pattern": "^arn:aws:sagemaker:"}})
HYPERPOD = holds(
    {"ClusterName": {"type": "string", "pattern": "^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$"},
     "InstanceGroups": several(GROUP),
     "VpcConfig": holds({"SecurityGroupIds": several(TEXT), "Subnets": several(TEXT)}),
     "NodeRecovery": one_of("Automatic", "None"), "Tags": TAGS},
    {"Orchestrator": holds({"Eks": holds({"ClusterArn": {"type": "string",
                                                         "pattern": "^arn:aws:eks:"}})})})

DEVICES = holds({}, {"nvidia.com/gpu": COUNT, "aws.amazon.com/neuron": COUNT,
                     "habana.ai/gaudi": COUNT, "vpc.amazonaws.com/efa": COUNT}, minProperties=1)
CONTAINER = holds({
    "name": {"const": "pytorch"}, "image": TEXT, "workingDir": TEXT, "command": several(TEXT),
    "env": several(holds({"name": TEXT, "value": {"type": "string"}})),
    "resources": holds({"limits": DEVICES, "requests": DEVICES}),
    "volumeMounts": several(holds({"name": TEXT, "mountPath": TEXT}))})
POD = holds({"spec": holds({
    "nodeSelector": holds({"node.kubernetes.io/instance-type": TEXT}),
    "containers": several(CONTAINER),
    "volumes": several(holds({"name": TEXT}, {
        "persistentVolumeClaim": holds({"claimName": TEXT}),
        "emptyDir": holds({"medium": TEXT})}))})})
REPLICAS = holds({"replicas": COUNT, "restartPolicy": one_of("OnFailure"), "template": POD})
PYTORCHJOB = holds({
    "apiVersion": {"const": "kubeflow.org/v1"}, "kind": {"const": "PyTorchJob"},
    "metadata": holds({"name": {"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"},
                       "annotations": {"type": "object", "additionalProperties": TEXT}}),
    "spec": holds({
        "nprocPerNode": {"type": "string", "pattern": "^[0-9]+$"},
        "runPolicy": holds({"cleanPodPolicy": one_of("Running"), "backoffLimit": COUNT}),
        "pytorchReplicaSpecs": holds({"Master": REPLICAS}, {"Worker": REPLICAS})})})

SKYPILOT = holds({
    "name": TEXT, "num_nodes": COUNT, "workdir": TEXT, "run": TEXT,
    "resources": holds({"infra": {"type": "string", "pattern": "^aws/"}, "instance_type": TEXT,
                        "use_spot": FLAG, "disk_size": COUNT,
                        "labels": {"type": "object", "additionalProperties": TEXT}},
                       {"network_tier": {"const": "best"}}),
    "envs": {"type": "object", "additionalProperties": {"type": "string"}},
    "file_mounts": {"type": "object", "additionalProperties": holds(
        {"name": TEXT, "store": {"const": "s3"}, "mode": TEXT})}})

DEEPSPEED = holds({
    "ec2plan": several(TEXT), "train_batch_size": COUNT, "train_micro_batch_size_per_gpu": COUNT,
    "gradient_accumulation_steps": COUNT, "gradient_clipping": {"type": "number"},
    "zero_optimization": holds({"stage": one_of(0, 1, 2, 3), "overlap_comm": FLAG,
                                "contiguous_gradients": FLAG},
                               {"stage3_gather_16bit_weights_on_model_save": FLAG,
                                "mics_shard_size": COUNT}),
    "steps_per_print": COUNT, "wall_clock_breakdown": FLAG},
    {"bf16": holds({"enabled": FLAG}), "fp16": holds({"enabled": FLAG}),
     "tensor_parallel": holds({"autotp_size": COUNT}),
     "expert_parallel": holds({"enabled": FLAG, "autoep_size": COUNT})})

ACCELERATE = holds({
    "compute_environment": {"const": "LOCAL_MACHINE"},
    "distributed_type": one_of("FSDP", "MULTI_GPU", "NO"), "machine_rank": {"const": 0},
    "main_training_function": TEXT, "mixed_precision": one_of("bf16", "fp16"),
    "num_machines": COUNT, "num_processes": COUNT, "rdzv_backend": TEXT, "same_network": FLAG,
    "use_cpu": FLAG},
    {"fsdp_config": holds({"fsdp_version": {"const": 2}, "fsdp_auto_wrap_policy": TEXT,
                           "fsdp_reshard_after_forward": FLAG,
                           "fsdp_activation_checkpointing": FLAG,
                           "fsdp_cpu_ram_efficient_loading": FLAG, "fsdp_offload_params": FLAG,
                           "fsdp_state_dict_type": TEXT}),
     "parallelism_config": holds({"parallelism_config_dp_replicate_size": COUNT,
                                  "parallelism_config_dp_shard_size": COUNT,
                                  "parallelism_config_tp_size": COUNT,
                                  "parallelism_config_cp_size": COUNT})})

TORCHTITAN = holds({
    "model": holds({"name": TEXT, "flavor": TEXT, "hf_assets_path": TEXT},
                   {"converters": several(TEXT)}),
    "optimizer": holds({"name": TEXT, "lr": {"type": "number"}}),
    "lr_scheduler": holds({"warmup_steps": COUNT}),
    "training": holds({"local_batch_size": COUNT, "global_batch_size": COUNT, "seq_len": COUNT,
                       "steps": COUNT, "dataset": TEXT}),
    "parallelism": holds(
        {f"{name}_degree": COUNT for name in (
            "data_parallel_replicate", "data_parallel_shard", "tensor_parallel",
            "context_parallel", "expert_parallel", "expert_tensor_parallel")}
        | {"fsdp_reshard_after_forward": one_of("default", "always", "never")},
        {"pipeline_parallel_degree": COUNT,
         "pipeline_parallel_schedule": one_of("1F1B", "Interleaved1F1B"),
         "pipeline_parallel_layers_per_stage": COUNT,
         "pipeline_parallel_first_stage_less_layers": WHOLE,
         "pipeline_parallel_last_stage_less_layers": WHOLE,
         "pipeline_parallel_microbatch_size": COUNT}),
    "activation_checkpoint": holds({"mode": one_of("none", "selective", "full")}),
    "compile": holds({"enable": FLAG}),
    "checkpoint": holds({"enable": FLAG, "interval": COUNT,
                         "async_mode": one_of("disabled", "async")})})


NXDT = holds({
    "name": TEXT, "model_source": {"const": "hf"}, "seed": COUNT,
    "trainer": holds({"devices": COUNT, "num_nodes": COUNT, "max_epochs": {"const": -1},
                      "max_steps": COUNT, "log_every_n_steps": COUNT,
                      "gradient_clip_val": {"type": "number"}}, {"lnc": {"const": 2}}),
    "exp_manager": holds({
        "name": TEXT, "explicit_log_dir": TEXT, "resume_if_exists": FLAG,
        "resume_ignore_no_checkpoint": FLAG, "create_checkpoint_callback": FLAG,
        "checkpoint_callback_params": holds({
            "monitor": TEXT, "mode": TEXT, "save_top_k": COUNT, "filename": TEXT,
            "model_parallel_size": COUNT, "every_n_train_steps": COUNT}),
        "save_xser": FLAG, "load_xser": FLAG, "async_checkpointing": FLAG}),
    "distributed_strategy": holds({
        "tensor_model_parallel_size": COUNT, "pipeline_model_parallel_size": COUNT,
        "virtual_pipeline_model_parallel_size": COUNT, "context_parallel_size": COUNT,
        "zero1": FLAG, "sequence_parallel": FLAG, "kv_replicator": COUNT}),
    "data": holds({"micro_batch_size": COUNT, "global_batch_size": COUNT, "train_dir": TEXT}),
    "model": holds({
        "model_config": TEXT, "encoder_seq_length": COUNT, "max_position_embeddings": COUNT,
        "num_layers": COUNT, "hidden_size": COUNT, "qkv_linear": FLAG, "fuse_qkv": FLAG,
        "use_cpu_initialization": FLAG,
        "activations_checkpoint_granularity": one_of(None, "selective", "full"),
        "fusions": holds({"softmax": FLAG, "flash_attention": FLAG}),
        "optim": holds({"name": TEXT, "lr": {"type": "number"}, "weight_decay": {"type": "number"},
                        "betas": several({"type": "number"}),
                        "sched": holds({"name": TEXT, "warmup_steps": COUNT,
                                        "max_steps": COUNT})})},
        {"activations_checkpoint_recompute": several(TEXT)}),
    "precision": holds({"type": TEXT}), "compiler_flags": TEXT, "compiler_cache_url": TEXT})


def of_json(stem):
    return {"hyperpod-cluster": HYPERPOD, "deepspeed": DEEPSPEED}[stem]


def of_yaml(stem):
    return {"cluster": PARALLELCLUSTER, "pytorchjob": PYTORCHJOB, "skypilot": SKYPILOT,
            "accelerate": ACCELERATE, "nxdt": NXDT}[stem]
