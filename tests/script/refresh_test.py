"""Tries script/refresh on outputs in AWS's shape, and script/fetch on an `aws` that writes them.

usage: refresh_test.py PROGRAM ROOT
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import jsonschema

ENVIRONMENT = os.environ | {"SOURCE_DATE_EPOCH": "1795910400", "PYTHONDONTWRITEBYTECODE": "1"}
BROKEN = 5


def expect(holds, what):
    if not holds:
        sys.exit(f"not so: {what}")


def run(words, code=0, **more):
    done = subprocess.run([str(word) for word in words], text=True, capture_output=True,
                          check=False, **{"env": ENVIRONMENT, **more})
    if done.returncode != code:
        sys.exit(f"{words}: exit {done.returncode}, not {code}\n{done.stdout}\n{done.stderr}")
    return done


class Trial:
    def __init__(self, program, root, scratch):
        self.program, self.root, self.scratch = program, root, scratch
        self.fixtures = root / "tests/unit/catalog/fixtures"
        self.folder = scratch / "aws"
        self.folder.mkdir()
        self.data = scratch / "data"
        shutil.copytree(root / "data", self.data)

    def put(self, name, fixture, *swaps):
        text = (self.fixtures / fixture).read_text(encoding="utf-8")
        for old, new in swaps:
            expect(old in text, f"{fixture} holds {old}")
            text = text.replace(old, new)
        (self.folder / name).write_text(text, encoding="utf-8")

    def refresh(self, *more, code=0):
        return run([sys.executable, self.root / "script/refresh", self.folder, "--program",
                    self.program, "--data", self.data, *more], code)

    def prices(self, kind, region="us-east-1"):
        document = json.loads((self.data / "prices.json").read_text(encoding="utf-8"))
        return [record for record in document["prices"]
                if (record["purchase"], record["region"]) == (kind, region)
                and record["instance_type"] == "p4d.24xlarge"]


def check_refusals(trial):
    told = trial.refresh(code=2).stderr
    expect("holds no output of AWS" in told, told)
    trial.put("capacity-blocks.json", "capacity_blocks.json")
    told = trial.refresh(code=2).stderr
    expect("the day on which AWS was asked is not known" in told, told)
    trial.put("notes.json", "offerings.json")
    told = trial.refresh("--day", "2026-11-20", code=2).stderr
    expect("notes.json is of no kind" in told, told)
    (trial.folder / "notes.json").unlink()


def check_all_kinds(trial):
    """A block that moved, one of 2025 as history, the rest as the catalog has it."""
    trial.put("capacity-blocks.json", "capacity_blocks.json", ("325.63", "360.00"))
    trial.put("spot-history.us.json", "spot_history.json")
    trial.put("instance-types.json", "instance_types.json")
    trial.put("offerings.json", "offerings.json")
    trial.put("offer-file.json", "price_list.json")
    (trial.folder / "day").write_text("2026-11-20\n", encoding="utf-8")
    before = trial.prices("capacity-block")
    overlay = trial.scratch / "fresh.json"
    page = trial.refresh("--into", overlay, "--write").stdout
    for words in ("## Facts of 2026-11-20", "| capacity-blocks | 2026-11-20 |", "$13.57 | $15.00",
                  "### Is it sound?", "The catalog is sound"):
        expect(words in page, f"the page has {words!r}:\n{page}")
    schema = json.loads((trial.root / "data/schemas/catalog.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(overlay.read_text(encoding="utf-8")), schema)
    after = trial.prices("capacity-block")
    expect(after[:-1] == before, f"what was known stays: {after}")
    expect(after[-1]["usd_per_hour"] == 15 and after[-1]["since"] == "2026-11-20", after[-1])
    for file in ("accelerators", "instances", "prices", "sources"):
        text = (trial.data / f"{file}.json").read_text(encoding="utf-8")
        jsonschema.validate(json.loads(text), schema)
        first = next(iter(json.loads(text)))
        expect(text.startswith('{\n  "' + first), f"{file}.json is written as it was")
    run([trial.program, "catalog", "verify", "--catalog", overlay])


def check_history(trial):
    """What was seen before the newest list is laid between the lists, never over it."""
    shutil.copy(trial.root / "data/prices.json", trial.data / "prices.json")
    for path in trial.folder.iterdir():
        path.unlink()
    trial.put("capacity-blocks.json", "capacity_blocks.json", ("325.63", "283.00"),
              ("us-east-1b", "us-east-2b"))
    before = trial.prices("capacity-block", "us-east-2")
    trial.refresh("--day", "2025-02-14", "--write")
    after = trial.prices("capacity-block", "us-east-2")
    added = [record for record in after if record not in before]
    expect([record["usd_per_hour"] for record in added] == [11.791667], f"one is new: {added}")
    expect(len(after) == len(before) + 1, f"and none is gone: {after}")


def check_broken(trial):
    for path in trial.folder.iterdir():
        path.unlink()
    trial.put("capacity-blocks.json", "capacity_blocks.json", ("325.63", "3.00"))
    page = trial.refresh("--day", "2026-11-20", "--write", code=BROKEN).stdout
    expect("broken" in page, page)
    expect(trial.prices("capacity-block")[-1]["usd_per_hour"] == 13.568, "nothing was written")


def check_fetch(trial):
    """An `aws` that knows what script/fetch may ask, and refuses one type."""
    tools = trial.scratch / "bin"
    tools.mkdir()
    (tools / "aws").write_text(f"""#!/usr/bin/env bash
case "$*" in
  *describe-regions*) echo us-east-1 ;;
  *describe-instance-types*) cat {trial.fixtures}/instance_types.json ;;
  *describe-instance-type-offerings*) cat {trial.fixtures}/offerings.json ;;
  *describe-spot-price-history*) cat {trial.fixtures}/spot_history.json ;;
  *get-products*) echo '{{"PriceList": []}}' ;;
  *p4d.24xlarge*) cat {trial.fixtures}/capacity_blocks.json ;;
  *) echo 'not supported for Capacity Blocks' >&2; exit 254 ;;
esac
""", encoding="utf-8")
    (tools / "aws").chmod(0o755)
    folder = trial.scratch / "fetched"
    done = run([trial.root / "script/fetch", folder],
               env=ENVIRONMENT | {"PATH": f"{tools}:{os.environ['PATH']}"})
    expect("left out: aws ec2 describe-capacity-block-offerings" in done.stderr, done.stderr)
    names = sorted(path.name for path in folder.iterdir())
    expect("capacity-blocks.us-east-1.p4d.24xlarge.json" in names and "day" in names, names)
    page = run([sys.executable, trial.root / "script/refresh", folder, "--program",
                trial.program, "--day", "2026-11-20"]).stdout
    expect("| offerings | 2026-11-20 |" in page, page)


def main():
    program, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        trial = Trial(program, root, pathlib.Path(scratch))
        for check in (check_refusals, check_all_kinds, check_history, check_broken, check_fetch):
            check(trial)


if __name__ == "__main__":
    main()
