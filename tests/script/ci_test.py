"""The GitHub Action and the recipes of docs/ci.md, run as they are printed, with gates that are
kept and gates that are broken, and with text that tries to be code.

usage: ci_test.py PROGRAM ROOT

ec2plan, bash and git are real. Stood in for are: GitHub's runner, by ci_runner.py; `gh` and `aws`,
which would open connections, by ci_gh.py and ci_aws.py; and, where the action builds its program,
apt and cmake.
"""

import json
import pathlib
import re
import shutil
import sys
import tempfile

import ci_action
import yaml
from ci_bench import (BAD_FILE, BROKEN, UNANSWERED, Bench, check_junit, expect, read,
                      validate_junit, write)
from ci_runner import Runner, check_no_injection, filled, holds


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


def link(path, to):
    """Puts a symbolic link in the place of whatever is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(to)


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
    check_junit(bench, llm / "plan-review/junit.xml", failures=0)

    bench.run("git", "switch", "--quiet", "--create", "dearer", at=llm)
    asked(bench, llm, tokens="400B")
    write(llm / "plans/policy.json", '{"fail": {"max_cost_usd": 1e9}}')
    link(llm / "plan-review/head.json", "base.json")
    bench.run("git", "add", "--all", at=llm)
    bench.run("git", "commit", "--quiet", "--message", "and a policy of my own", at=llm)
    bench.run("sh", "plans/update-base.sh", at=llm)
    said = bench.run("sh", "plans/review.sh", "main", at=llm, code=BROKEN)
    for text in ("### Policy broken: 1 of", "### Cost +", "more than 5%"):
        expect(text in said, f"{text} is told: {said}")
    check_junit(bench, llm / "plan-review/junit.xml", failures=1)
    check_schema_refuses(bench, llm / "plan-review/junit.xml")
    link(llm / "plan-review", "plans")
    bench.run("sh", "plans/review.sh", "main", at=llm, code=BROKEN)
    expect(not (llm / "plans/head.json").exists(), "what is left stands in a folder of its own")

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
    for_requests = [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    expect(job.get("rules") == for_requests, "when it runs")
    expect(job["artifacts"].get("when") == "always", "a broken gate leaves its files too")
    expect(set(job["artifacts"]) == {"when", "paths", "reports"}, "no key is misspelt")
    expect(set(job) == {"image", "rules", "script", "artifacts"}, "no key is misspelt")
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


CRON_FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def scheduled(bench):
    """What cron runs by the recipe, and the variables that it gives it: few."""
    *settings, entry = bench.recipe("crontab").splitlines()
    *fields, command = entry.split(maxsplit=len(CRON_FIELDS))
    for field, (least, most) in zip(fields, CRON_FIELDS):
        expect(field == "*" or least <= int(field) <= most, f"{field} is from {least} to {most}")
    expect("%" not in command, "which cron would take for the end of a line")
    variables = {"PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "HOME": str(bench.home)}
    variables |= dict(re.fullmatch(r"([A-Z]+)=([^$]+)", each).groups() for each in settings)
    path = variables["PATH"].split(":")
    expect("/usr/local/bin" in path, "where cmake and the installer of aws put programs")
    path[path.index("/usr/local/bin")] = str(bench.tools)
    return command, variables | {"PATH": ":".join(path)}


def check_watch(bench, llm):
    product = read(bench.root / "tests/unit/catalog/fixtures/priced_product.json")
    product = product.replace("p4d.24xlarge", "p5.48xlarge").replace("2026-09-10", "2049-12-31")
    command, variables = scheduled(bench)
    base = json.loads(read(llm / "plans/base.json"))
    agreed = base["candidates"][0]["usd_per_instance_hour"]
    for rise, told, code in ((1.01, False, 0), (1.05, True, 0), (1.2, True, BROKEN)):
        priced = product.replace("21.9576420000", f"{agreed * rise:.10f}")
        write(bench.home / "products.json",
              json.dumps({"FormatVersion": "aws_v1", "PriceList": [priced]}))
        (llm / "plans/prices.json").unlink(missing_ok=True)
        said = bench.run("env", "-i", *(f"{key}={value}" for key, value in variables.items()),
                         "SOURCE_DATE_EPOCH=2524608000",  # 2050-01-01: after all that is known
                         variables["SHELL"], "-c", command, at=bench.home, code=code)
        expect("Cost +" in said if told else said == "", f"{rise} is told: {told}: {said}")
    bench.run("git", "clean", "--quiet", "--force", "-d", at=llm)


def check_workflow(bench, llm):
    """On one pull request twice, among comments that are not this workflow's."""
    workflow = yaml.safe_load(bench.recipe(".github/workflows/plan.yml"))
    expect(workflow[True] == {"pull_request": {"branches": ["main"]}}, "when it runs")  # True: on
    expect(workflow["permissions"] == {"contents": "read", "pull-requests": "write"}, "what it may")
    expect(set(workflow) == {"name", True, "permissions", "jobs"}, "no key is misspelt")
    check_no_injection(workflow)
    job = workflow["jobs"]["plan"]
    expect(set(job) == {"runs-on", "steps"}, "no key is misspelt")
    comments = [{"id": number, "user": {"login": login}, "on": on, "body": body}
                for number, (login, on, body) in enumerate((
                    ("mallory", "7", "<!-- ec2plan -->"), ("github-actions[bot]", "7", "coverage"),
                    ("github-actions[bot]", "8", "<!-- ec2plan -->")), start=1)]
    write(bench.home / "comments.json", json.dumps(comments))
    for branch, code in (("same", 0), ("dearer", BROKEN)):
        summary = check_job(bench, llm, job, branch, code)
        found = json.loads(read(bench.home / "comments.json"))
        expect(found[:-1] == comments, "comments of others are left alone")
        expect(found[-1]["body"] == summary and found[-1]["on"] == "7", "it is the summary")


