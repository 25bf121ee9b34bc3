# Made by ec2plan 0.1.0 for nemo 0.6.0.
# Plan:   mixtral-8x7b on 1T tokens: 119,210 steps of 256 x 32,768 tokens, 30.52 s each, 42.7 days in all
# On:     8 instances p5.48xlarge, us-east-1, on-demand (64 ranks)
# Layout: tensor 2, pipeline 2, data 4, context 4, expert 8, micro-batch 1, recompute none, ZeRO 1, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model mixtral-8x7b --tokens 1T --tensor 2 --pipeline 2 --expert 8 --zero 1 --catalog tests/golden/fixtures/mini.json --instance-type p5.48xlarge --instance-count 8 --target nemo
# Check before you run:
# - the learning rate and its warm-up (1 % of the run): a plan knows none of them
# - positions, if they are rotary, are of base 10000 (model.rotary_base)
# - keep 1 spare instance beside these: the estimate restarts on one at once
#
# Megatron-Bridge 0.6.0 (NeMo's successor), in its container. On each node (8):
#   torchrun --nnodes 8 --nproc-per-node 8 --rdzv-id "$RDZV_ID" --rdzv-backend c10d --rdzv-endpoint "$MASTER_ADDR:$MASTER_PORT" nemo_recipe.py
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
    model.num_layers = 32
    model.hidden_size = 4096
    model.ffn_hidden_size = 14336
    model.num_attention_heads = 32
    model.num_query_groups = 8
    model.kv_channels = 128
    model.num_moe_experts = 8
    model.moe_router_topk = 2
    model.moe_ffn_hidden_size = 14336
    model.moe_grouped_gemm = True
    model.moe_token_dispatcher_type = "alltoall"
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
    model.vocab_size = 32000
    model.should_pad_vocab = True
    model.seq_length = cfg.dataset.seq_length = 32768

    model.tensor_model_parallel_size = 2
    model.pipeline_model_parallel_size = 2
    model.context_parallel_size = 4
    model.sequence_parallel = True
    model.expert_model_parallel_size = 8
    model.expert_tensor_parallel_size = 1

    cfg.mixed_precision = "bf16_mixed"
    cfg.train.train_iters = 119210
    cfg.train.global_batch_size = 256
    cfg.train.micro_batch_size = 1
    cfg.ddp.use_distributed_optimizer = True
    cfg.ddp.overlap_grad_reduce = True
    cfg.ddp.overlap_param_gather = True

    # No part of the plan: choose them.
    cfg.optimizer.lr, cfg.optimizer.min_lr = 3e-4, 3e-5
    cfg.scheduler.lr_warmup_iters, cfg.scheduler.lr_decay_iters = 1192, 119210

    cfg.tokenizer.vocab_size = model.vocab_size
    if "DATA_PATH" in os.environ:
        cfg.dataset.blend = ([os.environ["DATA_PATH"]], None)
        cfg.tokenizer.tokenizer_type = "HuggingFaceTokenizer"
        cfg.tokenizer.tokenizer_model = os.environ["TOKENIZER"]
    cfg.checkpoint.save = cfg.checkpoint.load = os.environ.get("CHECKPOINTS", "/fsx/mixtral-8x7b")
    cfg.checkpoint.save_interval = 165
    cfg.checkpoint.async_save = True
    return cfg


if __name__ == "__main__":
    pretrain(recipe(), forward_step)
