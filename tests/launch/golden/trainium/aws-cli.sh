#!/usr/bin/env bash
# Made by ec2plan 0.1.0 for aws-cli 2.
# Plan:   llama-3-70b on 1T tokens: 59,605 steps of 2,048 x 8,192 tokens, 140.44 s each, 98.4 days in all
# On:     16 instances trn2.48xlarge, us-east-1, on-demand (1,024 ranks)
# Layout: tensor 8, pipeline 1, data 64, context 2, micro-batch 1, recompute none, ZeRO 3, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model llama-3-70b --tokens 1T --catalog tests/golden/fixtures/mini.json --instance-type trn2.48xlarge --instance-count 16 --target aws-cli
# Check before you run:
# - keep 1 spare instance beside these: the estimate restarts on one at once
#
#   bash aws-cli.sh search   looks for the capacity; it costs nothing and buys nothing
#   SUBNET_ID=... SECURITY_GROUP=... IMAGE_ID=... bash aws-cli.sh launch
# Dry run: add DRY_RUN=1
set -euo pipefail
export AWS_REGION=${AWS_REGION:-us-east-1}

search() {
  aws ec2 describe-instance-type-offerings --location-type availability-zone \
    --filters Name=instance-type,Values=trn2.48xlarge
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
  for card in {1..15}; do
    interfaces+=("NetworkCardIndex=$card,DeviceIndex=0,InterfaceType=efa-only,$where")
  done
  [[ -n "${DRY_RUN:-}" ]] || aws ec2 create-placement-group --group-name llama-3-70b --strategy cluster
  # All 16 of them or none.
  aws ec2 run-instances ${DRY_RUN:+--dry-run} \
    --instance-type trn2.48xlarge --count 16 \
    --image-id "$IMAGE_ID" \
    --placement GroupName=llama-3-70b \
    --network-interfaces "${interfaces[@]}" \
    --tag-specifications 'ResourceType=instance,Tags=[{Key=ec2plan,Value=ec2plan 0.1.0: llama-3-70b on 16 x trn2.48xlarge - catalog of DATE}]'
}

case "${1:-}" in
  search | launch) "$1" ;;
  *)
    echo "usage: bash aws-cli.sh search|launch" >&2
    exit 2
    ;;
esac
