"""What import_test.py works with: the program, run in a folder of its own, and files to import."""

import json
import os
import subprocess
import sys

ANSWERED, FAILED, USAGE, BAD_FILE = 0, 1, 2, 5
ENVIRONMENT = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1795132800"}  # 2026-11-20


def expect(truth, what):
    if not truth:
        sys.exit(f"not so: {what}")


class Importer:
    """Runs the program in a folder of its own."""

    def __init__(self, program, fixtures, folder):
        self.program, self.fixtures, self.folder = program, fixtures, folder
        self.overlay = folder / "own.json"

    def command(self, kind, *words):
        return [self.program, "catalog", "import", kind, *map(str, words)]

    def run(self, kind, *words, code=ANSWERED, **options):
        done = subprocess.run(self.command(kind, *words), capture_output=True, check=False,
                              env=ENVIRONMENT | options.pop("env", {}), **options)
        told = done.stderr.decode()
        expect(done.returncode == code, f"exit {code}, not {done.returncode}: {words}: {told}")
        return done.stdout.decode(), told

    def into(self, kind, *words, **options):
        return self.run(kind, *words, "--into", self.overlay, **options)

    def file(self, kind):
        return self.fixtures / (kind.replace("-", "_") + ".json")

    def leftovers(self):
        return sorted(each.name for each in self.folder.iterdir() if each != self.overlay)

    def stays(self, kind, *words, **options):
        """The import fails and the overlay stays, with nothing beside it."""
        before, beside = self.overlay.read_bytes(), self.leftovers()
        out, told = self.into(kind, *words, **options)
        expect(self.overlay.read_bytes() == before, f"the overlay stays: {told}")
        expect(self.leftovers() == beside, f"nothing is left behind: {self.leftovers()}")
        expect(out == "", f"stdout is empty: {out}")
        return told


def spot_event(kind, region, price, zone="a", day="2026-11-20"):
    return {"AvailabilityZone": region + zone, "InstanceType": kind, "SpotPrice": price,
            "ProductDescription": "Linux/UNIX", "Timestamp": day + "T00:00:00+00:00"}


def spot_file(path, *events):
    path.write_text(json.dumps({"SpotPriceHistory": events}), encoding="utf-8")
    return path


def prices_of(path):
    return {(each["instance_type"], each["region"]): each["usd_per_hour"]
            for each in json.loads(path.read_text(encoding="utf-8"))["prices"]}
