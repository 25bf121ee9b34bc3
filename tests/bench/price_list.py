#!/usr/bin/env python3
"""Writes a price list of EC2 in the shape of AWS's bulk files, of a given size; always the same bytes.

usage: price_list.py FILE [MEGABYTES]     FILE ends in .json or .csv; default: 1000 MB

Types of the catalog have their published on-demand prices, where data/prices.json has one. All
else (the other types' prices, reserved rates, SKUs) is made up: it is only there to be read over.
"""

import io
import json
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
DAY = "2026-09-01T00:00:00Z"
REGIONS = {  # usage types' prefix, location
    "us-east-1": ("", "US East (N. Virginia)"), "us-west-2": ("USW2-", "US West (Oregon)"),
    "eu-west-1": ("EU-", "EU (Ireland)"), "us-east-2": ("USE2-", "US East (Ohio)"),
    "ap-northeast-1": ("APN1-", "Asia Pacific (Tokyo)"), "eu-west-2": ("EUW2-", "EU (London)"),
    "eu-central-1": ("EUC1-", "EU (Frankfurt)"), "ca-central-1": ("CAN1-", "Canada (Central)"),
    "sa-east-1": ("SAE1-", "South America (Sao Paulo)"),
    "ap-southeast-2": ("APS2-", "Asia Pacific (Sydney)"),
}
FAMILIES = {
    "General purpose": "m5 m5a m5ad m5d m5dn m5n m6a m6i m6id m6idn m7a m7i t3 t3a".split(),
    "Compute optimized": "c5 c5a c5ad c5d c5n c6a c6i c6id c6in c7a c7i".split(),
    "Memory optimized": "r5 r5a r5b r5d r5dn r5n r6a r6i r6id r7a r7i x2idn x2iedn".split(),
    "Storage optimized": "d3 i3 i3en i4i".split(),
}
SIZES = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal".split()
UNLISTED = ["p2.xlarge", "p2.16xlarge", "g3.4xlarge", "inf2.48xlarge"]  # no types of the catalog
SYSTEMS = [  # operating system, pre-installed software, licence, operation
    ("Linux", "NA", "", ""), ("Linux", "SQL Web", "", ":0200"), ("Linux", "SQL Std", "", ":0004"),
    ("Linux", "SQL Ent", "", ":0100"), ("RHEL", "NA", "", ":0010"), ("RHEL", "SQL Std", "", ":0014"),
    ("Red Hat Enterprise Linux with HA", "NA", "", ":1010"), ("SUSE", "NA", "", ":000g"),
    ("Ubuntu Pro", "NA", "", ":0g00"), ("Windows", "NA", "", ":0002"),
    ("Windows", "SQL Web", "", ":0202"), ("Windows", "SQL Std", "", ":0006"),
    ("Windows", "SQL Ent", "", ":0102"), ("Windows", "NA", "Bring your own license", ":0800"),
]
STATUS = {"Used": "", "UnusedCapacityReservation": "UnusedBox", "AllocatedCapacityReservation": "Res"}
TERMS = [  # code, years, class, upfront, upfront fee and hourly rate as parts of a year and an hour
    ("4NA7Y494T4", "1yr", "standard", "No Upfront", 0, .64),
    ("HU7G6KETJZ", "1yr", "standard", "Partial Upfront", .30, .31),
    ("6QCMYABX3D", "1yr", "standard", "All Upfront", .60, 0),
    ("7NE97W5U4E", "1yr", "convertible", "No Upfront", 0, .74),
    ("CUZHX8X6JH", "1yr", "convertible", "Partial Upfront", .35, .35),
    ("VJWZNREJX2", "1yr", "convertible", "All Upfront", .69, 0),
    ("BPH4J8HBKS", "3yr", "standard", "No Upfront", 0, .44),
    ("38NPMPTW36", "3yr", "standard", "Partial Upfront", .61, .20),
    ("NQ3QZPMQV9", "3yr", "standard", "All Upfront", 1.14, 0),
    ("Z2E3P23VKM", "3yr", "convertible", "No Upfront", 0, .52),
    ("R5XV2EPZQZ", "3yr", "convertible", "Partial Upfront", .71, .24),
    ("MZU6U2429S", "3yr", "convertible", "All Upfront", 1.39, 0),
]
HEADER = ("SKU,OfferTermCode,RateCode,TermType,PriceDescription,EffectiveDate,StartingRange,EndingRange,"
          "Unit,PricePerUnit,Currency,LeaseContractLength,PurchaseOption,OfferingClass,Product Family,"
          "serviceCode,Location,Location Type,Instance Type,Current Generation,Instance Family,vCPU,"
          "Physical Processor,Clock Speed,Memory,Storage,Network Performance,Processor Architecture,"
          "Tenancy,Operating System,License Model,usageType,operation,AvailabilityZone,CapacityStatus,"
          "Dedicated EBS Throughput,ECU,Enhanced Networking Supported,GPU,GPU Memory,Intel AVX2 Available,"
          "Intel AVX Available,Intel Turbo Available,MarketOption,Normalization Size Factor,"
          "Pre Installed S/W,Processor Features,Region Code,serviceName,VPCNetworkingSupport").split(",")
