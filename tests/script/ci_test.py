"""The GitHub Action and the recipes of docs/ci.md, run as they are printed, with gates that are
kept and gates that are broken, and with text that tries to be code.

usage: ci_test.py PROGRAM ROOT

ec2plan, bash and git are real. Stood in for are: GitHub's runner, by ci_runner.py; `gh` and `aws`,
which would open connections; and, where the action builds its program, apt and cmake.
"""

import json
import pathlib
import shutil
import sys
import tempfile

import yaml
from ci_bench import Bench, check_junit, expect, read, validate_junit, write
from ci_runner import Runner, check_no_injection, filled, holds

BROKEN, UNANSWERED, USAGE, BAD_FILE, NO_PROGRAM = 4, 3, 2, 5, 127
COMMIT = "0123456789abcdef0123456789abcdef01234567"
QUESTION = "recommend\n--config=plans/question.json\n"
KEPT = {"base": "plans/base.json", "policy": "plans/policy.json"}


def check_schema_refuses(bench, file):
    """The schema is no formality: an attribute misnamed, another element, a name given twice."""
    for old, new in (('tests="', 'test="'), ("failure", "broken"),
                     ('name="max_days"', 'name="max_cost_usd"')):
        wrong = bench.home / "wrong.xml"
        write(wrong, read(file).replace(f"<{old}", f"<{new}").replace(f"</{old}", f"</{new}")
              if old == "failure" else read(file).replace(old, new, 1))
        validate_junit(bench, wrong, code=3)


def asked(bench, folder, **changes):
    """Changes the question of a checkout."""
    question = json.loads(bench.recipes["plans/question.json"]) | changes
    write(folder / "plans/question.json", json.dumps(question))


def check_shell(bench):
    """plans/update-base.sh and plans/review.sh; leaves the repository that the others use."""
    llm = bench.home / "llm"
    for name in [name for name in bench.recipes if name.startswith("plans/")]:
        write(llm / name, bench.recipe(name))
    bench.run("git", "init", "--quiet", "--initial-branch", "main", at=llm)
    bench.run("git", "add", "plans", at=llm)
    for _ in range(2):
        bench.run("sh", "plans/update-base.sh", at=llm)
    commits = bench.run("git", "log", "--format=%s", at=llm).splitlines()
    expect(commits == ["The agreed plan is asked anew"], f"the same answer is no change: {commits}")
    bench.run("git", "commit", "--quiet", "--message", "plans", at=llm)

    bench.run("git", "switch", "--quiet", "--create", "same", at=llm)
    said = bench.run("sh", "plans/review.sh", "main", at=llm)
    expect("### Policy kept" in said and "### Nothing changed" in said, f"both are told: {said}")
    check_junit(bench, llm / "review/junit.xml", failures=0)

    bench.run("git", "switch", "--quiet", "--create", "dearer", at=llm)
    asked(bench, llm, tokens="400B")
    write(llm / "plans/policy.json", '{"fail": {"max_cost_usd": 1e9}}')
    bench.run("git", "commit", "--quiet", "--all", "--message", "and a policy of my own", at=llm)
    bench.run("sh", "plans/update-base.sh", at=llm)
    said = bench.run("sh", "plans/review.sh", "main", at=llm, code=BROKEN)
    for text in ("### Policy broken: 1 of", "### Cost +", "more than 5%"):
        expect(text in said, f"{text} is told: {said}")
    check_junit(bench, llm / "review/junit.xml", failures=1)
    check_schema_refuses(bench, llm / "review/junit.xml")

    base = read(llm / "plans/base.json")
    asked(bench, llm, days=0.1)
    bench.run("sh", "plans/review.sh", "main", at=llm, code=BROKEN)  # meets_deadline
    bench.run("sh", "plans/update-base.sh", at=llm, code=UNANSWERED)
    expect(read(llm / "plans/base.json") == base, "no plan, no new base")
    expect(not (llm / "plans/base.new").exists(), "and nothing is left of it")
    asked(bench, llm, days="soon")
    bench.run("sh", "plans/review.sh", "main", at=llm, code=BAD_FILE)
    bench.run("sh", "plans/review.sh", "no-such-branch", at=llm, code=1)
    bench.run("git", "checkout", "--quiet", "--force", "main", at=llm)
    return llm


