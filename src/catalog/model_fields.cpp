#include <array>

#include "catalog/records.hpp"

namespace ec2plan::catalog {
namespace {

using Value = JsonValue const&;

constexpr int widest = 4'000'000;
constexpr std::array<std::string_view, 2> norms{"layer", "rms"};
constexpr std::array<std::string_view, 2> attentions{"bidirectional", "causal"};

template <int Transformer::*member, int least, int most>
void read_count(Value value, ModelEntry& entry) {
  entry.shape.*member = value.integer(least, most);
}

template <bool Transformer::*member>
void read_flag(Value value, ModelEntry& entry) {
  entry.shape.*member = value.boolean();
}

template <int Experts::*member, int least, int most>
void read_experts_count(Value value, Experts& experts) {
  experts.*member = value.integer(least, most);
}

template <int LatentAttention::*member, int least, int most>
void read_latent_count(Value value, LatentAttention& latent) {
  latent.*member = value.integer(least, most);
}

template <std::optional<int> ModelEntry::*member, int most>
void read_known_count(Value value, ModelEntry& entry) {
  entry.*member = std::nullopt;
  if (!value.is_null()) entry.*member = value.integer(1, most);
}

template <std::optional<double> ModelEntry::*member>
void read_known_number(Value value, ModelEntry& entry) {
  entry.*member = std::nullopt;
  if (!value.is_null()) entry.*member = value.number(1, 1e16);
}

template <std::string ModelEntry::*member>
void read_label(Value value, ModelEntry& entry) {
  entry.*member = value.is_null() ? std::string() : value.text();
}

template <std::vector<std::string> ModelEntry::*member>
void read_texts(Value value, ModelEntry& entry) {
  (entry.*member).clear();
  value.each_element([&](Value element) { (entry.*member).push_back(element.text()); });
}

constexpr Field<Experts> experts_fields[] = {
    {"count", read_experts_count<&Experts::count, 2, 65536>},
    {"dense_feed_forward", read_experts_count<&Experts::dense_feed_forward, 0, widest>},
    {"dense_layers", read_experts_count<&Experts::dense_layers, 0, 10000>},
    {"feed_forward", read_experts_count<&Experts::feed_forward, 1, 1'000'000>},
    {"per_token", read_experts_count<&Experts::per_token, 1, 1024>},
    {"shared_feed_forward", read_experts_count<&Experts::shared_feed_forward, 0, 1'000'000>},
};

constexpr Field<LatentAttention> latent_fields[] = {
    {"key_value_rank", read_latent_count<&LatentAttention::key_value_rank, 1, 65536>},
    {"nope_head_dim", read_latent_count<&LatentAttention::nope_head_dim, 1, 4096>},
    {"query_rank",
     [](Value v, LatentAttention& latent) {
       latent.query_rank = std::nullopt;
       if (!v.is_null()) latent.query_rank = v.integer(1, 65536);
     }},
    {"rope_head_dim", read_latent_count<&LatentAttention::rope_head_dim, 0, 4096>},
    {"value_head_dim", read_latent_count<&LatentAttention::value_head_dim, 1, 4096>},
};

void read_experts(Value value, ModelEntry& entry) {
  entry.shape.experts = std::nullopt;
  if (!value.is_null()) entry.shape.experts = whole<Experts>(value, experts_fields);
}

void read_latent_attention(Value value, ModelEntry& entry) {
  entry.shape.latent_attention = std::nullopt;
  if (!value.is_null()) entry.shape.latent_attention = whole<LatentAttention>(value, latent_fields);
}

void read_norm(Value value, ModelEntry& entry) {
  entry.shape.norm = value.choice(norms) == "rms" ? Norm::rms : Norm::layer;
}

void read_attention(Value value, ModelEntry& entry) {
  entry.shape.attention =
      value.choice(attentions) == "causal" ? Attention::causal : Attention::bidirectional;
}

constexpr Field<ModelEntry> model_table[] = {
    {"aliases", read_texts<&ModelEntry::aliases>, false},
    {"attention", read_attention, false},
    {"attention_sinks", read_flag<&Transformer::attention_sinks>, false},
    {"embedding_norm", read_flag<&Transformer::embedding_norm>, false},
    {"experts", read_experts, false},
    {"family", read_label<&ModelEntry::family>, false},
    {"feed_forward", read_count<&Transformer::feed_forward, 1, widest>},
    {"final_norm", read_flag<&Transformer::final_norm>, false},
    {"gated", read_flag<&Transformer::gated>, false},
    {"global_batch", read_known_count<&ModelEntry::global_batch, 10'000'000>, false},
    {"head_dim", read_count<&Transformer::head_dim, 1, 4096>, false},
    {"heads", read_count<&Transformer::heads, 1, 4096>},
    {"hidden", read_count<&Transformer::hidden, 8, 1'000'000>},
    {"kv_heads", read_count<&Transformer::kv_heads, 1, 4096>, false},
    {"latent_attention", read_latent_attention, false},
    {"layers", read_count<&Transformer::layers, 1, 10000>},
    {"learned_positions", read_count<&Transformer::learned_positions, 0, 10'000'000>, false},
    {"mlp_bias", read_flag<&Transformer::mlp_bias>, false},
    {"name", [](Value v, ModelEntry& entry) { entry.shape.name = v.text(); }},
    {"norm", read_norm},
    {"norms_per_layer", read_count<&Transformer::norms_per_layer, 0, 8>, false},
    {"notes", read_texts<&ModelEntry::notes>, false},
    {"output_bias", read_flag<&Transformer::output_bias>, false},
    {"published_active_as", read_label<&ModelEntry::published_active_as>, false},
    {"published_as", read_label<&ModelEntry::published_as>, false},
    {"published_parameters", read_known_number<&ModelEntry::published_parameters>, false},
    {"qk_norm", read_flag<&Transformer::qk_norm>, false},
    {"qkv_bias", read_flag<&Transformer::qkv_bias>, false},
    {"router_bias", read_flag<&Transformer::router_bias>, false},
    {"sequence_length", read_known_count<&ModelEntry::sequence_length, 100'000'000>, false},
    {"sources", read_elsewhere<ModelEntry>, false},
    {"stated_parameters", read_known_number<&ModelEntry::stated_parameters>, false},
    {"tied_embeddings", read_flag<&Transformer::tied_embeddings>},
    {"training_tokens", read_known_number<&ModelEntry::training_tokens>, false},
    {"vocabulary", read_count<&Transformer::vocabulary, 2, 10'000'000>},
};

}  // namespace

std::span<Field<ModelEntry> const> model_fields() { return model_table; }

}  // namespace ec2plan::catalog
