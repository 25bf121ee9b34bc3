"""Reads the include lines of src/ and include/ and fails where an arrow between rooms turns round.

usage: check_includes.py ROOT    |    check_includes.py --self-test

Also: each source has a header of its name, or is listed as a part of one; the engine uses no
library, touches no file or thread and keeps its private headers; JSON and CLI11 stay in their rooms;
no source, test or script grows over 300 lines, and nothing new stands at the top level.
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
    "search": {"units", "hardware", "model", "estimate"},
}
FACTS = {"catalog", "plan", "document"}
ANSWERS = {"accuracy", "review", "launch"}
ROOMS = ENGINE | {
    "catalog": set(ENGINE),
    "plan": set(ENGINE) | {"catalog"},
    "document": set(ENGINE) | {"catalog", "plan"},
    **{room: set(ENGINE) | FACTS for room in ANSWERS},
    "report": set(ENGINE) | FACTS | ANSWERS,
    "cli": set(ENGINE) | FACTS | ANSWERS | {"report"},
}
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "src", "include", "data", "tests", "docs",
             "script", "README.md", "LICENSE", "build"}
LIBRARIES = ("nlohmann/", "rapidjson/", "fmt/", "CLI/")
IMPURE = {"fstream", "filesystem", "iostream", "thread", "future", "mutex", "atomic", "random",
          "ctime", "condition_variable"}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
JSON_ROOMS = FACTS | ANSWERS
JSON_DOORS = {  # who includes a library for JSON, and for how many others
    "nlohmann/": {"src/catalog/json_file.hpp", "src/document/json.hpp"},
    "rapidjson/": {"src/catalog/aws/json_stream.cpp"},
}
JSON_HEADERS = ("catalog/json_", "document/json.hpp")
SOURCES = {".hpp", ".cpp", ".in", ".py", ".sh"}
PARTS = {  # a header, and the sources of other names that it is spread over: one idea each
    "accuracy/left_out": {"measured_ranges"},
    "accuracy/step_log": {"step_log_foreign", "step_log_formats", "step_log_job",
                          "step_log_readings", "step_log_summary"},
    "accuracy/subject": {"layouts_of_run"},
    "catalog/aws/aws_document": {"instance_types", "market"},
    "catalog/aws/price_list": {"get_products", "offer_csv", "offer_file"},
    "catalog/checks/inspection": {"facts", "records"},
    "catalog/import/draft": {"sales", "types"},
    "catalog/hf_families": {"hf_defaults"},
    "catalog/hf_mixers": {"hf_attention"},
    "catalog/hf_parts": {"hf_family_of"},
    "catalog/hf_refusals": {"hf_unread"},
    "catalog/constant_rows": {"value_range"},
    "catalog/layers": {"hardware_fields", "models", "prices"},
    "cli/catalog": {"catalog_diff", "catalog_import"},
    "cli/command": {"accuracy", "check", "compare", "explain", "instances", "launch", "models", "report",
                    "sweep"},
    "cli/flags": {"flag_table"},
    "cli/near_miss": {"foreign_words"},
    "cli/sweep_points": {"searches"},
    "document/catalog_json": {"catalog_diff_json", "instance_json", "model_json"},
    "document/contradictions": {"question_contradictions"},
    "document/contents": {"afford_json", "explain", "sweep_json"},
    "document/instances": {"lowest_price"},
    "document/saved_result": {"saved_question"},
    "document/verdict": {"same_plan"},
    "estimate/communication": {"collectives", "context_comm", "data_comm", "expert_comm",
                               "host_comm", "pipeline_comm", "tensor_comm"},
    "estimate/compute": {"adapters", "attention", "elementwise", "feed_forward", "head"},
    "search/rules": {"tuner_rules"},
    "launch/writers": {"aws_cli", "axolotl", "bridge", "clusters", "hyperpod", "megatron", "torchtitan",
                       "trainers", "torchtune", "trl"},
    "plan/answer": {"afford"},
    "plan/market": {"offers"},
    "plan/question": {"question_fields", "question_json"},
    "plan/terms": {"candidates", "frame", "job", "remedies", "types"},
    "report/pages": {"accuracy_page", "afford_page", "catalog_changes_page", "catalog_page",
                     "models_page", "review_page"},
    "report/svg": {"svg_bars", "svg_plot"},
    "report/text_chart": {"text_bars"},
    "review/compare": {"headline"},
    "review/judgement": {"figure_words"},
    "units/format": {"format_duration"},
    "units/parse": {"parse_duration", "parse_energy", "parse_list"},
}
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
    if parts == included.split("/") and parts[0] in ENGINE and parts[0] != room:
        yield f"a private header of {parts[0]}: the engine's public ones stand in include/"
    yield from broken_json_rules(path, room, included)
    if room != "cli" and included.startswith("CLI/"):
        yield "only src/cli uses CLI11"


def broken_json_rules(path, room, included):
    for library, doors in JSON_DOORS.items():
        if included.startswith(library) and path.as_posix() not in doors:
            yield f"only {' and '.join(sorted(doors))} include {library}"
    if included.startswith(JSON_HEADERS) and room not in JSON_ROOMS:
        if room != "cli" or included == "document/json.hpp":  # it reads files as the catalog does
            yield f"{room} knows no JSON: {', '.join(sorted(JSON_ROOMS))} do"


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
    if path == pathlib.Path("src/cli/main.cpp") and len(lines) >= LONGEST_MAIN:
        yield f"{path}:{LONGEST_MAIN}: main.cpp stays under {LONGEST_MAIN} lines"


def is_part(path):
    """Whether a header is listed as spread over this source too."""
    return any(pathlib.PurePath("src", header).parent == path.parent and path.stem in stems
               for header, stems in PARTS.items())


def loose_sources(root):
    """Sources without a header of their name, of the room's own folder or public."""
    for path in sorted((root / "src").rglob("*.cpp")):
        room = path.relative_to(root / "src").parts[0]
        public = root / "include/ec2plan" / room / (path.stem + ".hpp")
        named = path.with_suffix(".hpp").exists() or public.exists()
        if not (named or path.stem.endswith("main") or is_part(path.relative_to(root))):
            yield path.relative_to(root)