def check_gitlab(bench, llm):
    job = yaml.safe_load(bench.recipe(".gitlab-ci.yml"))["plan"]
    for branch, code in (("same", 0), ("dearer", BROKEN)):
        clone = bench.home / f"gitlab-{branch}"
        bench.run("git", "clone", "--quiet", "--branch", branch, "--depth", "1", f"file://{llm}",
                  clone, at=bench.home)
        *before, last = job["script"]
        for number, line in enumerate([*before, last]):
            bench.run("sh", "-ec", line, at=clone, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
                      code=code if number == len(before) else 0)
        for path in job["artifacts"]["paths"]:
            expect((clone / path).is_dir(), f"the artifact {path} is there")
        check_junit(bench, clone / job["artifacts"]["reports"]["junit"], failures=1 if code else 0)


def check_watch(bench, llm):
    product = read(bench.root / "tests/unit/catalog/fixtures/priced_product.json")
    product = product.replace("p4d.24xlarge", "p5.48xlarge").replace("2026-09-10", "2049-12-31")
    schedule = bench.recipe("crontab").split(maxsplit=5)
    base = json.loads(read(llm / "plans/base.json"))
    agreed = base["candidates"][0]["usd_per_instance_hour"]
    for rise, told, code in ((1.01, False, 0), (1.05, True, 0), (1.2, True, BROKEN)):
        priced = product.replace("21.9576420000", f"{agreed * rise:.10f}")
        write(bench.home / "products.json",
              json.dumps({"FormatVersion": "aws_v1", "PriceList": [priced]}))
        (llm / "plans/prices.json").unlink(missing_ok=True)
        said = bench.run("sh", "-c", schedule[5], at=bench.home, code=code,
                         SOURCE_DATE_EPOCH="2524608000")  # 2050-01-01: after all that is known
        expect("Cost +" in said if told else said == "", f"{rise} is told: {told}: {said}")
    expect("Field=instanceType,Value=p5.48xlarge" in read(bench.home / "aws.log"), "of that type")
    bench.run("git", "clean", "--quiet", "--force", "-d", at=llm)


def check_action(bench, llm):
    runner = Runner(bench, llm)
    check_no_injection(runner.action)
    network = [step["name"] for step in runner.action["runs"]["steps"] if "network" in step["name"]]
    expect(len(network) == 1, "one step names the network")

    runner.run(args=QUESTION, **KEPT, fail_over="5%\n2d", warn_over="1%", junit="deep/er/plan.xml")
    expect(runner.outputs["kept"] == "true", "all is kept")
    base = json.loads(read(llm / "plans/base.json"))["candidates"][0]
    for name, key in (("cost-usd", "cost_usd"), ("duration-days", "duration_days")):
        expect(runner.outputs[name] == f"{base[key]['likely']:.12g}", f"{name} is that of the plan")
    saved = read(llm / runner.outputs["result"])
    expect(saved == read(llm / "plans/base.json"), "the answer is saved")
    markdown = read(pathlib.Path(runner.outputs["markdown"]))
    expect(markdown == runner.summary, "the markdown is the summary")
    for text in ("### Policy kept", "### Nothing changed", "time is the same", "The answer</sum"):
        expect(text in runner.summary, f"{text} is in {runner.summary}")
    check_junit(bench, llm / "deep/er/plan.xml", failures=0)
    expect(network[0] not in runner.steps, "nothing is built where ec2plan is there")



def check_action_breaks(bench, llm):
    """With everything written first. The program is given here, and on no PATH."""
    runner = Runner(bench, llm)
    runner.run(args=QUESTION + "--tokens=400B\n\n", **KEPT, fail_over="5%", junit="plan.xml",
               result="head.json", summary="false", program=str(bench.program),
               path="/usr/bin:/bin", code=BROKEN)
    outputs = runner.outputs
    expect(outputs["kept"] == "false" and runner.summary == "", "no summary was wanted")
    markdown = read(pathlib.Path(outputs["markdown"]))
    for text in ("### Policy broken: 1 of", "### Cost +", "more than 5%"):
        expect(text in markdown, f"{text} is in {markdown}")
    expect(outputs["result"] == "head.json" and outputs["cost-usd"], "the outputs are set")
    check_junit(bench, llm / "plan.xml", failures=1)
    runner.run(result="head.json", base="plans/base.json", fail_over="50%")
    expect("### Cost +" in runner.summary, "a saved result is compared")
    expect("Policy" not in runner.summary, "and held against no policy")
    runner.run(args="estimate\n--config=plans/question.json\n--instance-count=64", warn_over="1%",
               base="head.json")
    expect("64 × p5.48xlarge" in runner.summary, "an estimate is an answer too")


