"""Stands in for `gh` where ci_test.py tries a comment: it knows the flags that the recipe uses and
no other, and keeps the comments of a pull request in ~/comments.json, two a page.

As the real one, `gh api --paginate --jq` filters each page for itself.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

COMMENTS = pathlib.Path.home() / "comments.json"
BOT = "github-actions[bot]"
A_PAGE = 2


def read_file(name):
    return pathlib.Path(name).read_text(encoding="utf-8")


def add(given, comments):
    comments.append({"id": len(comments) + 1, "user": {"login": BOT}, "on": given.number,
                     "body": read_file(given.body_file)})


def listed(given, comments):
    number = re.fullmatch(r"repos/octo/llm/issues/(\d+)/comments", given.path)[1]
    mine = [comment for comment in comments if comment["on"] == number]
    for start in range(0, len(mine) if given.paginate else A_PAGE, A_PAGE):
        page = json.dumps(mine[start:start + A_PAGE])
        subprocess.run(["jq", "--raw-output", given.jq], input=page, text=True, check=True)


def change(given, comments):
    number = int(re.fullmatch(r"repos/octo/llm/issues/comments/(\d+)", given.path)[1])
    name = re.fullmatch("body=@(.+)", given.field)[1]
    found, = (comment for comment in comments if comment["id"] == number)
    found["body"] = read_file(name)
    if not given.silent:
        print(json.dumps(found))


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    commands = parser.add_subparsers(required=True)
    pull = commands.add_parser("pr", allow_abbrev=False).add_subparsers(required=True)
    comment = pull.add_parser("comment", allow_abbrev=False)
    comment.add_argument("number")
    comment.add_argument("--body-file", required=True)
    comment.set_defaults(act=add)
    api = commands.add_parser("api", allow_abbrev=False)
    api.add_argument("path")
    for flag in ("--paginate", "--silent"):
        api.add_argument(flag, action="store_true")
    for flag in ("--jq", "--field"):
        api.add_argument(flag)
    api.add_argument("--method", choices=["PATCH"])
    api.set_defaults(act=None)
    given = parser.parse_args()
    comments = json.loads(read_file(COMMENTS))
    act = given.act or (change if given.method else listed)
    act(given, comments)
    COMMENTS.write_text(json.dumps(comments), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
