"""Writes the files of `ec2plan launch` for every target, checks them for what they are, and compares
them with those that stand in golden/.

usage: launch_test.py [--update] PROGRAM ROOT
Shell scripts pass bash -n and shellcheck, YAML, TOML, JSON and Python are parsed, Megatron-LM's arguments
stand in data/software, and what clusters take has the structure that structures.py tells.
"""

import ast
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

import jsonschema
import yaml

import structures
import tuning

GPT3 = "--model gpt3-175b --tokens 300B --tp 8 --pp 8 --vpp 3 --mbs 2 --zero 1 --recompute full"
LLAMA = "--model llama-3-70b --tokens 1T"
SEVEN = "--model llama-2-7b --tokens 100B"
P5 = "--instance-type p5.48xlarge --instance-count"
P4D = "--instance-type p4d.24xlarge --instance-count"
TUNED = "--model llama-2-7b --examples 50k --example-tokens 600"
EVERY_TUNER = "trl,axolotl,torchtune"
EVERY_CLUSTER = "slurm,parallelcluster,hyperpod,eks,skypilot,aws-cli"
CASES = {  # folder of golden/, and how the files in it are asked for
    "gpt3": f"{GPT3} --instance-type p4de.24xlarge --instance-count 128"
            f" --target megatron,nemo,{EVERY_CLUSTER}",
    "gpt3-spot": f"{GPT3} {P4D} 128 --purchase spot --target {EVERY_CLUSTER}",
    "gpt3-block": f"{GPT3} {P4D} 128 --purchase capacity-block -r us-east-2"
                  f" --target megatron,{EVERY_CLUSTER}",
    "mixtral": "--model mixtral-8x7b --tokens 1T --tp 2 --ep 8 --pp 2 --zero 1"
               f" {P5} 8 --target megatron,nemo",
    "uneven": f"{LLAMA} --tp 4 --pp 12 --vpp 3 --zero 1 --mbs 1 {P5} 12 --target megatron,nemo",
    "sharded": f"{LLAMA} --tp 1 --pp 1 --zero 3 {P5} 32 --target megatron,nemo,torchtitan,slurm",
    "titan": f"{LLAMA} --tp 4 --pp 4 --vpp 2 --mbs 1 --zero 1 {P5} 16 --target torchtitan",
    "titan-toml": f"{LLAMA} --tp 4 --pp 4 --vpp 5 --mbs 1 --zero 1 {P5} 16 --target torchtitan,slurm"
                  " --target-version 0.2.2",
    "titan-fp8": f"{LLAMA} --cp 2 --seq-len 16384 --precision fp8 {P5} 32 --target torchtitan",
    "trainium": f"{LLAMA} --instance-type trn2.48xlarge --instance-count 16"
                f" --target torchtitan,{EVERY_CLUSTER}",
    "trainium-nxdt": f"{LLAMA} --instance-type trn1.32xlarge --instance-count 16"
                     " --target nxdt,slurm,eks",
    "trainium2-nxdt": f"{LLAMA} --tp 32 --pp 4 --zero 1 --instance-type trn2.48xlarge"
                      " --instance-count 16 --target nxdt",
    "hugging-face": f"{SEVEN} {P5} 4 --target deepspeed,accelerate,slurm,eks",
    "hugging-face-split": f"{SEVEN} --tp 2 --zero 3 --recompute full {P5} 4"
                          " --target deepspeed,accelerate",
    "gaudi": f"{SEVEN} --instance-type dl1.24xlarge --instance-count 4 --target deepspeed,eks",
    "hyperpod-eks": f"{SEVEN} {P5} 4 --target hyperpod --target-version eks",
    "megatron-old": f"{SEVEN} --zero 1 {P5} 4 --target megatron --target-version core_v0.12.0",
    "tune-qlora": f"{TUNED} --method qlora --instance-type g5.2xlarge --instance-count 1"
                  f" --target {EVERY_TUNER},skypilot,aws-cli",
    "tune-lora": f"--model llama-3-70b --method lora --tokens 30M --global-batch 32 --zero 3 {P5} 2"
                 f" --target {EVERY_TUNER},{EVERY_CLUSTER}",
    "tune-full": f"--model llama-2-7b --method full --tokens 300M --zero 3 --recompute full {P5} 2"
                 f" --target {EVERY_TUNER},slurm",
    "tune-zero1": f"{TUNED} --method full --optimizer adamw-8bit --zero 1 --loss fused {P5} 1"
                  " --target trl,axolotl,slurm",
    "tune-dpo": f"{TUNED} --method dpo --lora-rank 32 --zero 3 {P4D} 1 --target {EVERY_TUNER},eks",
    "tune-dpo-full": f"{TUNED} --method dpo --zero 3 {P5} 2 --target {EVERY_TUNER}",
    "tune-mixture": "--model mixtral-8x7b --method lora --lora-targets all,experts --tokens 30M"
                    f" --zero 3 {P5} 1 --target trl,axolotl",
    "tune-split": f"--model llama-3-70b --method full --tokens 300M --tp 8 --zero 3 {P5} 4"
                  " --framework torchtune --target torchtune",
    "one-node": f"{SEVEN} {P5} 1 --target megatron,{EVERY_CLUSTER}",
}
DATED = [  # what changes with the facts that ship
    (re.compile(r"catalog \S+ of [0-9-]+, sha256 [0-9a-f]+"), "catalog DATE"),
    (re.compile(r"catalog of [0-9-]+ [0-9a-f]{12}"), "catalog of DATE"),
]
SHEBANG = "#!/usr/bin/env bash"


