#include <string>

#include "catalog/hf_config.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/model/parameters.hpp"
#include "tests/unit/catalog/files.hpp"

namespace ec2plan::config_test {
namespace {

struct Config {
  std::string text;
  double parameters;
  std::size_t warnings = 0;
};

catalog::ConfigShape read(std::string const& text) {
  return catalog::config_shape(text, "config.json");
}

/// The keys that a configuration of the type needs, with more of them in front.
std::string config(std::string const& more) {
  return "{" + more + R"(, "num_hidden_layers": 2, "hidden_size": 64, "num_attention_heads": 4,
    "intermediate_size": 128, "vocab_size": 100})";
}

}  // namespace

TEST_CASE("The configurations of known models give their published parameters") {
  std::vector<Config> const configs{
      {R"({"model_type": "llama", "num_hidden_layers": 32, "hidden_size": 4096,
        "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
        "vocab_size": 128256, "tie_word_embeddings": false, "rope_scaling": null})",
       8'030'261'248},
      {R"({"model_type": "gpt2", "n_layer": 12, "n_embd": 768, "n_head": 12, "n_positions": 1024,
        "vocab_size": 50257, "n_inner": null, "tie_word_embeddings": true})",
       124'439'808},
      {R"({"model_type": "gpt_neox", "num_hidden_layers": 44, "hidden_size": 6144,
        "num_attention_heads": 64, "intermediate_size": 24576, "vocab_size": 50432,
        "max_position_embeddings": 2048, "tie_word_embeddings": false})",
       20'554'567'680},
      {R"({"model_type": "bloom", "n_layer": 70, "n_embed": 14336, "num_attention_heads": 112,
        "vocab_size": 250880, "tie_word_embeddings": true})",
       176'247'271'424},
      {R"({"model_type": "falcon", "num_hidden_layers": 60, "hidden_size": 8192,
        "num_attention_heads": 128, "num_kv_heads": 8, "new_decoder_architecture": true,
        "bias": false, "vocab_size": 65024, "parallel_attn": true, "tie_word_embeddings": true})",
       41'303'293'952},
      {R"({"model_type": "mixtral", "num_hidden_layers": 32, "hidden_size": 4096,
        "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
        "num_local_experts": 8, "num_experts_per_tok": 2, "vocab_size": 32000,
        "sliding_window": null})",
       46'702'792'704},
      {R"({"model_type": "qwen3_moe", "num_hidden_layers": 48, "hidden_size": 2048,
        "num_attention_heads": 32, "num_key_value_heads": 4, "head_dim": 128,
        "intermediate_size": 6144, "moe_intermediate_size": 768, "num_experts": 128,
        "num_experts_per_tok": 8, "decoder_sparse_step": 1, "mlp_only_layers": [],
        "vocab_size": 151936, "tie_word_embeddings": false})",
       30'532'122'624},
      {R"({"model_type": "deepseek_v3", "num_hidden_layers": 61, "hidden_size": 7168,
        "num_attention_heads": 128, "num_key_value_heads": 128, "intermediate_size": 18432,
        "moe_intermediate_size": 2048, "n_routed_experts": 256, "n_shared_experts": 1,
        "num_experts_per_tok": 8, "first_k_dense_replace": 3, "moe_layer_freq": 1,
        "q_lora_rank": 1536, "kv_lora_rank": 512, "qk_nope_head_dim": 128,
        "qk_rope_head_dim": 64, "v_head_dim": 128, "vocab_size": 129280,
        "tie_word_embeddings": false})",
       671'026'419'200},
      {R"({"model_type": "gpt_oss", "num_hidden_layers": 36, "hidden_size": 2880,
        "num_attention_heads": 64, "num_key_value_heads": 8, "head_dim": 64,
        "intermediate_size": 2880, "num_local_experts": 128, "num_experts_per_tok": 4,
        "vocab_size": 201088, "sliding_window": 128, "tie_word_embeddings": false})",
       116'829'156'672},
      {R"({"model_type": "gemma3", "text_config": {"model_type": "gemma3_text",
        "num_hidden_layers": 62, "hidden_size": 5376, "num_attention_heads": 32,
        "num_key_value_heads": 16, "head_dim": 128, "intermediate_size": 21504,
        "vocab_size": 262208, "sliding_window": 1024, "sliding_window_pattern": 6}, "tie_word_embeddings": true})",
       27'009'346'304, 1},
  };
  for (auto const& config : configs) {
    CAPTURE(config.text);
    auto const read_shape = read(config.text);
    CHECK(parameters(read_shape.shape).total() == config.parameters);
    CHECK(read_shape.warnings.size() == config.warnings);
  }
}

