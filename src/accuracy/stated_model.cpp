#include "accuracy/stated_model.hpp"

#include <array>

#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/letters.hpp"

namespace ec2plan::accuracy {
namespace {

constexpr int widest = 4'000'000;
constexpr std::array<std::string_view, 2> kinds{"decoder", "encoder"};

// What stands in for a vocabulary that was not published: BERT's, and GPT-2's padded so that 8
// devices can share it, as Megatron-LM does.
constexpr int bert_vocabulary = 30'522, padded_gpt2_vocabulary = 51'200;

void assume(PublishedRun& run, std::string note) { run.assumed.push_back(std::move(note)); }

void settle_heads(StatedModel const& stated, PublishedRun& run) {
  Transformer& shape = run.model;
  if (!stated.kv_heads) assume(run, "kv_heads: as many as heads");
  shape.kv_heads = stated.kv_heads.value_or(shape.heads);
  if (shape.heads % shape.kv_heads != 0)
    add_unusable(run, "its key and value heads do not divide its heads");
  if (!stated.head_dim && shape.hidden % shape.heads != 0)
    return add_unusable(run, "its heads do not divide the hidden size, and head_dim is unknown");
  if (!stated.head_dim) assume(run, "head_dim: hidden / heads");
  shape.head_dim = stated.head_dim.value_or(shape.hidden / shape.heads);
}

/// Whether it is a model that is known to have latent attention.
/// Source: DeepSeek-V3 technical report (arXiv 2412.19437), section 4.2.
bool settle_latent_attention(PublishedRun& run) {
  Transformer& shape = run.model;
  bool const deepseek_v3 = lower(shape.name).find("deepseek") != std::string::npos &&
                           shape.hidden == 7168 && shape.layers == 61;
  if (!deepseek_v3) return false;
  LatentAttention const latent{.query_rank = 1536,
                               .key_value_rank = 512,
                               .nope_head_dim = 128,
                               .rope_head_dim = 64,
                               .value_head_dim = 128};
  shape.latent_attention = latent;
  shape.kv_heads = shape.heads;
  shape.head_dim = latent.nope_head_dim + latent.rope_head_dim;
  assume(run, "latent attention: as published for DeepSeek-V3");
  return true;
}

void settle_dense_width(StatedModel const& stated, PublishedRun& run) {
  if (!stated.feed_forward) assume(run, "feed_forward: 4 x hidden");
  run.model.feed_forward = stated.feed_forward.value_or(4 * run.model.hidden);
}

void settle_experts(StatedModel const& stated, PublishedRun& run) {
  StatedExperts const& known = *stated.experts;
  if (!known.count || !known.per_token || !known.feed_forward)
    return add_unusable(run, "its experts' number, choice or width was not published");
  if (*known.per_token > *known.count || known.dense_layers.value_or(0) > run.model.layers)
    return add_unusable(run, "its experts contradict each other");
  int const width = stated.feed_forward.value_or(*known.feed_forward);
  int const dense_layers = known.dense_layers.value_or(0);
  run.model.feed_forward = width;
  run.model.experts = Experts{.count = *known.count,
                              .per_token = *known.per_token,
                              .feed_forward = *known.feed_forward,
                              .shared_feed_forward = known.shared_feed_forward.value_or(0),
                              .dense_layers = dense_layers,
                              .dense_feed_forward = dense_layers > 0 ? width : 0};
  if (!stated.feed_forward && dense_layers > 0)
    assume(run, "feed_forward of dense layers: an expert's");
  if (!known.shared_feed_forward) assume(run, "shared_feed_forward: none");
  if (!known.dense_layers) assume(run, "dense_layers: none");
}

void settle_embeddings(StatedModel const& stated, PublishedRun& run) {
  Transformer& shape = run.model;
  int const rule = stated.encoder ? bert_vocabulary : padded_gpt2_vocabulary;
  if (!stated.vocabulary) assume(run, "vocabulary: " + std::to_string(rule));
  shape.vocabulary = stated.vocabulary.value_or(rule);
  shape.tied_embeddings = stated.tied_embeddings.value_or(!shape.gated);
  if (!stated.tied_embeddings)
    assume(run, shape.tied_embeddings ? "tied_embeddings: true, not gated"
                                      : "tied_embeddings: false, gated");
}

void refuse_unknown(std::optional<int> const& value, std::string const& name, PublishedRun& run) {
  if (!value) add_unusable(run, "its " + name + " was not published");
}

constexpr int device_limit = 10'000'000;

bool holds(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// "A100-80" is "a100-80gb".
std::string accelerator_id(std::string const& text) {
  std::string const name = lower(text);
  bool const sized = !name.empty() && is_digit(name.back()) && holds(name, "-");
  return sized ? name + "gb" : name;
}

/// {"count", "per_token", "feed_forward", ...}; empty where it is absent or has no experts to
/// choose from.
std::optional<StatedExperts> stated_experts(JsonValue const& model, std::string_view key) {
  if (!model.find(key)) return std::nullopt;
  auto const experts = model.section(key);
  StatedExperts stated;
  stated.count = experts.find_integer("count", 0, 65'536);
  if (stated.count && *stated.count < 2) return std::nullopt;
  stated.per_token = experts.find_integer("per_token", 1, 1024);
  stated.feed_forward = experts.find_integer("feed_forward", 1, widest);
  stated.shared_feed_forward = experts.find_integer("shared_feed_forward", 0, widest);
  stated.dense_layers = experts.find_integer("dense_layers", 0, 10'000);
  return stated;
}

/// Where a list names the parts of a shape otherwise than a runs file does.
struct ShapeKeys {
  std::string_view feed_forward = "feed_forward", vocabulary = "vocabulary", gated = "gated",
                   experts = "experts";
};

StatedModel stated_shape(JsonValue const& model, ShapeKeys const& keys) {
  StatedModel stated;
  stated.layers = model.find_integer("layers", 1, 10'000);
  stated.hidden = model.find_integer("hidden", 8, 1'000'000);
  stated.heads = model.find_integer("heads", 1, 4096);
  stated.kv_heads = model.find_integer("kv_heads", 1, 4096);
  stated.head_dim = model.find_integer("head_dim", 1, 4096);
  stated.feed_forward = model.find_integer(keys.feed_forward, 1, widest);
  stated.vocabulary = model.find_integer(keys.vocabulary, 2, 10'000'000);
  stated.gated = model.find_boolean(keys.gated);
  stated.tied_embeddings = model.find_boolean("tied_embeddings");
  stated.experts = stated_experts(model, keys.experts);
  return stated;
}

StatedModel stated_arch(JsonValue const& record) {
  auto const arch = record.section("arch");
  auto stated = stated_shape(
      arch, {.feed_forward = "ffn", .vocabulary = "vocab", .gated = "gated_mlp", .experts = "moe"});
  stated.name = record.find_text("model");
  stated.encoder = arch.find_text("kind") == "encoder";
  return stated;
}

/// "ZeRO-1" is 1, "FSDP" 3; what else it may say is left open.
std::optional<int> zero_stage(std::string const& sharding) {
  std::string const name = lower(sharding);
  if (name.starts_with("zero-") && name.size() > 5 && name[5] >= '0' && name[5] <= '3')
    return name[5] - '0';
  if (name == "fsdp") return 3;
  return std::nullopt;
}

void lay_out(JsonValue const& record, PublishedRun& run) {
  LayoutChoice& layout = run.layout;
  layout.tensor = record.find_integer("tp", 1, device_limit);
  layout.pipeline = record.find_integer("pp", 1, device_limit);
  layout.data = record.find_integer("dp", 1, device_limit);
  layout.context = record.find_integer("cp", 1, device_limit);
  layout.expert = record.find_integer("ep", 1, device_limit);
  layout.virtual_stages = record.find_integer("vpp", 1, 10'000);
  layout.micro_batch = record.find_integer("micro_batch", 1, 10'000'000);
  layout.recompute = named<Recompute>(record.find_text("recompute"));
  run.sharding_note = record.find_text("optimizer_sharding");
  layout.zero = zero_stage(run.sharding_note);
  if (!layout.tensor || !layout.pipeline || !layout.micro_batch || !layout.recompute ||
      !layout.zero)
    add_unusable(run, "its layout is not given in full");
}

/// Sequences, where the number of micro-batches tells it.
std::optional<int> global_batch(JsonValue const& record, LayoutChoice const& layout) {
  auto const count = record.find_integer("n_microbatches", 1, 10'000);
  if (!count || !layout.micro_batch || !layout.data) return std::nullopt;
  double const batch = 1.0 * *count * *layout.micro_batch * *layout.data;
  return batch < 1e8 ? std::optional(static_cast<int>(batch)) : std::nullopt;
}

/// "fp16" of "fp16/bf16", "bf16" of "bf16 + fp32 grad accum": the first that computes.
std::string stated_precision(std::string const& text) {
  std::string const name = lower(text);
  std::string first;
  auto place = name.npos;
  for (std::string_view const known : {"fp8", "bf16", "fp16"}) {
    if (name.find(known) >= place) continue;
    place = name.find(known);
    first = known;
  }
  return first;
}

struct KnownSource {
  std::string_view part;  // of its name, in lower case
  std::string_view stack;
  int year;
};

/// What these sources ran, which the list has no key for.
constexpr std::array known_sources{KnownSource{"bigscience", "megatron-deepspeed", 2022},
                                   KnownSource{"internevo", "internevo", 2024},
                                   KnownSource{"torchtitan", "torchtitan", 2024}};

void read_stack(PublishedRun& run) {
  for (auto const& known : known_sources) {
    if (!holds(lower(run.source), known.part)) continue;
    run.stack = {.name = std::string(known.stack), .year = known.year};
    run.assumed.push_back("software: " + run.stack.name + ", as its source is known to have used");
  }
}

/// Whether the component is all that one device held at its fullest.
bool is_peak(std::string const& component) {
  return holds(component, "peak memory") || holds(component, "max nvidia-smi memory") ||
         holds(component, "gpu memory");
}

void read_amount(JsonValue const& record, PublishedRun& run) {
  std::string const component = lower(record.find_text("component"));
  std::string const remarks = component + " " + lower(record.find_text("notes"));
  auto const amount = record.find_number("gib", 0.001, 1e5);
  run.measured.out_of_memory = component.starts_with("oom") || holds(component, "out of memory");
  if (holds(remarks, "formula") || holds(remarks, "analytic"))
    add_unusable(run, "it is a formula's value, not a measurement");
  if (run.measured.out_of_memory) return;
  if (!is_peak(component)) add_unusable(run, "it is not said to be the peak of one device");
  if (!amount) return;
  bool const gb = holds(remarks, "gb") && !holds(remarks, "gib");
  run.measured.peak_memory = *amount * (gb ? gigabyte : gibibyte);
  if (gb) run.assumed.emplace_back("peak memory: in GB, as its text says");
  if (holds(component, "nvidia-smi"))
    run.assumed.emplace_back("peak memory: with what the software keeps in reserve");
}

}  // namespace

void add_unusable(PublishedRun& run, std::string const& reason) {
  run.unusable += (run.unusable.empty() ? "" : "; ") + reason;
}

StatedModel stated_model(JsonValue const& model) {
  auto stated = stated_shape(model, {});
  stated.name = model.find_text("name");
  stated.encoder = model.find_choice("kind", kinds) == "encoder";
  return stated;
}

void settle_model(StatedModel const& stated, PublishedRun& run) {
  Transformer& shape = run.model;
  shape.name = stated.name;
  shape.attention = stated.encoder ? Attention::bidirectional : Attention::causal;
  refuse_unknown(stated.layers, "number of layers", run);
  refuse_unknown(stated.hidden, "hidden size", run);
  refuse_unknown(stated.heads, "number of heads", run);
  if (!stated.layers || !stated.hidden || !stated.heads) return;
  shape.layers = *stated.layers;
  shape.hidden = *stated.hidden;
  shape.heads = *stated.heads;
  if (!stated.gated) assume(run, "gated: false");
  shape.gated = stated.gated.value_or(false);
  shape.norm = shape.gated ? Norm::rms : Norm::layer;
  if (!settle_latent_attention(run)) settle_heads(stated, run);
  settle_embeddings(stated, run);
  if (stated.experts)
    settle_experts(stated, run);
  else
    settle_dense_width(stated, run);
}

PublishedRun memory_reading(JsonValue const& record, std::size_t number) {
  record.expect_object();
  PublishedRun run;
  run.id = "memory-" + std::to_string(number);
  run.source = record.find_text("source");
  run.url = record.find_text("url");
  run.kind = "memory";
  read_stack(run);
  run.secondary = record.find_boolean("secondary").value_or(false);
  auto const stated = stated_arch(record);
  if (record.find("arch"))
    settle_model(stated, run);
  else
    add_unusable(run, "its model is named, its shape is not given");
  run.model.name = stated.name;
  run.sequence_length = record.section("arch").find_integer("seq_len", 1, 100'000'000).value_or(0);
  run.hardware.accelerator = accelerator_id(record.find_text("accelerator"));
  run.hardware.accelerators = record.find_integer("gpus", 1, device_limit).value_or(0);
  run.precision = stated_precision(record.find_text("precision"));
  lay_out(record, run);
  run.global_batch = global_batch(record, run.layout);
  read_amount(record, run);
  if (!record.find_boolean("verified").value_or(true)) add_unusable(run, "nobody verified it");
  return run;
}

}  // namespace ec2plan::accuracy
