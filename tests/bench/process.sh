#!/usr/bin/env bash
# Prints the median wall time and the peak memory of whole ec2plan processes.
# usage: tests/bench/process.sh [PROGRAM] [RUNS]     default: build/release/ec2plan, 40 runs of each
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
exec python3 - "${1:-$root/build/release/ec2plan}" "${2:-40}" <<'PYTHON'
import os, statistics, subprocess, sys, time

program, runs = sys.argv[1], int(sys.argv[2])
job = ["--model", "175B", "--tokens", "300B"]
commands = {  # what is measured, and the most it may take: milliseconds, MB
    "--help": (["--help"], 5, 30),
    "recommend": (["recommend", *job, "--days", "30"], 12, 30),
    "recommend --json": (["recommend", *job, "--days", "30", "--json"], 12, 30),
    "everywhere": (["recommend", *job, "--days", "30", "--region", "all", "--purchase", "all"], 45, 30),
    "estimate": (["estimate", *job, "--instance-type", "p4d.24xlarge", "--instance-count", "128"],
                 5, 30),
}


def one_run(arguments):
    """Milliseconds of one process, from fork to its end."""
    start = time.perf_counter()
    done = subprocess.run([program, *arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    elapsed = time.perf_counter() - start
    if done.returncode not in (0, 3):
        sys.exit(f"{program} {' '.join(arguments)}: exit {done.returncode}")
    return elapsed * 1e3


def peak_memory(arguments):
    """MB (10^6 bytes) of one process. A child's peak counts its parent's size when it was forked,
    so that without GNU time, which is small, a figure near this interpreter's 15 MB is a bound."""
    command = [program, *arguments]
    if os.path.exists("/usr/bin/time"):
        done = subprocess.run(["/usr/bin/time", "-q", "-f", "%M", *command], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, check=False)
        return int(done.stderr.split()[-1]) * 1024 / 1e6
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return os.wait4(child.pid, 0)[2].ru_maxrss * 1024 / 1e6


print(f"{'process':<20}{'median':>10}{'worst':>10}{'peak memory':>14}   target")
missed = False
for name, (arguments, most_ms, most_mb) in commands.items():
    one_run(arguments)  # warms the page cache
    measured = [one_run(arguments) for _ in range(runs)]
    median, worst, memory = statistics.median(measured), max(measured), peak_memory(arguments)
    missed |= median > most_ms or memory > most_mb
    print(f"{name:<20}{median:>7.1f} ms{worst:>7.1f} ms{memory:>11.1f} MB"
          f"   {most_ms} ms, {most_mb} MB{'' if median <= most_ms and memory <= most_mb else ': MISSED'}")
sys.exit(missed)
PYTHON
