"""Completes command lines with real shells, as `ec2plan completion SHELL` teaches them.

usage: completion_test.py EC2PLAN

bash is needed; zsh and fish are tried where they are installed (script/setup test installs them).
The manual page is read by man's formatter where that is installed.
"""

import json
import shutil
import subprocess
import sys

# What is typed, words that must be offered, and words that must not.
CASES = [
    (["rec"], ["recommend"], ["report", "--model"]),
    (["completion", ""], ["bash", "zsh", "fish", "man"], ["recommend"]),
    (["recommend", "--mod"], ["--model"], ["--tokens", "--max-cost"]),
    (["check", "--max-"], ["--max-cost", "--max-days", "--max-instances"], ["--max-results-x"]),
    (["recommend", "--model", "llama-3.1-"], ["llama-3.1-405b", "llama-3.1-70b"], ["gpt3-175b"]),
    (["estimate", "--instance-type", "p5."], ["p5.48xlarge"], ["p4d.24xlarge"]),
    (["recommend", "-r", "eu-w"], ["eu-west-1"], ["us-east-1", "all"]),
    (["recommend", "--purchase", "s"], ["spot", "savings-plan"], ["on-demand"]),
    (["recommend", "--precision", ""], ["bf16", "fp16", "fp8"], ["full"]),
    (["recommend", "--recompute", ""], ["none", "selective", "full"], ["bf16"]),
    (["recommend", "--stack", "megatron-lm@"], ["megatron-lm@2022"], ["any@2021"]),
    (["recommend", "--set", "frag"], ["fragmentation="], ["pace="]),
    (["models", "mixtral"], ["mixtral-8x7b", "mixtral-8x22b"], ["bloom-3b"]),
    (["instances", "g6e.4"], ["g6e.48xlarge"], ["p5.48xlarge"]),
    (["catalog", "ver"], ["verify"], ["version"]),
    (["schema", "rec"], ["recommend"], ["estimate"]),
    (["recommend", "-o", "js"], ["json", "jsonl"], ["csv"]),
    (["--json", "ins"], ["instances"], ["recommend"]),
]
LISTS = [(["recommend", "-r", "us-east-1,eu-w"], "us-east-1,eu-west-1"),
         (["recommend", "--purchase", "spot,capa"], "spot,capacity-block")]
WITH_EQUALS = [(["recommend", "--model=mixtral-8x7"], "mixtral-8x7b")]


def told(program, what):
    return subprocess.run([program, "completion", what], check=True, text=True,
                          capture_output=True).stdout


def said_by(command, script):
    done = subprocess.run(command, input=script, text=True, capture_output=True, timeout=60)
    if done.returncode or done.stderr:
        raise SystemExit(f"{command[0]}: exit {done.returncode}: {done.stderr}")
    return done.stdout.splitlines()


def quoted(words):
    return " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)


def by_bash(script, words):
    """COMP_WORDS as readline makes them: = is a word of its own."""
    parts = [part for word in words for part in
             ([word] if "=" not in word or not word.startswith("--") else
              [word.split("=", 1)[0], "=", word.split("=", 1)[1]])]
    return said_by(["bash", "--norc"], script + f"""
COMP_WORDS=(ec2plan {quoted(parts)})
COMP_CWORD={len(parts)}
compopt() {{ :; }}
_ec2plan
(( ${{#COMPREPLY[@]}} == 0 )) || printf '%s\\n' "${{COMPREPLY[@]}}"
""")


ZSH_PARTS = r"""
compdef() { :; }
compset() { [[ $2 == '*,' && $PREFIX == *,* ]] && taken=${PREFIX%,*}, PREFIX=${PREFIX##*,}
            [[ $2 == '*=' ]] && PREFIX=${PREFIX#*=}; return 0 }
compadd() { local name=${@[-1]}; local -a all; all=(${(P)name}); print -rl -- ${taken}${^${(M)all:#$PREFIX*}} }
_describe() { local name=${@[-1]}; local -a all; all=(${${(P)name}%%:*}); print -rl -- ${(M)all:#$PREFIX*} }
_files() { print -r -- FILES }
"""


def by_zsh(script, words):
    lines = said_by(["zsh", "-f"], ZSH_PARTS + script + f"""
taken=
words=(ec2plan {quoted(words)})
CURRENT={len(words) + 1}
PREFIX={quoted(words[-1:])}
_ec2plan
""")
    return [line for line in lines if line]


def by_fish(script, words):
    lines = said_by(["fish", "--no-config"], script + f"""
complete -C {quoted(["ec2plan " + " ".join(words)])}
""")
    return [line.split("\t")[0].split("=", 1)[-1] if words[-1].startswith("--") and "=" in words[-1]
            else line.split("\t")[0] for line in lines]


SHELLS = {"bash": by_bash, "zsh": by_zsh, "fish": by_fish}


def try_shell(program, shell):
    script = told(program, shell)
    complete = SHELLS[shell]
    faults = []
    for words, wanted, unwanted in CASES:
        offered = complete(script, words)
        missing = [word for word in wanted if word not in offered]
        wrong = [word for word in unwanted if word in offered]
        if missing or wrong:
            faults.append(f"{shell}: {words}: lacks {missing}, offers {wrong}: {offered[:20]}")
    for words, wanted in LISTS + WITH_EQUALS:
        offered = complete(script, words)
        if wanted not in offered:
            faults.append(f"{shell}: {words}: lacks {wanted}: {offered[:20]}")
    return faults


def flags_of(program, command):
    text = subprocess.run([program, command, "--help"], check=True, text=True,
                          capture_output=True).stdout
    return {word.rstrip(",") for line in text.splitlines() if line.startswith("  -")
            for word in line.split()[0].split(",")}


def try_every_flag(program):
    """Each flag that a command's help lists is offered by bash."""
    script = told(program, "bash")
    known = json.loads(subprocess.run([program, "schema", "--json"], check=True, text=True,
                                      capture_output=True).stdout)
    commands = [name for name in known if name in ("recommend", "estimate", "sweep", "check",
                                                    "compare", "instances", "calibrate")]
    faults = []
    for command in commands:
        offered = set(by_bash(script, [command, "-"]))
        if lost := flags_of(program, command) - offered:
            faults.append(f"bash: {command} - lacks {sorted(lost)}")
    return faults


def try_manual(program):
    page = told(program, "man")
    faults = [f"man: lacks {part}" for part in
              (".TH EC2PLAN 1", ".SH NAME", ".SH EXIT STATUS", "\\fB\\-\\-seq\\-len\\fR")
              if part not in page]
    if shutil.which("groff"):
        done = subprocess.run(["groff", "-man", "-Tascii", "-ww", "-z"], input=page, text=True,
                              capture_output=True)
        if done.returncode or done.stderr:
            faults.append(f"man: groff says {done.stderr[:500]}")
    return faults


def main(program):
    faults = []
    for shell in SHELLS:
        if shutil.which(shell):
            faults += try_shell(program, shell)
        elif shell == "bash":
            faults.append("bash is not installed")
        else:
            print(f"{shell} is not installed: not tried")
    faults += try_every_flag(program) + try_manual(program)
    print("\n".join(faults) or "every line is completed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
