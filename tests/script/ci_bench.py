"""What ci_test.py works with: a home folder with tools on its PATH, and the recipes of a page."""

import pathlib
import re
import subprocess
import sys

import junitparser

NAMED_BLOCK = re.compile(r"<!-- (\S+) -->\n```\w+\n(.*?)```\n", re.DOTALL)
BROKEN, UNANSWERED, USAGE, BAD_FILE, NO_PROGRAM = 4, 3, 2, 5, 127
RECIPE_FENCE = re.compile(r"^```(?!console$)\w+$", re.MULTILINE)
def expect(truth, what):
    if not truth:
        sys.exit(f"not so: {what}")


def write(path, text, mode=0o644):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def read(path):
    return path.read_text(encoding="utf-8")


class Bench:
    """A home with the tools on its PATH; the page's files; and which of them were tried."""

    def __init__(self, program, root, home):
        self.program, self.root, self.home = program, root, home
        self.tools = home / "tools"
        self.tools.mkdir()
        (self.tools / "ec2plan").symlink_to(program)
        for name in ("gh", "aws"):
            stand_in = root / "tests/script" / f"ci_{name}.py"
            write(self.tools / name, f'#!/bin/sh\nexec {sys.executable} {stand_in} "$@"\n', 0o755)
        self.environment = {
            "PATH": f"{self.tools}:/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8",
            "SOURCE_DATE_EPOCH": "1796083200",  # 2026-12-01
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "n", "GIT_AUTHOR_EMAIL": "n@localhost",
            "GIT_COMMITTER_NAME": "n", "GIT_COMMITTER_EMAIL": "n@localhost"}
        page = read(root / "docs/ci.md")
        self.recipes = dict(NAMED_BLOCK.findall(page))
        expect(len(self.recipes) == len(RECIPE_FENCE.findall(page)), "each recipe has its own name")
        self.untried = set(self.recipes)

    def recipe(self, name):
        self.untried.discard(name)
        return self.recipes[name]

    def run(self, *words, at, code=0, **variables):
        done = subprocess.run(words, cwd=at, env=self.environment | variables, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        said = done.stdout.decode()
        expect(done.returncode == code, f"{words} ends with {code}, not {done.returncode}: {said}")
        return said


def validate_junit(bench, file, code=0):
    bench.run("xmllint", "--noout", "--nonet", "--schema", bench.root / "tests/schema/junit.xsd",
              file, at=bench.home, code=code)


def check_junit(bench, file, failures):
    """The file is what readers of the format expect."""
    validate_junit(bench, file)
    suites = list(junitparser.JUnitXml.fromfile(str(file)))
    expect(len(suites) == 1 and suites[0].failures == failures, f"{failures} failures: {suites}")
    failed = [case for case in suites[0] if case.result]
    cases = list(suites[0])
    expect(len(failed) == failures and suites[0].tests == len(cases), "the counts are true")
    return cases
