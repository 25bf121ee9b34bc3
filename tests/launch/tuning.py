"""What trainers that tune a model take: every key that a file of ours has is one that its reader has.

tuning_keys.json has them, read from the frameworks' own code at the commits that it names.
"""

import ast
import json
import pathlib

import jsonschema

from structures import COUNT, FLAG, TEXT, holds, one_of

KEYS = json.loads((pathlib.Path(__file__).parent / "tuning_keys.json").read_text(encoding="utf-8"))
AUTO = {"const": "auto"}
HOST = holds({"device": {"const": "cpu"}, "pin_memory": {"const": True}})
DEEPSPEED = holds(
    {"zero_optimization": holds(
        {"stage": one_of(1, 2, 3), "overlap_comm": FLAG, "contiguous_gradients": FLAG},
        {"stage3_gather_16bit_weights_on_model_save": FLAG, "offload_optimizer": HOST,
         "offload_param": HOST}),
     "bf16": holds({"enabled": AUTO}, {"bf16_master_weights_and_grads": FLAG,
                                       "bf16_optimizer_states": FLAG}), "fp16": holds({"enabled": AUTO}), "gradient_clipping": AUTO,
     "train_batch_size": AUTO, "train_micro_batch_size_per_gpu": AUTO,
     "gradient_accumulation_steps": AUTO},
    {"zero_allow_untested_optimizer": {"const": True},
     "optimizer": holds({"type": {"const": "AdamW"}, "params": holds(
         {"lr": AUTO, "betas": AUTO, "eps": AUTO, "weight_decay": AUTO})})})
QUANTIZED = {  # BitsAndBytesConfig
    "load_in_4bit", "load_in_8bit", "bnb_4bit_quant_type", "bnb_4bit_use_double_quant",
    "bnb_4bit_compute_dtype", "bnb_4bit_quant_storage"}
TORCHTUNE = {  # of recipes' values
    "epochs": COUNT, "max_steps_per_epoch": COUNT, "batch_size": COUNT,
    "gradient_accumulation_steps": COUNT, "save_every_n_steps": COUNT, "dtype": {"const": "bf16"},
    "output_dir": TEXT, "enable_activation_checkpointing": FLAG}


def unknown(names, known, whose):
    for name in sorted(set(names) - set(known)):
        yield f"{name} is no key of {whose}"


def schema_problems(document, schema):
    for error in jsonschema.Draft202012Validator(schema).iter_errors(document):
        yield f"{error.json_path}: {error.message}"


def axolotl_problems(document):
    known = KEYS["axolotl"]
    yield from unknown(document, known["keys"], "axolotl")
    for dataset in document["datasets"]:
        yield from unknown(dataset, known["dataset"], "axolotl's datasets")
    if "learning_rate" not in document:
        yield "axolotl needs a learning rate"
    if (document.get("adapter") == "qlora") != document.get("load_in_4bit", False):
        yield "adapter qlora is that of 4 bits"
    if document.get("rl") and document.get("sample_packing"):
        yield "axolotl packs no pairs"
    if "deepspeed" in document:
        yield from schema_problems(document["deepspeed"], DEEPSPEED)


def torchtune_problems(document, text):
    recipe = next(name for name in KEYS["torchtune"]["recipes"] if f" {name} --config" in text)
    settings = {"checkpointer", "enable_activation_checkpointing", "enable_activation_offloading",
                "compile"}  # which its helpers read
    yield from unknown(document, {*KEYS["torchtune"]["recipes"][recipe], *settings}, recipe)
    yield from schema_problems({key: document[key] for key in TORCHTUNE}, holds(TORCHTUNE))
    for key, value in document.items():
        if not isinstance(value, dict) or "_component_" not in value:
            continue
        known = KEYS["torchtune"]["components"].get(value["_component_"])
        if known is not None:
            yield from unknown(set(value) - {"_component_"}, known, value["_component_"])
    adapters = set(document["model"]) - {"_component_"}
    yield from unknown(adapters, KEYS["torchtune"]["lora"], document["model"]["_component_"])
    if bool(adapters) != recipe.startswith("lora"):
        yield f"{recipe} with {sorted(adapters)}"


def called(tree, name):
    return next((node for node in ast.walk(tree)
                 if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name), None)


def trl_problems(text):
    tree = ast.parse(text)
    kind = "DPO" if called(tree, "DPOConfig") else "SFT"
    config = called(tree, f"{kind}Config")
    values = {word.arg: word.value for word in config.keywords}
    yield from unknown(values, KEYS["trl"][f"{kind}Config"], f"{kind}Config")
    for name, known in (("LoraConfig", KEYS["trl"]["LoraConfig"]), ("BitsAndBytesConfig", QUANTIZED),
                        (f"{kind}Trainer", {"model", "args", "train_dataset", "quantization_config",
                                            "peft_config"})):
        call = called(tree, name)
        if call is not None:
            yield from unknown((word.arg for word in call.keywords), known, name)
    if "deepspeed" in values:
        yield from schema_problems(ast.literal_eval(values["deepspeed"]), DEEPSPEED)
    if "learning_rate" in values:
        yield "a plan knows no learning rate"
