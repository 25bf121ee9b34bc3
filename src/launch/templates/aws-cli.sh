#!/usr/bin/env bash
# @header@
#
#   bash aws-cli.sh search   looks for the capacity; it costs nothing and buys nothing
#   SUBNET_ID=... SECURITY_GROUP=... IMAGE_ID=... bash aws-cli.sh launch
# Dry run: add DRY_RUN=1
set -euo pipefail
export AWS_REGION=${AWS_REGION:-@region@}

search() {
  @search@
}
@buying@

launch() {
  @launch@
}

case "${1:-}" in
  search | launch) "$1" ;;
  *)
    echo "usage: bash aws-cli.sh search|launch" >&2
    exit 2
    ;;
esac
