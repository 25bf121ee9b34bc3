"""The recipes of docs/sweep.md, run as they are printed: the parts of a sweep that Slurm, AWS Batch
and GNU parallel work out join to the whole, byte for byte. `sbatch` and `aws` are stood in for, by
scripts that take no word but those of the recipes; GNU parallel is real.

usage: sweep_test.py PROGRAM ROOT
"""

import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

RECIPE = re.compile(r"<!-- (\S+) -->\n```\w+\n(.*?)```\n", re.DOTALL)
SBATCH = """#!/bin/sh
[ "$#" -eq 2 ] && [ "$1" = --wait ] || exit 1
script=$2
first=$(sed -n 's/^#SBATCH --array=\\([0-9]*\\)-.*/\\1/p' "$script")
last=$(sed -n 's/^#SBATCH --array=[0-9]*-\\([0-9]*\\).*/\\1/p' "$script")
for SLURM_ARRAY_TASK_ID in $(seq "$first" "$last"); do
  export SLURM_ARRAY_TASK_ID
  [ $((SLURM_ARRAY_TASK_ID % 2)) = 0 ] && export AWS_REGION=eu-north-1 || unset AWS_REGION
  sh -eu "$script" || exit 1
done
"""
AWS = """#!/bin/sh
echo "$@" >> aws.log
case "$1 $2" in
  's3 cp') [ "$#" -eq 4 ] && [ -f "$3" ] && [ "$4" = "s3://plans/$3" ] || exit 252 ;;
  'batch submit-job')
    [ "$#" -eq 10 ] || exit 252
    shift 2
    while [ "$#" -gt 0 ]; do
      case $1=$2 in
        --job-name=?* | --job-queue=?* | --job-definition=?* | --array-properties=size=[0-9]*) ;;
        *) exit 252 ;;
      esac
      shift 2
    done ;;
  *) exit 252 ;;
esac
"""
PARTS = 8


def expect(truth, what):
    if not truth:
        sys.exit(f"not so: {what}")


class Recipes:
    """The page's files, in a folder of their own, with the program on the PATH."""

    def __init__(self, program, page, folder):
        self.folder = folder
        tools = folder / "bin"
        tools.mkdir()
        (tools / "ec2plan").symlink_to(program)
        for name, text in (("sbatch", SBATCH), ("aws", AWS)):
            (tools / name).write_text(text, encoding="utf-8")
            (tools / name).chmod(0o755)
        self.environment = {"PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(folder),
                            "BUCKET": "plans", "LC_ALL": "C"}
        self.names = []
        for name, text in RECIPE.findall(page.read_text(encoding="utf-8")):
            (folder / name).write_text(text, encoding="utf-8")
            self.names.append(name)

    def run(self, *words, **variables):
        done = subprocess.run(words, cwd=self.folder, env=self.environment | variables,
                              capture_output=True, check=False)
        expect(done.returncode == 0, f"{words} ends with 0: {done.stderr.decode()}")
        return done.stdout

    def joined(self):
        """What join.sh makes of the parts, which then go."""
        parts = sorted(self.folder.glob("part-*"))
        names = [f"part-{number:04}.csv" for number in range(1, PARTS + 1)]
        expect([part.name for part in parts] == names, f"the parts are {names}: {parts}")
        self.run("sh", "-eu", "join.sh")
        for part in parts:
            part.unlink()
        return (self.folder / "sweep.csv").read_bytes()


def check_recipes(recipes):
    known = {"grid.json", "join.sh", "sweep.sbatch", "submit.sh", "batch.sh", "batch-submit.sh",
             "parallel.sh"}
    expect(set(recipes.names) == known, f"each recipe is tried here: {recipes.names}")
    whole = recipes.run("ec2plan", "sweep", "--config", "grid.json")
    expect(whole.count(b"\n") == 41, "the grid has 40 points")
    recipes.run("sh", "-eu", "submit.sh")
    expect(recipes.joined() == whole, "the parts of Slurm are the whole")
    for index in range(PARTS):
        recipes.run("sh", "-eu", "batch.sh", AWS_BATCH_JOB_ARRAY_INDEX=str(index),
                    AWS_REGION=("us-west-2", "eu-north-1")[index % 2])
    expect(recipes.joined() == whole, "the parts of AWS Batch are the whole")
    recipes.run("sh", "-eu", "batch-submit.sh")
    log = (recipes.folder / "aws.log").read_text(encoding="utf-8")
    expect(f"size={PARTS}" in log, "the array has as many children as parts")
    expect("s3 cp part-0008.csv s3://plans/part-0008.csv" in log, "each part is kept")
    expect(shutil.which("parallel"), "GNU parallel is here: `script/setup test` installs it")
    recipes.run("sh", "-eu", "parallel.sh")
    expect(recipes.joined() == whole, "the parts of GNU parallel are the whole")


