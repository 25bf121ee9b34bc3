#!/usr/bin/env bash
# Made by ec2plan 0.1.0 for aws-cli 2.
# Plan:   llama-3-70b on 30M tokens: 458 steps of 32 x 2,048 tokens, 2.41 s each, 26 minutes in all
# On:     2 instances p5.48xlarge, us-east-1, on-demand (16 ranks)
# Layout: tensor 1, pipeline 1, data 16, micro-batch 1, recompute none, ZeRO 3, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model llama-3-70b --tokens 30M --global-batch 32 --method lora --zero 3 --catalog tests/golden/fixtures/mini.json --instance-type p5.48xlarge --instance-count 2 --target aws-cli
#
#   bash aws-cli.sh search   looks for the capacity; it costs nothing and buys nothing
#   SUBNET_ID=... SECURITY_GROUP=... IMAGE_ID=... bash aws-cli.sh launch
# Dry run: add DRY_RUN=1
set -euo pipefail
export AWS_REGION=${AWS_REGION:-us-east-1}

search() {
  aws ec2 describe-instance-type-offerings --location-type availability-zone \
    --filters Name=instance-type,Values=p5.48xlarge
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
  for card in {1..31}; do
    interfaces+=("NetworkCardIndex=$card,DeviceIndex=0,InterfaceType=efa-only,$where")
  done
  [[ -n "${DRY_RUN:-}" ]] || aws ec2 create-placement-group --group-name llama-3-70b --strategy cluster
  # All 2 of them or none.
  aws ec2 run-instances ${DRY_RUN:+--dry-run} \
    --instance-type p5.48xlarge --count 2 \
    --image-id "$IMAGE_ID" \
    --placement GroupName=llama-3-70b \
    --network-interfaces "${interfaces[@]}" \
    --tag-specifications 'ResourceType=instance,Tags=[{Key=ec2plan,Value=ec2plan 0.1.0: llama-3-70b on 2 x p5.48xlarge - catalog of DATE}]'
}

case "${1:-}" in
  search | launch) "$1" ;;
  *)
    echo "usage: bash aws-cli.sh search|launch" >&2
    exit 2
    ;;
esac
