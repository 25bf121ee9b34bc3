#!/usr/bin/env bash
# Prints how fast whole ec2plan processes read a price list, and their peak memory.
# usage: tests/bench/price_list.sh [PROGRAM] [MEGABYTES]     default: build/release/ec2plan, 1000 MB
# The lists are made in a temporary folder and removed; needs GNU time and twice that much disk.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=${1:-$root/build/release/ec2plan}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
runs=5 least_mb_per_s=150 most_mb=64 missed=0

for form in json csv; do
  list=$folder/price_list.$form
  python3 "$root/tests/bench/price_list.py" "$list" "${2:-1000}"
  cat "$list" >/dev/null # into the page cache: the program is measured, not the disk
  for ((run = 0; run < runs; ++run)); do
    if ! /usr/bin/time -q -a -o "$folder/$form.times" -f '%e %M' \
      "$program" catalog import offer-file "$list" >/dev/null 2>"$folder/stderr"; then
      cat "$folder/stderr" >&2
      exit 1
    fi
  done
  sort -n "$folder/$form.times" |
    awk -v form="$form" -v bytes="$(stat -c %s "$list")" -v least="$least_mb_per_s" -v most="$most_mb" '
      { seconds[NR] = $1; if ($2 * 1024 / 1e6 > memory) memory = $2 * 1024 / 1e6 }
      END {
        median = seconds[int((NR + 1) / 2)]
        rate = bytes / 1e6 / median
        bad = rate < least || memory > most
        printf "%-5s %8.0f MB  median %6.2f s (%.2f to %.2f)  %5.0f MB/s  peak %5.1f MB   target %d MB/s, %d MB%s\n",
               form, bytes / 1e6, median, seconds[1], seconds[NR], rate, memory, least, most, bad ? ": MISSED" : ""
        exit bad
      }' || missed=1
  rm "$list"
done
exit "$missed"
