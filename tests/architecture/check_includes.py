"""Reads the include lines of src/ and include/ and fails where an arrow between rooms turns round.

usage: check_includes.py ROOT    |    check_includes.py --self-test

Also: the engine uses no library and touches no file or thread, nlohmann stays out of public
headers, CLI11 in src/cli, no file grows over 300 lines, and nothing new stands at the top level.
"""

import pathlib
import re
import sys
import tempfile

ENGINE = {
    "units": set(),
    "hardware": {"units"},
    "model": {"units"},
    "pricing": {"units", "hardware"},
    "estimate": {"units", "hardware", "model"},
    "search": {"units", "hardware", "model", "pricing", "estimate"},
}
FACTS = {"catalog", "document"}
ANSWERS = {"accuracy", "review", "launch"}
ROOMS = ENGINE | {
    "catalog": set(ENGINE),
    "document": set(ENGINE) | {"catalog"},
    **{room: set(ENGINE) | FACTS for room in ANSWERS},
    "report": set(ENGINE) | FACTS | ANSWERS,
    "cli": set(ENGINE) | FACTS | ANSWERS | {"report"},
}
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "src", "include", "data", "tests", "docs",
             "script", "README.md", "LICENSE", "build"}
LIBRARIES = ("nlohmann/", "fmt/", "CLI/")
IMPURE = {"fstream", "filesystem", "iostream", "thread", "future", "mutex", "atomic", "random",
          "ctime", "condition_variable"}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
LONGEST_FILE = 300
LONGEST_MAIN = 20


def broken_rules(path, room, included):
    """The rules that one include line of a file in a room breaks."""
    parts = included.split("/")
    if parts[0] == "ec2plan":
        parts = parts[1:]
    if len(parts) > 1 and parts[0] in ROOMS and parts[0] != room and parts[0] not in ROOMS[room]:
        allowed = ", ".join(sorted(ROOMS[room])) or "no room"
        yield f"{room} may not use {parts[0]}: it may use {allowed}"
    if included == "ec2plan/ec2plan.hpp":
        yield "ec2plan.hpp is for those who use the library, not for its own rooms"
    if room in ENGINE and included.startswith(LIBRARIES):
        yield "the engine uses no library but the standard one"
    if room in ENGINE and included in IMPURE:
        yield "the engine is pure: no files, streams, threads, clock or chance"
    if path.parts[0] == "include" and included.startswith("nlohmann/"):
        yield "nlohmann/json stays out of public headers"
    if room != "cli" and included.startswith("CLI/"):
        yield "only src/cli uses CLI11"


def problems_of(root, path):
    """Each problem of one source, as 'file:line: rule'. The path is relative to the root."""
    lines = (root / path).read_text(encoding="utf-8").splitlines()
    folders = path.parts[2:-1] if path.parts[0] == "include" else path.parts[1:-1]
    if not folders:
        if path.name != "ec2plan.hpp":
            yield f"{path}:1: stands in no room"
        return
    room = folders[0]
    if room not in ROOMS:
        yield f"{path}:1: {room} is not a room: {', '.join(ROOMS)}"
        return
    for number, line in enumerate(lines, start=1):
        found = INCLUDE.match(line)
        for rule in broken_rules(path, room, found.group(1)) if found else ():
            yield f"{path}:{number}: {rule}"
    if len(lines) > LONGEST_FILE:
        yield f"{path}:{LONGEST_FILE}: {len(lines)} lines, at most {LONGEST_FILE}"
    if path == pathlib.Path("src/cli/main.cpp") and len(lines) >= LONGEST_MAIN:
        yield f"{path}:{LONGEST_MAIN}: main.cpp stays under {LONGEST_MAIN} lines"


def problems(root):
    for entry in sorted(root.iterdir()):
        if entry.name not in TOP_LEVEL and not entry.name.startswith("."):
            yield f"{entry.name}: new at the top level, which holds {', '.join(sorted(TOP_LEVEL))}"
    for folder in ("include", "src"):
        for file in sorted((root / folder).rglob("*")):
            if file.is_file() and file.suffix in (".hpp", ".cpp", ".in"):
                yield from problems_of(root, file.relative_to(root))


PLANTED = {  # a file, what stands in it, and the rule that must be named
    "src/units/count.cpp": ("#include <vector>\n", None),
    "include/ec2plan/estimate/a.hpp": ('#include "ec2plan/hardware/x.hpp"\n', None),
    "src/hardware/a.cpp": ('#include "ec2plan/model/x.hpp"\n', "hardware may not use model"),
    "src/search/a.cpp": ('#include "catalog/x.hpp"\n', "search may not use catalog"),
    "src/model/a.cpp": ("#include <fmt/format.h>\n", "no library"),
    "src/pricing/a.cpp": ("#include <fstream>\n", "pure"),
    "include/ec2plan/catalog/a.hpp": ("#include <nlohmann/json.hpp>\n", "public headers"),
    "src/report/a.cpp": ("#include <CLI/CLI.hpp>\n", "only src/cli"),
    "src/review/a.cpp": ('#include "report/x.hpp"\n', "review may not use report"),
    "src/launch/a.cpp": ("\n" * 301, "301 lines"),
    "src/cli/main.cpp": ("\n" * 20, "under 20 lines"),
    "src/helpers/a.cpp": ("\n", "is not a room"),
    "notes/a.txt": ("\n", "top level"),
}


def self_test():
    """Each planted violation, and nothing else, is found."""
    for name, (text, rule) in PLANTED.items():
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / name
            file.parent.mkdir(parents=True)
            file.write_text(text, encoding="utf-8")
            found = list(problems(pathlib.Path(folder)))
            expected = [] if rule is None else [rule]
            assert len(found) == len(expected), (name, found)
            assert all(rule in line for line in found), (name, found)
    print("self-test passed")


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    found = list(problems(pathlib.Path(arguments[0])))
    print("\n".join(found) or "every arrow points the right way")
    return bool(found)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
