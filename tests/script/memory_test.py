"""Memory stays in proportion to what is read, whichever file or flag holds it: at most 600 times its
size over what a small question takes (a sanitizer's allocator takes 4 times as much), and what
never ends is given up.

usage: memory_test.py PROGRAM ROOT
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

JOB = ["--model", "7B", "--tokens", "1B", "--max-instances", "2"]
TYPE = ["--instance-type", "p5.48xlarge"]
MANY = 20_000
TIMES, SANITIZED = 600, 4
BAD_FILE = 5
LISTS = {"region": "us-east-1", "rate": "1", "discount": "5%", "purchase": "spot",
         "instance-type": "p5*", "set": "restart=60", "fields": "rank"}


def expect(truth, what):
    if not truth:
        sys.exit(f"not so: {what}")


def peak_kib(words, folder, stdin=subprocess.DEVNULL, codes=(0, 3, 4, 5)):
    """The most memory that a run."""
    options = "quarantine_size_mb=1:thread_local_quarantine_size_kb=64"
    environment = os.environ | {"ASAN_OPTIONS": options}
    with open(folder / "out", "wb") as out, open(folder / "err", "wb") as err:
        process = subprocess.Popen(words, cwd=folder, stdin=stdin, stdout=out, stderr=err,
                                   env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    expect(process.returncode in codes, f"{words} ends with {process.returncode}")
    return usage.ru_maxrss


def input_files(folder, saved):
    """Files of a few hundred KB each, and what reads them."""
    def file(name, document):
        (folder / name).write_text(json.dumps(document), encoding="utf-8")
        return name

    for flag, text in LISTS.items():
        for form, value in (("list", [text] * MANY), ("joined", ",".join([text] * MANY))):
            config = file(f"{flag}-{form}", {flag: value})
            yield ["recommend", *JOB, "-o", "json", "--config"], config
            document = json.loads(saved)
            document["inputs"][flag.replace("-", "_")] = {"value": value, "from": "flag"}
            yield ["explain"], file(f"saved-{flag}-{form}", document)
    for command in (["compare", "--refresh"], ["report", "--out-file", "page.html"]):
        for form in ("list", "joined"):
            yield command, f"saved-rate-{form}"
    nest = [[]] * (5 * MANY)
    for command in (["recommend", *JOB, "--catalog"], ["check", "plan.json", "--policy"],
                    ["accuracy", "--runs"], ["recommend", *JOB[2:], "--model"],
                    ["catalog", "import", "instance-types"], ["explain"]):
        yield command, file("nest.json", {"a": nest})
    (folder / "train.log").write_text("iteration 1\n" * MANY, encoding="utf-8")
    yield ["calibrate", "--model", "7B", *TYPE, "--instance-count", "1", "--log"], "train.log"


def main(program, _root):
    program = pathlib.Path(program).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        question = [program, "recommend", *JOB, *TYPE, "--json"]
        usual = peak_kib(question, folder, codes=(0,))
        saved = (folder / "out").read_text(encoding="utf-8")
        (folder / "plan.json").write_text(saved, encoding="utf-8")
        times = TIMES * (SANITIZED if b"__asan_init" in program.read_bytes() else 1)
        for command, file in input_files(folder, saved):
            size = (folder / file).stat().st_size
            over = peak_kib([program, *command, file], folder) - usual
            expect(over * 1024 < times * size,
                   f"{command} of {file}: {over} KiB for {size} bytes, {usual} KiB else")
        with open("/dev/zero", "rb") as endless:
            peak_kib([program, "explain", "-"], folder, stdin=endless, codes=(BAD_FILE,))
        expect("larger than 256 MB" in (folder / "err").read_text(), "an endless stdin is given up")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
