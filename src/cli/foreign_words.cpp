#include "cli/near_miss.hpp"

namespace ec2plan::cli {
namespace {

using Value = ForeignFlag::Value;

constexpr std::string_view full_training =
    "ec2plan plans full training with Adam: every weight with its gradient and moments; adapters "
    "and other tuning are not modelled, so leave it out";
constexpr std::string_view eight_each =
    "instances are counted here, not accelerators, and many types have 8";
constexpr std::string_view by_instances = "instances are counted here, not accelerators";

// clang-format off
constexpr ForeignFlag flags[] = {
    {"--spot --spot-instances --use-spot", "--purchase spot"},
    {"--on-demand --ondemand", "--purchase on-demand"},
    {"--reserved --reserved-instances", "--purchase reserved-1yr", "or reserved-3yr"},
    {"--savings-plan --savings-plans", "--purchase savings-plan", "with your --rate"},
    {"--capacity-block --capacity-blocks --cbml", "--purchase capacity-block"},
    {"--max-cost --cost --cost-limit --max-price --price-limit", "--budget VALUE"},
    {"--cost --budget --max-budget --max-spend --cost-limit", "--max-cost VALUE"},
    {"--max-days --time --max-time --duration", "--days VALUE"},
    {"--days --deadline --max-time", "--max-days VALUE"},
    {"--hours --max-hours", "--days VALUEh"},
    {"--weeks", "--days VALUEw"},
    {"--months", "--days VALUEmo"},
    {"-n --nodes --num-nodes --nnodes --node-count --instances --num-instances --count --instance-count", "--min-instances VALUE --max-instances VALUE", "or ask `ec2plan estimate` about one set-up"},
    {"--min-gpus", "--min-instances N", by_instances},
    {"--max-gpus", "--max-instances N", by_instances},
    {"--gpus --num-gpus --gpu-count --n-gpus --ngpus --world-size -g", "--accelerators VALUE", "", Value::number},
    {"--gpus --num-gpus --gpu-count --n-gpus --ngpus --world-size -g --accelerators", "--instance-count EIGHTH", eight_each, Value::number},
    {"--gpus --num-gpus --gpu-count --n-gpus --ngpus --world-size -g --accelerators", "--min-instances EIGHTH --max-instances EIGHTH", eight_each, Value::number},
    {"--gpus -g --accelerators", "--accelerator VALUE", "", Value::word},
    {"--num-gpus --gpu-count --n-gpus --ngpus --world-size", "--instance-count N", by_instances},
    {"--memory --gpu-mem --device-memory", "--accelerator-memory VALUE"},
    {"--cpus --cpu --vcpu", "--vcpus VALUE"},
    {"--ram --host-ram", "--host-memory VALUE"},
    {"--bandwidth", "--network VALUE"},
    {"--max-price --price --max-usd", "--usd-per-hour ..VALUE"},
    {"--spot-price", "--rate spot:VALUE"},
    {"--cheapest --cheap", "--objective cost"},
    {"--fastest --fast", "--objective time"},
    {"--pareto", "--objective pareto"},
    {"--instance-family --family", "--instance-type 'VALUE*'"},
    {"--fp8", "--precision fp8"}, {"--bf16 --bfloat16", "--precision bf16"}, {"--fp16 --half", "--precision fp16"},
    {"--zero-0 --ddp", "--zero 0"}, {"--zero-1", "--zero 1"}, {"--zero-2", "--zero 2"}, {"--zero-3 --fsdp", "--zero 3"},
    {"--until --by --due --end-date", "--days N", "how many days there are until then"},
    {"--checkpoint-activations", "--recompute full"},
    {"--sequence-parallel --sp", "--tensor N", "the search takes sequence parallelism with it where it pays"},
    {"--gradient-accumulation --gradient-accumulation-steps --grad-accum --accumulate", "--global-batch N", "it follows from the batch, the micro-batch and the replicas"},
    {"--batch-tokens --tokens-per-batch --tokens-per-step --global-batch-tokens", "--global-batch N", "a batch is counted in sequences: its tokens / --seq-len"},
    {"--epochs --epoch --num-epochs --num-train-epochs", "--tokens COUNT", "which counts every epoch"},
    {"--steps --max-steps --num-steps --train-iters --iterations --iters", "--tokens COUNT", "tokens are steps x batch x sequence length"},
    {"--dataset --data-path --data-size --dataset-size", "--tokens COUNT"},
    {"--experts --num-experts --layers --num-layers --hidden --hidden-size --heads --vocab-size --vocab --n-layers", "--model config.json", "a shape is read from a config.json, a known model has its own"},
    {"--flops", "--tflops VALUE"},
    {"--efficiency --utilization --utilisation", "--mfu VALUE"},
    {"--csv", "-o csv"}, {"--markdown --md", "-o markdown"}, {"--table", "-o table"}, {"--yaml", "-o json"}, {"--wide", "-o wide"}, {"--jsonl", "-o jsonl"},
    {"--file -f --input", "--config VALUE"},
    {"--save --write", "--out-file VALUE"},
    {"-v", "--debug", "or --version"},
    {"--az --zone --availability-zone", "--region VALUE", "prices are of regions"},
    {"--lora --qlora --peft --adapter --adapters --finetune --fine-tune --finetuning --fine-tuning --sft --dpo --rlhf --grpo", "", full_training},
    {"--inference --serve --serving --prompts --qps", "", "ec2plan plans training, not inference"},
    {"--optimizer --optim --adam --sgd --lr --learning-rate", "", "ec2plan plans training with Adam, whose moments are in the memory; leave it out"},
    {"--profile --account --credentials --endpoint-url", "", "ec2plan reads no account and no key; leave it out"},
};
// clang-format on

constexpr ForeignCommand commands_of_others[] = {
    {"plan suggest advise find search optimize optimise pick choose best", "recommend"},
    {"cost calc calculate simulate predict run train", "estimate"},
    {"list ls types instance types-of", "instances"},
    {"price prices pricing describe gpus accelerators", "instances TYPE"},
    {"show why inspect", "explain"},
    {"model", "models"},
    {"diff", "compare"},
    {"gate verify validate test policy", "check"},
    {"grid scan", "sweep"},
    {"html review", "report"},
    {"afford-model budget", "afford"},
    {"update import info data", "catalog"},
    {"completions autocomplete", "completion"},
};

}  // namespace

std::span<ForeignFlag const> foreign_flags() { return flags; }

std::span<ForeignCommand const> foreign_commands() { return commands_of_others; }

}  // namespace ec2plan::cli
