# @header@
#
# TRL 1.9.0 with transformers 5@extras@. On each node (@nodes@), with this file in its folder:
#   @train@
# Dry run, two steps that leave nothing: the same with DRY_RUN=1 before it. A restart goes on from the
# last checkpoint. MODEL, DATASET and CHECKPOINTS in the environment take the place of what stands here.
import os

from datasets import load_dataset
@peft_import@
@quantization_import@
from transformers.trainer_utils import get_last_checkpoint
from trl import @kind@Config, @kind@Trainer

MODEL = os.environ.get("MODEL", "@hub@")
DATASET = os.environ.get("DATASET", "DATASET")
OUTPUT = os.environ.get("CHECKPOINTS", "/fsx/@name@")
DRY_RUN = "DRY_RUN" in os.environ

args = @kind@Config(
    output_dir=OUTPUT,
    # The learning rate and its schedule are no part of the plan: @kind@Config's own stand.
    max_steps=2 if DRY_RUN else @steps@,
    per_device_train_batch_size=@device_batch@,
    gradient_accumulation_steps=@micro_batches@,
    max_length=@sequence@,
    @packing@
    @precision@
    optim="@optimizer@",
    gradient_checkpointing=@recompute@,
    @offloading@
    @loss@
    save_strategy="no" if DRY_RUN else "steps",
    save_steps=@checkpoint_steps@,
    save_total_limit=2,
    logging_steps=10,
    @deepspeed@
    model_init_kwargs={@model_kwargs@},
)
trainer = @kind@Trainer(
    model=MODEL,
    args=args,
    train_dataset=load_dataset(DATASET, split="train"),
    @quantization@
    @peft@
)
last = get_last_checkpoint(OUTPUT) if os.path.isdir(OUTPUT) and not DRY_RUN else None
trainer.train(resume_from_checkpoint=last)
if not DRY_RUN:
    trainer.save_model(OUTPUT)