TEST_CASE("A configuration gives the shape that the catalog lists for the same model") {
  auto const catalog = load_catalog();
  auto const same = [&](std::string_view name, std::string const& text) {
    auto const* entry = find_model(catalog, name);
    REQUIRE(entry != nullptr);
    auto const shape = read(text).shape;
    CAPTURE(name);
    CHECK(parameters(shape).total() == parameters(entry->shape).total());
    CHECK(parameters(shape).active() == parameters(entry->shape).active());
  };
  same("opt-13b", R"({"model_type": "opt", "num_hidden_layers": 40, "hidden_size": 5120,
    "num_attention_heads": 40, "ffn_dim": 20480, "vocab_size": 50272,
    "max_position_embeddings": 2048, "tie_word_embeddings": true})");
  same("falcon-7b", R"({"model_type": "falcon", "num_hidden_layers": 32, "hidden_size": 4544,
    "num_attention_heads": 71, "multi_query": true, "parallel_attn": true,
    "new_decoder_architecture": false, "bias": false, "vocab_size": 65024,
    "tie_word_embeddings": true})");
  same("gemma-2-9b", R"({"model_type": "gemma2", "num_hidden_layers": 42, "hidden_size": 3584,
    "num_attention_heads": 16, "num_key_value_heads": 8, "head_dim": 256,
    "intermediate_size": 14336, "vocab_size": 256000, "tie_word_embeddings": true})");
  same("qwen-2.5-7b", R"({"model_type": "qwen2", "num_hidden_layers": 28, "hidden_size": 3584,
    "num_attention_heads": 28, "num_key_value_heads": 4, "intermediate_size": 18944,
    "vocab_size": 152064, "tie_word_embeddings": false})");
}

TEST_CASE("Layers with experts are counted by the rule of their family") {
  auto const dense_layers = [](std::string const& rule) {
    auto const shape = read(config(R"("model_type": "x", "num_experts": 4, "num_experts_per_tok": 2,
      "moe_intermediate_size": 32, "tie_word_embeddings": false, )" +
                                   rule))
                           .shape;
    REQUIRE(shape.experts);
    return shape.experts->dense_layers;
  };
  CHECK(dense_layers(R"("decoder_sparse_step": 1)") == 0);
  CHECK(dense_layers(R"("decoder_sparse_step": 2)") == 1);
  CHECK(dense_layers(R"("mlp_only_layers": [0, 1])") == 2);
  CHECK(dense_layers(R"("interleave_moe_layer_step": 2)") == 1);
  CHECK(dense_layers(R"("first_k_dense_replace": 1)") == 1);
  CHECK(dense_layers(R"("first_k_dense_replace": 0, "moe_layer_freq": [0, 1])") == 1);
  CHECK(dense_layers(R"("moe_layers": [1])") == 1);
}

TEST_CASE("Shared experts are as wide as their number times one") {
  auto const shape = read(config(R"("model_type": "x", "n_routed_experts": 4,
    "num_experts_per_tok": 2, "moe_intermediate_size": 32, "n_shared_experts": 3)"))
                         .shape;
  REQUIRE(shape.experts);
  CHECK(shape.experts->shared_feed_forward == 96);
}

TEST_CASE("An unknown model type whose keys suffice is read like Llama, with a warning") {
  auto const read_shape = read(config(R"("model_type": "novel", "tie_word_embeddings": true)"));
  CHECK(read_shape.shape.gated);
  REQUIRE(read_shape.warnings.size() == 1);
  CHECK_THAT(read_shape.warnings[0], Catch::Matchers::Contains("'novel' is unknown"));
}

TEST_CASE("Tied embeddings are never assumed in silence where they weigh") {
  auto const heavy = read(config(R"("model_type": "llama")"));
  REQUIRE(heavy.warnings.size() == 1);
  CHECK_THAT(heavy.warnings[0], Catch::Matchers::Contains("tie_word_embeddings is absent"));
  CHECK_FALSE(heavy.shape.tied_embeddings);
  CHECK(read(config(R"("model_type": "gemma")")).shape.tied_embeddings);
  CHECK(read(config(R"("model_type": "llama", "tie_word_embeddings": true)")).warnings.empty());
}

TEST_CASE("Missing keys are listed in one error") {
  auto const error =
      error_of([] { return read(R"({"model_type": "llama", "num_attention_heads": 4})"); });
  CHECK(error.kind == InputError::Kind::file);
  CHECK(error.where == "config.json");
  for (auto const* key : {"num_hidden_layers", "hidden_size", "intermediate_size", "vocab_size"})
    CHECK_THAT(error.problem, Catch::Matchers::Contains(key));
}

TEST_CASE("A configuration with a bad value is refused at its place") {
  auto const path_of = [](std::string const& text) {
    auto const error = error_of([&] { return read(text); });
    CHECK(error.kind == InputError::Kind::file);
    return error.path;
  };
  CHECK(path_of(config(R"("model_type": "llama", "num_key_value_heads": "8")")) ==
        "/num_key_value_heads");
  CHECK(path_of(config(R"("model_type": 3)")) == "/model_type");
  CHECK(path_of(config(R"("model_type": "llama", "head_dim": 0)")) == "/head_dim");
  CHECK(path_of(R"({"text_config": {"model_type": "llama", "num_hidden_layers": -1}})") ==
        "/text_config/num_hidden_layers");
  CHECK(path_of("[]").empty());
  CHECK(path_of(config(R"("model_type": "llama", "num_key_value_heads": 3)")).empty());
}

}  // namespace ec2plan::config_test
