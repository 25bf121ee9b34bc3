#include "accuracy/stated_model.hpp"

#include <array>

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

bool measured_anything(Measured const& m) {
  return m.step_time || m.tokens_per_second || m.duration || m.accelerator_time || m.peak_memory ||
         m.out_of_memory;
}

}  // namespace

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return result;
}

void add_unusable(PublishedRun& run, std::string const& reason) {
  run.unusable += (run.unusable.empty() ? "" : "; ") + reason;
}

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

StatedModel stated_model(JsonValue const& model) {
  StatedModel stated;
  stated.name = model.find_text("name");
  stated.encoder = model.find_choice("kind", kinds) == "encoder";
  stated.layers = model.find_integer("layers", 1, 10'000);
  stated.hidden = model.find_integer("hidden", 8, 1'000'000);
  stated.heads = model.find_integer("heads", 1, 4096);
  stated.kv_heads = model.find_integer("kv_heads", 1, 4096);
  stated.head_dim = model.find_integer("head_dim", 1, 4096);
  stated.feed_forward = model.find_integer("feed_forward", 1, widest);
  stated.vocabulary = model.find_integer("vocabulary", 2, 10'000'000);
  stated.gated = model.find_boolean("gated");
  stated.tied_embeddings = model.find_boolean("tied_embeddings");
  stated.experts = stated_experts(model, "experts");
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

void expect_predictable(PublishedRun& run) {
  if (run.sequence_length == 0) add_unusable(run, "its sequence length was not published");
  if (run.hardware.accelerator.empty()) add_unusable(run, "its accelerator was not published");
  if (run.hardware.accelerators == 0)
    add_unusable(run, "its number of accelerators was not published");
  if (!measured_anything(run.measured)) add_unusable(run, "no measurement was published");
}

}  // namespace ec2plan::accuracy