def broken_stems(root):
    for header, stems in PARTS.items():
        there = any((root / folder / (header + ".hpp")).exists()
                    for folder in ("src", "include/ec2plan"))
        folder = (root / "src" / header).parent
        if not there and any((folder / (part + ".cpp")).exists() for part in stems):
            yield f"{header}.hpp: is not there, and its parts are"
    for source in loose_sources(root):
        yield f"{source}:1: no header of its name, nor is it listed as a part of one"


def problems(root):
    yield from broken_stems(root)
    for entry in sorted(root.iterdir()):
        if entry.name not in TOP_LEVEL and not entry.name.startswith("."):
            yield f"{entry.name}: new at the top level, which holds {', '.join(sorted(TOP_LEVEL))}"
    for folder in ("include", "src", "tests", "script"):
        for file in sorted((root / folder).rglob("*")):
            if not file.is_file() or file.suffix not in SOURCES:
                continue
            lines = file.read_text(encoding="utf-8").count("\n")
            if lines > LONGEST_FILE:
                yield (f"{file.relative_to(root)}:{LONGEST_FILE}: {lines} lines, "
                       f"at most {LONGEST_FILE}")
            if folder in ("include", "src"):
                yield from problems_of(root, file.relative_to(root))


ALONE = "// alone\n"  # what stands in a source that gets no header of its name
PLANTED = {  # a file, what stands in it, and the rule that must be named
    "src/units/count.cpp": ("#include <vector>\n", None),
    "src/units/odd.cpp": (ALONE, "no header of its name"),
    "src/units/parse_list.cpp": (ALONE, "is not there, and its parts are"),
    "include/ec2plan/estimate/a.hpp": ('#include "ec2plan/hardware/x.hpp"\n', None),
    "src/hardware/a.cpp": ('#include "ec2plan/model/x.hpp"\n', "hardware may not use model"),
    "src/search/a.cpp": ('#include "catalog/x.hpp"\n', "search may not use catalog"),
    "src/search/b.cpp": ('#include "ec2plan/pricing/price.hpp"\n', "search may not use pricing"),
    "src/model/a.cpp": ("#include <fmt/format.h>\n", "no library"),
    "src/pricing/a.cpp": ("#include <fstream>\n", "pure"),
    "include/ec2plan/catalog/a.hpp": ("#include <nlohmann/json.hpp>\n", "only src/catalog"),
    "src/document/json.hpp": ("#include <nlohmann/json.hpp>\n", None),
    "src/catalog/aws/b.cpp": ("#include <rapidjson/reader.h>\n", "only src/catalog/aws"),
    "src/review/b.cpp": ('#include "document/json.hpp"\n', None),
    "src/cli/config.cpp": ('#include "catalog/json_file.hpp"\n', None),
    "src/cli/b.cpp": ('#include "document/json.hpp"\n', "cli knows no JSON"),
    "src/report/b.cpp": ('#include "catalog/json_value.hpp"\n', "report knows no JSON"),
    "src/catalog/b.cpp": ('#include "estimate/private.hpp"\n', "a private header of estimate"),
    "src/estimate/b.cpp": ('#include "estimate/private.hpp"\n', None),
    "tests/unit/long_test.cpp": ("\n" * 301, "301 lines"),
    "script/measure/long.py": ("\n" * 301, "301 lines"),
    "src/report/a.cpp": ("#include <CLI/CLI.hpp>\n", "only src/cli"),
    "src/review/a.cpp": ('#include "report/x.hpp"\n', "review may not use report"),
    "src/launch/a.cpp": ('#include "review/x.hpp"\n', "launch may not use review"),
    "src/review/c.cpp": ("\n" * 301, "301 lines"),
    "src/cli/main.cpp": ("\n" * 20, "under 20 lines"),
    "src/helpers/a.hpp": ("\n", "is not a room"),
    "notes/a.txt": ("\n", "top level"),
}


def self_test():
    """Each planted violation, and nothing else, is found."""
    for name, (text, rule) in PLANTED.items():
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / name
            file.parent.mkdir(parents=True)
            file.write_text(text, encoding="utf-8")
            if file.suffix == ".cpp" and text is not ALONE:
                file.with_suffix(".hpp").touch()
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
