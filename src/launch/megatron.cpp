#include <algorithm>
#include <cmath>

#include "catalog/embedded.hpp"
#include "catalog/json_file.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "launch/pipeline_layout.hpp"
#include "launch/work.hpp"
#include "launch/writers.hpp"

namespace ec2plan::launch {
namespace {

using Lines = std::vector<std::string>;

std::string flag(std::string_view name, auto value) {
  return std::string(name) + " " + std::to_string(value);
}

/// The data of data/software/megatron.json.
struct KnownFlags {
  catalog::Json json{};
};

KnownFlags known_flags() {
  for (auto const& file : catalog::embedded_files())
    if (file.name == "software/megatron.json") return {catalog::parsed_json(file.text, file.name)};
  return {};
}

/// The order of versions is that of the file: the newest first.
bool has_flag(KnownFlags const& known, std::string const& name, std::string_view version) {
  auto const& since = known.json.at("flags").find(name);
  if (since == known.json.at("flags").end()) return false;
  auto const& versions = known.json.at("versions");
  auto const at = [&](std::string_view one) {
    return std::ranges::find(versions, catalog::Json(one)) - versions.begin();
  };
  return at(version) <= at(since->get_ref<std::string const&>());
}

void add_attention(Transformer const& m, Lines& all) {
  if (m.windows) all.push_back("--window-size " + std::to_string(m.windows->size - 1) + ",0");
  if (auto const& latent = m.latent_attention) {
    all.push_back("--multi-latent-attention");
    if (latent->query_rank) all.push_back(flag("--q-lora-rank", *latent->query_rank));
    all.push_back(flag("--kv-lora-rank", latent->key_value_rank));
    all.push_back(flag("--qk-head-dim", latent->nope_head_dim));
    all.push_back(flag("--qk-pos-emb-head-dim", latent->rope_head_dim));
    all.push_back(flag("--v-head-dim", latent->value_head_dim));
    return;
  }
  if (m.kv_heads != m.heads)
    all.push_back("--group-query-attention " + flag("--num-query-groups", m.kv_heads));
  if (m.head_dim * m.heads != m.hidden) all.push_back(flag("--kv-channels", m.head_dim));
}

/// "([0]*3+[1]*58)": which layers have experts.
std::string expert_layers(Transformer const& m, Experts const& e) {
  return "--moe-layer-freq '([0]*" + std::to_string(e.dense_layers) + "+[1]*" +
         std::to_string(m.layers - e.dense_layers) + ")'";
}

void add_experts(Transformer const& m, Experts const& e, Lines& all) {
  all.push_back(flag("--num-experts", e.count) + " " + flag("--moe-router-topk", e.per_token));
  all.push_back(flag("--moe-ffn-hidden-size", e.feed_forward));
  if (e.shared_feed_forward > 0)
    all.push_back(flag("--moe-shared-expert-intermediate-size", e.shared_feed_forward));
  if (e.dense_layers > 0) all.push_back(expert_layers(m, e));
  if (m.router_bias) all.push_back("--moe-router-enable-expert-bias");
  all.push_back("--moe-grouped-gemm --moe-token-dispatcher-type alltoall");
}

Lines model_lines(Work const& w) {
  auto const& m = w.plan.job.model;
  int const dense = m.experts && m.experts->dense_feed_forward > 0 ? m.experts->dense_feed_forward
                                                                   : m.feed_forward;
  int const wide = dense > 0 || !m.experts ? dense : m.experts->feed_forward;
  Lines all{flag("--num-layers", m.layers) + " " + flag("--hidden-size", m.hidden),
            flag("--ffn-hidden-size", wide) + " " + flag("--num-attention-heads", m.heads)};
  add_attention(m, all);
  if (m.experts) add_experts(m, *m.experts, all);
  int const longest = std::max(w.plan.job.sequence_length, m.learned_positions);
  all.push_back(flag("--max-position-embeddings", longest) + " --position-embedding-type " +
                (m.learned_positions > 0 ? "learned_absolute" : "rope"));
  all.push_back(std::string("--normalization ") + (m.norm == Norm::rms ? "RMSNorm" : "LayerNorm"));
  if (m.gated) all.push_back("--swiglu");
  if (!m.mlp_bias) all.push_back("--disable-bias-linear");
  if (m.qkv_bias && !m.mlp_bias) all.push_back("--add-qkv-bias");
  if (m.qk_norm) all.push_back("--qk-layernorm");
  if (!m.tied_embeddings) all.push_back("--untie-embeddings-and-output-weights");
  bool const dropout = w.setup.job.dropout.value_or(0) > 0;
  if (!dropout) all.push_back("--attention-dropout 0 --hidden-dropout 0");
  all.push_back(flag("--vocab-size", m.vocabulary));
  return all;
}

void add_pipeline(Work const& w, Lines& all) {
  auto const& l = w.layout;
  int const layers = w.plan.job.model.layers;
  all.push_back(flag("--pipeline-model-parallel-size", l.pipeline));
  if (layers % (l.pipeline * l.virtual_stages) != 0)
    all.push_back("--pipeline-model-parallel-layout '" + pipeline_layout(layers, l) + "'");
  else if (l.virtual_stages > 1)
    all.push_back(flag("--num-virtual-stages-per-pipeline-rank", l.virtual_stages));
  if (l.virtual_stages > 1 && w.micro_batches % l.pipeline != 0)
    all.push_back(flag("--microbatch-group-size-per-virtual-pipeline-stage",
                       micro_batch_group(w.micro_batches, l.pipeline)));
}

void add_sharding(Work const& w, Lines& all) {
  auto const& l = w.layout;
  if (replicated(l)) all.push_back("--overlap-grad-reduce");
  if (!replicated(l) || l.zero == 0) return;
  all.push_back("--use-distributed-optimizer --overlap-param-gather");
  if (w.copies > 1) all.push_back(flag("--num-distributed-optimizer-instances", w.copies));
  if (l.zero < 2) return;
  all.push_back(std::string("--use-megatron-fsdp --data-parallel-sharding-strategy ") +
                (l.zero == 2 ? "optim_grads" : "optim_grads_params"));
  all.push_back("--no-gradient-accumulation-fusion");
}

Lines layout_lines(Work const& w) {
  auto const& l = w.layout;
  Lines all{flag("--tensor-model-parallel-size", l.tensor)};
  if (l.sequence_parallel && l.tensor > 1) all.push_back("--sequence-parallel");
  add_pipeline(w, all);
  if (l.context > 1) all.push_back(flag("--context-parallel-size", l.context));
  if (l.expert > 1)
    all.push_back(flag("--expert-model-parallel-size", l.expert) + " " +
                  flag("--expert-tensor-parallel-size", l.expert_tensor));
  add_sharding(w, all);
  return all;
}

std::string recompute_line(Work const& w) {
  auto const& l = w.layout;
  if (l.recompute == Recompute::none) return {};
  if (l.recompute == Recompute::selective) return "--recompute-granularity selective";
  if (l.recompute_share >= 1)
    return "--recompute-granularity full --recompute-method uniform --recompute-num-layers 1";
  int const chunk = layers_per_chunk(w.plan.job.model.layers, l);
  return "--recompute-granularity full --recompute-method block " +
         flag("--recompute-num-layers", std::lround(l.recompute_share * chunk));
}

Lines run_lines(Work const& w) {
  auto const& job = w.plan.job;
  Lines all{flag("--micro-batch-size", w.layout.micro_batch) + " " +
                flag("--global-batch-size", job.global_batch),
            flag("--seq-length", job.sequence_length) + " " + flag("--train-samples", w.samples),
            job.precision == Precision::fp16 ? "--fp16" : "--bf16"};
  if (job.precision == Precision::fp8) all.back() += " --fp8-format hybrid --fp8-recipe tensorwise";
  if (auto line = recompute_line(w); !line.empty()) all.push_back(std::move(line));
  return all;
}

Lines record_lines(Work const& w) {
  bool const sharded = shards_weights(w);
  Lines all{flag("--save-interval", w.checkpoint_steps),
            std::string("--ckpt-format ") + (sharded ? "fsdp_dtensor" : "torch_dist")};
  if (w.setup.assumptions.asynchronous_checkpoints && !sharded) all.back() += " --async-save";
  return all;
}

/// Required before Blackwell where tensors or contexts are split, and forbidden with FSDP.
std::string connections(Work const& w) {
  if (shards_weights(w)) return "unset CUDA_DEVICE_MAX_CONNECTIONS";
  if (w.layout.tensor == 1 && w.layout.context == 1) return {};
  return "export CUDA_DEVICE_MAX_CONNECTIONS=1  # needed before Blackwell";
}

/// Only the arguments that start with "--".
std::string missing_flag(Work const& w, Lines const& all) {
  auto const known = known_flags();
  for (auto const& line : all)
    for (auto at = line.find("--"); at != line.npos; at = line.find(" --", at + 1)) {
      auto const start = line[at] == ' ' ? at + 1 : at;
      auto const name = line.substr(start, line.find(' ', start) - start);
      if (!has_flag(known, name, w.version.name)) return name;
    }
  return {};
}

Lines together(std::initializer_list<Lines> parts) {
  Lines all;
  for (Lines const& part : parts)
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

Lines further_checks(Work const& w) {
  auto const& m = w.plan.job.model;
  Lines all{
      "the learning rate, its warm-up (1 % of the run), weight decay: a plan knows none of them"};
  if (m.learned_positions == 0)
    all.push_back("positions are taken to be rotary, of base 10000 (--rotary-base)");
  if (!m.gated) all.push_back("the feed-forward is taken to be GELU (else --squared-relu)");
  if (m.experts)
    all.push_back("how the router balances its load (--moe-router-load-balancing-type)");
  if (m.experts && m.experts->dense_layers > 0)
    all.push_back("dense layers are taken to be the first (--moe-layer-freq)");
  return all;
}

constexpr std::string_view dry_run_lines = R"(if [[ -n "${DRY_RUN:-}" ]]; then
  export WORLD_SIZE=@ RANK=${RANK:-0} LOCAL_RANK=0 MASTER_ADDR=localhost MASTER_PORT=29500
  exec python pretrain_gpt.py "${arguments[@]}" --fake-process-group --exit-interval 2
fi)";

std::string dry_run(Work const& w) {
  std::string text(dry_run_lines);
  return text.replace(text.find('@'), 1, std::to_string(w.ranks));
}

}  // namespace

Written megatron_script(Work const& w) {
  auto const model = model_lines(w), layout = layout_lines(w), run = run_lines(w),
             records = record_lines(w);
  if (auto const name = missing_flag(w, together({model, layout, run, records})); !name.empty())
    return {.refusal = {.reason = "Megatron-LM " + std::string(w.version.name) + " has no " + name +
                                  ", which this plan needs",
                        .fix = "take a later --target-version, such as core_v0.19.0"}};
  bool const fakes = has_flag(known_flags(), "--fake-process-group", w.version.name);
  auto values = common_values(w, further_checks(w));
  values["model"] = lines(model);
  values["layout"] = lines(layout);
  values["run"] = lines(run);
  values["records"] = lines(records);
  values["data"] = std::to_string(w.layout.data);
  values["samples"] = std::to_string(w.samples);
  values["warmup_samples"] = std::to_string(w.warmup_steps * w.plan.job.global_batch);
  values["connections"] = connections(w);
  values["dry_run"] = fakes ? dry_run(w) : std::string();
  values["dry_run_note"] =
      fakes ? "Dry run, one rank on one GPU (--fake-process-group):\n  CHECKPOINTS=/tmp/dry "
              "DRY_RUN=1 bash megatron.sh"
            : "A dry run (--fake-process-group) needs core_v0.16.1 or later.";
  return {.text = filled("megatron.sh", values)};
}

}  // namespace ec2plan::launch
