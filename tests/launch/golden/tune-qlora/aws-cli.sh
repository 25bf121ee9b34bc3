#!/usr/bin/env bash
# Made by ec2plan 0.1.0 for aws-cli 2.
# Plan:   llama-2-7b on 90M tokens: 9,375 steps of 16 x 2,048 tokens, 7.77 s each, 20.6 hours in all
# On:     1 instance g5.2xlarge, us-east-1, on-demand (1 rank)
# Layout: tensor 1, pipeline 1, data 1, micro-batch 1, recompute none, ZeRO 0, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model llama-2-7b --method qlora --examples 50k --example-tokens 600 --catalog tests/golden/fixtures/mini.json --instance-type g5.2xlarge --instance-count 1 --target aws-cli
#
#   bash aws-cli.sh search   looks for the capacity; it costs nothing and buys nothing
#   SUBNET_ID=... SECURITY_GROUP=... IMAGE_ID=... bash aws-cli.sh launch
# Dry run: add DRY_RUN=1
set -euo pipefail
export AWS_REGION=${AWS_REGION:-us-east-1}

search() {
  aws ec2 describe-instance-type-offerings --location-type availability-zone \
    --filters Name=instance-type,Values=g5.2xlarge
  aws service-quotas get-service-quota --service-code ec2 \
    --quota-code L-417A185B
}

launch() {
  : "${SUBNET_ID:?a private subnet}"
  : "${SECURITY_GROUP:?one that lets all traffic of itself through}"
  : "${IMAGE_ID:?such as a Deep Learning AMI}"
  local where="SubnetId=$SUBNET_ID,Groups=$SECURITY_GROUP"
  local interfaces=("NetworkCardIndex=0,DeviceIndex=0,InterfaceType=interface,$where")
  # All 1 of them or none.
  aws ec2 run-instances ${DRY_RUN:+--dry-run} \
    --instance-type g5.2xlarge --count 1 \
    --image-id "$IMAGE_ID" \
    --network-interfaces "${interfaces[@]}" \
    --tag-specifications 'ResourceType=instance,Tags=[{Key=ec2plan,Value=ec2plan 0.1.0: llama-2-7b on 1 x g5.2xlarge - catalog of DATE}]'
}

case "${1:-}" in
  search | launch) "$1" ;;
  *)
    echo "usage: bash aws-cli.sh search|launch" >&2
    exit 2
    ;;
esac
