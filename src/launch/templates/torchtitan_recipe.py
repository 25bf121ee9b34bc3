# @header@
#
# torchtitan of 2026-08-21 (b5bcd76) or later. In its folder, with this file on PYTHONPATH, on each node:
#   @train@
# Dry run on one GPU, without the others (the fake backend):
#   NGPU=@ranks@ COMM_MODE=fake_backend MODULE=torchtitan_recipe CONFIG=train ./run_train.sh
from torchtitan.components.checkpointer import CheckpointManager
from torchtitan.components.data import ConcatThenSplitPackingConfig, GrainDataLoader
from torchtitan.components.loss import ChunkedLossWrapper, CrossEntropyLoss
from torchtitan.components.optimizer import LRSchedulersContainer, default_adamw
@float8_import@
from torchtitan.config import CompileConfig, ParallelismConfig, TrainingConfig
@ac_import@
from torchtitan.hf_datasets.text_datasets import DATASETS
from torchtitan.models.@module@ import model_registry
from torchtitan.models.common.config_utils import decoder_vocab_size
from torchtitan.trainer import Trainer


def train() -> Trainer.Config:
    model_spec = model_registry(@registry@)
    return Trainer.Config(
        model_spec=model_spec,
        hf_assets_path="./assets/hf/@assets@",
        loss=ChunkedLossWrapper.Config(
            loss_fn=CrossEntropyLoss.Config(global_vocab_size=decoder_vocab_size(model_spec)),
        ),
        # No part of the plan: choose them.
        optimizer=default_adamw(lr=3e-4),
        lr_scheduler=LRSchedulersContainer.Config(warmup_steps=@warmup_steps@),
        dataloader=GrainDataLoader.Config(
            dataset=ConcatThenSplitPackingConfig(dataset=DATASETS["c4"]),
        ),
        training=TrainingConfig(
            num_tokens_per_microbatch_per_dp_rank=@micro_batch@ * @sequence@,
            num_tokens_per_train_step=@global_batch@ * @sequence@,
            max_context_length=@sequence@,
            steps=@steps@,
        ),
        parallelism=ParallelismConfig(
            data_parallel_replicate_degree=@replicate@,
            data_parallel_shard_degree=@shard@,
            fsdp_reshard_after_forward="@reshard@",
            tensor_parallel_degree=@tensor@,
            context_parallel_degree=@context@,
            expert_parallel_degree=@expert@,
            @pipeline_lines@
        ),
        activation_checkpoint=@ac@,
        compile=CompileConfig(enable=True),
        checkpoint=CheckpointManager.Config(
            enable=True,
            interval=@checkpoint_steps@,
            async_mode="@async_mode@",
        ),
    )
