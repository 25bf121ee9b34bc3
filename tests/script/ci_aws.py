"""Stands in for `aws pricing get-products` where ci_test.py watches prices: it knows the flags and
the values that the real one takes, and prints ~/products.json where they ask for what is in it.
"""

import argparse
import json
import pathlib
import re
import sys

PRICED_FROM = ["us-east-1", "eu-central-1", "ap-south-1"]  # where AWS serves its prices
FILTER = re.compile(r"Type=TERM_MATCH,Field=(instanceType|regionCode),Value=([a-z0-9.-]+)")


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("service", choices=["pricing"])
    parser.add_argument("operation", choices=["get-products"])
    parser.add_argument("--service-code", required=True, choices=["AmazonEC2"])
    parser.add_argument("--region", required=True, choices=PRICED_FROM)
    parser.add_argument("--output", required=True, choices=["json"])
    parser.add_argument("--filters", required=True, nargs="+")
    given = parser.parse_args()
    asked = dict(FILTER.fullmatch(each).groups() for each in given.filters)
    products = json.loads((pathlib.Path.home() / "products.json").read_text(encoding="utf-8"))
    products["PriceList"] = [
        priced for priced in products["PriceList"]
        if all(json.loads(priced)["product"]["attributes"][key] == value
               for key, value in asked.items())]
    print(json.dumps(products))


if __name__ == "__main__":
    sys.exit(main())
