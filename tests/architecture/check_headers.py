"""Compiles the public headers: all of them together in one unit, and each alone.

usage: check_headers.py COMPILER ROOT    |    check_headers.py COMPILER --self-test

Alone: whatever no source includes first. Those that one does, it compiles so.

Two headers may each be right and still not stand beside each other, as where both define a struct
of one name: a library that holds both breaks the one-definition rule, and nobody can include both.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

FLAGS = ["-std=c++20", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wpedantic", "-Werror",
         "-fsyntax-only", "-x", "c++", "-"]
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def errors_of(compiler, include, headers):
    """What the compiler says of a unit that includes the headers; empty: nothing."""
    unit = "".join(f'#include "{header}"\n' for header in headers)
    compiled = subprocess.run([compiler, f"-I{include}", *FLAGS], input=unit, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return compiled.stdout if compiled.returncode else ""


def first_included(source):
    found = INCLUDE.search(source.read_text(encoding="utf-8"))
    return found.group(1) if found else ""


def problems(compiler, root):
    """What is wrong with the headers in include/, of each unit that does not compile."""
    include = root / "include"
    headers = [file.relative_to(include).as_posix() for file in sorted(include.rglob("*.hpp"))]
    first = {first_included(source) for source in (root / "src").rglob("*.cpp")}
    units = [headers, *([header] for header in headers if header not in first)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as threads:
        found = threads.map(lambda unit: errors_of(compiler, include, unit), units)
        return [error for error in found if error]


PLANTED = (  # headers, and how many units of them do not compile
    (["struct One { int value = 0; };"], 0),
    (["struct Two { int value = 0; };", "struct Two { double low = 0; };"], 1),  # together
    (["inline std::size_t three() { return 3; }"], 2),  # alone, and so with all others
)


def self_test(compiler):
    """Each planted header is found, alone or beside another."""
    for headers, expected in PLANTED:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "include").mkdir()
            for number, text in enumerate(headers):
                (root / f"include/{number}.hpp").write_text(text + "\n", encoding="utf-8")
            found = problems(compiler, root)
            assert len(found) == expected, (headers, found)
    print("self-test passed")


def main(compiler, root):
    if root == "--self-test":
        return self_test(compiler)
    found = problems(compiler, pathlib.Path(root))
    print("\n".join(found) or "every header compiles alone, and all of them together")
    return bool(found)


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:]) else 0)
