#include "cli/command.hpp"

#include <algorithm>

namespace ec2plan::cli {
namespace {

constexpr Group recommend_flags[]{Group::job,     Group::tuning,   Group::goal,   Group::objective,
                                  Group::types,   Group::purchase, Group::layout, Group::rate,
                                  Group::catalog, Group::plot,     Group::output, Group::general};
constexpr Group afford_flags[]{Group::goal,  Group::tuning,  Group::model,    Group::sequence,
                               Group::stack, Group::types,   Group::purchase, Group::layout,
                               Group::rate,  Group::catalog, Group::output,   Group::general};
constexpr Group estimate_flags[]{Group::job,      Group::tuning, Group::type,   Group::count,
                                 Group::purchase, Group::layout, Group::rate,   Group::goal,
                                 Group::catalog,  Group::output, Group::general};
constexpr Group every_explain_flag[]{
    Group::explain,  Group::job,    Group::tuning, Group::types, Group::count,
    Group::purchase, Group::layout, Group::rate,   Group::goal,  Group::objective,
    Group::catalog,  Group::output, Group::general};
constexpr Group sweep_flags[]{Group::shard,  Group::job,       Group::tuning,  Group::types,
                              Group::count,  Group::purchase,  Group::layout,  Group::rate,
                              Group::goal,   Group::objective, Group::catalog, Group::output,
                              Group::general};
constexpr Group every_compare_flag[]{Group::compare, Group::ranks, Group::catalog, Group::output,
                                     Group::general};
constexpr Group check_flags[]{Group::policy, Group::rank, Group::output, Group::general};
constexpr Group report_flags[]{Group::title, Group::rank, Group::catalog, Group::output,
                               Group::general};
constexpr Group every_launch_flag[]{Group::launch, Group::rank,   Group::job,       Group::tuning,
                                    Group::types,  Group::count,  Group::purchase,  Group::layout,
                                    Group::rate,   Group::goal,   Group::objective, Group::catalog,
                                    Group::output, Group::general};
constexpr Group instances_flags[]{Group::names, Group::filter, Group::catalog, Group::output,
                                  Group::general};
constexpr Group catalog_flags[]{Group::import, Group::verify, Group::catalog, Group::output,
                                Group::general};
constexpr Group models_flags[]{Group::sequence, Group::catalog, Group::output, Group::general};
constexpr Group accuracy_flags[]{Group::runs, Group::assumptions, Group::catalog, Group::output,
                                 Group::general};
constexpr Group calibrate_flags[]{Group::readings, Group::model,  Group::sequence, Group::stack,
                                  Group::type,     Group::count,  Group::layout,   Group::setting,
                                  Group::catalog,  Group::output, Group::general};
constexpr Group every_command_flag[]{Group::catalog, Group::output, Group::general};

constexpr Group of_verify[]{Group::verify}, of_import[]{Group::import};
constexpr Verb catalog_verbs[] = {{"info", catalog_info},
                                  {"verify", catalog_verify, of_verify},
                                  {"diff", catalog_diff},
                                  {"import", catalog_import, of_import}};

constexpr Command all[] = {
    {.name = "recommend",
     .summary = "which instances, how many, how long, at what cost",
     .examples = "  ec2plan recommend --model 175B --tokens 300B --days 30\n"
                 "  ec2plan recommend --model llama-3-70b --tokens 2T --budget 10M \\\n"
                 "    -r us-west-2",
     .flags = recommend_flags,
     .run = recommend},
    {.name = "afford",
     .summary = "the largest compute-optimal model that a budget and days buy",
     .examples = "  ec2plan afford --budget 2M --days 30\n"
                 "  ec2plan afford --budget 2M --days 30 --model llama-3-8b   (most tokens)",
     .flags = afford_flags,
     .run = afford},
    {.name = "estimate",
     .summary = "time, cost and memory of one set-up",
     .examples = "  ec2plan estimate --model 175B --tokens 300B \\\n"
                 "    --instance-type p5.48xlarge --instance-count 48\n"
                 "  ec2plan estimate --model 175B --tokens 300B \\\n"
                 "    --instance-type p4d.24xlarge --instance-count 128 --tflops 140",
     .flags = estimate_flags,
     .run = estimate_one},
    {.name = "explain",
     .summary = "every step from inputs to result, or why a type lost",
     .positional = "RESULT",
     .about = "a result saved with --json, or - for stdin",
     .most_positionals = 1,
     .words = Values::file,
     .examples = "  ec2plan explain --model 175B --tokens 300B \\\n"
                 "    --instance-type p5.48xlarge --instance-count 48\n"
                 "  ec2plan explain plan.json --rank 2\n"
                 "  ec2plan explain --why p4d.24xlarge --model 175B --tokens 300B --days 30",
     .flags = every_explain_flag,
     .run = explain},
    {.name = "sweep",
     .summary = "a grid of estimates or recommendations, streamed as rows",
     .examples = "  ec2plan sweep --model 7B,13B,70B --tokens 1T..4T:1T --days 30 -o csv\n"
                 "  ec2plan sweep --model 175B --tokens 300B --instance-type p5.48xlarge \\\n"
                 "    --instance-count 16..128:x2 --tp 1,2,4,8 --pp 1,2,4,8 --mbs 1,2,4 \\\n"
                 "    -o jsonl --shard 1/4\n\n"
                 "Values: lists (8,16,32) and ranges (8..512, 8..512:8 in steps,\n"
                 "8..512:x2 doubling) of most flags. Every combination is a row; of the flags\n"
                 "above, the last one with several values varies fastest. With\n"
                 "--instance-count a row is what `estimate` answers, else what `recommend`\n"
                 "puts first.",
     .flags = sweep_flags,
     .run = sweep},
    {.name = "compare",
     .summary = "what changed between two saved results, and why",
     .positional = "BASE HEAD",
     .about = "results saved with --json (- is stdin); with --refresh BASE alone will do",
     .most_positionals = 2,
     .words = Values::file,
     .examples = "  ec2plan compare base.json head.json --fail-over 5%\n"
                 "  ec2plan compare plan.json --refresh -o markdown --warn-over 1%",
     .flags = every_compare_flag,
     .run = compare_results},
    {.name = "check",
     .summary = "whether a saved result keeps a policy",
     .positional = "RESULT",
     .about = "a result saved with --json, or - for stdin",
     .most_positionals = 1,
     .words = Values::file,
     .examples = "  ec2plan check plan.json --policy policy.json -o junit \\\n"
                 "    --out-file report.xml\n"
                 "  ec2plan recommend --model 175B --tokens 300B --days 30 --json | \\\n"
                 "    ec2plan check - --max-cost 2M --max-days 30",
     .flags = check_flags,
     .run = check_result},
    {.name = "report",
     .summary = "one self-contained HTML page for a design review",
     .positional = "RESULT",
     .about = "results saved with --json (- is stdin)",
     .most_positionals = 16,
     .words = Values::file,
     .examples = "  ec2plan report plan.json --title 'GPT-3 again' --out-file review.html\n"
                 "  ec2plan recommend --model 175B --tokens 300B --days 30 --json | \\\n"
                 "    ec2plan report - > review.html",
     .flags = report_flags,
     .run = report_results},
    {.name = "launch",
     .summary = "files that run a plan: scripts, recipes, jobs, clusters",
     .positional = "RESULT",
     .about = "a result saved with --json, or - for stdin; none: the question's own flags",
     .most_positionals = 1,
     .words = Values::file,
     .examples = "  ec2plan launch plan.json --target megatron,slurm --out-dir job\n"
                 "  ec2plan launch --model llama-3-70b --tokens 1T --target torchtitan \\\n"
                 "    --instance-type p5.48xlarge --instance-count 32\n\n"
                 "Targets (versions, the default first):\n"
                 "  megatron         Megatron-LM: core_v0.19.0, 0.18.2, 0.17.1, 0.16.1,\n"
                 "                   0.14.0, 0.12.0\n"
                 "  torchtitan       main (a Python recipe), 0.2.2 (TOML), neuron (Trainium)\n"
                 "  nemo             Megatron-Bridge 0.6.0\n"
                 "  trl              fine-tuning: a script of TRL 1.9.0\n"
                 "  axolotl          fine-tuning: YAML of axolotl 0.18.0\n"
                 "  torchtune        fine-tuning: YAML for a recipe of torchtune\n"
                 "  deepspeed        JSON, for a trainer of your own\n"
                 "  accelerate       FSDP as YAML, likewise\n"
                 "  nxdt             NxD Training of Neuron SDK 2.28: Llama on Trn1, Trn2\n"
                 "  slurm            a batch script that runs one of these\n"
                 "  parallelcluster  an AWS ParallelCluster that has the nodes\n"
                 "  hyperpod         a SageMaker HyperPod cluster: slurm, eks\n"
                 "  eks              a PyTorchJob with EFA\n"
                 "  skypilot         a SkyPilot task\n"
                 "  aws-cli          the search for the capacity, and run-instances",
     .flags = every_launch_flag,
     .run = launch_plan},
    {.name = "instances",
     .summary = "the catalog's instance types and their prices",
     .positional = "NAME",
     .about = "types to show, such as p5.48xlarge or 'p5*'; all where none is given",
     .most_positionals = 1000,
     .words = Values::type,
     .examples = "  ec2plan instances p5.48xlarge p5en.48xlarge -r us-west-2\n"
                 "  ec2plan instances --accelerator trainium,h100 --efa-version 2.. -r all\n"
                 "  ec2plan instances --accelerator-memory 80GiB.. --purchase all \\\n"
                 "    --usd-per-accelerator-hour ..8 --sort-by price",
     .flags = instances_flags,
     .run = list_instances},
    {.name = "models",
     .summary = "the models known by name, or how a --model is understood",
     .positional = "SPEC",
     .about = "a count (175B), a name, or a config.json; the list where none is given",
     .most_positionals = 1,
     .words = Values::model,
     .examples = "  ec2plan models\n  ec2plan models 70B\n  ec2plan models ./config.json",
     .flags = models_flags,
     .run = list_models},
    {.name = "accuracy",
     .summary = "predictions beside measured, published runs",
     .examples = "  ec2plan accuracy\n"
                 "  ec2plan accuracy --runs my-runs.json -o wide\n"
                 "  ec2plan accuracy -o csv --fields id,quantity,measured,predicted,error_pct",
     .flags = accuracy_flags,
     .run = score_runs},
    {.name = "calibrate",
     .summary = "corrects the model from your own measured steps",
     .examples = "  ec2plan calibrate --runs my-runs.json --out-file cal.json\n"
                 "    (JSON, for --calibration cal.json)\n"
                 "  ec2plan calibrate --log train.log --model 175B \\\n"
                 "    --instance-type p5.48xlarge --instance-count 16 --tp 8 --pp 8 --mbs 1 \\\n"
                 "    --zero 1 --recompute full --stack megatron-lm@2024\n"
                 "  ec2plan recommend --model 175B --tokens 300B \\\n"
                 "    --stack megatron-lm@2024 --calibration cal.json",
     .flags = calibrate_flags,
     .run = calibrate},
    {.name = "catalog",
     .summary = "the facts: what there is, is it sound, what moved, new ones",
     .positional = "VERB",
     .about = "info; verify; diff A B (files, built-in, or days); import KIND FILE... (- is stdin)",
     .most_positionals = 1000,
     .words = Values::verb,
     .examples = "  ec2plan catalog info\n"
                 "  ec2plan catalog verify --max-age 90d -r us-east-1\n"
                 "  ec2plan catalog diff 2025-06-01 2026-07-01 -o markdown\n"
                 "  aws ec2 describe-spot-price-history ... | \\\n"
                 "    ec2plan catalog import spot-history - --into prices.json",
     .flags = catalog_flags,
     .run = catalog_command,
     .verbs = catalog_verbs},
    {.name = "schema",
     .summary = "the JSON Schema of a document",
     .positional = "NAME",
     .about = "recommend, estimate, catalog, ...; their names where none is given",
     .most_positionals = 1,
     .words = Values::schema,
     .examples = "  ec2plan schema recommend > recommend.schema.json",
     .flags = every_command_flag,
     .run = print_schema},
    {.name = "completion",
     .summary = "what a shell completes, and the manual page",
     .positional = "SHELL",
     .about = "bash, zsh or fish; man for the manual page",
     .most_positionals = 1,
     .words = Values::shell,
     .examples = "  source <(ec2plan completion bash)\n"
                 "  ec2plan completion zsh > ~/.zfunc/_ec2plan\n"
                 "  ec2plan completion man > ec2plan.1",
     .flags = every_command_flag,
     .run = print_completion},
    {.name = "version",
     .summary = "what is installed",
     .examples = "  ec2plan version --json",
     .flags = every_command_flag,
     .run = print_version},
};

}  // namespace

std::span<Command const> commands() { return all; }

Command const* find_command(std::string_view name) {
  auto const* found = std::ranges::find(all, name, &Command::name);
  return found == std::end(all) ? nullptr : found;
}

}  // namespace ec2plan::cli