def long_sweep(folder, environment, *words):
    """A sweep that takes longer than this test waits."""
    return subprocess.Popen(
        ["ec2plan", "sweep", "--model", "175B", "--tokens", "1B..900B:1M", "--days", "1..90",
         "-q", "-o", "csv", *words], cwd=folder, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)


def check_interruption(recipes):
    old = recipes.folder / "old.csv"
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        old.write_text("old", encoding="utf-8")
        process = long_sweep(recipes.folder, recipes.environment, "--out-file", "old.csv")
        for _ in range(200):
            if len(list(recipes.folder.glob("old.csv.*"))) == 1:
                break
            time.sleep(0.05)
        time.sleep(0.2)
        expect(process.poll() is None, "the sweep is still at work")
        process.send_signal(number)
        process.communicate(timeout=20)
        expect(process.returncode == -number, f"{number}: exit {process.returncode}")
        expect(old.read_text(encoding="utf-8") == "old", "the old file is left alone")
        expect(not list(recipes.folder.glob("old.csv.*")), "nothing is left beside it")


def check_loop(recipes):
    """Ctrl-C ends a loop of the shell too, and nohup keeps a hangup away."""
    sweep = "ec2plan sweep --model 175B --tokens 1B..900B:1M --days 1..90 -q -o csv"
    options = {"cwd": recipes.folder, "env": recipes.environment, "stdout": subprocess.PIPE,
               "start_new_session": True}
    loop = subprocess.Popen(["bash", "-c", f"for i in 1 2; do {sweep} > rows; echo $i; done"],
                            **options)
    hung = subprocess.Popen(["nohup", *sweep.split()], stderr=subprocess.DEVNULL, **options)
    time.sleep(1)
    os.killpg(loop.pid, signal.SIGINT)
    said = loop.communicate(timeout=20)[0]
    expect(loop.returncode == -signal.SIGINT and said == b"", f"{loop.returncode}: {said}")
    hung.send_signal(signal.SIGHUP)
    hung.stdout.read(1 << 20)
    expect(hung.poll() is None, "what nohup started goes on")
    hung.stdout.close()
    hung.wait(timeout=20)


def read_until(terminal, wanted):
    """What a process says on the terminal, until it has said that, or ends."""
    text = b""
    while wanted is None or wanted not in text:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        text += piece
    return text


def check_progress(recipes):
    """A bar on a terminal, also while a table is worked out, which an interruption wipes."""
    grid = ["--model", "175B", "--tokens", "1B..900B:1M"]
    for words in (["-o", "csv", "--days", "1..90"],
                  ["--global-batch", "1024..200000", "--max-results", "100000"]):
        terminal, stderr = pty.openpty()
        process = subprocess.Popen(["ec2plan", "sweep", *grid, *words], cwd=recipes.folder,
                                   env=recipes.environment, stdout=subprocess.DEVNULL, stderr=stderr)
        os.close(stderr)
        said = read_until(terminal, b" points, ")
        expect(b" points, " in said, f"a bar is drawn: {said[-200:]}")
        process.send_signal(signal.SIGINT)
        said += read_until(terminal, None)
        os.close(terminal)
        expect(process.wait(timeout=20) == -signal.SIGINT, f"it dies of it: {process.returncode}")
        expect(said.endswith(b"\r\x1b[K"), f"and the bar wiped: {said[-200:]}")


def check_closed_pipe(recipes):
    process = long_sweep(recipes.folder, recipes.environment, "--fields", "point")
    expect(process.stdout.readline() == b"point\n", "the header comes first")
    expect(process.stdout.readline() == b"1\n", "and then the first point")
    process.stdout.close()
    expect(process.wait(timeout=20) == 0, "a reader that left is no error")
    expect(b"error" not in process.stderr.read(), "and nothing is said of it")


def main():
    program, root = map(pathlib.Path, sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        recipes = Recipes(program.resolve(), root / "docs/sweep.md", pathlib.Path(folder))
        check_recipes(recipes)
        check_interruption(recipes)
        check_loop(recipes)
        check_progress(recipes)
        check_closed_pipe(recipes)


if __name__ == "__main__":
    main()
