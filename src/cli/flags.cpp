#include "cli/flags.hpp"

#include <array>

namespace ec2plan::cli {
namespace {

constexpr Flag job[] = {
    {"--model", "", "SPEC", "a count (175B), a name from `ec2plan models`, or a config.json"},
    {"--tokens", "", "COUNT", "tokens to train on: 300B, 1.5T, 3e11"},
    {"--seq-len", "", "N", "tokens of one sequence; the model's own, else 4096"},
    {"--global-batch", "", "N", "sequences of one step; the model's own, else about 4 M tokens"},
    {"--precision", "", "KIND", "bf16 (default), fp16 or fp8"},
    {"--stack", "", "NAME[@YEAR]", "training software, such as megatron-lm@2022; default: today"},
};

constexpr Flag layout[] = {
    {"--tensor", "--tp", "N", "devices that share each layer"},
    {"--pipeline", "--pp", "N", "stages that the layers are cut into"},
    {"--virtual-stages", "--vpp", "N", "chunks of layers on each stage"},
    {"--data", "--dp", "N", "replicas"},
    {"--context", "--cp", "N", "devices that share each sequence"},
    {"--expert", "--ep", "N", "devices that share the experts"},
    {"--micro-batch", "--mbs", "N", "sequences of one micro-batch"},
    {"--zero", "", "STAGE", "0, 1, 2 or 3: what the replicas shard"},
    {"--recompute", "", "KIND", "none, selective or full"},
};

constexpr Flag rate[] = {
    {"--tflops", "", "X", "TFLOP/s that each accelerator achieves, in place of the model's"},
    {"--mfu", "", "F", "share of the dense peak that the model's FLOPs achieve: 0.4 or 40%"},
    {"--goodput", "", "F", "share of the time kept, in place of the failure model"},
    {"--calibration", "", "FILE", "corrections that `ec2plan calibrate` wrote"},
    {"--set", "", "KEY=VALUE", "any named assumption (see `explain`)", true},
};

constexpr Flag goal[] = {
    {"--days", "", "TIME", "deadline: 30, 12h, 2w"},
    {"--budget", "", "MONEY", "most to spend: 1.5M, 250k"},
    {"--risk", "", "RULE", "slow (default): meet it even when slow; likely: at even odds"},
};

constexpr Flag objective[] = {
    {"--objective", "", "GOAL", "cost, time or pareto; with --days cost, with --budget alone time"},
};

constexpr Flag types[] = {
    {"--instance-type", "", "LIST", "only these types; 'p5*' takes a family", true},
    {"--accelerator", "", "LIST", "only types with these accelerators", true},
    {"--min-instances", "", "N", "fewest instances, default 1"},
    {"--max-instances", "", "N", "most instances, default 512"},
    {"--include-retired", "", "", "rank types that can no longer be bought"},
};

constexpr Flag type[] = {
    {"--instance-type", "", "TYPE", "the type, such as p5.48xlarge"},
};

constexpr Flag count[] = {
    {"--instance-count", "", "N", "how many instances of the type"},
};

constexpr Flag purchase[] = {
    {"--purchase", "", "LIST",
     "on-demand, spot, reserved-1yr, reserved-3yr, savings-plan, capacity-block, all", true},
    {"--discount", "", "SHARE", "off the list price: 12%, or 'p5*=18%' for some types", true},
    {"--rate", "", "RATE",
     "your own price, in dollars an hour or off on-demand: savings-plan:p5*=31.50, 45%", true},
    {"--term", "", "TERM", "of a savings plan: 1yr (default) or 3yr"},
    {"--use-rest-of-term", "", "",
     "what is left of a reservation or plan is not charged to the run"},
};

constexpr Flag explain[] = {
    {"--why", "", "TYPE", "why this type was not recommended"},
    {"--rank", "", "N", "the plan of that rank in a saved result, default 1"},
};

constexpr Flag plot[] = {
    {"--plot", "", "", "draw cost against days, and how the plan scales, in characters"},
};

constexpr Flag rank[] = {
    {"--rank", "", "N", "the plan of that rank in each saved result, default 1"},
};

constexpr Flag ranks[] = {
    {"--rank", "", "N[,N]",
     "the plan of that rank in both results, or base's and head's; default 1"},
};

constexpr Flag compare[] = {
    {"--refresh", "", "", "ask the saved questions again, with today's catalog"},
    {"--fail-over", "", "CHANGE", "exit 4 above this rise: 5% or '$50k' of cost, 2d of time", true},
    {"--warn-over", "", "CHANGE", "warn above this rise; below it --quiet prints nothing", true},
};

constexpr Flag policy[] = {
    {"--policy", "", "FILE", "rules to keep (see `ec2plan schema policy`)"},
    {"--max-cost", "", "MONEY", "of the run, by the risk rule: 2M, 250k"},
    {"--max-days", "", "TIME", "of the run, by the risk rule: 30, 2w"},
    {"--max-instances", "", "N", "most instances"},
    {"--risk", "", "RULE", "slow (default): the high end counts; likely: the likely value"},
    {"--exit-zero", "", "", "exit 0 even where a rule is broken"},
};

constexpr Flag title[] = {
    {"--title", "", "TEXT", "of the page; default: what was asked"},
};

constexpr Flag shard[] = {
    {"--shard", "", "K/N", "only the K-th of N parts, which together make the whole"},
};

constexpr Flag filter[] = {
    {"--accelerator", "", "LIST", "an id, a pattern, a family or a maker: h100, 'b*', trainium",
     true},
    {"--accelerators", "", "RANGE", "how many"},
    {"--accelerator-memory", "", "RANGE", "of each: 80GiB, 24GB.."},
    {"--total-accelerator-memory", "", "RANGE", "of all together: 640GiB.."},
    {"--efa", "", "", "reaches other instances through EFA"},
    {"--efa-version", "", "RANGE", "2.. for EFA v2 and later"},
    {"--network", "", "RANGE", "Gbit/s of the instance, one way: 400.."},
    {"--vcpus", "", "RANGE", "vCPUs"},
    {"--host-memory", "", "RANGE", "memory of the host: 1TiB.."},
    {"--usd-per-hour", "", "RANGE",
     "the lowest of the regions and kinds of purchase asked for: ..40"},
    {"--usd-per-accelerator-hour", "", "RANGE", "that price of one accelerator"},
    {"--usd-per-petaflop-hour", "", "RANGE", "that price of a dense 16-bit petaFLOP/s"},
    {"--purchase", "", "LIST", "has such a price: spot, capacity-block; all drops no type", true},
    {"--offered", "", "", "can be bought in the region"},
    {"--retired", "", "", "can no longer be bought"},
    {"--include-retired", "", "", "also types that can no longer be bought"},
};

constexpr Flag upkeep[] = {
    {"--into", "", "FILE", "import: lay the facts into this overlay, replaced whole or not at all"},
    {"--complete", "", "", "import offerings: the files name every type of their regions"},
    {"--retrieved", "", "DATE", "import: when AWS was asked, where the file does not say; today"},
    {"--max-age", "", "TIME", "verify: exit 6 when a current price is older, such as 90d"},
};

constexpr Flag runs[] = {
    {"--runs", "", "FILE", "measured runs (see `ec2plan schema runs`); default: those shipped"},
};

constexpr Flag readings[] = {
    {"--runs", "", "FILE", "your measured runs (see `ec2plan schema runs`)"},
    {"--log", "", "FILE", "the log of Megatron-LM, torchtitan, NeMo, llm-foundry or DeepSpeed"},
    {"--step-time", "", "TIME", "time of one step: 14.2s, 800ms"},
};

constexpr Flag catalog[] = {
    {"--region", "-r", "LIST", "regions, or all; default: EC2PLAN_REGION, AWS_REGION, us-east-1",
     true},
    {"--catalog", "", "PATH", "your own facts, laid over the built-in ones", true},
    {"--as-of", "", "DATE", "prices and types of that day: 2023-07-01"},
};

constexpr Flag output[] = {
    {"--output", "-o", "FORMAT", "table (default), wide, json, jsonl, csv, markdown; check: junit"},
    {"--json", "", "", "the same as -o json"},
    {"--out-file", "", "PATH", "write there, whole or not at all; - is stdout"},
    {"--fields", "", "LIST", "only these keys of json, jsonl or csv", true},
    {"--sort-by", "", "FIELD", "order rows by a field"},
    {"--sort-direction", "", "WAY", "ascending (default) or descending"},
    {"--max-results", "", "N", "rows of a table, default 20"},
    {"--color", "", "WHEN", "auto (default), always or never"},
    {"--no-color", "", "", "the same as --color never"},
    {"--quiet", "-q", "", "no notes or warnings on stderr"},
    {"--debug", "", "", "timings and counts on stderr"},
};

constexpr Flag general[] = {
    {"--config", "", "PATH", "flags from a JSON file: {\"model\": \"175B\", \"days\": 30}"},
    {"--help", "-h", "", "this text"},
    {"--version", "", "", "the version"},
};

}  // namespace

FlagGroup const job_flags{"Job", job};
FlagGroup const model_flags{"Job", std::span(job).first(1)};
FlagGroup const sequence_flags{"Job", std::span(job).subspan(2, 3)};
FlagGroup const stack_flags{"Job", std::span(job).last(1)};
FlagGroup const layout_flags{"Layout (what is left out is searched)", layout};
FlagGroup const rate_flags{"Speed", rate};
FlagGroup const goal_flags{"Goal", goal};
FlagGroup const objective_flags{"Goal", objective};
FlagGroup const types_flags{"Instances", types};
FlagGroup const type_flags{"Instances", type};
FlagGroup const count_flags{"Instances", count};
FlagGroup const purchase_flags{"Instances", purchase};
FlagGroup const explain_flags{"Question", explain};
FlagGroup const plot_flags{"Output", plot};
FlagGroup const rank_flags{"Saved results", rank};
FlagGroup const ranks_flags{"Saved results", ranks};
FlagGroup const compare_flags{"Change", compare};
FlagGroup const policy_flags{"Policy", policy};
FlagGroup const title_flags{"Page", title};
FlagGroup const shard_flags{"Parts", shard};
FlagGroup const filter_flags{
    "Filters (a type must pass all; RANGE: 8 for exactly 8, or 8.., ..16, 8..16)", filter};
FlagGroup const upkeep_flags{"Upkeep", upkeep};
FlagGroup const runs_flags{"Runs", runs};
FlagGroup const reading_flags{"Measured steps (one of these)", readings};
FlagGroup const assumption_flags{"Assumptions", std::span(rate).last(2)};
FlagGroup const setting_flags{"Assumptions", std::span(rate).last(1)};
FlagGroup const catalog_flags{"Facts", catalog};
FlagGroup const output_flags{"Output", output};
FlagGroup const general_flags{"General", general};

std::span<FlagGroup const* const> every_flag_group() {
  static constexpr std::array groups{
      &job_flags,      &goal_flags,   &objective_flags, &types_flags,   &count_flags,
      &purchase_flags, &layout_flags, &rate_flags,      &explain_flags, &filter_flags,
      &upkeep_flags,   &runs_flags,   &reading_flags,   &plot_flags,    &compare_flags,
      &policy_flags,   &title_flags,  &shard_flags,     &catalog_flags, &output_flags,
      &general_flags};
  return groups;
}

}  // namespace ec2plan::cli
