"""Runs the console transcripts of a file and compares what the program prints with what is written.

usage: run_transcripts.py [--update] PROGRAM FILE...    |    run_transcripts.py --self-test

A transcript is a `.transcript` file, or a block fenced with ```console in a Markdown file: a line
`$ ec2plan ...` (`$ script/run ...` is the same) with any variables, redirection or pipe, then the
lines it prints (stdout and stderr), then `[exit N]` where N is not 0. In a Markdown block a line
`…` stands for any lines, but for no exit code, and some line beside it is of the output. The
commands of a file run one after the other in a folder of their own, empty at first but for
`fixtures`, which is tests/golden/fixtures.
"""

import contextlib
import dataclasses
import difflib
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile

FIXTURES = pathlib.Path(__file__).resolve().parent / "fixtures"
COMMAND = re.compile(r"^\$ (.*\| )?([A-Z0-9_]+=\S* )*(ec2plan|script/run)( |$)")
COMMENT = re.compile(r"^# \S")  # a table's header begins with "#" and two blanks
ANY_LINES = "…"
EXIT = re.compile(r"\[exit -?\d+\]")


@dataclasses.dataclass
class Step:
    """A command and the lines of the file, first to last (not counted), that it should print."""

    command: str
    first: int
    last: int


def is_inside(lines, is_markdown):
    """For each line, whether it belongs to a transcript (fences do not)."""
    inside = not is_markdown
    result = []
    for line in lines:
        if is_markdown and line.startswith("```"):
            inside = line.strip() == "```console"
            result.append(False)
        else:
            result.append(inside)
    return result


def steps_of(lines, is_markdown):
    inside = is_inside(lines, is_markdown)
    steps = []
    for number, line in enumerate(lines):
        if not inside[number]:
            continue
        if steps and steps[-1] and steps[-1].command.endswith("\\"):
            steps[-1].command += "\n" + line  # a command goes on where its line ends in a backslash
            steps[-1].first = steps[-1].last = number + 1
        elif COMMAND.match(line):
            steps.append(Step(line, number + 1, number + 1))
        elif line.startswith("$ ") or (not is_markdown and COMMENT.match(line)):
            steps.append(None)  # another program's command, or a comment between two commands
        elif steps and steps[-1]:
            steps[-1].last = number + 1
    return [step for step in steps if step]


def environment(program, home):
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS")}
    return kept | {
        "HOME": home, "COLUMNS": "100", "TZ": "UTC", "LC_ALL": "C.UTF-8",
        "SOURCE_DATE_EPOCH": "1785542400",  # 2026-08-01
        "TESTED_PROGRAM": str(program),
    }


def printed_by(program, steps):
    """The lines that each command prints."""
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(FIXTURES, pathlib.Path(folder) / "fixtures")
        return [printed_in(folder, program, step.command) for step in steps]


def printed_in(folder, program, command):
    typed = command.removeprefix("$ ").replace("script/run", "ec2plan")
    script = f'ec2plan() {{ "$TESTED_PROGRAM" "$@"; }}\nset -o pipefail\n{typed}\n'
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment(program, folder), timeout=120,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    lines = done.stdout.decode("utf-8", "backslashreplace").splitlines()
    return lines + ([f"[exit {done.returncode}]"] if done.returncode else [])


def and_code(lines):
    """The lines that are output, and the exit code after them."""
    if lines and EXIT.fullmatch(lines[-1]):
        return without_blank_end(lines[:-1]), lines[-1]
    return lines, "[exit 0]"


def matches(expected, actual):
    """Whether the lines and the code are the same, `…` standing for any number of lines."""
    (expected, code), (actual, printed_code) = and_code(expected), and_code(actual)
    return code == printed_code and lines_match(expected, actual)


def lines_match(expected, actual):
    while expected and expected[0] != ANY_LINES:
        if not actual or expected[0] != actual[0]:
            return False
        expected, actual = expected[1:], actual[1:]
    if not expected:
        return not actual
    return any(lines_match(expected[1:], actual[skip:]) for skip in range(len(actual) + 1))


def tells_nothing(expected):
    """Whether nearly any output would match."""
    output, _ = and_code(expected)
    return ANY_LINES in output and all(line in (ANY_LINES, "") for line in output)


def without_blank_end(lines):
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def check(program, path, update):
    """The number of commands of a file that print something else; prints the differences."""
    lines = path.read_text(encoding="utf-8").splitlines()
    steps = steps_of(lines, path.suffix == ".md")
    if not steps:
        print(f"{path}: no transcript in it")
        return 1
    failures = 0
    printed = zip(steps, printed_by(program, steps))
    for step, actual in reversed(list(printed)):  # so that an update moves no step still to come
        expected = without_blank_end(lines[step.first:step.last])
        actual = without_blank_end(actual)
        if tells_nothing(expected):
            failures += 1
            print(f"{path}:{step.first}: `…` alone: write a line of the output beside it")
        if matches(expected, actual):
            continue
        if update and ANY_LINES not in expected:
            lines[step.first:step.first + len(expected)] = actual
            continue
        failures += 1
        print(f"{path}:{step.first}: {step.command}")
        print("\n".join(difflib.unified_diff(expected, actual, "written", "printed", lineterm="")))
    if update:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return failures


def self_test():
    """A transcript that is right passes, one that is wrong fails, and --update mends it."""
    right = "# says so\n$ X=1 ec2plan a \\\n  '#  b c'\na\n#  b c\n\n$ ec2plan 7; exit 7\n7\n[exit 7]\n"
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "program"
        program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        file = pathlib.Path(folder) / "self.transcript"
        for text, failures in ((right, 0), (right.replace("b c\n\n", "b\n\n"), 1), ("", 1)):
            file.write_text(text, encoding="utf-8")
            with contextlib.redirect_stdout(io.StringIO()):
                assert check(program, file, update=False) == failures, text
        file.write_text(right.replace("7\n[exit 7]\n", ""), encoding="utf-8")
        assert check(program, file, update=True) == 0
        assert file.read_text(encoding="utf-8") == right
        page = pathlib.Path(folder) / "page.md"
        fine = ("x\n```console\n$ script/run 1 2 3\n1\n…\n$ ec2plan >out\n```\nand\n```console\n"
                "$ ec2plan $(wc -l <out)\n1\n$ ec2plan 1 2 3; exit 4\n…\n2\n…\n\n[exit 4]\n"
                "```\n$ ec2plan no\n")
        for text, failures in (
                (fine, 0), (fine.replace("3; exit 4", "3; exit 5"), 1),
                (fine.replace("3; exit 4", "3"), 1), (fine.replace("\n[exit 4]", ""), 1),
                (fine.replace("2 3\n1\n…", "2 3; exit 1\n1\n…"), 1),
                (fine.replace("2 3\n1\n…", "2 3\n…"), 1), (fine.replace("…\n2\n…", "…\n4\n…"), 1)):
            page.write_text(text, encoding="utf-8")
            with contextlib.redirect_stdout(io.StringIO()):
                assert check(program, page, update=False) == failures, text
    print("self-test passed")


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    update = "--update" in arguments
    program, *files = [a for a in arguments if a != "--update"]
    return sum(check(pathlib.Path(program).resolve(), pathlib.Path(f), update) for f in files)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
