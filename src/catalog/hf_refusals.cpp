#include "catalog/hf_refusals.hpp"

#include <algorithm>

#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::catalog {
namespace {

struct OtherKind {
  std::string_view kind;
  std::vector<std::string_view> types;
};

std::vector<OtherKind> const& other_kinds() {
  static std::vector<OtherKind> const kinds{
      {"an encoder-decoder",
       {"t5",
        "mt5",
        "umt5",
        "longt5",
        "switch_transformers",
        "bart",
        "mbart",
        "pegasus",
        "pegasus_x",
        "marian",
        "m2m_100",
        "nllb-moe",
        "whisper",
        "led",
        "prophetnet",
        "fsmt",
        "blenderbot",
        "blenderbot-small",
        "bigbird_pegasus",
        "t5gemma",
        "t5gemma2",
        "encoder-decoder",
        "speech-encoder-decoder",
        "vision-encoder-decoder",
        "speech_to_text",
        "seamless_m4t",
        "seamless_m4t_v2",
        "moonshine",
        "plbart",
        "mvp",
        "udop",
        "pix2struct",
        "florence2"}},
      {"a state-space model", {"mamba", "mamba2", "falcon_mamba", "ssm"}},
      {"a recurrent model",
       {"rwkv", "rwkv5", "rwkv6", "rwkv7", "recurrent_gemma", "xlstm", "retnet", "hgrn", "gla"}},
      {"a hybrid whose attention blocks share their weights", {"zamba", "zamba2"}},
      {"a hybrid of state-space and attention layers that share memories", {"phi4flash"}},
      {"a diffusion model", {"llada", "llada_moe", "dream", "sdar", "diffusion_gemma"}},
      {"a vision encoder",
       {"vit", "deit", "beit", "swin", "swinv2", "convnext", "convnextv2", "dinov2", "dinov3_vit",
        "siglip_vision_model", "clip_vision_model", "vit_mae", "resnet", "sam", "sam2", "detr",
        "segformer", "mask2former"}},
      {"a pair of encoders for images and text",
       {"clip", "siglip", "siglip2", "align", "altclip", "chinese_clip", "flava", "blip", "clap",
        "groupvit", "owlvit", "owlv2", "xclip"}},
      {"an audio encoder",
       {"wav2vec2", "wav2vec2-bert", "hubert", "wavlm", "encodec", "dac", "mimi"}},
      {"an encoder with disentangled or sparse attention",
       {"deberta", "deberta-v2", "longformer", "big_bird", "reformer", "xlnet", "funnel",
        "perceiver"}},
      {"layers of widths that differ (per-layer inputs and shared keys and values)",
       {"gemma3n", "gemma3n_text"}},
      {"layers of widths that differ", {"openelm", "nemotron-nas", "deci", "decilm", "puzzletron"}},
      {"compressed attention and hyper-connections", {"deepseek_v4", "deepseek_v41"}},
      {"a hybrid of latent and linear attention in groups of layers",
       {"bailing_hybrid", "bailing_moe_linear", "bailing_moe_v2_5", "kimi_k3"}},
      {"two attentions a layer and experts that do nothing", {"longcat_flash", "longcat"}},
      {"a mixture of attention heads", {"jetmoe"}},
      {"experts beside a dense feed-forward (residual mixture)", {"arctic"}},
      {"attention by matrix factorisation", {"step3_text", "step3_vl"}},
  };
  return kinds;
}

void refuse_type(ConfigKeys const& keys, std::string const& type) {
  auto const written = lower(type);
  for (auto const& other : other_kinds())
    if (std::ranges::find(other.types, written) != other.types.end())
      keys.refuse_kind(std::string(other.kind) + " (" + type + ")");
}

void refuse_where(ConfigKeys const& keys, KeyNames const& names, std::string const& kind) {
  if (auto const found = keys.find(names)) {
    auto const& json = found->json();
    bool const off = json == false || json == 0 || (json.is_array() && json.empty());
    if (!off) keys.refuse_kind(kind + " (" + found->path().substr(1) + ")");
  }
}

}  // namespace

void refuse_other_kinds(ConfigKeys const& keys) {
  refuse_where(keys, {"_class_name", "_diffusers_version"}, "a part of a diffusion pipeline");
  refuse_where(keys, {"peft_type"}, "an adapter, which has no shape of its own");
  refuse_type(keys, keys.outer_type());
  refuse_type(keys, keys.model_type());
  refuse_where(keys, {"is_encoder_decoder"}, "an encoder-decoder");
  refuse_where(keys, {"hidden_size_per_layer_input"}, "layers with embeddings of their own");
  refuse_where(keys, {"num_kv_shared_layers", "use_cla"}, "layers that share keys and values");
  refuse_where(keys,
               {"block_configs", "num_query_heads", "num_key_value_heads_per_layer",
                "ffn_multipliers", "intermediate_size_per_layer"},
               "widths that differ from layer to layer");
  refuse_where(keys, {"altup_num_inputs"}, "alternating updates");
  refuse_where(keys, {"compress_ratios", "hc_mult", "num_hash_layers"},
               "compressed attention and hyper-connections");
  refuse_where(keys, {"layer_group_size"}, "linear attention in groups of layers");
  refuse_where(keys, {"cross_attention_layers", "add_cross_attention"}, "cross-attention layers");
  refuse_where(keys, {"ssm_cfg"}, "a state-space model");
  if (keys.find({"encoder_layers"}) && keys.find({"decoder_layers"}))
    keys.refuse_kind("an encoder-decoder (encoder_layers, decoder_layers)");
  bool const pictures = keys.find({"patch_size"}) && keys.find({"image_size"});
  if (pictures && !keys.find({"vocab_size", "padded_vocab_size"}))
    keys.refuse_kind("a vision encoder (patch_size, no vocabulary)");
}

}  // namespace ec2plan::catalog
