# Made by ec2plan 0.1.0 for trl 1.9.0.
# Plan:   llama-2-7b on 90M tokens: 2,344 steps of 64 x 2,048 tokens, 0.77 s each, 36 minutes in all
# On:     1 instance p5.48xlarge, us-east-1, on-demand (8 ranks)
# Layout: tensor 1, pipeline 1, data 8, micro-batch 2, recompute none, ZeRO 1, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model llama-2-7b --method full --examples 50k --example-tokens 600 --optimizer adamw-8bit --loss fused --zero 1 --catalog tests/golden/fixtures/mini.json --instance-type p5.48xlarge --instance-count 1 --target trl
# Check before you run:
# - the weights: meta-llama/Llama-2-7b-hf stands for the one that you tune
# - the data: DATASET is yours, with chat templates and columns as trl takes them
# - the learning rate: SFTConfig's 2e-5 is for full tuning
# - liger-kernel has kernels for the model's kind
#
# TRL 1.9.0 with transformers 5, bitsandbytes, deepspeed 0.19. On each node (1), with this file in its folder:
#   torchrun --standalone --nproc-per-node 8 trl_train.py
# Dry run, two steps that leave nothing: the same with DRY_RUN=1 before it. A restart goes on from the
# last checkpoint. MODEL, DATASET and CHECKPOINTS in the environment take the place of what stands here.
import os

from datasets import load_dataset
from transformers.trainer_utils import get_last_checkpoint
from trl import SFTConfig, SFTTrainer

MODEL = os.environ.get("MODEL", "meta-llama/Llama-2-7b-hf")
DATASET = os.environ.get("DATASET", "DATASET")
OUTPUT = os.environ.get("CHECKPOINTS", "/fsx/llama-2-7b")
DRY_RUN = "DRY_RUN" in os.environ

args = SFTConfig(
    output_dir=OUTPUT,
    # The learning rate and its schedule are no part of the plan: SFTConfig's own stand.
    max_steps=2 if DRY_RUN else 2344,
    per_device_train_batch_size=2,
    gradient_accumulation_steps=4,
    max_length=2048,
    packing=False,
    bf16=True,
    optim="adamw_8bit",
    gradient_checkpointing=False,
    use_liger_kernel=True,
    save_strategy="no" if DRY_RUN else "steps",
    save_steps=2344,
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
            "stage": 1
        }
    },
    model_init_kwargs={"dtype": "float32"},
)
trainer = SFTTrainer(
    model=MODEL,
    args=args,
    train_dataset=load_dataset(DATASET, split="train"),
)
last = get_last_checkpoint(OUTPUT) if os.path.isdir(OUTPUT) and not DRY_RUN else None
trainer.train(resume_from_checkpoint=last)
if not DRY_RUN:
    trainer.save_model(OUTPUT)
