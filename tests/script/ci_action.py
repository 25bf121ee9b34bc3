"""The action: what it says and writes, how it ends, and that no text of a pull request and no link
in it is more than data. ci_test.py calls these.
"""

import json
import pathlib
import shutil

from ci_bench import (BAD_FILE, BROKEN, NO_PROGRAM, UNANSWERED, USAGE, check_junit, expect, read,
                      write)
from ci_runner import Runner, check_no_injection

QUESTION = "recommend\n--config=plans/question.json\n"
KEPT = {"base": "plans/base.json", "policy": "plans/policy.json"}


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
    answer = pathlib.Path(runner.outputs["result"])
    expect(read(answer) == read(llm / "plans/base.json"), "the answer is saved")
    expect(answer.is_relative_to(runner.temporary), "where no checkout reaches")
    expect("\nanswer.json: " in runner.summary, "by a name that is the same each time")
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
    write(llm / "bin/mine", f'#!/bin/sh\nexec {bench.program} "$@"\n', 0o755)
    Runner(bench, llm).run(args=QUESTION, **KEPT, program="bin/mine", path="/usr/bin:/bin")
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
    runner.run(args="estimate\n--config=plans/question.json\n--instance-count=96", warn_over="1%",
               base="head.json")
    expect("96 × p5.48xlarge" in runner.summary, "an estimate is an answer too")


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
    write(llm / "forged.json", read(llm / "plans/base.json"))
    runner.run(args=QUESTION + "--help", **KEPT, result="forged.json", code=BAD_FILE)
    runner.run(args=QUESTION + "--no-such-flag", result="forged.json", code=USAGE)
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


def check_links(bench, llm):
    """Links in the checkout, which would let an answer take the place of what it is measured by."""
    runner = Runner(bench, llm)
    base = read(llm / "plans/base.json")
    dearer = {"args": QUESTION + "--tokens=340B", **KEPT, "fail_over": "5%"}
    for name in ("answer.json", "ec2plan-answer.json", "link.json"):
        (llm / name).symlink_to("plans/base.json")
    (llm / "linked").symlink_to("plans")
    (llm / "deep").mkdir(exist_ok=True)
    (llm / "deep/linked").symlink_to("../plans")
    runner.run(**dearer, code=BROKEN)
    for name in ("link.json", "./link.json", "linked/base.json", "linked/new.json",
                 "deep/linked/base.json", f"{llm}/linked/base.json"):
        runner.run(**dearer, result=name, code=USAGE)
        expect("result: a symbolic link" in runner.log, "it is told which")
        runner.run(**dearer, junit=name, code=USAGE)
        expect("junit: a symbolic link" in runner.log, "it is told which")
        expect(read(llm / "plans/base.json") == base, f"{name} leads to no other file")
    expect(not (llm / "plans/new.json").exists(), "and makes none")
    runner.run(result="link.json", **KEPT)  # which is read alone
    outside = bench.home / "outside"
    outside.symlink_to(runner.temporary)
    runner.run(**dearer, junit=str(outside / "plan.xml"), code=BROKEN)
    check_junit(bench, outside / "plan.xml", failures=0)


def check_question(bench, llm):
    """A question that names where and how its answer is written, and prices of its own."""
    runner = Runner(bench, llm)
    base = read(llm / "plans/base.json")
    mine = json.loads(read(llm / "plans/question.json"))
    mine |= {"out-file": "plans/base.json", "output": "csv", "json": False, "discount": "50%"}
    write(llm / "plans/mine.json", json.dumps(mine))
    runner.run(args="recommend\n--config=plans/mine.json", **KEPT, fail_over="5%")
    expect(read(llm / "plans/base.json") == base, "flags win")
    expect("| --discount | – | 50% |" in runner.summary, "what it brings is told")
