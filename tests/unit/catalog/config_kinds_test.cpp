#include <string>

#include "catalog/hf_config.hpp"
#include "ec2plan/model/layer_kinds.hpp"
#include "ec2plan/model/parameters.hpp"
#include "tests/unit/catalog/files.hpp"

namespace ec2plan::config_kinds_test {
namespace {

using Catch::Matchers::Contains;

catalog::ConfigShape read(std::string const& text) {
  return catalog::config_shape(text, "config.json");
}

/// A small configuration, with more keys in front.
std::string config(std::string const& more) {
  return "{" + more + R"(, "num_hidden_layers": 4, "hidden_size": 64, "num_attention_heads": 4,
    "intermediate_size": 128, "vocab_size": 100, "tie_word_embeddings": false})";
}

InputError refused(std::string const& text) {
  CAPTURE(text);
  auto error = error_of([&] { return read(text); });
  CHECK(error.kind == InputError::Kind::file);
  return error;
}

bool warns_of(catalog::ConfigShape const& read_shape, std::string const& word) {
  for (auto const& warning : read_shape.warnings)
    if (warning.find(word) != warning.npos) return true;
  return false;
}

}  // namespace

TEST_CASE("What the shape has no place for is refused by its name") {
  struct Kind {
    std::string text, name;
  };
  std::vector<Kind> const kinds{
      {R"({"model_type": "t5", "d_model": 512, "is_encoder_decoder": true})", "encoder-decoder"},
      {R"({"model_type": "novel", "is_encoder_decoder": true})", "encoder-decoder"},
      {R"({"model_type": "mamba", "hidden_size": 64})", "state-space"},
      {R"({"model_type": "rwkv"})", "recurrent"},
      {R"({"_class_name": "UNet2DConditionModel"})", "diffusion"},
      {R"({"model_type": "vit", "image_size": 224, "patch_size": 16})", "vision encoder"},
      {R"({"model_type": "novel", "image_size": 224, "patch_size": 16})", "vision encoder"},
      {R"({"peft_type": "LORA", "r": 16})", "adapter"},
      {R"({"model_type": "gemma3n", "text_config": {"model_type": "gemma3n_text"}})", "gemma3n"},
      {R"({"model_type": "deepseek_v4"})", "compressed attention"},
      {R"({"d_model": 64, "n_layer": 4, "ssm_cfg": {}})", "state-space"},
      {R"({"model_type": "Dream"})", "diffusion"},
      {R"({"model_type": "x", "encoder_layers": 2, "decoder_layers": 2})", "encoder-decoder"},
      {config(R"("model_type": "llama", "cross_attention_layers": [1, 3])"), "cross-attention"},
      {config(R"("model_type": "llama", "layer_types": ["full_attention", "ripple", "ripple",
        "ripple"])"),
       "ripple"},
      {config(R"("model_type": "llama", "num_key_value_heads": [4, 4, 2, 2])"),
       "layer to layer (num_key_value_heads)"},
      {config(R"("model_type": "novel", "layer_types": ["mamba", "mamba", "mamba", "mamba"])"),
       "recurrent"},
  };
  for (auto const& [text, name] : kinds) {
    auto const error = refused(text);
    CHECK_THAT(error.problem, Contains("not modelled"));
    CHECK_THAT(error.problem, Contains(name));
  }
}

