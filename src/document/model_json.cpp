#include "document/catalog_json.hpp"
#include "document/contents.hpp"
#include "document/kept.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/model/flops.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::documents {
namespace {

using namespace kinds;
using V = InputValue;
using M = ModelRow const&;
using N = Nothing const&;

constexpr FlopsPerToken flop_per_token = flop / token;

/// Of the listed model; null where there is none, or it does not know.
template <auto member>
V of_entry(M m, N) {
  return m.entry != nullptr ? value_in<plain>(m.entry->*member) : V(nullptr);
}

template <auto member>
V of_shape(M m, N) {
  return value_in<plain>(m.shape.*member);
}

V experts(M m, N) { return m.shape.experts ? V(true) : V(nullptr); }

template <int Experts::*member>
V of_experts(M m, N) {
  return (*m.shape.experts).*member;
}

template <double ParameterCount::*member>
V of_parameters(M m, N) {
  return parameters(m.shape).*member;
}

template <std::size_t kind>
V of_kinds(M m, N) {
  return static_cast<std::int64_t>(attention_kinds(m.shape)[kind].layers);
}

template <std::size_t kind>
V of_states(M m, N) {
  return static_cast<std::int64_t>(recurrent_kinds(m.shape)[kind].layers);
}

V length(M m, N) { return value_in<plain>(m.sequence_length()); }

/// "n_layer = 12: num_hidden_layers", and of what a family's software takes that it is no key.
std::string key_text(ReadKey const& key) {
  auto const name = key.key.substr(key.key.rfind('/') + 1);
  bool const usual = key.meaning.empty() || key.meaning == name;
  return key.key + " = " + key.value + (usual ? "" : ": " + key.meaning) +
         (key.by_default ? " (not in the file: what its family's software takes)" : "");
}

/// What was read of a model's file, and what was not.
std::vector<std::string> keys_of(M m, bool ignored) {
  std::vector<std::string> keys;
  if (m.asked == nullptr) return keys;
  for (auto const& key : m.asked->model.keys)
    if (key.meaning.empty() == ignored) keys.push_back(key_text(key));
  return keys;
}

template <bool ignored>
V file_keys(M m, N) {
  auto keys = keys_of(m, ignored);
  return keys.empty() ? V(nullptr) : V(std::move(keys));
}

template <FlopsPerToken ForwardFlops::*member>
V of_forward(M m, N) {
  return forward_flops(m.shape, *m.sequence_length()).*member / flop_per_token;
}

constexpr ModelField model_table[] = {
    {"name", text, of_shape<&Transformer::name>, "Name of the shape"},
    {"family", or_null(text), of_entry<&ModelEntry::family>, "Family"},
    {"aliases", sometimes(texts), of_entry<&ModelEntry::aliases>, "Other names"},
    {"published_as", sometimes(or_null(text)), of_entry<&ModelEntry::published_as>,
     "Parameters as published"},
    {"published_active_as", sometimes(or_null(text)), of_entry<&ModelEntry::published_active_as>,
     "Active parameters as published"},
    {"asked_as", sometimes(text), [](M m, N) { return m.asked ? V(m.asked->spec) : V(nullptr); },
     "The spec as typed"},
    {"understood_as", sometimes(text),
     [](M m, N) { return m.asked ? V(origin_text(m.asked->model.origin)) : V(nullptr); },
     "How the spec was understood"},
    {"keys_read", sometimes(or_null(texts)), file_keys<false>,
     "Keys of the model's file that gave the shape; null: it was no file"},
    {"keys_ignored", sometimes(or_null(texts)), file_keys<true>,
     "Keys of the model's file that say nothing of the shape; null: none"},
    {"layers", whole(1), of_shape<&Transformer::layers>, "Layers"},
    {"layer_kinds", object, nullptr, "How many layers have what"},
    {"layer_kinds.attention", whole(0), of_kinds<0>, "Attention over all tokens"},
    {"layer_kinds.windows", whole(0), of_kinds<1>, "Attention over a window or chunk"},
    {"layer_kinds.state_space", whole(0), of_states<0>, "State-space models"},
    {"layer_kinds.linear_attention", whole(0), of_states<1>, "Linear attention"},
    {"layer_kinds.short_convolution", whole(0), of_states<2>, "Short convolutions"},
    {"layer_kinds.feed_forward", whole(0),
     [](M m, N) -> V {
       return static_cast<std::int64_t>(feed_forward_layers(m.shape) - expert_layers(m.shape));
     },
     "A plain feed-forward"},
    {"layer_kinds.experts", whole(0),
     [](M m, N) -> V { return static_cast<std::int64_t>(expert_layers(m.shape)); }, "Experts"},
    {"window", or_null(whole(1)),
     [](M m, N) { return m.shape.windows ? V(std::int64_t{m.shape.windows->size}) : V(nullptr); },
     "Tokens of the window; null: no layer has one"},
    {"hidden", whole(1), of_shape<&Transformer::hidden>, "Width"},
    {"heads", whole(1), of_shape<&Transformer::heads>, "Query heads"},
    {"kv_heads", whole(1), of_shape<&Transformer::kv_heads>, "Key-value heads"},
    {"head_dim", whole(1), of_shape<&Transformer::head_dim>, "Size of a head"},
    {"feed_forward", whole(0), of_shape<&Transformer::feed_forward>, "Width of the feed-forward"},
    {"gated", truth, of_shape<&Transformer::gated>, "Two input projections"},
    {"vocabulary", whole(1), of_shape<&Transformer::vocabulary>, "Tokens of the vocabulary"},
    {"tied_embeddings", truth, of_shape<&Transformer::tied_embeddings>,
     "Output projection shared with the embedding"},
    {"experts", or_null(object), experts, "Mixture of experts; null: dense"},
    {"experts.count", whole(1), of_experts<&Experts::count>, "Routed experts of a layer"},
    {"experts.per_token", whole(1), of_experts<&Experts::per_token>, "That one token passes"},
    {"experts.feed_forward", whole(0), of_experts<&Experts::feed_forward>, "Width of one"},
    {"experts.shared_feed_forward", whole(0), of_experts<&Experts::shared_feed_forward>,
     "Width of the shared one; 0: none"},
    {"experts.dense_layers", whole(0), of_experts<&Experts::dense_layers>,
     "Layers with a plain feed-forward"},
    {"experts.dense_feed_forward", whole(0), of_experts<&Experts::dense_feed_forward>,
     "Width of their feed-forward"},
    {"sequence_length", or_null(whole(1)), length, "Tokens of a sequence in training"},
    {"global_batch", or_null(whole(1)),
     [](M m, N n) {
       return m.asked ? V(m.asked->job.global_batch) : of_entry<&ModelEntry::global_batch>(m, n);
     },
     "Sequences of a step in training"},
    {"training_tokens", or_null(any_number), of_entry<&ModelEntry::training_tokens>,
     "Tokens it was trained on"},
    {"parameters", object, nullptr, "Parameters"},
    {"parameters.total", not_negative, [](M m, N) -> V { return parameters(m.shape).total(); },
     "Sum of the parts below"},
    {"parameters.active", not_negative, [](M m, N) -> V { return parameters(m.shape).active(); },
     "That one token passes"},
    {"parameters.attention", not_negative, of_parameters<&ParameterCount::attention>, "Attention"},
    {"parameters.recurrent", not_negative, of_parameters<&ParameterCount::recurrent>,
     "State-space and linear-attention layers"},
    {"parameters.feed_forward", not_negative, of_parameters<&ParameterCount::feed_forward>,
     "Dense feed-forward, shared experts, routers"},
    {"parameters.experts", not_negative, of_parameters<&ParameterCount::experts>, "Routed experts"},
    {"parameters.norms", not_negative, of_parameters<&ParameterCount::norms>, "Norms"},
    {"parameters.embeddings", not_negative, of_parameters<&ParameterCount::embeddings>,
     "Tokens and positions"},
    {"parameters.output", not_negative, of_parameters<&ParameterCount::output>,
     "Logits projection when not tied"},
    {"flops_per_token", or_null(object), length, "Null where the sequence length is not known"},
    {"flops_per_token.sequence_length", whole(1), length, "Tokens of a sequence"},
    {"flops_per_token.forward_linear", any_number, of_forward<&ForwardFlops::linear>,
     "Linear layers"},
    {"flops_per_token.forward_attention", any_number, of_forward<&ForwardFlops::attention>,
     "Scores and their product with the values"},
    {"flops_per_token.forward_logits", any_number, of_forward<&ForwardFlops::logits>, "Logits"},
    {"flops_per_token.forward_recurrence", any_number, of_forward<&ForwardFlops::recurrence>,
     "States of state-space and linear-attention layers"},
    {"flops_per_token.forward", any_number,
     [](M m, N) -> V {
       return forward_flops(m.shape, *m.sequence_length()).total() / flop_per_token;
     },
     "Sum of the four"},
    {"flops_per_token.model", any_number,
     [](M m, N) -> V { return model_flops(m.shape, *m.sequence_length()) / flop_per_token; },
     "Forward once, backward twice"},
    {"flops_per_token.hardware_full_recompute", any_number,
     [](M m, N) -> V {
       return hardware_flops(m.shape, *m.sequence_length(), Recompute::full) / flop_per_token;
     },
     "Executed with full recomputation"},
};

/// The keys that only a listed model has, or only a spec.
Json without(Json json, std::initializer_list<char const*> keys) {
  for (auto const* key : keys)
    json.erase(key);
  return json;
}

}  // namespace