def check_action_without_a_plan(bench, llm):
    runner = Runner(bench, llm)
    runner.run(args=QUESTION + "--days=0.1", code=UNANSWERED)
    expect("**No plan satisfies the question.**" in runner.summary, "it is told")
    expect(runner.outputs["kept"] == "false", "it is not kept")
    expect(float(runner.outputs["cost-usd"]) > 0, "the figures are those of the nearest plan")
    runner.run(args=QUESTION + "--days=0.1", **KEPT, code=BROKEN)
    runner.run(args=QUESTION + "--instance-type=g5.xlarge", **KEPT, junit="none.xml",
               code=UNANSWERED)
    expect(runner.outputs["cost-usd"] == "", "without a plan there is no cost")
    expect("### Rejected" in runner.summary, "but there are reasons")
    expect(not (llm / "none.xml").exists(), "and no rule was judged")


def check_action_mistakes(bench, llm):
    runner = Runner(bench, llm)
    for code, inputs in (
            (USAGE, {}), (USAGE, {"result": "plans/base.json"}),
            (USAGE, {"args": "recommend --days 30"}), (USAGE, {"args": "launch"}),
            (USAGE, {"args": "\n"}), (USAGE, {"args": QUESTION, "fail_over": "5%"}),
            (USAGE, {"args": QUESTION, "junit": "x.xml"}),
            (USAGE, {"args": QUESTION, "summary": "yes"}),
            (USAGE, {"args": QUESTION + "--no-such-flag"}),
            (USAGE, {"args": QUESTION, **KEPT, "fail_over": "5"}),
            (BAD_FILE, {"args": QUESTION, "policy": "plans/base.json"}),
            (BAD_FILE, {"result": "no", **KEPT}),
            (BAD_FILE, {"args": QUESTION, **KEPT, "base": "missing.json"}),
            (NO_PROGRAM, {"args": QUESTION, "program": "./no"})):
        runner.run(code=code, **inputs)
        expect(runner.outputs["kept"] != "true", "nothing is said to be kept")
    expect(runner.outputs["result"] == "", "a file of another run is no result")


def check_action_builds(bench, llm):
    """With the real script/run and script/setup, on a machine where nothing is installed."""
    copy, tools = bench.home / "action", bench.home / "builders"
    for folder in ("script", ".github"):
        shutil.copytree(bench.root / folder, copy / folder)
    for name in ("src", "include", "data"):
        (copy / name).mkdir()
    for name in ("CMakeLists.txt", "CMakePresets.json"):
        (copy / name).touch()
    log = bench.home / "build.log"
    write(tools / "dpkg-query", "#!/bin/sh\nexit 1\n", 0o755)
    write(tools / "apt-get", f'#!/bin/sh\necho apt-get "$@" >>{log}\n', 0o755)
    write(tools / "sudo", '#!/bin/sh\nexec "$@"\n', 0o755)
    write(tools / "cmake", f'#!/bin/sh\necho cmake "$@" >>{log}\n[ "$1" != --build ] || '
          f'ln -s {bench.program} build/release/ec2plan\n', 0o755)
    runner = Runner(bench, llm, copy / ".github/actions/ec2plan")
    runner.run(args=QUESTION, policy="plans/policy.json", path=f"{tools}:/usr/bin:/bin")
    expect(len(runner.steps) == 3 and "network" in runner.steps[1], f"it is built: {runner.steps}")
    called = [line.split()[0] for line in read(log).splitlines()]
    expect(called == ["apt-get", "apt-get", "cmake", "cmake"], f"installed, then built: {called}")
    expect("### Policy kept" in runner.summary, "and asked")


def check_inert(runner):
    expect("\x1b" not in runner.log + runner.summary, "no text colours the log")
    expect("<b>" not in runner.summary, "no text is markup")


