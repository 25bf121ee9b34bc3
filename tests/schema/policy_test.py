"""The schema of policies and the program that reads them take and refuse the same files.

usage: policy_test.py PROGRAM ROOT
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

READ, REFUSED = 0, 5

TAKEN_RULES = [
    {"max_cost_usd": 0.001}, {"max_cost_usd": 1e13}, {"max_days": 36500}, {"max_days": 0.5},
    {"max_instances": 1}, {"max_instances": 2.0}, {"max_vcpus": 1000000000}, {"max_energy_kwh": 0.5}, {"max_co2e_kg": 1e6},
    {"max_price_age_days": 0}, {"max_high_over_likely": 1}, {"max_high_over_likely": 1000},
    {"instance_types": ["p5*", "p5*"]}, {"regions": ["*"]}, {"purchases": ["spot", "on-demand"]},
    *({"min_confidence": word} for word in ("guess", "extrapolated", "same-accelerator",
                                            "same-stack")),
    *({"purchases": [word]} for word in ("on-demand", "spot", "reserved-1yr", "reserved-3yr",
                                         "savings-plan", "capacity-block")),
    {"require_range": True}, {"fits": "yes"}, {"meets_deadline": True}, {"meets_budget": True}]
REFUSED_RULES = [
    {}, {"max_cost": 1}, {"max_cost_usd": 0}, {"max_cost_usd": 0.0001}, {"max_cost_usd": 1.1e13},
    {"max_cost_usd": "2M"}, {"max_cost_usd": None}, {"max_days": True}, {"max_days": 36501},
    {"max_days": -1}, {"max_instances": 0}, {"max_instances": 1.5}, {"max_instances": 1e12},
    {"max_vcpus": []}, {"max_energy_kwh": "5MWh"}, {"max_co2e_kg": 0}, {"max_price_age_days": -0.1}, {"max_price_age_days": 1e9},
    {"max_high_over_likely": 0.99}, {"max_high_over_likely": 1001}, {"instance_types": []},
    {"instance_types": "p5*"}, {"instance_types": [""]}, {"regions": [1]}, {"regions": {}},
    {"regions": [None]}, {"purchases": ["on demand"]}, {"purchases": []}, {"purchases": [""]},
    {"min_confidence": "sure"}, {"min_confidence": 1}, {"require_range": False},
    {"require_range": 1}, {"fits": "tight"}, {"fits": True}, {"meets_deadline": False},
    {"meets_budget": "true"}]
TAKEN = [{tier: rule} for rule in TAKEN_RULES for tier in ("fail", "warn")] + [
    {"format_version": version, "fail": {"fits": "yes"}} for version in ("1.0", "1.12")] + [
    {"risk": risk, "warn": {"max_days": 3}} for risk in ("slow", "likely")] + [
    {"fail": {}, "warn": {"fits": "yes"}}, {"fail": {"fits": "yes"}, "warn": {}}]
REFUSED_POLICIES = [{tier: rule} for rule in REFUSED_RULES for tier in ("fail", "warn")] + [
    {"format_version": version, "fail": {"fits": "yes"}}
    for version in ("2.0", "1", "1.", "1.x", "1.0.0", "", 1.0, None)] + [
    {"risk": risk, "fail": {"fits": "yes"}} for risk in ("fast", "", None, 1)] + [
    {}, [], 3, None, "fail", {"fail": None}, {"fail": []}, {"fail": {}, "warn": {}},
    {"max_days": 3}, {"fail": {"fits": "yes"}, "title": "ours"}]


def program_takes(program, result, file):
    done = subprocess.run([program, "check", result, "--policy", file, "--exit-zero", "--quiet"],
                          capture_output=True, check=False)
    if done.returncode not in (READ, REFUSED):
        sys.exit(f"exit {done.returncode}: {done.stderr.decode()}")
    return done.returncode == READ


def problems(program, root):
    result = pathlib.Path(root) / "tests/golden/fixtures/base.json"
    printed = subprocess.run([program, "schema", "policy"], capture_output=True, check=True).stdout
    validator = jsonschema.Draft7Validator(json.loads(printed))
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "policy.json"
        for expected, policies in ((True, TAKEN), (False, REFUSED_POLICIES)):
            for policy in policies:
                text = json.dumps(policy)
                file.write_text(text, encoding="utf-8")
                if validator.is_valid(policy) != expected:
                    yield f"the schema {'refuses' if expected else 'takes'} {text}"
                if program_takes(program, result, file) != expected:
                    yield f"the program {'refuses' if expected else 'takes'} {text}"


def main(program, root):
    found = list(problems(program, root))
    print("\n".join(found) or f"{len(TAKEN)} policies are taken, {len(REFUSED_POLICIES)} refused")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