def with_dates_out(text):
    for pattern, words in DATED:
        text = pattern.sub(words, text)
    return text


def ran(command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def shell_problems(path):
    for tool in (["bash", "-n"], ["shellcheck", "--severity=style"]):
        result = ran([*tool, str(path)])
        if result.returncode != 0:
            yield f"{tool[0]}: {result.stdout}{result.stderr}"


def megatron_problems(text, root):
    """Arguments that its version has not."""
    known = json.loads((root / "data/software/megatron.json").read_text(encoding="utf-8"))
    version = re.search(r"at the tag (\S+),", text).group(1)
    order = known["versions"][::-1]
    for flag in set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", without_torchrun(text))):
        since = known["flags"].get(flag)
        if since is None or order.index(since) > order.index(version):
            yield f"{flag} is no argument of {version}"


def without_torchrun(text):
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    launch = next(i for i, line in enumerate(lines) if line.startswith("exec torchrun"))
    return "\n".join(lines[:launch])


def parsed_problems(path, text):
    try:
        if path.suffix == ".py":
            ast.parse(text)
            if path.stem == "trl_train":
                yield from tuning.trl_problems(text)
        elif path.suffix == ".toml":
            yield from validated(tomllib.loads(text), structures.TORCHTITAN)
        elif path.suffix == ".json":
            yield from validated(json.loads(text), structures.of_json(path.stem))
        elif path.stem == "axolotl":
            yield from tuning.axolotl_problems(yaml.safe_load(text))
        elif path.stem == "torchtune":
            yield from tuning.torchtune_problems(yaml.safe_load(text), text)
        elif path.suffix == ".yaml":
            yield from validated(yaml.safe_load(text), structures.of_yaml(path.stem))
    except (SyntaxError, ValueError, yaml.YAMLError) as error:
        yield str(error)


def validated(document, schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    for error in jsonschema.Draft202012Validator(schema).iter_errors(document):
        yield f"{error.json_path}: {error.message}"


def header_problems(path, text):
    """What it was made from stands in every file; what it needs of its user is told."""
    for words in ("ec2plan 0.", "atalog of DATE" if path.stem == "hyperpod-cluster" else "atalog DATE"):
        if words not in with_dates_out(text):
            yield f"its header has no {words!r}"
    if not re.search(r"[Dd]ry run", text):
        yield "tells of no dry run"


def rule_problems(path, text):
    """Rules of AWS that hold wherever they come up."""
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    if "capacity-block" in code.lower() or "CAPACITY_BLOCK" in code:
        if "placement" in code.lower():
            yield "a placement group beside a Capacity Block"
    if "purchase-capacity-block" in code:
        yield "buys"
    for name in ("FI_EFA_USE_DEVICE_RDMA", "NCCL_PROTO", "RDMAV_", "NCCL_BUFFSIZE", "FI_PROVIDER"):
        if name in code:
            yield f"sets {name}, which AWS advises against"


def problems_of(path, root):
    text = path.read_text(encoding="utf-8")
    if text.startswith(SHEBANG):
        yield from shell_problems(path)
    if path.name == "megatron.sh":
        yield from megatron_problems(text, root)
    yield from parsed_problems(path, text)
    yield from header_problems(path, text)
    yield from rule_problems(path, text)
    if not text.endswith("\n") or "@" in re.sub(r"\[@\]|\$\{[a-z]+\[@\]\}", "", text):
        yield "a placeholder, or no last newline"


def written(program, root, arguments, folder):
    """Problems of the command itself; its files stand in the folder."""
    command = [program, "launch", *arguments.split(), "--catalog",
               str(root / "tests/golden/fixtures/mini.json"), "--out-dir", str(folder), "-q"]
    result = ran(command, cwd=root)
    if result.returncode != 0 or result.stdout:
        yield f"exit {result.returncode}: {result.stdout}{result.stderr}"


def as_golden(text, root):
    return with_dates_out(text).replace(str(root) + "/", "")


def golden_problems(folder, golden, root, update):
    """Differences of the files from those that stand in golden/."""
    made = {path.name: as_golden(path.read_text(encoding="utf-8"), root)
            for path in folder.iterdir()}
    if update:
        golden.mkdir(parents=True, exist_ok=True)
        for old in golden.iterdir():
            old.unlink()
        for name, text in made.items():
            (golden / name).write_text(text, encoding="utf-8")
    kept = {path.name: path.read_text(encoding="utf-8") for path in golden.glob("*")}
    for name in sorted(made.keys() | kept.keys()):
        if made.get(name) != kept.get(name):
            yield f"{name} is not that of {golden}: run with --update and read the difference"


def case_problems(name, program, root, update):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place) / "job"
        failed = list(written(program, root, CASES[name], folder))
        yield from failed
        if failed:
            return
        for path in sorted(folder.iterdir()):
            for problem in problems_of(path, root):
                yield f"{path.name}: {problem}"
        yield from golden_problems(folder, root / "tests/launch/golden" / name, root, update)


def round_trip_problems(program, root):
    """A script read back as --model has the shape it was made of, and so the same plan."""
    for name, layout in (("gpt3", "--tp 8 --pp 8 --vpp 3 --mbs 2 --zero 1 --recompute full"),
                         ("mixtral", "--tp 2 --ep 8 --pp 2 --zero 1"), ("sharded", "--tp 1 --pp 1 --zero 3")):
        script = root / "tests/launch/golden" / name / "megatron.sh"
        text = script.read_text(encoding="utf-8")
        read = lambda flag: re.search(rf"{flag} (\S+)", text).group(1)
        model = re.search(r"--model (\S+)", CASES[name]).group(1)
        nodes, kind = read("--nnodes"), re.search(r"--instance-type (\S+)", CASES[name]).group(1)
        tokens = int(read("--train-samples")) * int(read("--seq-length"))
        plans = [plan_of(program, root, f"--model {one} --tokens {tokens} --seq-len"
                         f" {read('--seq-length')} --global-batch {read('--global-batch-size')}"
                         f" --instance-type {kind} --instance-count {nodes} {layout}")
                 for one in (model, str(script))]
        for key in ("layout", "steps", "step_time_s", "memory_gib"):
            if plans[0][key] != plans[1][key]:
                yield f"{name}: read back, {key} is {plans[1][key]} and was {plans[0][key]}"


def plan_of(program, root, arguments):
    result = ran([program, "estimate", *arguments.split(), "--json", "-q", "--catalog",
                  str(root / "tests/golden/fixtures/mini.json")])
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)["estimate"]


def main(arguments):
    update = arguments[0] == "--update"
    program, root = arguments[-2], pathlib.Path(arguments[-1]).resolve()
    problems = [f"{name}: {problem}" for name in CASES
                for problem in case_problems(name, program, root, update)]
    problems += round_trip_problems(program, root)
    print("\n".join(problems) or f"{len(CASES)} plans launch")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
