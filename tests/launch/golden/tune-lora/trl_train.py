# Made by ec2plan 0.1.0 for trl 1.9.0.
# Plan:   llama-3-70b on 30M tokens: 458 steps of 32 x 2,048 tokens, 2.41 s each, 26 minutes in all
# On:     2 instances p5.48xlarge, us-east-1, on-demand (16 ranks)
# Layout: tensor 1, pipeline 1, data 16, micro-batch 1, recompute none, ZeRO 3, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model llama-3-70b --tokens 30M --global-batch 32 --method lora --zero 3 --catalog tests/golden/fixtures/mini.json --instance-type p5.48xlarge --instance-count 2 --target trl
# Check before you run:
# - the weights: meta-llama/Meta-Llama-3-70B-Instruct stands for the one that you tune
# - the data: DATASET is yours, with chat templates and columns as trl takes them
# - alpha is twice the rank: a convention, no part of the plan; no dropout
# - the learning rate: SFTConfig's 2e-5 is for full tuning, adapters usually take about ten times that
# - packing keeps examples apart with a flash-attention package alone
# - liger-kernel has kernels for the model's kind
#
# TRL 1.9.0 with transformers 5, peft, deepspeed 0.19, flash-attn. On each node (2), with this file in its folder:
#   torchrun --nnodes 2 --nproc-per-node 8 --rdzv-id "$RDZV_ID" --rdzv-backend c10d --rdzv-endpoint "$MASTER_ADDR:$MASTER_PORT" trl_train.py
# Dry run, two steps that leave nothing: the same with DRY_RUN=1 before it. A restart goes on from the
# last checkpoint. MODEL, DATASET and CHECKPOINTS in the environment take the place of what stands here.
import os

from datasets import load_dataset
from peft import LoraConfig
from transformers.trainer_utils import get_last_checkpoint
from trl import SFTConfig, SFTTrainer

MODEL = os.environ.get("MODEL", "meta-llama/Meta-Llama-3-70B-Instruct")
DATASET = os.environ.get("DATASET", "DATASET")
OUTPUT = os.environ.get("CHECKPOINTS", "/fsx/llama-3-70b")
DRY_RUN = "DRY_RUN" in os.environ

args = SFTConfig(
    output_dir=OUTPUT,
    # The learning rate and its schedule are no part of the plan: SFTConfig's own stand.
    max_steps=2 if DRY_RUN else 458,
    per_device_train_batch_size=1,
    gradient_accumulation_steps=2,
    max_length=2048,
    packing=True,
    bf16=True,
    optim="adamw_torch_fused",
    gradient_checkpointing=False,
    use_liger_kernel=True,
    save_strategy="no" if DRY_RUN else "steps",
    save_steps=458,
    save_total_limit=2,
    logging_steps=10,
    deepspeed={
        "bf16": {
            "enabled": "auto"
        },
        "fp16": {
            "enabled": "auto"
        },
        "gradient_accumulation_steps": "auto",
        "gradient_clipping": "auto",
        "train_batch_size": "auto",
        "train_micro_batch_size_per_gpu": "auto",
        "zero_allow_untested_optimizer": True,
        "zero_optimization": {
            "contiguous_gradients": True,
            "overlap_comm": True,
            "stage": 3,
            "stage3_gather_16bit_weights_on_model_save": True
        }
    },
    model_init_kwargs={"dtype": "bfloat16", "attn_implementation": "flash_attention_2"},
)
trainer = SFTTrainer(
    model=MODEL,
    args=args,
    train_dataset=load_dataset(DATASET, split="train"),
    peft_config=LoraConfig(
        r=16,
        lora_alpha=32,
        target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
        task_type="CAUSAL_LM",
    ),
)
last = get_last_checkpoint(OUTPUT) if os.path.isdir(OUTPUT) and not DRY_RUN else None
trainer.train(resume_from_checkpoint=last)
if not DRY_RUN:
    trainer.save_model(OUTPUT)
