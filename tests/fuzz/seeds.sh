#!/usr/bin/env bash
# Writes the seeds that are too large to keep: real answers, whole price lists and deep nesting.
# usage: seeds.sh PROGRAM FOLDER     FOLDER gets a folder for each fuzzer, as in corpus/
set -euo pipefail
program=$1 folder=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fixtures=$here/../unit/catalog/fixtures
mkdir -p "$folder"/{policy,saved_result,step_log,price_list,given_file,parse}_fuzz

"$program" recommend --model 7B --tokens 140B --days 30 --json >"$folder/saved_result_fuzz/recommend"
"$program" estimate --model 7B --tokens 140B --instance-type p5.48xlarge --instance-count 2 --json \
  >"$folder/saved_result_fuzz/estimate"
{ printf '\0' && cat "$fixtures/price_list.json"; } >"$folder/price_list_fuzz/offer_file"
{ printf '\377' && cat "$fixtures/priced_product.json"; } >"$folder/price_list_fuzz/products"

repeated() { printf "%*s" "$2" "" | sed "s/ /$1/g"; }
for fuzzer in policy saved_result price_list given_file; do
  for opening in '[' '{"a":'; do
    repeated "$opening" 100000 >"$folder/${fuzzer}_fuzz/deep_${#opening}"
  done
done
repeated '1,' 200000 >"$folder/parse_fuzz/long_list"
repeated ' iteration ' 50000 >"$folder/step_log_fuzz/one_line"
