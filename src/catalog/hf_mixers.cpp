#include "catalog/hf_mixers.hpp"

#include <cmath>

#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
namespace {

constexpr int widest_inner = 1'000'000;

/// Windows of MiMo have heads of their own; Gemma 4's layers that see all have.
void read_window_heads(ConfigKeys const& keys, ConfigFamily const& family, Transformer& shape,
                       AttentionWindows& windows) {
  auto const differs = [](std::optional<int> own, int other) {
    return own && *own != other ? *own : 0;
  };
  windows.heads =
      differs(keys.optional_count(
                  {"swa_num_attention_heads", "attention_other_setting/num_attention_heads"}, 4096),
              shape.heads);
  windows.kv_heads = differs(
      keys.optional_count(
          {"swa_num_key_value_heads", "attention_other_setting/num_attention_groups"}, 4096),
      shape.kv_heads);
  windows.head_dim = differs(
      keys.optional_count({"swa_head_dim", "attention_other_setting/head_dim"}, largest_head),
      shape.head_dim);
  windows.value_head_dim =
      differs(keys.optional_count({"swa_v_head_dim"}, largest_head), shape.value_head_dim);
  if (family.model_type != "gemma4_text") return;
  auto const global_dim = keys.optional_count({"global_head_dim"}, largest_head);
  auto const global_heads = keys.optional_count({"num_global_key_value_heads"}, 4096);
  windows.kv_heads = shape.kv_heads;
  windows.head_dim = shape.head_dim;
  shape.shared_key_value = keys.flag({"attention_k_eq_v"}, false);
  shape.head_dim = global_dim.value_or(shape.head_dim);
  if (shape.shared_key_value) shape.kv_heads = global_heads.value_or(shape.kv_heads);
}

void read_windows(ConfigKeys& keys, ConfigFamily const& family, LayerKinds const& kinds,
                  Transformer& shape) {
  bool const chunks = kinds.count(Mixer::chunk) > 0;
  int const layers = kinds.count(Mixer::window) + kinds.count(Mixer::chunk);
  if (layers == 0) return;
  int const size = window_size(keys, family);
  AttentionWindows windows{.layers = layers, .size = size, .chunks = chunks};
  read_window_heads(keys, family, shape, windows);
  if (size == 0) {
    windows.size = 1'000'000'000;
    keys.warn("no key gives the window that " + integer_text(layers) +
              " layers have: they are taken to see the whole sequence");
  }
  shape.windows = windows;
}

/// The inner width over the heads, where no key gives the size of one.
int size_of_head(ConfigKeys& keys, int heads, Transformer const& shape) {
  auto const given =
      keys.optional_count({"mamba_head_dim", "mamba_d_head", "mamba_headdim"}, largest_head);
  auto const inner = keys.optional_count({"mamba_d_ssm"}, widest_inner);
  int const expand = keys.optional_count({"mamba_expand", "expand"}, 64).value_or(2);
  int const width = inner.value_or(expand * shape.hidden);
  if (inner && given && *inner != *given * heads)
    keys.refuse("has heads of its state-space layers that do not add up to their width",
                "mamba_n_heads x mamba_d_head equal to mamba_d_ssm");
  return given ? *given : width / std::max(1, heads);
}

void read_state_space(ConfigKeys& keys, ConfigFamily const& family, int layers,
                      Transformer& shape) {
  bool const first = family.model_type == "jamba";
  StateSpace space{.layers = layers};
  if (first) {
    int const expand = keys.optional_count({"mamba_expand"}, 64).value_or(2);
    space.heads = 1;
    space.head_dim = expand * shape.hidden;
    space.step_rank = keys.optional_count({"mamba_dt_rank"}).value_or((shape.hidden + 15) / 16);
  } else {
    space.heads = keys.count({"mamba_num_heads", "mamba_n_heads"});
    space.head_dim = size_of_head(keys, space.heads, shape);
  }
  space.groups =
      first
          ? 1
          : keys.optional_count({"mamba_n_groups", "n_groups", "mamba_ngroups"}, 4096).value_or(1);
  space.state = keys.count({"mamba_d_state", "ssm_state_size", "mamba_state_dim", "state_size"});
  space.convolution = keys.optional_count({"mamba_d_conv", "conv_kernel"}, 64).value_or(4);
  space.convolution_bias = keys.flag({"mamba_conv_bias", "use_conv_bias"}, true);
  space.projection_bias = keys.flag({"mamba_proj_bias", "mamba_hidden_proj_bias"}, false);
  space.norm = keys.flag({"mamba_rms_norm"}, true);
  shape.state_space = space;
}

/// Qwen3-Next's delta rule, Kimi's with decays for each channel, MiniMax's lightning attention.
void read_linear_attention(ConfigKeys& keys, ConfigFamily const& family, int layers,
                           Transformer& shape) {
  LinearAttention linear{.layers = layers};
  if (keys.find({"linear_attn_config"})) {
    linear.key_heads = keys.count({"linear_attn_config/num_heads"}, 4096);
    linear.key_head_dim = keys.count({"linear_attn_config/head_dim"}, largest_head);
    linear.value_heads = linear.key_heads;
    linear.value_head_dim = linear.gate_rank = linear.key_head_dim;
    linear.convolution =
        keys.optional_count({"linear_attn_config/short_conv_kernel_size"}, 64).value_or(4);
    keys.find({"linear_attn_config/full_attn_layers"});
  } else if (family.model_type.starts_with("minimax")) {
    linear.key_heads = linear.value_heads = shape.heads;
    linear.key_head_dim = linear.value_head_dim = shape.head_dim;
    linear.learned_decay = false;
  } else {
    linear.key_heads = keys.count({"linear_num_key_heads"}, 4096);
    linear.value_heads = keys.count({"linear_num_value_heads"}, 4096);
    linear.key_head_dim = keys.count({"linear_key_head_dim"}, largest_head);
    linear.value_head_dim = keys.count({"linear_value_head_dim"}, largest_head);
    linear.convolution = keys.optional_count({"linear_conv_kernel_dim"}, 64).value_or(4);
  }
  shape.linear_attention = linear;
}

}  // namespace

void read_mixers(ConfigKeys& keys, ConfigFamily const& family, LayerKinds const& kinds,
                 Transformer& shape) {
  int const both = kinds.count(Mixer::both);
  int const attention =
      both + kinds.count(Mixer::whole) + kinds.count(Mixer::window) + kinds.count(Mixer::chunk);
  int const states = both + kinds.count(Mixer::state), linear = kinds.count(Mixer::linear);
  if (attention == 0)
    keys.refuse_kind("a recurrent model of state-space or linear-attention layers alone");
  bool const others = states + linear + kinds.count(Mixer::convolution) > 0;
  if (others || attention < shape.layers) shape.attention_layers = attention;
  read_windows(keys, family, kinds, shape);
  if (states > 0) read_state_space(keys, family, states, shape);
  if (linear > 0) read_linear_attention(keys, family, linear, shape);
  if (int const convolutions = kinds.count(Mixer::convolution); convolutions > 0)
    shape.short_convolution = {.layers = convolutions,
                               .kernel = keys.count({"conv_L_cache"}, 64),
                               .bias = keys.flag({"conv_bias"}, false)};
  shape.bare_layers = kinds.count(FeedForward::nothing);
}

}  // namespace ec2plan::catalog