def check_job(bench, llm, job, branch, code):
    """The summary that the job of the workflow writes for a branch."""
    at = bench.home / f"github-{branch}"
    runner = Runner(bench, at)
    context = {"github.event.pull_request.number": "7", "github.token": "secret",
               "runner.temp": str(runner.temporary)}
    for step in job["steps"]:
        action, script = step.get("uses", "").partition("@")[0], step.get("run", "")
        given = {key: filled(value, context) for key, value in step.get("with", {}).items()}
        network = action == "actions/checkout" or "gh " in script or "git fetch" in script
        expect(("network" in step["name"]) == network, f"{step['name']} tells of the network")
        comments = "gh pr comment" in script
        expect(step.get("continue-on-error", False) == comments, "a fork's may write no comment")
        if action == "actions/checkout":
            expect(not given, "the pull request is checked out, and where all steps begin")
            bench.run("git", "clone", "--quiet", "--branch", branch, "--depth", "1",
                      f"file://{llm}", at, at=bench.home)
        elif action == "OWNER/ec2plan/.github/actions/ec2plan":
            runner.run(code=code, **given)
            expect(code == 0 or "### Cost +" in runner.summary, "the base is that of main")
            context |= {f"steps.{step['id']}.outputs.{k}": v for k, v in runner.outputs.items()}
            check_junit(bench, at / given["junit"], failures=1 if code else 0)
        else:
            expect(not comments or holds(step["if"], context), "the comment is written each time")
            variables = {key: filled(value, context) for key, value in step.get("env", {}).items()}
            write(runner.temporary / "step.sh", script)
            bench.run("bash", "-e", runner.temporary / "step.sh", at=at, GITHUB_BASE_REF="main",
                      GITHUB_REPOSITORY="octo/llm", RUNNER_TEMP=str(runner.temporary), **variables)
    return runner.summary


def main():
    program, root = (pathlib.Path(word).resolve() for word in sys.argv[1:])
    with tempfile.TemporaryDirectory() as home:
        bench = Bench(program, root, pathlib.Path(home))
        llm = check_shell(bench)
        check_gitlab(bench, llm)
        check_watch(bench, llm)
        check_workflow(bench, llm)
        for check in (ci_action.check_action, ci_action.check_action_breaks,
                      ci_action.check_action_without_a_plan, ci_action.check_action_mistakes,
                      ci_action.check_action_builds, ci_action.check_hostile,
                      ci_action.check_links, ci_action.check_question):
            check(bench, llm)
        expect(not bench.untried, f"each recipe was tried: {bench.untried}")


if __name__ == "__main__":
    main()
