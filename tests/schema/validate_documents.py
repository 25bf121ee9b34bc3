"""Validates the program's JSON against the schemas it ships, and the catalog against its own.

usage: validate_documents.py PROGRAM ROOT
"""

import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

import jsonschema

ENVIRONMENT = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "ASAN_OPTIONS")} | {
    "SOURCE_DATE_EPOCH": "1796083200"}  # 2026-12-01: no fact is dated later
ANSWERED, NO_PLAN = 0, 3
ROOT = pathlib.Path(__file__).resolve().parents[2]  # paths in commands.txt begin here


def printed_by(program, arguments):
    """The exit code and the one JSON document on stdout, which is empty on an error."""
    done = subprocess.run([program, *arguments], env=ENVIRONMENT, cwd=ROOT, capture_output=True,
                          check=False)
    if done.returncode not in (ANSWERED, NO_PLAN):
        sys.exit(f"ec2plan {shlex.join(arguments)}: exit {done.returncode}\n{done.stderr.decode()}")
    return json.loads(done.stdout, parse_constant=lambda name: sys.exit(f"{name} is not JSON"))


def errors_of(document, schema, name):
    """One line for each place where the document is not what the schema says."""
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    found = sorted(validator.iter_errors(document), key=lambda error: error.json_path)
    return [f"{name}: {error.json_path}: {error.message[:200]}" for error in found[:10]]


def refuses_garbage(schema, name):
    """A schema that accepts anything would make this test one that cannot fail."""
    return [] if errors_of({"garbage": True}, schema, name) else [f"{name}: accepts anything"]


def resolved(schema, root, place):
    """The parts of a schema, each with the place where it stands: its own, or a definition's."""
    yield schema, place
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        yield from resolved(root["definitions"][name], root, name)
    for part in ("allOf", "anyOf", "oneOf"):
        for one in schema.get(part, []):
            yield from resolved(one, root, place)


def named_keys(schema, root, place):
    """Every key that a schema names: "plan/job/model"."""
    for part, at in resolved(schema, root, place):
        if isinstance(part.get("items"), dict):
            yield from named_keys(part["items"], root, at)
        if isinstance(part.get("additionalProperties"), dict):
            yield from named_keys(part["additionalProperties"], root, at)
        for key, value in part.get("properties", {}).items():
            yield f"{at}/{key}"
            yield from named_keys(value, root, f"{at}/{key}")


def met_keys(document, schemas, root):
    """Every key of the document as its schemas name it; one that they lack with a "?" behind."""
    parts = [part for schema, place in schemas for part in resolved(schema, root, place)]
    for one in document if isinstance(document, list) else []:
        below = [(part["items"], at) for part, at in parts if isinstance(part.get("items"), dict)]
        yield from met_keys(one, below, root)
    for key, value in document.items() if isinstance(document, dict) else []:
        below = [(part["properties"][key], f"{at}/{key}") for part, at in parts
                 if key in part.get("properties", {})]
        below += [(part["additionalProperties"], at) for part, at in parts
                  if isinstance(part.get("additionalProperties"), dict)]
        yield from [at for _, at in below] or [f"{parts[0][1]}/{key}?"]
        yield from met_keys(value, below, root)


def command_problems(program, commands, folder):
    named, met, saved = set(), set(), []
    for line in commands.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, arguments = line.split("\t")
        schema = printed_by(program, ["schema", name])
        yield from refuses_garbage(schema, f"schema {name}")
        document = printed_by(program, shlex.split(arguments.format(*saved)))
        saved.append(pathlib.Path(folder) / f"{len(saved)}.json")
        saved[-1].write_text(json.dumps(document), encoding="utf-8")
        yield from errors_of(document, schema, f"ec2plan {arguments}")
        if "command" in schema["properties"]:  # what ec2plan writes, not what people do
            named |= set(named_keys(schema, schema, name))
            met |= set(met_keys(document, [(schema, name)], schema))
    yield from (f"no document has {key}" for key in sorted(named - met))
    yield from (f"the schema lacks {key[:-1]}" for key in sorted(met) if key.endswith("?"))


def catalog_problems(data):
    schema = json.loads((data / "schemas/catalog.schema.json").read_text(encoding="utf-8"))
    yield from refuses_garbage(schema, "schemas/catalog.schema.json")
    for file in sorted(data.glob("*.json")):
        yield from errors_of(json.loads(file.read_text(encoding="utf-8")), schema, file.name)


def folder_problems(data, folder, schema_name):
    schema = json.loads((data / f"schemas/{schema_name}.schema.json").read_text(encoding="utf-8"))
    yield from refuses_garbage(schema, f"schemas/{schema_name}.schema.json")
    for file in sorted((data / folder).glob("*.json")):
        yield from errors_of(json.loads(file.read_text(encoding="utf-8")), schema, file.name)


def main(program, root):
    commands = pathlib.Path(__file__).with_name("commands.txt")
    data = pathlib.Path(root) / "data"
    with tempfile.TemporaryDirectory() as folder:
        written = list(command_problems(program, commands, folder))
    problems = [*catalog_problems(data), *folder_problems(data, "runs", "runs"),
                *folder_problems(data, "fitting", "fitting"),
                *folder_problems(data, "power", "power"),
                *written]
    print("\n".join(problems) or "every document is what its schema says")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
