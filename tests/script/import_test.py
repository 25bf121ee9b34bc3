"""`ec2plan catalog import` on a machine where things go wrong: whatever breaks, the overlay is the
old one or the new one, whole, and what went wrong is said.

usage: import_test.py PROGRAM ROOT
"""

import contextlib
import fcntl
import json
import os
import pathlib
import resource
import shutil
import stat
import subprocess
import sys
import tempfile

import jsonschema
from import_bench import (ANSWERED, BAD_FILE, ENVIRONMENT, FAILED, USAGE, Importer, expect,
                          prices_of, spot_event, spot_file)

NOBODY = 65534


def check_answers(importer, schemas):
    """Overlay and report are what their schemas say; twice is once."""
    schema = json.loads((schemas / "catalog.schema.json").read_text(encoding="utf-8"))
    for kind in ("instance-types", "spot-history", "capacity-blocks", "offerings"):
        out, told = importer.run(kind, importer.file(kind))
        jsonschema.validate(json.loads(out), schema)
        expect("confirmed" in told, f"the report is on stderr: {told}")
    with importer.file("offerings").open("rb") as pipe:
        out, told = importer.run("offerings", "-", "--json", stdin=pipe)
    expect(json.loads(out) == {} and "from stdin" in told, f"a pipe works: {told}")

    news = spot_file(importer.folder / "news.json", spot_event("p5.48xlarge", "us-east-1", "9.5"))
    out, _ = importer.into("spot-history", news, "--json")
    described = subprocess.run([importer.program, "schema", "catalog-import"], check=True,
                               capture_output=True).stdout
    jsonschema.Draft202012Validator(json.loads(described)).validate(json.loads(out))
    jsonschema.validate(json.loads(importer.overlay.read_text(encoding="utf-8")), schema)
    before, changed = importer.overlay.read_bytes(), importer.overlay.stat().st_mtime_ns
    out, _ = importer.into("spot-history", news, "--json")
    counts = json.loads(out)["import"]["counts"]
    expect(counts["added"] + counts["changed"] == 0, f"nothing is new the second time: {counts}")
    expect(importer.overlay.read_bytes() == before, "the overlay is the same")
    expect(importer.overlay.stat().st_mtime_ns == changed, "nothing was written")
    for form in ("table", "markdown", "csv", "jsonl"):
        out, _ = importer.into("spot-history", news, "-o", form)
        expect("9.5" in out or "1 confirmed" in out, f"{form}: {out}")
    importer.run("spot-history", news, "-o", "csv", code=USAGE)


def check_bad_inputs(importer):
    """Nothing is written when any of the inputs broke."""
    news = spot_file(importer.folder / "more.json", spot_event("p4d.24xlarge", "us-east-1", "9"))
    torn = importer.folder / "torn.json"
    torn.write_bytes(news.read_bytes()[:-20])
    told = importer.stays("spot-history", news, torn, code=BAD_FILE)
    expect("torn.json: is not JSON at line 1, column " in told, f"it says where: {told}")
    producer = subprocess.Popen(["head", "-c", "100", str(news)], stdout=subprocess.PIPE)
    told = importer.stays("spot-history", "-", code=BAD_FILE, stdin=producer.stdout)
    producer.stdout.close()
    producer.wait()
    expect("stdin: is not JSON at" in told, f"a pipe that breaks off is no file: {told}")
    told = importer.stays("offerings", news, code=BAD_FILE)
    expect("catalog import spot-history" in told, f"the right kind is named: {told}")
    told = importer.stays("spot-history", "none.json", code=BAD_FILE)
    expect("no such file" in told, told)
    told = importer.stays("spot-history", importer.folder, code=BAD_FILE)
    expect("is a folder" in told, told)
    told = importer.stays("spot-history", "-", "-", code=USAGE, stdin=subprocess.DEVNULL)
    expect("twice" in told, told)
    folder = os.open(importer.folder, os.O_RDONLY)
    told = importer.stays("spot-history", "-", code=BAD_FILE, stdin=folder)
    os.close(folder)
    expect("stdin: is a folder" in told, told)
    told = importer.run("spot-history", news, "--into", importer.folder, code=USAGE)[1]
    expect("is not a file" in told, told)
    broken = importer.folder / "broken.json"
    broken.write_text('{"prices": 3}', encoding="utf-8")
    told = importer.run("spot-history", news, "--into", broken, code=BAD_FILE)[1]
    expect("/prices" in told and broken.read_text() == '{"prices": 3}', told)
    for each in (news, torn, broken):
        each.unlink()


