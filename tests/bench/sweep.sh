#!/usr/bin/env bash
# Prints how fast `ec2plan sweep` is: wall time, CPU time of a point, peak memory; medians.
# usage: tests/bench/sweep.sh [PROGRAM] [RUNS]     default: build/release/ec2plan, 5 runs of each
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
exec python3 - "${1:-$root/build/release/ec2plan}" "${2:-5}" <<'PYTHON'
import os, statistics, subprocess, sys, time

program, runs = sys.argv[1], int(sys.argv[2])
job = ["--model", "175B"]
set_ups = [*job, "--instance-type", "p5.48xlarge", "--instance-count", "16,32,64,96,128", "--tp",
           "4,8", "--pp", "8,16", "--mbs", "1,2", "--zero", "1,2", "--vpp", "1", "--recompute",
           "full", "--tokens", "201B..450B:1B", "--days", "10..107:2,200"]
fields = ["--fields", "point,job.tokens,instances,layout.tensor,layout.pipeline,layout.data,"
          "step_time_s.likely,duration_days.likely,duration_days.high,cost_usd.likely,mfu,status"]
searches = ["--model", "7B,13B,70B,175B,405B", "--tokens", "300B", "--seq-len", "1024..8192:x2",
            "--global-batch", "64..6400:64"]
questions = [*job, "--tokens", "201B..450B:1B", "--seq-len", "1024..8192:x2", "--global-batch",
             "64..6400:64"]
prices = [*job, "--tokens", "300B", "--days", "1..100", "--budget", "1M..10M:100k", "--risk",
          "slow,likely", "--purchase", "on-demand,spot", "--discount", "10%,20%,30%"]
sweeps = {  # what is measured, its points, and the most seconds that it may take
    "set-ups, all of the layout given, csv": (["-o", "csv", *fields, *set_ups], 1_000_000, 4),
    "the same, jsonl, every key": (["-o", "jsonl", "--shard", "1/10", *set_ups], 100_000, None),
    "questions, each searched": (["-o", "csv", *fields, *searches], 2_000, None),
    "tokens, which share 400 searches": (["-o", "csv", *fields, *questions], 100_000, None),
    "prices, which share one search": (["-o", "csv", *fields, *prices], 109_200, None),
}


def one_run(arguments, points):
    """Seconds of wall and of CPU of one process."""
    before, start = os.times(), time.perf_counter()
    process = subprocess.Popen([program, "sweep", "-q", *arguments], stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE)
    lines = 0
    while block := process.stdout.read1(1 << 16):
        lines += block.count(b"\n")
    code, elapsed, after = process.wait(), time.perf_counter() - start, os.times()
    if code != 0 or lines not in (points, points + 1):
        sys.exit(f"{program} sweep {' '.join(arguments)}: exit {code}, {lines} lines")
    return elapsed, (after.children_user + after.children_system
                     - before.children_user - before.children_system)


def peak_memory(arguments):
    """MB (10^6 bytes) of one process, as GNU time tells: of a child of this interpreter the peak
    would be the interpreter's."""
    if not os.path.exists("/usr/bin/time"):
        return float("nan")
    done = subprocess.run(["/usr/bin/time", "-q", "-f", "%M", program, "sweep", "-q", *arguments],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    return int(done.stderr.split()[-1]) * 1024 / 1e6


print(f"{'sweep':<40}{'points':>10}{'wall':>9}{'CPU':>9}{'points/s':>11}{'CPU a point':>14}{'peak':>9}")
missed = False
for name, (arguments, points, most) in sweeps.items():
    measured = [one_run(arguments, points) for _ in range(runs)]
    wall, cpu = (statistics.median(column) for column in zip(*measured))
    memory = peak_memory(arguments)
    missed |= most is not None and wall > most
    print(f"{name:<40}{points:>10,}{wall:>7.2f} s{cpu:>7.2f} s{points / wall:>11,.0f}"
          f"{cpu / points * 1e6:>11,.1f} us{memory:>6.0f} MB"
          f"{'' if most is None else f'   at most {most} s' + (': MISSED' if wall > most else '')}")
sys.exit(missed)
PYTHON
