#!/usr/bin/env python3
"""What a person sees first: no longer than a screen, no line broken by the terminal, nothing torn.

usage: first_screen_test.py PROGRAM
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = ""
LINES = 40
WIDTHS = (80, 100)
QUESTIONS = {
    "of the README": "--model 175B --tokens 300B --days 30",
    "a small model on few instances": "--model 8B --tokens 1T --days 60 --max-instances 4",
    "beyond what 512 instances do": "--model 405B --tokens 15.6T --days 90",
    "a mixture of experts": "--model mixtral-8x7b --tokens 2T --days 30",
    "a deadline out of reach": "--model 175B --tokens 300B --days 1 --max-instances 16",
    "adapters of a large model": "--model llama-3.1-70b --method lora --examples 50k "
                                 "--example-tokens 600 --days 2",
    "no deadline": "--model 7B --tokens 1T",
    "all there is to buy": "--model 70B --tokens 2T --days 60 --region all --purchase all",
    "a deadline and a budget": "--model 70B --tokens 2T --budget 500k --days 20",
}


def printed(command, width, folder="."):
    environment = {"PATH": os.environ["PATH"], "COLUMNS": str(width), "LC_ALL": "C.UTF-8",
                   "SOURCE_DATE_EPOCH": "1785542400"}
    environment |= {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
    done = subprocess.run([PROGRAM, *command.split()], env=environment, cwd=folder, timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert done.returncode in (0, 3, 4), done.stderr.decode()
    return done.stdout.decode().splitlines()


def is_torn(question, width):
    """Whether regions and kinds of purchase take the room: a plan has several lines then."""
    return "--region all" in question and width < 100


class FirstScreen(unittest.TestCase):
    def check_width(self, lines, width):
        for line in lines:
            self.assertLessEqual(len(line), width, line)

    def test_a_recommendation_fits_a_screen(self):
        for name, question in QUESTIONS.items():
            for width in WIDTHS:
                with self.subTest(name, width=width):
                    lines = printed("recommend " + question, width)
                    self.assertLessEqual(len(lines), LINES, "\n".join(lines))
                    self.check_width(lines, width)

    def test_it_holds_what_a_reader_acts_on(self):
        for name, question in QUESTIONS.items():
            for width in WIDTHS:
                with self.subTest(name, width=width):
                    lines = printed("recommend " + question, width)
                    first = [line.strip() for line in lines if line.strip().startswith("1  ")]
                    self.assertRegex(first[0], r"^1  [\d,]+ × \S*")  # the type, how many
                    if not is_torn(question, width):
                        self.assertRegex(first[0], r"\(.*–.*\) (minutes|hours|days|years)")
                        self.assertRegex(first[0], r"\$.* \(\$.*–.*\)")
                    self.assertTrue(any("--all" in line for line in lines))
                    self.assertTrue(any(line.startswith("Next: ec2plan ") for line in lines))
                    answered = not lines[0].startswith("No plan")
                    self.assertEqual(answered, any(line.startswith("quota ") for line in lines))

    def test_a_plan_stands_on_one_line(self):
        for name, question in QUESTIONS.items():
            for width in WIDTHS:
                if is_torn(question, width):
                    continue
                with self.subTest(name, width=width):
                    lines = printed("recommend " + question, width)
                    torn = re.compile(r"^ *\d+  [\d,]+ ×( +[^ a-z]|$)")  # no type behind it
                    self.assertFalse([line for line in lines if torn.search(line)])

    def test_other_pages_keep_to_eighty_columns(self):
        with tempfile.TemporaryDirectory() as folder:
            for days in (20, 30):
                printed(f"recommend --model 175B --tokens 300B --days {days} --json --out-file "
                        f"{days}.json", 80, folder)
            self.assertTrue(pathlib.Path(folder, "30.json").exists())
            for command in ("afford --budget 1M --days 30", "afford --budget 10 --days 1",
                            "estimate --model 175B --tokens 300B --instance-type p5.48xlarge "
                            "--instance-count 64", "check 30.json --max-cost 1M --max-days 20",
                            "compare 20.json 30.json"):
                with self.subTest(command):
                    lines = printed(command, 80, folder)
                    self.assertTrue(lines)
                    self.check_width(lines, 80)


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
