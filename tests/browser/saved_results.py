"""Pages that `ec2plan report` writes of results of every kind, on the frozen catalog of the tests."""

import json
import subprocess
import sys

RECOMMENDED, PLAN = "The recommendation", "The plan"
PRICED = ("Cost against time", "Where the money goes", "What moves the cost")


def sections(second, without=()):
    """In the order of a page."""
    every = ("The question", second, "Cost against time", "How it scales",
             "Where the money goes", "Memory of an accelerator", "What moves the cost",
             "Accuracy on runs like this one", "The arithmetic", "Again")
    return [name for name in every if name not in without]


SMALL = "--model llama-2-7b --tokens 100B".split()
ONE = [*SMALL, "--instance-count", "1", "--instance-type"]
RESULTS = {  # name: the command, its end, the sections of its page
    "limits": ("recommend --model gpt3-175b --tokens 300B --days 60 --budget $30M", 0,
               sections(RECOMMENDED)),
    "trainium": ("recommend --model llama-2-7b --tokens 1T --days 90 --instance-type trn1.32xlarge",
                 0, sections(RECOMMENDED)),
    "experts": ("recommend --model mixtral-8x7b --tokens 1T --days 60", 0, sections(RECOMMENDED)),
    "own rate": (["recommend", *SMALL, "--days", "30", "--purchase", "savings-plan",
                  "--rate", "savings-plan:p5*=31.50"], 0, sections(RECOMMENDED)),
    "no plan": (["recommend", *SMALL, "--days", "0.01", "--budget", "$10"], 3, sections(PLAN)),
    "estimate": (["estimate", *ONE, "p5.48xlarge"], 0, sections(PLAN)),
    "unpriced": (["estimate", *ONE, "p4d.24xlarge", "-r", "eu-west-1"], 0, sections(PLAN, PRICED)),
    "tight": (["estimate", *ONE, "p4d.24xlarge", "--tp", "1", "--pp", "1", "--zero", "3",
               "--micro-batch", "1", "--recompute", "none"], 0, sections(PLAN)),
}
HOSTILE_NAME = "\"'><img src=x onerror=window.hacked=1><script>window.hacked=1\u202e\x1b[31m"
CONFIG = {"model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32,
          "num_attention_heads": 32, "num_key_value_heads": 32, "intermediate_size": 11008,
          "vocab_size": 32000, "max_position_embeddings": 4096}


class Reports:
    """Asks a question, saves the result and has the page of it written into a folder."""

    def __init__(self, program, fixtures, folder):
        self.program, self.fixtures, self.folder = program, fixtures, folder

    def ended(self, words, status):
        done = subprocess.run(list(map(str, words)), capture_output=True, check=False)
        if done.returncode != status:
            sys.exit(f"not so: {words} ends with {status}: {done.returncode}: "
                     f"{done.stderr.decode()}")
        return done.stdout.decode()

    def page(self, name, question, status=0, catalogs=()):
        words = question.split() if isinstance(question, str) else question
        overlays = [word for each in ("mini.json", *catalogs)
                    for word in ("--catalog", self.fixtures / each)]
        saved, page = self.folder / f"{name}.json", self.folder / f"{name}.html"
        saved.write_text(self.ended([self.program, *words, *overlays, "--json", "-q"], status))
        self.ended([self.program, "report", saved, "--out-file", page, "-q"], 0)
        return page

    def all(self):
        """Each page with its sections."""
        for name, (question, status, expected) in RESULTS.items():
            yield self.page(name, question, status), expected

    def hostile(self):
        """Of a model and a catalog whose texts try to break out."""
        folder = self.folder / HOSTILE_NAME
        folder.mkdir()
        config = folder / "config.json"
        config.write_text(json.dumps(CONFIG))
        return self.page("hostile", ["recommend", "--model", config, "--tokens", "100B",
                                     "--days", "30"], catalogs=["hostile.json"])