TEST_CASE("A mixture of experts is never taken to be dense") {
  CHECK_THAT(refused(config(R"("model_type": "novel", "num_experts_per_tok": 2)")).problem,
             Contains("no key that is known gives the number of its experts"));
  CHECK_THAT(refused(config(R"("model_type": "novel_moe")")).problem, Contains("experts"));
  CHECK_THAT(refused(config(R"("model_type": "novel", "num_wide_experts": 8)")).problem,
             Contains("num_wide_experts"));
  CHECK_FALSE(read(config(R"("model_type": "llama", "num_local_experts": 0,
    "num_experts_per_tok": 0)"))
                  .shape.experts);
  CHECK_FALSE(read(config(R"("model_type": "novel", "n_routed_experts": null,
    "num_experts_per_tok": 8)"))
                  .shape.experts);
}

TEST_CASE("Every spelling of a number of experts is read") {
  for (auto const* key : {"num_local_experts", "num_experts", "n_routed_experts",
                          "num_routed_experts", "moe_num_experts", "n_experts"})
    for (auto const* chosen : {"num_experts_per_tok", "moe_topk", "moe_k", "top_k_experts",
                               "moe_router_topk", "num_selected_experts"}) {
      auto const shape = read(config(R"("model_type": "novel", ")" + std::string(key) +
                                     R"(": [8, 8, 8, 8], ")" + chosen + R"(": 2)"))
                             .shape;
      CAPTURE(key, chosen);
      REQUIRE(shape.experts);
      CHECK(shape.experts->count == 8);
      CHECK(shape.experts->per_token == 2);
    }
}

TEST_CASE("A state-space key that was not understood refuses the file; a width is named") {
  CHECK_THAT(refused(config(R"("model_type": "llama", "mamba_d_state": 128)")).problem,
             Contains("mamba_d_state"));
  auto const named = read(config(R"("model_type": "llama", "side_hidden_size": 32)"));
  CHECK(warns_of(named, "side_hidden_size"));
  CHECK(read(config(R"("model_type": "llama", "rope_theta": 1e6, "num_labels": 7,
    "pad_token_id": 5, "max_position_embeddings": 8192)"))
            .warnings.empty());
}

TEST_CASE("Two names of one thing must agree") {
  CHECK(refused(config(R"("model_type": "llama", "n_layer": 5)")).path == "/n_layer");
  CHECK(refused(config(R"("model_type": "llama", "d_model": 65)")).path == "/d_model");
  CHECK(read(config(R"("model_type": "llama", "n_layer": 4, "num_query_groups": 2,
    "num_key_value_heads": 2)"))
            .warnings.empty());
}

TEST_CASE("Lists that contradict the number of layers, or a stride, are errors") {
  CHECK(refused(config(R"("model_type": "llama", "layer_types": ["full_attention"])")).path ==
        "/layer_types");
  CHECK(refused(config(R"("model_type": "nemotron_h", "hybrid_override_pattern": "M*")")).path ==
        "/hybrid_override_pattern");
  CHECK_THAT(refused(config(R"("model_type": "llama", "num_experts": 4, "num_experts_per_tok": 2,
    "first_k_dense_replace": 5)"))
                 .problem,
             Contains("dense layers"));
  std::string const linear = R"("linear_num_key_heads": 2, "linear_num_value_heads": 2,
    "linear_key_head_dim": 16, "linear_value_head_dim": 16, "layer_types": ["linear_attention",
    "linear_attention", "linear_attention", "full_attention"])";
  CHECK_THAT(
      refused(config(R"("model_type": "novel", "full_attention_interval": 2, )" + linear)).problem,
      Contains("contradicts itself"));
  CHECK(read(config(R"("model_type": "novel", "full_attention_interval": 4, )" + linear))
            .shape.linear_attention->layers == 3);
}

TEST_CASE("Windows are counted by layer as each family gives them") {
  auto const windowed = [](std::string const& more) {
    auto const windows = read(config(more)).shape.windows;
    return windows ? windows->layers : 0;
  };
  CHECK(windowed(R"("model_type": "mistral", "sliding_window": 32)") == 4);
  CHECK(windowed(R"("model_type": "mistral", "sliding_window": null)") == 0);
  CHECK(windowed(R"("model_type": "gemma2", "sliding_window": 32)") == 2);
  CHECK(windowed(R"("model_type": "qwen2", "sliding_window": 32)") == 0);
  CHECK(windowed(R"("model_type": "qwen2", "sliding_window": 32, "use_sliding_window": true,
    "max_window_layers": 3)") == 1);
  CHECK(windowed(R"("model_type": "exaone4", "sliding_window": 32,
    "sliding_window_pattern": "LLLG")") == 3);
  CHECK(windowed(R"("model_type": "novel", "sliding_window": 32, "hybrid_layer_pattern":
    [0, 1, 1, 1])") == 3);
}

TEST_CASE("Python's Infinity and NaN pass where the key says nothing, and are refused elsewhere") {
  CHECK(read(config(R"("model_type": "llama", "time_step_limit": [0.0, Infinity],
    "note": "NaN \" NaN", "x": NaN, "y": -Infinity)"))
            .warnings.empty());
  CHECK(refused(config(R"("model_type": "llama", "num_key_value_heads": Infinity)")).path ==
        "/num_key_value_heads");
  CHECK(refused(config(R"("model_type": "mixtral", "num_local_experts": NaN)")).path ==
        "/num_local_experts");
}

TEST_CASE("An unknown type is read by what its keys say of activation and norms") {
  auto const plain = read(config(R"("model_type": "novel", "hidden_act": "gelu",
    "layer_norm_eps": 1e-5, "use_bias": true)"));
  CHECK_FALSE(plain.shape.gated);
  CHECK(plain.shape.norm == Norm::layer);
  CHECK(plain.shape.mlp_bias);
  CHECK(warns_of(plain, "'novel' is unknown"));
  auto const named =
      read(config(R"("model_type": "novel", "architectures": ["Qwen3ForCausalLM"])"));
  CHECK(named.shape.qk_norm);
  CHECK(warns_of(named, "read as qwen3"));
  auto const encoder = read(config(R"("model_type": "novel", "hidden_act": "gelu",
    "type_vocab_size": 2, "max_position_embeddings": 32)"));
  CHECK(encoder.shape.attention == Attention::bidirectional);
}

TEST_CASE("What was read is told key by key, and what was ignored") {
  auto const keys =
      read(R"({"model_type": "gpt2", "n_layer": 2, "n_embd": 64, "n_head": 4, "n_inner": null,
        "n_positions": 128, "vocab_size": 100, "resid_pdrop": 0.1})")
          .keys;
  auto const of = [&](std::string const& name) {
    for (auto const& key : keys)
      if (key.key == name) return key;
    return ReadKey{};
  };
  CHECK(of("n_layer").value == "2");
  CHECK(of("n_layer").meaning == "num_hidden_layers");
  CHECK(of("resid_pdrop").meaning.empty());
  CHECK(of("resid_pdrop").value == "0.1");
}

TEST_CASE("A nested file may leave out what its family's software takes") {
  auto const nested = read(R"({"model_type": "llava", "tie_word_embeddings": false,
    "text_config": {"model_type": "llama", "vocab_size": 32064}, "vision_config": {}})");
  CHECK(parameters(nested.shape).total() == Approx(6.739e9).epsilon(1e-3));
  CHECK(warns_of(nested, "hidden_size 4096"));
}

}  // namespace ec2plan::config_kinds_test