ATTRIBUTES = {  # the JSON's name of a column, where it is not the column's without blanks
    "Pre Installed S/W": "preInstalledSw", "Network Performance": "networkPerformance",
    "usageType": "usagetype", "serviceCode": "servicecode", "serviceName": "servicename",
    "AvailabilityZone": "availabilityzone", "CapacityStatus": "capacitystatus",
    "MarketOption": "marketoption", "GPU": "gpu", "ECU": "ecu", "GPU Memory": "gpuMemory",
    "Intel AVX2 Available": "intelAvx2Available", "Intel AVX Available": "intelAvxAvailable",
    "Dedicated EBS Throughput": "dedicatedEbsThroughput", "VPCNetworkingSupport": "vpcnetworkingsupport",
}
FIRST_ATTRIBUTE = HEADER.index("Product Family")
NAMES = [ATTRIBUTES.get(title, (title[0].lower() + title[1:]).replace(" ", "")) for title in HEADER]


def listed_prices():
    """type -> region -> newest on-demand price of the catalog."""
    prices = {}
    for row in json.loads((ROOT / "data/prices.json").read_text())["prices"]:
        if row["purchase"] == "on-demand":
            prices.setdefault(row["instance_type"], {})[row["region"]] = row["usd_per_hour"]
    return prices


def instance_types():
    """name, family and prices by region of every type of a region's list."""
    for family, names in FAMILIES.items():
        for name in names:
            for number, size in enumerate(SIZES):
                yield f"{name}.{size}", family, dict.fromkeys(REGIONS, .096 * 1.7 ** number)
    for name in UNLISTED:
        yield name, "GPU instance", dict.fromkeys(REGIONS, 1.9)
    for name, prices in listed_prices().items():
        yield name, "Machine Learning ASIC Instances" if name.startswith("trn") else "GPU instance", prices


def products_of(name, family, region, price, sku_of):
    """SKU, values of the columns from the product family on, price, and whether it can be reserved."""
    prefix, location = REGIONS[region]
    gpu = "GPU" in family or "ASIC" in family
    for system, software, licence, operation in SYSTEMS:
        for tenancy in ("Shared", "Dedicated"):
            for status, usage in STATUS.items():
                usage = f"{prefix}{usage or ('Box' if tenancy == 'Shared' else 'Dedicated')}Usage:{name}"
                rate = 0 if status == "AllocatedCapacityReservation" else price * (1 + len(operation) / 9)
                yield sku_of(), (
                    "Compute Instance", "AmazonEC2", location, "AWS Region", name, "Yes", family, "96",
                    "Intel Xeon Platinum 8275CL (Cascade Lake)", "3.6 GHz", "192 GiB", "EBS only",
                    "25 Gigabit", "64-bit", tenancy, system, licence or "No License required", usage,
                    "RunInstances" + operation, "NA", status, "19000 Mbps", "NA", "Yes",
                    "8" if gpu else "", "320 GB HBM2" if gpu else "", "Yes", "Yes", "Yes", "OnDemand",
                    "192", software, "Intel AVX; Intel AVX2; Intel AVX512; Intel Turbo", region,
                    "Amazon Elastic Compute Cloud", "true"), rate, status == "Used"


def rates_of(rate, reserved):
    """(code, term kind, years, class, upfront, unit, rate code, price) of all that a SKU costs."""
    yield "JRTCKXETXF", "OnDemand", "", "", "", "Hrs", "6YS6EN2CT7", rate
    for code, years, offering, upfront, fee, part in TERMS if reserved else ():
        if fee:
            yield code, "Reserved", years, offering, upfront, "Quantity", "2TG2D8R56U", fee * rate * 8760
        yield code, "Reserved", years, offering, upfront, "Hrs", "6YS6EN2CT7", part * rate


def json_product(sku, values):
    family, *attributes = values
    lines = ",\n".join(f'        "{name}" : "{value}"'
                       for name, value in zip(NAMES[FIRST_ATTRIBUTE + 1:], attributes) if value)
    return (f'    "{sku}" : {{\n      "sku" : "{sku}",\n      "productFamily" : "{family}",\n'
            f'      "attributes" : {{\n{lines}\n      }}\n    }}')


