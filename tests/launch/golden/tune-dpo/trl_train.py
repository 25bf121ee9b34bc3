# Made by ec2plan 0.1.0 for trl 1.9.0.
# Plan:   llama-2-7b on 180M tokens: 9,375 steps of 16 x 2,048 tokens, 1.00 s each, 2.7 hours in all
# On:     1 instance p4d.24xlarge, us-east-1, on-demand (8 ranks)
# Layout: tensor 1, pipeline 1, data 8, micro-batch 1, recompute none, ZeRO 3, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model llama-2-7b --method dpo --examples 50k --example-tokens 600 --lora-rank 32 --zero 3 --catalog tests/golden/fixtures/mini.json --instance-type p4d.24xlarge --instance-count 1 --target trl
# Check before you run:
# - the weights: meta-llama/Llama-2-7b-hf stands for the one that you tune
# - the data: DATASET is yours, with chat templates and columns as trl takes them
# - alpha is twice the rank: a convention, no part of the plan; no dropout
# - batches count pairs: two sequences each
# - the learning rate: DPOConfig's 1e-6 is for full tuning, adapters usually take about ten times that
# - liger-kernel has kernels for the model's kind
#
# TRL 1.9.0 with transformers 5, peft, deepspeed 0.19. On each node (1), with this file in its folder:
#   torchrun --standalone --nproc-per-node 8 trl_train.py
# Dry run, two steps that leave nothing: the same with DRY_RUN=1 before it. A restart goes on from the
# last checkpoint. MODEL, DATASET and CHECKPOINTS in the environment take the place of what stands here.
import os

from datasets import load_dataset
from peft import LoraConfig
from transformers.trainer_utils import get_last_checkpoint
from trl import DPOConfig, DPOTrainer

MODEL = os.environ.get("MODEL", "meta-llama/Llama-2-7b-hf")
DATASET = os.environ.get("DATASET", "DATASET")
OUTPUT = os.environ.get("CHECKPOINTS", "/fsx/llama-2-7b")
DRY_RUN = "DRY_RUN" in os.environ

args = DPOConfig(
    output_dir=OUTPUT,
    # The learning rate and its schedule are no part of the plan: DPOConfig's own stand.
    max_steps=2 if DRY_RUN else 9375,
    per_device_train_batch_size=1,
    gradient_accumulation_steps=2,
    max_length=2048,
    bf16=True,
    optim="adamw_torch_fused",
    gradient_checkpointing=False,
    use_liger_kernel=True,
    save_strategy="no" if DRY_RUN else "steps",
    save_steps=9375,
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
    model_init_kwargs={"dtype": "bfloat16"},
)
trainer = DPOTrainer(
    model=MODEL,
    args=args,
    train_dataset=load_dataset(DATASET, split="train"),
    peft_config=LoraConfig(
        r=32,
        lora_alpha=64,
        target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
        task_type="CAUSAL_LM",
    ),
)
last = get_last_checkpoint(OUTPUT) if os.path.isdir(OUTPUT) and not DRY_RUN else None
trainer.train(resume_from_checkpoint=last)
if not DRY_RUN:
    trainer.save_model(OUTPUT)
