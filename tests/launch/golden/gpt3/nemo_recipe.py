# Made by ec2plan 0.1.0 for nemo 0.6.0.
# Plan:   gpt3-175b on 300B tokens: 95,368 steps of 1,536 x 2,048 tokens, 30.84 s each, 35 days in all
# On:     128 instances p4de.24xlarge, us-east-1, on-demand (1,024 ranks)
# Layout: tensor 8, pipeline 8, data 16, virtual stages 3, micro-batch 2, recompute full, ZeRO 1, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model gpt3-175b --tokens 300B --tensor 8 --pipeline 8 --virtual-stages 3 --micro-batch 2 --zero 1 --recompute full --catalog tests/golden/fixtures/mini.json --instance-type p4de.24xlarge --instance-count 128 --target nemo
# Check before you run:
# - the learning rate and its warm-up (1 % of the run): a plan knows none of them
# - positions, if they are rotary, are of base 10000 (model.rotary_base)
# - keep 4 spare instances beside these: the estimate restarts on one at once
#
# Megatron-Bridge 0.6.0 (NeMo's successor), in its container. On each node (128):
#   torchrun --nnodes 128 --nproc-per-node 8 --rdzv-id "$RDZV_ID" --rdzv-backend c10d --rdzv-endpoint "$MASTER_ADDR:$MASTER_PORT" nemo_recipe.py
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
    model.num_layers = 96
    model.hidden_size = 12288
    model.ffn_hidden_size = 49152
    model.num_attention_heads = 96
    model.num_query_groups = 96
    model.kv_channels = 128
    model.position_embedding_type = "learned_absolute"
    model.normalization = "LayerNorm"
    model.gated_linear_unit = False
    model.activation_func = functional.gelu
    model.add_bias_linear = True
    model.add_qkv_bias = True
    model.qk_layernorm = False
    model.share_embeddings_and_output_weights = True
    model.attention_dropout = 0.0
    model.hidden_dropout = 0.0
    model.vocab_size = 50257
    model.should_pad_vocab = True
    model.seq_length = cfg.dataset.seq_length = 2048

    model.tensor_model_parallel_size = 8
    model.pipeline_model_parallel_size = 8
    model.context_parallel_size = 1
    model.sequence_parallel = True
    model.virtual_pipeline_model_parallel_size = 3
    model.recompute_granularity = "full"
    model.recompute_method = "uniform"
    model.recompute_num_layers = 1

    cfg.mixed_precision = "bf16_mixed"
    cfg.train.train_iters = 95368
    cfg.train.global_batch_size = 1536
    cfg.train.micro_batch_size = 2
    cfg.ddp.use_distributed_optimizer = True
    cfg.ddp.overlap_grad_reduce = True
    cfg.ddp.overlap_param_gather = True

    # No part of the plan: choose them.
    cfg.optimizer.lr, cfg.optimizer.min_lr = 3e-4, 3e-5
    cfg.scheduler.lr_warmup_iters, cfg.scheduler.lr_decay_iters = 954, 95368

    cfg.tokenizer.vocab_size = model.vocab_size
    if "DATA_PATH" in os.environ:
        cfg.dataset.blend = ([os.environ["DATA_PATH"]], None)
        cfg.tokenizer.tokenizer_type = "HuggingFaceTokenizer"
        cfg.tokenizer.tokenizer_model = os.environ["TOKENIZER"]
    cfg.checkpoint.save = cfg.checkpoint.load = os.environ.get("CHECKPOINTS", "/fsx/gpt3-175b")
    cfg.checkpoint.save_interval = 37
    cfg.checkpoint.async_save = True
    return cfg


if __name__ == "__main__":
    pretrain(recipe(), forward_step)