def check_mistakes(importer):
    """What would lose facts, or make true ones look old, is refused before anything is written."""
    news = spot_file(importer.folder / "m.json", spot_event("p4d.24xlarge", "us-east-1", "9"))
    link, before = importer.folder / "link.json", news.read_bytes()
    link.symlink_to(importer.overlay.name)
    for words in (("--out-file", link), ("--out-file", importer.overlay), ("--out-file", news)):
        told = importer.stays("spot-history", news, *words, code=USAGE)
        expect("--out-file: " in told and "write over" in told, told)
    told = importer.run("spot-history", news, "--into", news, code=USAGE)[1]
    expect("--into: " in told and news.read_bytes() == before, told)
    with news.open("rb") as pipe:
        told = importer.run("spot-history", "-", "--out-file", news, code=USAGE, stdin=pipe)[1]
    expect("write over" in told and news.read_bytes() == before, f"stdin is a file too: {told}")
    told = importer.stays("spot-history", news, "--retrieved", "2026-11-22", code=USAGE)
    expect("--retrieved: '2026-11-22' lies in the future" in told, told)
    spot_file(news, spot_event("p4d.24xlarge", "us-east-1", "9", day="2099-01-01"))
    told = importer.stays("spot-history", news, code=BAD_FILE)
    expect("/SpotPriceHistory/0/Timestamp: " in told and "future" in told, told)
    spot_file(news, spot_event("p4d.24xlarge" + "x" * 2_000_000, "us-east-1", "9"))
    told = importer.stays("spot-history", news, code=BAD_FILE)
    expect(len(told) < 1000, f"a name of 2 MB is not told whole: {len(told)} bytes")
    for each in (link, news):
        each.unlink()


def limit_files(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def check_full_disk(importer):
    """A disk that is full, or a limit on the size of files."""
    news = spot_file(importer.folder / "full.json", spot_event("p4d.24xlarge", "us-east-1", "9"))
    told = importer.stays("spot-history", news, code=FAILED, preexec_fn=limit_files(100))
    expect("--into" in told and "File too large" in told, told)
    news.unlink()


def check_full_tmpfs(importer):
    """The same on a file system without room, where one may be mounted."""
    place = importer.folder / "small"
    place.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", str(place)],
                           capture_output=True, check=False)
    if mount.returncode != 0:
        place.rmdir()
        print("no tmpfs can be mounted here: only the limit on file size was tried")
        return
    try:
        overlay = place / "own.json"
        shutil.copy(importer.overlay, overlay)
        (place / "ballast").write_bytes(b"x" * 4096 * 2)
        with contextlib.suppress(OSError), (place / "more").open("wb") as ballast:
            ballast.write(b"x" * 100000)
        before = overlay.read_bytes()
        news = spot_file(importer.folder / "f.json", spot_event("p4d.24xlarge", "us-east-1", "9"))
        told = importer.run("spot-history", news, "--into", overlay, code=FAILED)[1]
        expect("No space left" in told, told)
        expect(overlay.read_bytes() == before, "the overlay stays on a full disk")
        expect({each.name for each in place.iterdir()} == {"own.json", "ballast", "more"},
               "nothing is left behind on a full disk")
        news.unlink()
    finally:
        subprocess.run(["umount", str(place)], check=True)
        place.rmdir()


DYING = """
#include <unistd.h>
int rename(char const* from, char const* to) { (void)from; (void)to; _exit(9); }
"""
SANITIZED = "ASAN_OPTIONS"


