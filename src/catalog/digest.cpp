#include "catalog/digest.hpp"

#include <cassert>
#include <cstdint>
#include <cstring>
#include <tuple>
#include <type_traits>

namespace ec2plan::catalog {
namespace {

// The fields of each record, in the order of its declaration: naming them all is what compiles, so
// that a digest lacks none.

auto fields_of(Source& source) {
  auto& [key, date, kind, text, url] = source;
  return std::tie(key, date, kind, text, url);
}

auto fields_of(Link& link) {
  auto& [kind, per_direction, domain] = link;
  return std::tie(kind, per_direction, domain);
}

auto fields_of(Efa& efa) {
  auto& [version, interfaces] = efa;
  return std::tie(version, interfaces);
}

auto fields_of(Accelerator& part) {
  auto& [id, name, vendor, ec2_name, memory, ec2_memory, memory_bandwidth, bf16, fp16, fp8, tf32,
         fp32, link, power, devices] = part;
  return std::tie(id, name, vendor, ec2_name, memory, ec2_memory, memory_bandwidth, bf16, fp16, fp8,
                  tf32, fp32, link, power, devices);
}

auto fields_of(InstanceType& type) {
  auto& [name, accelerator, accelerators, ec2_instances, link, efa, network, network_burst, vcpus,
         host_memory, nvme, quota, spot_quota, block_quota, quota_code, spot_quota_code,
         block_quota_code, regions, since, retired] = type;
  return std::tie(name, accelerator, accelerators, ec2_instances, link, efa, network, network_burst,
                  vcpus, host_memory, nvme, quota, spot_quota, block_quota, quota_code,
                  spot_quota_code, block_quota_code, regions, since, retired);
}

auto fields_of(Price& price) {
  auto& [purchase, region, per_instance, as_of, lapsed, source, list, least, most, on_demand, term,
         minimum, doubt, blocks, site] =
      price;  // the last four the catalog's prices do not know: they are taken where an offer is,
              // and whether one has lapsed is of the day on which it is asked for
  return std::tie(purchase, region, per_instance, as_of, source, list, least, most, on_demand,
                  term);
}

auto fields_of(ListedPrice& listed) {
  auto& [instance_type, price, since] = listed;
  return std::tie(instance_type, price, since);
}

auto fields_of(LatentAttention& latent) {
  auto& [query_rank, key_value_rank, nope_head_dim, rope_head_dim, value_head_dim] = latent;
  return std::tie(query_rank, key_value_rank, nope_head_dim, rope_head_dim, value_head_dim);
}

auto fields_of(Experts& experts) {
  auto& [count, per_token, feed_forward, shared_feed_forward, dense_layers, dense_feed_forward,
         latent] = experts;
  return std::tie(count, per_token, feed_forward, shared_feed_forward, dense_layers,
                  dense_feed_forward, latent);
}

auto fields_of(AttentionWindows& windows) {
  auto& [layers, size, chunks, heads, kv_heads, head_dim, value_head_dim] = windows;
  return std::tie(layers, size, chunks, heads, kv_heads, head_dim, value_head_dim);
}

auto fields_of(SparseAttention& sparse) {
  auto& [top, heads, head_dim] = sparse;
  return std::tie(top, heads, head_dim);
}

auto fields_of(StateSpace& space) {
  auto& [layers, heads, head_dim, groups, state, convolution, step_rank, convolution_bias,
         projection_bias, norm] = space;
  return std::tie(layers, heads, head_dim, groups, state, convolution, step_rank, convolution_bias,
                  projection_bias, norm);
}

auto fields_of(LinearAttention& linear) {
  auto& [layers, key_heads, value_heads, key_head_dim, value_head_dim, convolution, gate_rank,
         learned_decay] = linear;
  return std::tie(layers, key_heads, value_heads, key_head_dim, value_head_dim, convolution,
                  gate_rank, learned_decay);
}

auto fields_of(ShortConvolution& convolution) {
  auto& [layers, kernel, bias] = convolution;
  return std::tie(layers, kernel, bias);
}

auto fields_of(Transformer& shape) {
  auto& [name, layers, hidden, heads, kv_heads, head_dim, feed_forward, gated, vocabulary,
         tied_embeddings, learned_positions, norm, norms_per_layer, final_norm, embedding_norm,
         qkv_bias, output_bias, mlp_bias, qk_norm, attention_sinks, router_bias, attention,
         latent_attention, experts, attention_layers, value_head_dim, attention_gate,
         shared_key_value, windows, sparse_attention, state_space, linear_attention,
         short_convolution, bare_layers, layers_sharing, embedding_width, layer_extras, extras] =
      shape;
  return std::tie(name, layers, hidden, heads, kv_heads, head_dim, feed_forward, gated, vocabulary,
                  tied_embeddings, learned_positions, norm, norms_per_layer, final_norm,
                  embedding_norm, qkv_bias, output_bias, mlp_bias, qk_norm, attention_sinks,
                  router_bias, attention, latent_attention, experts, attention_layers,
                  value_head_dim, attention_gate, shared_key_value, windows, sparse_attention,
                  state_space, linear_attention, short_convolution, bare_layers, layers_sharing,
                  embedding_width, layer_extras, extras);
}

auto fields_of(ModelEntry& entry) {
  auto& [shape, aliases, family, stated_parameters, published_parameters, published_as,
         published_active_as, sequence_length, global_batch, training_tokens, sources, notes] =
      entry;
  return std::tie(shape, aliases, family, stated_parameters, published_parameters, published_as,
                  published_active_as, sequence_length, global_batch, training_tokens, sources,
                  notes);
}

auto fields_of(AssumptionEntry& entry) {
  auto& [key, value, unit, basis, source, note] = entry;
  return std::tie(key, value, unit, basis, source, note);
}

auto fields_of(Catalog& catalog) {
  auto& [version, as_of, shipped_as_of, read_on, sha256, accelerators, instances, prices, models,
         snap, assumptions, sources, field_sources, notes, stated, overlays, stands_alone,
         replaced] = catalog;
  return std::tie(version, as_of, shipped_as_of, sha256, accelerators, instances, prices, models,
                  snap, assumptions, sources, field_sources, notes, stated, overlays);
}

template <typename Number>
concept Plain = std::is_arithmetic_v<Number> || std::is_enum_v<Number>;

/// Takes values apart into bytes.
class Writer {
 public:
  template <Plain Number>
  void pass(Number& number) {
    bytes_.append(reinterpret_cast<char const*>(&number), sizeof number);
  }

