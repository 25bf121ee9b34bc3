#include "catalog/hf_config.hpp"

#include <cmath>

#include "catalog/hf_experts.hpp"
#include "catalog/hf_mixers.hpp"
#include "catalog/hf_parts.hpp"
#include "catalog/hf_refusals.hpp"
#include "catalog/training_arguments.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
namespace {

constexpr double silent_share = 0.05;  // of embeddings, below which a default of `tied` is harmless

/// Llama's own params.json: two thirds of 4 h, times a factor, rounded up.
int rounded_width(ConfigKeys const& keys, int multiple, int hidden) {
  auto const factor = keys.find({"ffn_dim_multiplier"});
  double const width = std::floor(2.0 * 4 * hidden / 3) * (factor ? factor->number(0.01, 100) : 1);
  return multiple * static_cast<int>(std::ceil(std::floor(width) / multiple));
}

/// 0 where none is given: every layer may have experts.
int feed_forward_width(ConfigKeys const& keys, ConfigFamily const& family,
                       Transformer const& shape) {
  auto const width =
      keys.optional_count({"intermediate_size", "ffn_dim", "n_inner", "ffn_hidden_size",
                           "inner_hidden_size", "block_ff_dim", "mlp_hidden_size", "hidden_dim",
                           "d_ff", "inter_dim", "ffn_config/ffn_hidden_size"},
                          4'000'000);
  if (width) return *width;
  if (auto const ratio = keys.optional_count({"expansion_ratio"}, 1000))
    return *ratio * shape.hidden;
  if (auto const multiple = keys.optional_count({"multiple_of"}, 65'536))
    return rounded_width(keys, *multiple, shape.hidden);
  return family.four_times_wide ? 4 * shape.hidden : 0;
}

/// With its padding, where the file gives that too.
int vocabulary(ConfigKeys& keys) {
  auto const padded = keys.optional_count({"padded_vocab_size"}, most_positions);
  if (!padded) return keys.count({"vocab_size", "n_vocab"}, most_positions);
  keys.find({"vocab_size"});
  return *padded;
}

/// The number, or the length of the list or pattern that stands in its place.
int layer_count(ConfigKeys& keys) {
  constexpr int most = 10'000;
  constexpr std::string_view names[] = {"num_hidden_layers", "n_layer", "n_layers", "num_layers",
                                        "decoder_layers"};
  keys.expect_agreement(names);
  if (auto const count = keys.optional_count(names, most)) return *count;
  auto const list = keys.find({"layers_block_type", "hybrid_override_pattern", "layer_types"});
  auto const length = !list ? 0 : list->json().is_string() ? list->text().size() : list->size();
  if (length == 0 || length > most) keys.lacks("num_hidden_layers");
  return length > most ? 0 : static_cast<int>(length);
}

/// Layers, width, vocabulary, heads and the feed-forward, without which there is no shape.
void read_frame(ConfigKeys& keys, ConfigFamily const& family, int experts, Transformer& shape) {
  shape.layers = layer_count(keys);
  shape.hidden =
      keys.count({"hidden_size", "n_embd", "n_embed", "d_model", "dim", "model_dim"}, 1'000'000);
  shape.vocabulary = vocabulary(keys);
  read_attention(keys, family, shape);
  shape.feed_forward = feed_forward_width(keys, family, shape);
  if (shape.feed_forward == 0 && (experts == 0 || !expert_width(keys)))
    keys.lacks("intermediate_size");
  keys.expect_complete();
}

void read_positions(ConfigKeys& keys, ConfigFamily const& family, Transformer& shape) {
  if (!family.learned_positions) return;
  int const positions = keys.count(
      {"max_position_embeddings", "n_positions", "max_seq_len", "seq_length", "model_max_length"},
      most_positions);
  shape.learned_positions = positions + family.extra_positions;
}

void read_tied(ConfigKeys& keys, ConfigFamily const& family, Transformer& shape) {
  auto const given = keys.optional_flag({"tie_word_embeddings"});
  shape.tied_embeddings = given.value_or(family.tied.value_or(false));
  if (given || !keys.missing().empty()) return;
  double const share = shape.vocabulary * embedding_width(shape) / parameters(shape).total();
  bool const sure = family.known && family.tied == true;  // transformers' own default too
  if (sure || share < silent_share) return;
  keys.warn("tie_word_embeddings is absent: taken as " +
            std::string(shape.tied_embeddings ? "true" : "false") + "; the embedding is " +
            percent_text(share) + " of the parameters");
}

void warn_of_assumed(ConfigKeys& keys, ConfigFamily const& family) {
  auto const defaults = keys.defaulted();
  if (!defaults.empty())
    keys.warn("the file leaves out what transformers takes for " + std::string(family.model_type) +
              ": " + defaults);
  auto const further = keys.optional_whole(
      {"num_nextn_predict_layers", "mtp_num_hidden_layers", "num_mtp_layers", "mtp_num_layers"});
  if (further.value_or(0) > 0)
    keys.warn("layers that predict further tokens are not counted: " + integer_text(*further));
}

std::vector<ReadKey> all_keys(ConfigKeys const& keys) {
  auto all = keys.read();
  for (auto const& value : keys.unread()) {
    auto const& json = value.json();
    all.push_back({value.path().substr(1),
                   json.is_array()    ? "list of " + std::to_string(json.size())
                   : json.is_object() ? "{...}"
                                      : json.dump(),
                   "", false});
  }
  return all;
}

}  // namespace

ConfigShape config_shape(std::string_view text, std::string_view file) {
  auto const arguments = config_of_arguments(text);
  Json const json = parsed_json(arguments ? *arguments : with_plain_numbers(text), file);
  ConfigKeys keys(json, file);
  refuse_other_kinds(keys);
  ConfigFamily const family = family_of(keys);
  if (auto const defaults = family_defaults(family.model_type, keys.nested()); !defaults.empty())
    keys.lay_defaults(defaults);
  Transformer shape = family_shape(family);
  int const experts = expert_count(keys, keys.model_type());
  read_frame(keys, family, experts, shape);
  auto const kinds = layer_kinds(keys, family, shape.layers, experts > 0);
  read_mixers(keys, family, kinds, shape);
  if (experts > 0) read_experts(keys, family, experts, kinds, shape);
  read_positions(keys, family, shape);
  read_switches(keys, family, shape);
  read_peculiarities(keys, family, shape);
  keys.expect_complete();
  read_extras(keys, family, shape);
  read_tied(keys, family, shape);
  warn_of_assumed(keys, family);
  tell_unread(keys);
  return {.shape = std::move(shape),
          .unknown_architecture = !family.known,
          .warnings = keys.warnings(),
          .keys = all_keys(keys)};
}

}  // namespace ec2plan::catalog
