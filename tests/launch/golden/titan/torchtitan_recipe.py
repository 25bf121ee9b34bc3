# Made by ec2plan 0.1.0 for torchtitan main.
# Plan:   llama-3-70b on 1T tokens: 59,605 steps of 2,048 x 8,192 tokens, 138.44 s each, 97 days in all
# On:     16 instances p5.48xlarge, us-east-1, on-demand (128 ranks)
# Layout: tensor 4, pipeline 4, data 4, context 2, virtual stages 2, micro-batch 1, recompute none, ZeRO 1, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model llama-3-70b --tokens 1T --tensor 4 --pipeline 4 --virtual-stages 2 --micro-batch 1 --zero 1 --catalog tests/golden/fixtures/mini.json --instance-type p5.48xlarge --instance-count 16 --target torchtitan
# Check before you run:
# - the learning rate and its warm-up (1 % of the run): a plan knows none of them
# - the dataset: c4 stands for your own
# - keep 1 spare instance beside these: the estimate restarts on one at once
#
# torchtitan of 2026-08-21 (b5bcd76) or later. In its folder, with this file on PYTHONPATH, on each node:
#   torchrun --nnodes 16 --nproc-per-node 8 --rdzv-id "$RDZV_ID" --rdzv-backend c10d --rdzv-endpoint "$MASTER_ADDR:$MASTER_PORT" -m torchtitan.train --module torchtitan_recipe --config train
# Dry run on one GPU, without the others (the fake backend):
#   NGPU=128 COMM_MODE=fake_backend MODULE=torchtitan_recipe CONFIG=train ./run_train.sh
from torchtitan.components.checkpointer import CheckpointManager
from torchtitan.components.data import ConcatThenSplitPackingConfig, GrainDataLoader
from torchtitan.components.loss import ChunkedLossWrapper, CrossEntropyLoss
from torchtitan.components.optimizer import LRSchedulersContainer, default_adamw
from torchtitan.config import CompileConfig, ParallelismConfig, TrainingConfig
from torchtitan.hf_datasets.text_datasets import DATASETS
from torchtitan.models.llama3 import model_registry
from torchtitan.models.common.config_utils import decoder_vocab_size
from torchtitan.trainer import Trainer


def train() -> Trainer.Config:
    model_spec = model_registry("70B", attn_backend="flex")
    return Trainer.Config(
        model_spec=model_spec,
        hf_assets_path="./assets/hf/Llama-3.1-70B",
        loss=ChunkedLossWrapper.Config(
            loss_fn=CrossEntropyLoss.Config(global_vocab_size=decoder_vocab_size(model_spec)),
        ),
        # No part of the plan: choose them.
        optimizer=default_adamw(lr=3e-4),
        lr_scheduler=LRSchedulersContainer.Config(warmup_steps=596),
        dataloader=GrainDataLoader.Config(
            dataset=ConcatThenSplitPackingConfig(dataset=DATASETS["c4"]),
        ),
        training=TrainingConfig(
            num_tokens_per_microbatch_per_dp_rank=1 * 8192,
            num_tokens_per_train_step=2048 * 8192,
            max_context_length=8192,
            steps=59605,
        ),
        parallelism=ParallelismConfig(
            data_parallel_replicate_degree=1,
            data_parallel_shard_degree=4,
            fsdp_reshard_after_forward="default",
            tensor_parallel_degree=4,
            context_parallel_degree=2,
            expert_parallel_degree=1,
            pipeline_parallel_degree=4,
            pipeline_parallel_schedule="Interleaved1F1B",
            pipeline_parallel_first_stage_less_layers=0,
            pipeline_parallel_last_stage_less_layers=0,
            num_pp_microbatches=512,
        ),
        activation_checkpoint=None,
        compile=CompileConfig(enable=True),
        checkpoint=CheckpointManager.Config(
            enable=True,
            interval=25,
            async_mode="async",
        ),
    )
