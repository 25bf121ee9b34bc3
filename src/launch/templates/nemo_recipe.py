# @header@
#
# Megatron-Bridge 0.6.0 (NeMo's successor), in its container. On each node (@nodes@):
#   @train@
# Dry run: Megatron-Bridge has none of its own; `ec2plan launch --target megatron` writes the same
# layout with Megatron-LM's --fake-process-group. Without DATA_PATH the run is on mock data.
import os

import torch.nn.functional as functional
from megatron.bridge.recipes.gpt.vanilla_gpt import vanilla_gpt_pretrain_config
from megatron.bridge.training.gpt_step import forward_step
from megatron.bridge.training.pretrain import pretrain


def recipe():
    cfg = vanilla_gpt_pretrain_config()
    model = cfg.model
    @model@
    model.seq_length = cfg.dataset.seq_length = @sequence@

    model.tensor_model_parallel_size = @tensor@
    model.pipeline_model_parallel_size = @pipeline@
    model.context_parallel_size = @context@
    @layout@

    cfg.mixed_precision = "@precision@"
    cfg.train.train_iters = @steps@
    cfg.train.global_batch_size = @global_batch@
    cfg.train.micro_batch_size = @micro_batch@
    @sharding@

    # No part of the plan: choose them.
    cfg.optimizer.lr, cfg.optimizer.min_lr = 3e-4, 3e-5
    cfg.scheduler.lr_warmup_iters, cfg.scheduler.lr_decay_iters = @warmup_steps@, @steps@

    cfg.tokenizer.vocab_size = model.vocab_size
    if "DATA_PATH" in os.environ:
        cfg.dataset.blend = ([os.environ["DATA_PATH"]], None)
        cfg.tokenizer.tokenizer_type = "HuggingFaceTokenizer"
        cfg.tokenizer.tokenizer_model = os.environ["TOKENIZER"]
    cfg.checkpoint.save = cfg.checkpoint.load = os.environ.get("CHECKPOINTS", "/fsx/@name@")
    cfg.checkpoint.save_interval = @checkpoint_steps@
    @records@
    return cfg


if __name__ == "__main__":
    pretrain(recipe(), forward_step)