def check_killed(importer):
    """Killed between write and rename: the overlay is the old one, and the next import works."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        print("no C compiler here: a death before the rename was not tried")
        return
    source, library = importer.folder / "die.c", importer.folder / "die.so"
    source.write_text(DYING, encoding="utf-8")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
    news = spot_file(importer.folder / "k.json", spot_event("p4d.24xlarge", "us-east-1", "9.25"))
    before = importer.overlay.read_bytes()
    dying = {"LD_PRELOAD": str(library), SANITIZED: "verify_asan_link_order=0"}
    importer.into("spot-history", news, code=9, env=dying)
    expect(importer.overlay.read_bytes() == before, "killed before the rename: the old overlay")
    strays = [name for name in importer.leftovers() if name.startswith("own.json.")]
    expect(len(strays) == 1, f"the new one had been written: {importer.leftovers()}")
    written = json.loads((importer.folder / strays[0]).read_text(encoding="utf-8"))
    expect(any(each["usd_per_hour"] == 9.25 for each in written["prices"]), "and whole")
    importer.into("spot-history", news)
    expect(prices_of(importer.overlay)["p4d.24xlarge", "us-east-1"] == 9.25, "the next one works")
    for each in (source, library, news, importer.folder / strays[0]):
        each.unlink()


def as_nobody():
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def check_permissions(importer):
    """What may not be read or written; root may do all, so it becomes somebody else."""
    news = spot_file(importer.folder / "p.json", spot_event("p4d.24xlarge", "us-east-1", "9.75"))
    demoted = {"preexec_fn": as_nobody} if os.geteuid() == 0 else {}
    folder, mode = importer.folder, stat.S_IMODE(importer.folder.stat().st_mode)
    try:
        folder.chmod(0o755)
        news.chmod(0)
        told = importer.stays("spot-history", news, code=BAD_FILE, **demoted)
        expect("cannot be read: Permission denied" in told, told)
        news.chmod(0o644)
        importer.overlay.chmod(0o444)
        told = importer.stays("spot-history", news, code=FAILED, **demoted)
        expect("cannot be written: Permission denied" in told, told)
        importer.overlay.chmod(0o666)
        folder.chmod(0o555)
        told = importer.stays("spot-history", news, code=FAILED, **demoted)
        expect("cannot be written: Permission denied" in told, told)
    finally:
        folder.chmod(mode)
        importer.overlay.chmod(0o644)
    news.unlink()


def check_owner(importer):
    """The overlay keeps its owner, and no rights that are for whoever wrote the old one."""
    news = spot_file(importer.folder / "o.json", spot_event("p4d.24xlarge", "us-east-1", "9.8"))
    owner = NOBODY if os.geteuid() == 0 else os.geteuid()
    os.chown(importer.overlay, owner, -1)
    importer.overlay.chmod(0o6755)
    importer.into("spot-history", news)
    told = importer.overlay.stat()
    expect(told.st_uid == owner, f"the owner stays: {told.st_uid}")
    expect(stat.S_IMODE(told.st_mode) == 0o755, f"without set-uid: {stat.S_IMODE(told.st_mode):o}")
    os.chown(importer.overlay, os.geteuid(), -1)
    news.unlink()


def check_locked(importer):
    """Who waits for another process is told so at once."""
    news = spot_file(importer.folder / "l.json", spot_event("p4d.24xlarge", "us-east-1", "9.9"))
    lock = os.open(importer.folder, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    process = subprocess.Popen(
        importer.command("spot-history", news, "--into", importer.overlay), env=ENVIRONMENT,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.readline().decode()
    expect("has locked the folder of" in said and "60 seconds" in said, said)
    expect(process.poll() is None, "it waits")
    os.close(lock)
    expect(process.wait(timeout=20) == ANSWERED, "and then has its turn")
    process.stderr.close()
    news.unlink()


RIVALS = ("eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "us-east-1", "us-east-2",
          "us-west-1", "us-west-2")


def check_rivals(importer):
    """Importers at once into one file: each finds its facts there afterwards."""
    target, regions = importer.folder / "shared.json", RIVALS
    files = [spot_file(importer.folder / f"r{number}.json",
                       *(spot_event("p5.48xlarge", region, f"{number + 1}.5", zone)
                         for zone in "abcdef"))
             for number, region in enumerate(regions)]
    running = [subprocess.Popen(importer.command("spot-history", file, "--into", target, "-q"),
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT)
               for file in files]
    for process in running:
        told = process.communicate()[1].decode()
        expect(process.returncode == ANSWERED, told)
    found = prices_of(target)
    for number, region in enumerate(regions):
        expect(found.get(("p5.48xlarge", region)) == number + 1.5, f"{region} is there: {found}")
    expect(len(found) == len(RIVALS), f"and nothing else: {found}")
    for each in (*files, target):
        each.unlink()


def main(program, root):
    root = pathlib.Path(root)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        importer = Importer(program, root / "tests/unit/catalog/fixtures", folder)
        check_answers(importer, root / "data/schemas")
        check_bad_inputs(importer)
        check_mistakes(importer)
        check_full_disk(importer)
        check_full_tmpfs(importer)
        check_killed(importer)
        check_permissions(importer)
        check_owner(importer)
        check_locked(importer)
        for _ in range(3):
            check_rivals(importer)
    print("whatever broke, the overlay was whole")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
