#include "document/catalog_json.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/model/flops.hpp"
#include "ec2plan/model/parameters.hpp"

namespace ec2plan::documents {
namespace {

Json experts_json(std::optional<Experts> const& experts) {
  if (!experts) return nullptr;
  return {{"count", experts->count},
          {"per_token", experts->per_token},
          {"feed_forward", experts->feed_forward},
          {"shared_feed_forward", experts->shared_feed_forward},
          {"dense_layers", experts->dense_layers},
          {"dense_feed_forward", experts->dense_feed_forward}};
}

void add_shape(Json& json, Transformer const& m) {
  json["layers"] = m.layers;
  json["hidden"] = m.hidden;
  json["heads"] = m.heads;
  json["kv_heads"] = m.kv_heads;
  json["head_dim"] = m.head_dim;
  json["feed_forward"] = m.feed_forward;
  json["gated"] = m.gated;
  json["vocabulary"] = m.vocabulary;
  json["tied_embeddings"] = m.tied_embeddings;
  json["experts"] = experts_json(m.experts);
}

Json parameters_json(Transformer const& model) {
  ParameterCount const count = parameters(model);
  return {{"total", number(count.total())},         {"active", number(count.active())},
          {"attention", number(count.attention)},   {"feed_forward", number(count.feed_forward)},
          {"experts", number(count.experts)},       {"norms", number(count.norms)},
          {"embeddings", number(count.embeddings)}, {"output", number(count.output)}};
}

double per_token(FlopsPerToken flops) { return flops / (flop / token); }

/// At the sequence length; null where it is not known.
Json flops_json(Transformer const& model, std::optional<int> sequence_length) {
  if (!sequence_length) return nullptr;
  auto const forward = forward_flops(model, *sequence_length);
  auto const executed = hardware_flops(model, *sequence_length, Recompute::full);
  return {{"sequence_length", *sequence_length},
          {"forward_linear", number(per_token(forward.linear))},
          {"forward_attention", number(per_token(forward.attention))},
          {"forward_logits", number(per_token(forward.logits))},
          {"forward", number(per_token(forward.total()))},
          {"model", number(per_token(model_flops(model, *sequence_length)))},
          {"hardware_full_recompute", number(per_token(executed))}};
}

}  // namespace

Json model_json(ModelEntry const& entry) {
  Json json = {{"name", entry.shape.name},
               {"family", text_or_null(entry.family)},
               {"aliases", entry.aliases},
               {"published_as", text_or_null(entry.published_as)},
               {"published_active_as", text_or_null(entry.published_active_as)}};
  add_shape(json, entry.shape);
  json["sequence_length"] = number_or_null(entry.sequence_length);
  json["global_batch"] = number_or_null(entry.global_batch);
  json["training_tokens"] = number_or_null(entry.training_tokens);
  json["parameters"] = parameters_json(entry.shape);
  json["flops_per_token"] = flops_json(entry.shape, entry.sequence_length);
  return json;
}

Json model_json(AskedJob const& asked, std::optional<ModelEntry> const& entry) {
  Transformer const& shape = asked.model.shape;
  Json json = {{"name", shape.name},
               {"family", entry ? text_or_null(entry->family) : Json(nullptr)},
               {"asked_as", asked.spec},
               {"understood_as", origin_text(asked.model.origin)}};
  add_shape(json, shape);
  json["sequence_length"] = asked.job.sequence_length;
  json["global_batch"] = asked.job.global_batch;
  json["training_tokens"] = entry ? number_or_null(entry->training_tokens) : Json(nullptr);
  json["parameters"] = parameters_json(shape);
  json["flops_per_token"] = flops_json(shape, asked.job.sequence_length);
  return json;
}

}  // namespace ec2plan::documents