std::optional<int> ModelRow::sequence_length() const {
  if (asked != nullptr) return asked->job.sequence_length;
  return entry != nullptr ? entry->sequence_length : std::nullopt;
}

std::span<ModelField const> model_fields() { return model_table; }

Json model_json(ModelEntry const& entry) {
  ModelRow const row{.shape = entry.shape, .entry = &entry};
  return without(json_of(model_fields(), row, Nothing{}),
                 {"asked_as", "understood_as", "keys_read", "keys_ignored"});
}

Json model_json(AskedJob const& asked, std::optional<ModelEntry> const& entry) {
  ModelRow const row{
      .shape = asked.model.shape, .entry = entry ? &*entry : nullptr, .asked = &asked};
  return without(json_of(model_fields(), row, Nothing{}),
                 {"aliases", "published_as", "published_active_as"});
}

}  // namespace ec2plan::documents

namespace ec2plan {
namespace {

using namespace documents;

std::string models_sentence(ModelsAnswer const& answer) {
  if (!answer.asked) return counted(std::ssize(answer.rows), "model") + ".";
  return answer.asked->spec + " is " + answer.asked->model.shape.name + ": " +
         origin_text(answer.asked->model.origin) + ".";
}

}  // namespace

ContentsOf contents(ModelsAnswer const& answer) {
  auto rows = each(answer.rows, [](ModelEntry const& entry) { return model_json(entry); });
  if (answer.asked) rows = {model_json(*answer.asked, answer.entry)};
  return shared({.frame = answer.frame,
                 .summary = sentence(models_sentence(answer)),
                 .results = {{"models", nullptr}},
                 .rows = std::move(rows),
                 .places = {{"/models"}}});
}

}  // namespace ec2plan