def json_dimension(term, unit, code, price):
    upfront = unit == "Quantity"
    text = "Upfront Fee" if upfront else f"${price:.10f} per instance hour (or partial hour)"
    start = "" if upfront else '              "beginRange" : "0",\n              "endRange" : "Inf",\n'
    return (f'            "{term}.{code}" : {{\n              "rateCode" : "{term}.{code}",\n'
            f'              "description" : "{text}",\n{start}              "unit" : "{unit}",\n'
            f'              "appliesTo" : [ ],\n              "pricePerUnit" : {{\n'
            f'                "USD" : "{price:.10f}"\n              }}\n            }}')


def json_terms(sku, kind, rate, reserved):
    """A SKU's terms of one kind."""
    rates = {}
    for row in rates_of(rate, reserved):
        if row[1] == kind:
            rates.setdefault(row[0], []).append(row)
    terms = []
    for code, rows in rates.items():
        _, _, years, offering, upfront, *_ = rows[0]
        term = f"{sku}.{code}"
        dimensions = ",\n".join(json_dimension(term, *row[5:]) for row in rows)
        promise = (f'{{\n            "LeaseContractLength" : "{years}",\n            "OfferingClass" : "{offering}",'
                   f'\n            "PurchaseOption" : "{upfront}"\n          }}') if years else "{ }"
        terms.append(f'        "{term}" : {{\n          "offerTermCode" : "{code}",\n          "sku" : "{sku}",\n'
                     f'          "effectiveDate" : "{DAY}",\n          "priceDimensions" : {{\n{dimensions}\n'
                     f'          }},\n          "termAttributes" : {promise}\n        }}')
    return f'      "{sku}" : {{\n' + ",\n".join(terms) + "\n      }"


def write_json(out, products):
    out.write('{\n  "formatVersion" : "v1.0",\n  "disclaimer" : "Made up, to measure how fast it is read.",\n'
              '  "offerCode" : "AmazonEC2",\n  "version" : "20260910195514",\n'
              '  "publicationDate" : "2026-09-10T19:55:14Z",\n  "products" : {\n')
    for number, (sku, values, _, _) in enumerate(products):
        out.write((",\n" if number else "") + json_product(sku, values))
    out.write('\n  },\n  "terms" : {\n    "OnDemand" : {\n')
    for number, (sku, _, rate, reserved) in enumerate(products):
        out.write((",\n" if number else "") + json_terms(sku, "OnDemand", rate, reserved))
    out.write('\n    },\n    "Reserved" : {\n')
    for number, (sku, _, rate, _) in enumerate(product for product in products if product[3]):
        out.write((",\n" if number else "") + json_terms(sku, "Reserved", rate, True))
    out.write('\n    }\n  },\n  "attributesList" : { }\n}\n')


def write_csv(out, products):
    def row_text(*values):
        return ",".join(f'"{value}"' if value else "" for value in values) + "\n"

    for row in (("FormatVersion", "v1.0"), ("Disclaimer", "Made up, to measure how fast it is read."),
                ("Publication Date", "2026-09-10T19:55:14Z"), ("Version", "20260910195514"),
                ("OfferCode", "AmazonEC2"), HEADER):
        out.write(row_text(*row))
    for sku, values, rate, reserved in products:
        attributes = row_text(*values)
        for code, kind, years, offering, upfront, unit, rate_code, price in rates_of(rate, reserved):
            out.write(row_text(sku, code, f"{sku}.{code}.{rate_code}", kind,
                               f"${price:.10f} per {values[15]} {values[4]}, instance hour", DAY[:10], "0", "Inf",
                               unit, f"{price:.10f}", "USD", years, upfront, offering)[:-1] + "," + attributes)


def main(path, megabytes="1000"):
    chance = random.Random(4)

    def sku_of():
        return "".join(chance.choices("23456789ABCDEFGHJKMNPQRSTUVWXYZ", k=16))

    is_csv = path.endswith(".csv")
    types = list(instance_types())
    chance.shuffle(types)
    products, size = [], 0
    for region in REGIONS:
        for name, family, prices in types:
            if region not in prices or size > float(megabytes) * 1e6:
                continue
            more = list(products_of(name, family, region, prices[region], sku_of))
            text = io.StringIO()
            (write_csv if is_csv else write_json)(text, more)
            size += text.tell()
            products += more
    chance.shuffle(products)  # the order of AWS is none either
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        (write_csv if is_csv else write_json)(out, products)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or not sys.argv[1].endswith((".json", ".csv")):
        sys.exit(__doc__)
    main(*sys.argv[1:])
