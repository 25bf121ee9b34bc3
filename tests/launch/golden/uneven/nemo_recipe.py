# Made by ec2plan 0.1.0 for nemo 0.6.0.
# Plan:   llama-3-70b on 1T tokens: 59,605 steps of 2,048 x 8,192 tokens, 188.77 s each, 132 days in all
# On:     12 instances p5.48xlarge, us-east-1, on-demand (96 ranks)
# Layout: tensor 4, pipeline 12, data 1, context 2, virtual stages 3, micro-batch 1, recompute none, ZeRO 1, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model llama-3-70b --tokens 1T --tensor 4 --pipeline 12 --virtual-stages 3 --micro-batch 1 --zero 1 --catalog tests/golden/fixtures/mini.json --instance-type p5.48xlarge --instance-count 12 --target nemo
# Check before you run:
# - the learning rate and its warm-up (1 % of the run): a plan knows none of them
# - positions, if they are rotary, are of base 10000 (model.rotary_base)
# - keep 1 spare instance beside these: the estimate restarts on one at once
#
# Megatron-Bridge 0.6.0 (NeMo's successor), in its container. On each node (12):
#   torchrun --nnodes 12 --nproc-per-node 8 --rdzv-id "$RDZV_ID" --rdzv-backend c10d --rdzv-endpoint "$MASTER_ADDR:$MASTER_PORT" nemo_recipe.py
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
    model.num_layers = 80
    model.hidden_size = 8192
    model.ffn_hidden_size = 28672
    model.num_attention_heads = 64
    model.num_query_groups = 8
    model.kv_channels = 128
    model.position_embedding_type = "rope"
    model.normalization = "RMSNorm"
    model.gated_linear_unit = True
    model.activation_func = functional.silu
    model.add_bias_linear = False
    model.add_qkv_bias = False
    model.qk_layernorm = False
    model.share_embeddings_and_output_weights = False
    model.attention_dropout = 0.0
    model.hidden_dropout = 0.0
    model.vocab_size = 128256
    model.should_pad_vocab = True
    model.seq_length = cfg.dataset.seq_length = 8192

    model.tensor_model_parallel_size = 4
    model.pipeline_model_parallel_size = 12
    model.context_parallel_size = 2
    model.sequence_parallel = True
    model.pipeline_model_parallel_layout = "Et*3|(t*3|)*7(t*2|)*27t*2L"
    model.virtual_pipeline_model_parallel_size = 3
    model.microbatch_group_size_per_vp_stage = 16

    cfg.mixed_precision = "bf16_mixed"
    cfg.train.train_iters = 59605
    cfg.train.global_batch_size = 2048
    cfg.train.micro_batch_size = 1
    cfg.ddp.use_distributed_optimizer = True
    cfg.ddp.overlap_grad_reduce = True
    cfg.ddp.overlap_param_gather = True

    # No part of the plan: choose them.
    cfg.optimizer.lr, cfg.optimizer.min_lr = 3e-4, 3e-5
    cfg.scheduler.lr_warmup_iters, cfg.scheduler.lr_decay_iters = 596, 59605

    cfg.tokenizer.vocab_size = model.vocab_size
    if "DATA_PATH" in os.environ:
        cfg.dataset.blend = ([os.environ["DATA_PATH"]], None)
        cfg.tokenizer.tokenizer_type = "HuggingFaceTokenizer"
        cfg.tokenizer.tokenizer_model = os.environ["TOKENIZER"]
    cfg.checkpoint.save = cfg.checkpoint.load = os.environ.get("CHECKPOINTS", "/fsx/llama-3-70b")
    cfg.checkpoint.save_interval = 22
    cfg.checkpoint.async_save = True
    return cfg


if __name__ == "__main__":
    pretrain(recipe(), forward_step)