  void pass(std::string& text) {
    pass_size(text.size());
    bytes_ += text;
  }

  template <typename Map>
  void pass_map(Map& map, auto pass_value) {
    pass_size(map.size());
    for (auto& [key, value] : map) {
      std::string name = key;
      pass(name);
      pass_value(value);
    }
  }

  std::uint32_t pass_size(std::size_t size) {
    auto number = static_cast<std::uint32_t>(size);
    pass(number);
    return number;
  }

  std::string taken() { return std::move(bytes_); }

 private:
  std::string bytes_{};
};

/// Gives new values what a Writer took from those like them.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}

  template <Plain Number>
  void pass(Number& number) {
    std::memcpy(&number, taken(sizeof number).data(), sizeof number);
  }

  void pass(std::string& text) { text = std::string(taken(pass_size(0))); }

  template <typename Map>
  void pass_map(Map& map, auto pass_value) {
    for (auto size = pass_size(0); size > 0; --size) {
      std::string key;
      pass(key);
      pass_value(map.emplace_hint(map.end(), std::move(key), typename Map::mapped_type())->second);
    }
  }

  std::uint32_t pass_size(std::size_t) {
    std::uint32_t size = 0;
    pass(size);
    return size;
  }

 private:
  std::string_view taken(std::size_t size) {
    assert(size <= left_.size());
    auto const front = left_.substr(0, size);
    left_.remove_prefix(size);
    return front;
  }

  std::string_view left_;
};

/// One description for both directions: each value passes, part by part.
template <typename Stream>
class Passage {
 public:
  explicit Passage(Stream& stream) : stream_(stream) {}

  template <typename Record>
  void operator()(Record& record) {
    if constexpr (requires { stream_.pass(record); })
      stream_.pass(record);
    else
      std::apply([this](auto&... field) { ((*this)(field), ...); }, fields_of(record));
  }

  template <Dimension D>
  void operator()(Quantity<D>& quantity) {
    double number = quantity.base_units();
    (*this)(number);
    quantity = Quantity<D>(number);
  }

  template <typename Value>
  void operator()(std::optional<Value>& optional) {
    bool known = optional.has_value();
    (*this)(known);
    if (!known) return;
    if (!optional) optional.emplace();
    (*this)(*optional);
  }

  template <typename Item>
  void operator()(std::vector<Item>& items) {
    items.resize(stream_.pass_size(items.size()));
    for (auto& item : items)
      (*this)(item);
  }

  template <typename Key, typename Value, typename Less>
  void operator()(std::map<Key, Value, Less>& map) {
    stream_.pass_map(map, *this);
  }

 private:
  Stream& stream_;
};

}  // namespace

std::string digest_of(Catalog catalog) {
  Writer writer;
  Passage<Writer>{writer}(catalog);
  return writer.taken();
}

Catalog catalog_of(std::string_view digest) {
  Catalog catalog;
  Reader reader(digest);
  Passage<Reader>{reader}(catalog);
  return catalog;
}

}  // namespace ec2plan::catalog
