#include "cli/flags.hpp"

namespace ec2plan::cli {
namespace {

constexpr FlagTraits adding{.adds_up = true}, last{.adds_up = false}, no_axis{.swept = false};
constexpr FlagTraits judged{.searched = false};  // after the search
constexpr FlagTraits from(double least) { return {.least = least}; }
constexpr FlagTraits judged_from(double least) { return {.searched = false, .least = least}; }
constexpr FlagTraits beside(std::string_view rival) { return {.rival = rival}; }
constexpr FlagTraits judged_beside(std::string_view rival) {
  return {.searched = false, .rival = rival};
}

constexpr std::string_view type_names = "--type --types --instance --instance-types --machine-type";
constexpr std::string_view accelerator_names = "--gpu --gpu-type --gpu-model --accelerator-type";
constexpr std::string_view purchase_names = "--purchase-option --purchase-type --capacity-type";

// clang-format off
constexpr Flag job[] = {
    {"--model", "", "SPEC", "a count (175B), a name from `ec2plan models`, or a config.json (-: a pipe)", {}, "--params --parameters --model-size --model-name", Values::model},
    {"--tokens", "", "COUNT", "tokens to train on: 300B, 1.5T, 3e11", judged_from(1000), "--num-tokens --train-tokens --training-tokens --dataset-tokens"},
    {"--seq-len", "", "N", "tokens of one sequence: 8192, or 8k, 128k (k is 1,024); the model's own, else 4096", from(128), "--seq --seqlen --seq-length --sequence-length --sequence-len --max-seq-len --max-seq-length --context-length --context-len --context-window --ctx-len"},
    {"--global-batch", "", "N", "sequences of one step; the model's own, else by the run's FLOPs", from(64), "--batch --batch-size --global-batch-size --gbs --train-batch-size"},
    {"--precision", "", "KIND", "bf16 (default), fp16 or fp8", {}, "--dtype --data-type --mixed-precision", Values::precision},
    {"--stack", "", "NAME[@YEAR]", "training software, such as megatron-lm@2022; default: today", {}, "", Values::stack},
};

constexpr Flag tuning[] = {
    {"--method", "", "KIND", "pretrain (default), full, lora, qlora or dpo", {}, "--tuning --training-method --finetuning-type --finetune --peft", Values::method},
    {"--examples", "", "COUNT", "examples to tune on: 50k; of dpo pairs", judged, "--num-examples --samples --num-samples --dataset-size"},
    {"--example-tokens", "", "N", "mean tokens of an example (of each answer of a pair), with its prompt", from(16), "--tokens-per-example --avg-tokens --mean-tokens"},
    {"--epochs", "", "N", "passes over the examples, default 3", judged, "--num-epochs --num-train-epochs --passes"},
    {"--packing", "", "WHEN", "on: sequences filled with several examples; off: padded; on without --example-tokens", {}, "--sample-packing --packed", Values::packing},
    {"--lora-rank", "", "N", "of adapters, default 16", {}, "--lora-r --rank-lora --adapter-rank"},
    {"--lora-targets", "", "LIST", "all (default), attention, or of q, k, v, o, gate, up, down, experts", {}, "--lora-target-modules --target-modules --lora-modules", Values::lora_targets},
    {"--adapter-precision", "", "KIND", "of adapters: fp32 (default) or bf16", {}, "", Values::state_precision},
    {"--quantization", "", "KIND", "of frozen weights: none, nf4 (default of qlora), int8 or fp8", {}, "--quantize --quantisation --load-in", Values::quantization},
    {"--optimizer", "", "KIND", "adamw (default), adamw-8bit, paged-8bit, adafactor or sgd", {}, "--optim", Values::optimizer},
    {"--weights-precision", "", "KIND", "of trained weights: fp32 masters, or bf16 alone; default: as the software has", {}, "--master-weights", Values::state_precision},
    {"--loss", "", "KIND", "plain, chunked or fused; default: as the software has", {}, "--cross-entropy --loss-function", Values::loss},
    {"--offload", "", "WHAT", "to the host: none (default), optimizer, weights or activations", {}, "--cpu-offload --offloading", Values::offload},
};

constexpr Flag layout[] = {
    {"--tensor", "--tp", "N", "devices that share each layer", {}, "--tensor-parallel --tensor-parallel-size --tp-size --tensor-model-parallel-size"},
    {"--pipeline", "--pp", "N", "stages that the layers are cut into", {}, "--pipeline-parallel --pipeline-parallel-size --pp-size --pipeline-model-parallel-size"},
    {"--virtual-stages", "--vpp", "N", "chunks of layers on each stage"},
    {"--data", "--dp", "N", "replicas", {}, "--data-parallel --data-parallel-size --dp-size"},
    {"--context", "--cp", "N", "devices that share each sequence (its length: --seq-len)", {}, "--context-parallel --context-parallel-size --cp-size"},
    {"--expert", "--ep", "N", "devices that share the experts", {}, "--expert-parallel --expert-parallel-size --ep-size --expert-model-parallel-size"},
    {"--micro-batch", "--mbs", "N", "sequences of one micro-batch", {}, "--micro-batch-size --microbatch --microbatch-size"},
    {"--zero", "", "STAGE", "0, 1, 2 or 3: what the replicas shard", {}, "--zero-stage", Values::zero},
    {"--data-replicas", "--dp-replicate", "N", "groups of the data ranks that each shard a whole copy (HSDP)", {}, "--data-parallel-replicate-degree --num-distributed-optimizer-instances --hsdp"},
    {"--framework", "", "NAME", "launched with megatron, torchtitan, deepspeed, nemo, accelerate, trl, nxdt, axolotl or torchtune; known (default): as published runs; any: all", {}, "", Values::framework},
    {"--recompute", "", "KIND", "none, selective or full", {}, "--recompute-granularity --activation-checkpointing --gradient-checkpointing", Values::recompute},
};

constexpr Flag rate[] = {
    {"--tflops", "", "X", "TFLOP/s that each accelerator achieves, in place of the model's", beside("--mfu")},
    {"--mfu", "", "F", "share of the dense peak that the model's FLOPs achieve: 0.4 or 40%", judged_beside("--tflops")},
    {"--goodput", "", "F", "share of the time kept, in place of the failure model", judged},
    {"--carbon-intensity", "", "KG", "kg CO2e of a kWh, in place of the region's grid: 0.351", judged, "--grid-intensity --carbon"},
    {"--calibration", "", "FILE", "corrections that `ec2plan calibrate` wrote", no_axis, "", Values::file},
    {"--set", "", "KEY=VALUE", "any named assumption (see `explain`)", {}, "", Values::setting},
};

constexpr Flag goal[] = {
    {"--days", "", "TIME", "deadline: 30, 12h, 2w", judged, "--deadline --within --time-limit"},
    {"--budget", "", "MONEY", "most to spend: 1.5M, 250k", judged_from(1000), "--max-budget --max-spend"},
    {"--risk", "", "RULE", "slow (default): meet it even when slow; likely: at even odds", judged, "", Values::risk},
};

constexpr Flag objective[] = {
    {"--objective", "", "GOAL", "cost, time, knee (cost x time), pareto, energy or co2e; default cost, with --budget knee", judged, "--optimize --optimise --optimize-for --minimize", Values::objective},
};

constexpr Flag types[] = {
    {"--instance-type", "", "LIST", "only these types; 'p5*' takes a family", {}, type_names, Values::type},
    {"--accelerator", "", "LIST", "only types with these accelerators", {}, accelerator_names, Values::accelerator},
    {"--min-instances", "", "N", "fewest instances, default 1", {}, "--min-nodes"},
    {"--max-instances", "", "N", "most instances, default 512", {}, "--max-nodes"},
    {"--include-retired", "", "", "rank types that can no longer be bought", no_axis},
};

constexpr Flag type[] = {
    {"--instance-type", "", "TYPE", "the type, such as p5.48xlarge", last, type_names, Values::type},
};

constexpr Flag count[] = {
    {"--instance-count", "", "N", "how many instances of the type", {}, "-n --nodes --num-nodes --nnodes --node-count --instances --num-instances --count"},
};

constexpr Flag purchase[] = {
    {"--purchase", "", "LIST", "on-demand, spot, reserved-1yr, reserved-3yr, savings-plan, capacity-block, all", judged, purchase_names, Values::purchase},
    {"--discount", "", "SHARE", "off the list price: 12%, or 'p5*=18%' for some types", judged, "--edp"},
    {"--rate", "", "RATE", "your own price, in dollars an hour or off on-demand: savings-plan:p5*=31.50, 45%", judged, "--hourly-rate --price --price-per-hour"},
    {"--term", "", "TERM", "of a savings plan: 1yr (default) or 3yr", judged, "", Values::term},
    {"--use-rest-of-term", "", "", "what is left of a reservation or plan is not charged to the run", no_axis},
};

constexpr Flag explain[] = {
    {"--why", "", "TYPE", "why this type was not recommended", {}, "--why-not", Values::type},
    {"--rank", "", "N", "the plan of that rank in a saved result, default 1"},
};

constexpr Flag plot[] = {
    {"--all", "", "", "every plan, and why each other type has none"},
    {"--plot", "", "", "draw cost against days, and how the plan scales, in characters"},
};

constexpr Flag rank[] = {
    {"--rank", "", "N", "the plan of that rank in each saved result, default 1"},
};

constexpr Flag ranks[] = {
    {"--rank", "", "N[,N]", "the plan of that rank in both results, or base's and head's; default 1"},
};

constexpr Flag compare[] = {
    {"--refresh", "", "", "ask the saved questions again, with today's catalog"},
    {"--fail-over", "", "CHANGE", "exit 4 above this rise: 5% or '$50k' of cost, 2d of time", adding},
    {"--warn-over", "", "CHANGE", "warn above this rise; below it --quiet prints nothing", adding},
};

constexpr Flag policy[] = {
    {"--policy", "", "FILE", "rules to keep (see `ec2plan schema policy`)", {}, "", Values::file},
    {"--max-cost", "", "MONEY", "of the run, by the risk rule: 2M, 250k"},
    {"--max-days", "", "TIME", "of the run, by the risk rule: 30, 2w"},
    {"--max-instances", "", "N", "most instances"},
    {"--max-energy", "", "KWH", "at the facility, by the risk rule: 50MWh, 12000"},
    {"--max-co2e", "", "MASS", "location-based, by the risk rule: 30t, 800kg"},
    {"--risk", "", "RULE", "slow (default): the high end counts; likely: the likely value", {}, "", Values::risk},
    {"--exit-zero", "", "", "exit 0 even where a rule is broken"},
};

constexpr Flag title[] = {
    {"--title", "", "TEXT", "of the page; default: what was asked"},
};

constexpr Flag launch[] = {
    {"--target", "", "LIST", "what to write for: megatron, slurm, ... (all stand below)", adding, "--targets", Values::target},
    {"--target-version", "", "VERSION", "of the target's software, where not its newest: 0.2.2"},
    {"--out-dir", "", "DIR", "write the files into this folder, all of them or none", {}, "", Values::file},
};

constexpr Flag shard[] = {
    {"--shard", "", "K/N", "only the K-th of N parts, which together make the whole"},
};

constexpr Flag filter[] = {
    {"--accelerator", "", "LIST", "an id, a pattern, a family or a maker: h100, 'b*', trainium", {}, accelerator_names, Values::accelerator},
    {"--accelerators", "", "RANGE", "how many"},
    {"--accelerator-memory", "", "RANGE", "of each: 80GiB, 24GB..", {}, "--gpu-memory --vram"},
    {"--total-accelerator-memory", "", "RANGE", "of all together: 640GiB.."},
    {"--efa", "", "", "reaches other instances through EFA"},
    {"--efa-version", "", "RANGE", "2.. for EFA v2 and later"},
    {"--network", "", "RANGE", "Gbit/s of the instance, one way: 400.."},
    {"--vcpus", "", "RANGE", "vCPUs"},
    {"--host-memory", "", "RANGE", "memory of the host: 1TiB.."},
    {"--usd-per-hour", "", "RANGE", "the lowest of the regions and kinds of purchase asked for: ..40"},
    {"--usd-per-accelerator-hour", "", "RANGE", "that price of one accelerator"},
    {"--usd-per-petaflop-hour", "", "RANGE", "that price of a dense 16-bit petaFLOP/s"},
    {"--purchase", "", "LIST", "has such a price: spot, capacity-block; all drops no type", {}, purchase_names, Values::purchase},
    {"--offered", "", "", "can be bought in the region"},
    {"--retired", "", "", "can no longer be bought"},
    {"--include-retired", "", "", "also types that can no longer be bought"},
};

constexpr Flag import[] = {
    {"--into", "", "FILE", "import: lay the facts into this overlay, replaced whole or not at all", {}, "", Values::file},
    {"--complete", "", "", "import offerings: the files name every type of their regions"},
    {"--retrieved", "", "DATE", "import: when AWS was asked, where the file does not say; today"},
};

constexpr Flag verify[] = {
    {"--max-age", "", "LIST", "verify: exit 6 when a current price is older: 90d, or spot=30d,on-demand=365d", adding},
};

constexpr Flag runs[] = {
    {"--runs", "", "FILE", "measured runs (see `ec2plan schema runs`); default: those shipped", {}, "", Values::file},
};

constexpr Flag readings[] = {
    {"--runs", "", "FILE", "your measured runs (see `ec2plan schema runs`)", {}, "", Values::file},
    {"--log", "", "FILE", "the log of a run, of most training software", {}, "", Values::file},
    {"--step-time", "", "TIME", "time of one step: 14.2s, 800ms"},
};

constexpr Flag catalog[] = {
    {"--region", "-r", "LIST", "regions, or all; default: EC2PLAN_REGION, AWS_REGION, us-east-1", judged, "--regions --aws-region", Values::region},
    {"--catalog", "", "PATH", "your own facts, laid over the built-in ones", no_axis, "", Values::file},
    {"--as-of", "", "DATE", "prices and types of that day: 2023-07-01", judged},
};

constexpr Flag output[] = {
    {"--output", "-o", "FORMAT", "table (default), wide, json, jsonl, csv, markdown; check: junit", beside("--json"), "--format --output-format", Values::format},
    {"--json", "", "", "the same as -o json", beside("--output")},
    {"--out-file", "", "PATH", "write there, whole or not at all; - is stdout", {}, "--out --outfile --output-file", Values::file},
    {"--fields", "", "LIST", "only these keys of json, jsonl or csv", adding, "--columns"},
    {"--sort-by", "", "FIELD", "order rows by a field", {}, "--sort --order-by"},
    {"--sort-direction", "", "WAY", "ascending (default) or descending", {}, "", Values::direction},
    {"--max-results", "", "N", "rows of a table, default 20; of a document too, if typed", {}, "--top --limit --max-rows"},
    {"--color", "", "WHEN", "auto (default), always or never", beside("--no-color"), "--colour", Values::color},
    {"--no-color", "", "", "the same as --color never", beside("--color")},
    {"--quiet", "-q", "", "no notes on stderr; warnings only beside csv and jsonl", {}, "--silent"},
    {"--debug", "", "", "timings and counts on stderr", {}, "--verbose"},
};

constexpr Flag general[] = {
    {"--config", "", "PATH", "flags from a JSON file: {\"model\": \"175B\", \"days\": 30}", {}, "", Values::file},
    {"--help", "-h", "", "this text"},
    {"--version", "-V", "", "the version"},
};
// clang-format on

/// In the order of `Group`.
constexpr FlagGroup groups[] = {
    {"Job", job},
    {"Tuning", tuning},
    {"Goal", goal},
    {"Goal", objective},
    {"Instances", types},
    {"Instances", count},
    {"Instances", purchase},
    {"Layout (what is left out is searched)", layout},
    {"Speed", rate},
    {"Question", explain},
    {"Filters (a type must pass all; RANGE: 8 for exactly 8, 8.., ..16, 8..16)", filter},
    {"Upkeep", import},
    {"Upkeep", verify},
    {"Runs", runs},
    {"Measured steps (one of these)", readings},
    {"Output", plot},
    {"Change", compare},
    {"Policy", policy},
    {"Page", title},
    {"Files", launch},
    {"Parts", shard},
    {"Facts", catalog},
    {"Output", output},
    {"General", general},
    {"Job", std::span(job).first(1)},
    {"Job", std::span(job).subspan(2, 3)},
    {"Job", std::span(job).last(1)},
    {"Instances", type},
    {"Assumptions", std::span(rate).last(2)},
    {"Assumptions", std::span(rate).last(1)},
    {"Saved results", rank},
    {"Saved results", ranks},
    {"Filters (a type must pass all; RANGE: 8 for exactly 8, 8.., ..16, 8..16)",
     std::span(types).first(1)},
};

}  // namespace

FlagGroup const& flag_group(Group group) { return groups[static_cast<std::size_t>(group)]; }

std::span<FlagGroup const> every_flag_group() { return groups; }

}  // namespace ec2plan::cli
