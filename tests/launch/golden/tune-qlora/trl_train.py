# Made by ec2plan 0.1.0 for trl 1.9.0.
# Plan:   llama-2-7b on 90M tokens: 9,375 steps of 16 x 2,048 tokens, 7.77 s each, 20.6 hours in all
# On:     1 instance g5.2xlarge, us-east-1, on-demand (1 rank)
# Layout: tensor 1, pipeline 1, data 1, micro-batch 1, recompute none, ZeRO 0, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model llama-2-7b --method qlora --examples 50k --example-tokens 600 --catalog tests/golden/fixtures/mini.json --instance-type g5.2xlarge --instance-count 1 --target trl
# Check before you run:
# - the weights: meta-llama/Llama-2-7b-hf stands for the one that you tune
# - the data: DATASET is yours, with chat templates and columns as trl takes them
# - alpha is twice the rank: a convention, no part of the plan; no dropout
# - the learning rate: SFTConfig's 2e-5 is for full tuning, adapters usually take about ten times that
# - liger-kernel has kernels for the model's kind
#
# TRL 1.9.0 with transformers 5, peft, bitsandbytes. On each node (1), with this file in its folder:
#   torchrun --standalone --nproc-per-node 1 trl_train.py
# Dry run, two steps that leave nothing: the same with DRY_RUN=1 before it. A restart goes on from the
# last checkpoint. MODEL, DATASET and CHECKPOINTS in the environment take the place of what stands here.
import os

from datasets import load_dataset
from peft import LoraConfig
from transformers import BitsAndBytesConfig
from transformers.trainer_utils import get_last_checkpoint
from trl import SFTConfig, SFTTrainer

MODEL = os.environ.get("MODEL", "meta-llama/Llama-2-7b-hf")
DATASET = os.environ.get("DATASET", "DATASET")
OUTPUT = os.environ.get("CHECKPOINTS", "/fsx/llama-2-7b")
DRY_RUN = "DRY_RUN" in os.environ

args = SFTConfig(
    output_dir=OUTPUT,
    # The learning rate and its schedule are no part of the plan: SFTConfig's own stand.
    max_steps=2 if DRY_RUN else 9375,
    per_device_train_batch_size=1,
    gradient_accumulation_steps=16,
    max_length=2048,
    packing=False,
    bf16=True,
    optim="adamw_torch_fused",
    gradient_checkpointing=False,
    use_liger_kernel=True,
    save_strategy="no" if DRY_RUN else "steps",
    save_steps=1627,
    save_total_limit=2,
    logging_steps=10,
    model_init_kwargs={"dtype": "bfloat16"},
)
trainer = SFTTrainer(
    model=MODEL,
    args=args,
    train_dataset=load_dataset(DATASET, split="train"),
    quantization_config=BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype="bfloat16",
        bnb_4bit_quant_storage="uint8",
    ),
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
