#!/usr/bin/env bash
# Made by ec2plan 0.1.0 for aws-cli 2.
# Plan:   gpt3-175b on 300B tokens: 95,368 steps of 1,536 x 2,048 tokens, 31.67 s each, 37.4 days in all
# On:     128 instances p4d.24xlarge, us-east-1, spot (1,024 ranks)
# Layout: tensor 8, pipeline 8, data 16, virtual stages 3, micro-batch 2, recompute full, ZeRO 1, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model gpt3-175b --tokens 300B --tensor 8 --pipeline 8 --virtual-stages 3 --micro-batch 2 --zero 1 --recompute full --catalog tests/golden/fixtures/mini.json --instance-type p4d.24xlarge --instance-count 128 --purchase spot --target aws-cli
# Check before you run:
# - keep 4 spare instances beside these: the estimate restarts on one at once
#
#   bash aws-cli.sh search   looks for the capacity; it costs nothing and buys nothing
#   SUBNET_ID=... SECURITY_GROUP=... IMAGE_ID=... bash aws-cli.sh launch
# Dry run: add DRY_RUN=1
set -euo pipefail
export AWS_REGION=${AWS_REGION:-us-east-1}

search() {
  aws ec2 describe-instance-type-offerings --location-type availability-zone \
    --filters Name=instance-type,Values=p4d.24xlarge
  aws service-quotas get-service-quota --service-code ec2 \
    --quota-code L-417A185B
}

launch() {
  : "${SUBNET_ID:?a private subnet}"
  : "${SECURITY_GROUP:?one that lets all traffic of itself through}"
  : "${IMAGE_ID:?such as a Deep Learning AMI}"
  local where="SubnetId=$SUBNET_ID,Groups=$SECURITY_GROUP"
  local interfaces=("NetworkCardIndex=0,DeviceIndex=0,InterfaceType=interface,$where")
  interfaces+=("NetworkCardIndex=0,DeviceIndex=1,InterfaceType=efa-only,$where")
  local card
  for card in {1..3}; do
    interfaces+=("NetworkCardIndex=$card,DeviceIndex=0,InterfaceType=efa-only,$where")
  done
  [[ -n "${DRY_RUN:-}" ]] || aws ec2 create-placement-group --group-name gpt3-175b --strategy cluster
  # All 128 of them or none.
  aws ec2 run-instances ${DRY_RUN:+--dry-run} \
    --instance-type p4d.24xlarge --count 128 \
    --image-id "$IMAGE_ID" \
    --instance-market-options MarketType=spot \
    --placement GroupName=gpt3-175b \
    --network-interfaces "${interfaces[@]}" \
    --tag-specifications 'ResourceType=instance,Tags=[{Key=ec2plan,Value=ec2plan 0.1.0: gpt3-175b on 128 x p4d.24xlarge - catalog of DATE}]'
}

case "${1:-}" in
  search | launch) "$1" ;;
  *)
    echo "usage: bash aws-cli.sh search|launch" >&2
    exit 2
    ;;
esac
