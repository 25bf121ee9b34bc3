"""The little of GitHub's runner that ci_test.py needs: it runs a composite action."""

import pathlib
import re
import subprocess
import tempfile

import yaml
from ci_bench import expect, read, write

EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")
ANY_OUTPUT = re.compile(r"(.*?)<<(.*)")
OURS = re.compile(r"::error title=ec2plan::[a-z0-9 :,-]+")


def where_expressions_stand(tree, keys=()):
    """The keys that lead to each text with an expression in it."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from where_expressions_stand(value, (*keys, key))
    elif isinstance(tree, list):
        for value in tree:
            yield from where_expressions_stand(value, keys)
    elif "${{" in str(tree):
        yield keys


def check_no_injection(tree):
    places = list(where_expressions_stand(tree))
    expect(places, "there are expressions to look at")
    for keys in places:
        safe = keys[-1] in ("if", "value") or keys[-2] in ("env", "with")
        expect(safe and "run" not in keys, f"an expression at {keys} is data to the shell")


def filled(text, context):
    return EXPRESSION.sub(lambda found: context[found[1]], str(text))


def holds(condition, context):
    """The few conditions that are used: comparisons with a text, joined by &&."""
    for term in (EXPRESSION.sub(r"\1", condition)).split(" && "):
        if term == "!cancelled()":
            continue
        name, sign, value = re.fullmatch(r"(\S+) (==|!=) '(.*)'", term).groups()
        if (context[name] == value) != (sign == "=="):
            return False
    return True


def outputs_of(file):
    """Reads a file of GITHUB_OUTPUT as the runner does."""
    lines = iter(read(file).split("\n"))
    result = {}
    for line in lines:
        here = ANY_OUTPUT.fullmatch(line)
        if here:
            value = []
            while (line := next(lines)) != here[2]:
                value.append(line)
            result[here[1]] = "\n".join(value)
        elif line:
            name, value = line.split("=", 1)
            result[name] = value
    return result


def commands_in(log):
    """What the runner would obey in a log."""
    found, token = [], None
    for line in map(str.strip, log.splitlines()):
        if token:
            token = None if line == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
        elif line.startswith("::") or "##[" in line:
            found.append(line)
    expect(token is None, "commands are obeyed again at the end")
    return found


class Runner:
    """Does with the action's file what GitHub's runner does."""

    def __init__(self, bench, at, action=None):
        self.bench, self.at = bench, at
        self.path = action or bench.root / ".github/actions/ec2plan"
        self.action = yaml.safe_load(read(self.path / "action.yml"))
        expect(self.action["runs"]["using"] == "composite", "the kind of action that is run here")
        self.temporary = pathlib.Path(tempfile.mkdtemp(dir=bench.home))
        self.outputs, self.summary, self.log, self.steps = {}, "", "", []

    def run(self, code=0, path=None, **inputs):
        """Runs the action; the log, the outputs and the summary are kept whatever its code."""
        inputs = {name.replace("_", "-"): value for name, value in inputs.items()}
        expect(set(inputs) <= set(self.action["inputs"]), f"{inputs} are inputs")
        context = {f"inputs.{name}": str(inputs.get(name, what.get("default", "")))
                   for name, what in self.action["inputs"].items()}
        self.log, self.steps = "", []
        summary = self.temporary / "summary"
        write(summary, "")
        for step in self.action["runs"]["steps"]:
            if not holds(step.get("if", "!cancelled()"), context):
                continue
            self.steps.append(step["name"])
            if self.step(step, context, summary, path):
                break
        self.summary = read(summary)
        missing = {f"steps.review.outputs.{name}": "" for name in self.action["outputs"]}
        self.outputs = {name: filled(what["value"], missing | context)
                        for name, what in self.action["outputs"].items()}
        expect(self.code == code, f"the action ends with {code}, not {self.code}: {self.log}")
        commands = commands_in(self.log)
        expect(all(map(OURS.fullmatch, commands)), f"the runner obeys us alone: {commands}")
        expect(len(commands) == (1 if code else 0), f"one error is told where it fails: {commands}")
        return self

    def step(self, step, context, summary, path):
        expect(step["shell"] == "bash", "the shell is bash")
        expect(step["run"].startswith("set -euo pipefail\n"), "each script stops at an error")
        script, output = self.temporary / "script.sh", self.temporary / "output"
        write(script, step["run"])
        write(output, "")
        variables = {key: filled(value, context) for key, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
            cwd=self.at, check=False,
            env=self.bench.environment | ({"PATH": path} if path else {}) | variables | {
                "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_ACTION_PATH": str(self.path), "RUNNER_TEMP": str(self.temporary)},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.log += done.stdout.decode() + done.stderr.decode()
        expect("id" not in step or not done.stderr, "in two streams commands could change places")
        self.code = done.returncode
        context |= {f"steps.{step.get('id')}.outputs.{k}": v for k, v in outputs_of(output).items()}
        return self.code