def check_hostile(bench, llm):
    runner = Runner(bench, llm)
    code = "$(touch pwned)`touch pwned`;touch pwned"
    for text in (code, "::error::owned", "x\"'; touch pwned #", "*", "~", "${IFS}", "a b"):
        runner.run(args=QUESTION + "--model=" + text, code=USAGE)
        runner.run(args=QUESTION, base=KEPT["base"], fail_over=text, code=USAGE)
        runner.run(args=QUESTION, policy=text, code=BAD_FILE)
    for name in (f"q'\"{code} %0A::error::owned", "-q", " two  words ", "<b>&]]>\x1b[31m",
                 "new\n::error::owned\nkept=true\nEOF"):
        shutil.copy(llm / "plans/base.json", llm / name)
        runner.run(result=name, **KEPT | {"base": name}, junit=f"x{name}/a {name}.xml")
        expect(runner.outputs["result"] == name, f"{name!r} is a path")
        expect(runner.outputs["kept"] == "true", f"{name!r} changes no answer")
        cases = check_junit(bench, llm / f"x{name}/a {name}.xml", failures=0)
        expect({case.classname[-5:] for case in cases} == {".fail", ".warn"}, "the tiers")
        check_inert(runner)
        runner.run(result=name + "\nkept=true", **KEPT, code=BAD_FILE)
        expect(runner.outputs["kept"] == "false", "a path sets no output")
    hostile = bench.root / "tests/golden/fixtures/hostile-plan.json"
    runner.run(result=str(hostile), **KEPT, junit="h.xml", code=BROKEN)
    check_inert(runner)
    check_junit(bench, llm / "h.xml", failures=2)
    shutil.copy(llm / "plans/question.json", llm / "my  * question's.json")
    runner.run(args="recommend\r\n--config\r\nmy  * question's.json", **KEPT)
    expect(not list(bench.home.rglob("pwned")), "nothing was run")


def check_workflow(bench, llm):
    workflow = yaml.safe_load(bench.recipe(".github/workflows/plan.yml"))
    steps = workflow["jobs"]["plan"]["steps"]
    check_no_injection(workflow)
    event = {"github.event.pull_request.base.sha": COMMIT, "github.event.pull_request.number": "7",
             "github.token": "secret"}
    for branch, code in (("same", 0), ("dearer", BROKEN)):
        at = bench.home / f"github-{branch}"
        context = dict(event)
        for step in steps:
            given = {key: filled(value, context) for key, value in step.get("with", {}).items()}
            action = step.get("uses", "").partition("@")[0]
            network = action == "actions/checkout" or "gh " in step.get("run", "")
            expect(("network" in step["name"]) == network, f"{step['name']} tells of the network")
            if action == "actions/checkout":  # the pull request's, which moves its gates, or main
                expect(given.get("ref", COMMIT) == COMMIT, "the target's commit is checked out")
                where = at / given.get("path", "")
                bench.run("git", "clone", "--quiet", "--branch",
                          "main" if "ref" in given else branch, llm, where, at=bench.home)
            elif action == "OWNER/ec2plan/.github/actions/ec2plan":
                runner = Runner(bench, at).run(code=code, **given)
                expect(code == 0 or "### Cost +" in runner.summary, "the base is that of main")
                context |= {f"steps.{step['id']}.outputs.{k}": v for k, v in runner.outputs.items()}
                check_junit(bench, at / given["junit"], failures=1 if code else 0)
            else:
                expect(holds(step["if"], context), "the comment is written in both cases")
                variables = {key: filled(value, context) for key, value in step["env"].items()}
                bench.run("bash", "-ec", step["run"], at=at, **variables)
                expect(read(bench.home / "comment.md") == runner.summary, "it is the summary")
                expect(read(bench.home / "gh.log").startswith("pr\ncomment\n7\n"), "on this one")


def main():
    program, root = (pathlib.Path(word).resolve() for word in sys.argv[1:])
    with tempfile.TemporaryDirectory() as home:
        bench = Bench(program, root, pathlib.Path(home))
        llm = check_shell(bench)
        check_gitlab(bench, llm)
        check_watch(bench, llm)
        check_workflow(bench, llm)
        check_action(bench, llm)
        check_action_breaks(bench, llm)
        check_action_without_a_plan(bench, llm)
        check_action_mistakes(bench, llm)
        check_action_builds(bench, llm)
        check_hostile(bench, llm)
        expect(not bench.untried, f"each recipe was tried: {bench.untried}")


if __name__ == "__main__":
    main()
