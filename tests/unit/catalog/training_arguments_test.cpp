#include "catalog/training_arguments.hpp"

#include "catalog/hf_config.hpp"
#include "ec2plan/model/parameters.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::training_arguments_test {
namespace {

double counted(std::string const& text) {
  return parameters(catalog::config_shape(text, "train.sh").shape).total();
}

}  // namespace

TEST_CASE("A script of Megatron-LM gives the shape of its arguments") {
  CHECK(counted(R"(#!/bin/bash
    LAYERS=32
    HIDDEN="4096"   # --hidden-size 1
    ARGS=(
      --num-layers $LAYERS --hidden-size ${HIDDEN} \
      --ffn-hidden-size=14336 --num-attention-heads ${HEADS:-32}
      --group-query-attention --num-query-groups 8
      --seq-length 8192 --max-position-embeddings 8192
      --position-embedding-type rope --normalization RMSNorm
      --swiglu --disable-bias-linear --untie-embeddings-and-output-weights
      --vocab-size 128256 --train-samples 1000
    )
    torchrun pretrain_gpt.py ${ARGS[@]})") == 8'030'261'248);
  // GPT-3 as the paper of 2021 ran it: all that is left out is Megatron's default.
  CHECK(counted("--num-layers 96 --hidden-size 12288 --num-attention-heads 96 "
                "--max-position-embeddings 2048 --vocab-size 51200") ==
        Approx(174.6e9).epsilon(1e-3));
}

TEST_CASE("Experts and latent attention are read from Megatron's arguments") {
  auto const shape =
      catalog::config_shape(
          "--num-layers 61 --hidden-size 7168 --ffn-hidden-size 18432 --num-attention-heads 128 "
          "--multi-latent-attention --q-lora-rank 1536 --kv-lora-rank 512 --qk-head-dim 128 "
          "--qk-pos-emb-head-dim 64 --v-head-dim 128 --num-experts 256 --moe-router-topk 8 "
          "--moe-ffn-hidden-size 2048 --moe-shared-expert-intermediate-size 2048 "
          "--moe-layer-freq '([0]*3+[1]*58)' --swiglu --normalization RMSNorm "
          "--disable-bias-linear --untie-embeddings-and-output-weights "
          "--position-embedding-type rope --vocab-size 129280",
          "train.sh")
          .shape;
  REQUIRE(shape.experts);
  CHECK(shape.experts->dense_layers == 3);
  CHECK(parameters(shape).total() == 671'026'419'200 - 58 * 256);  // no biases of the router
}

TEST_CASE("The dimensions of a NeMo or torchtitan recipe are read from their assignments") {
  CHECK(
      counted("model:\n  num_layers: 32\n  hidden_size: 4096\n  ffn_hidden_size: 14336\n"
              "  num_attention_heads: 32\n  num_query_groups: 8\n  gated_linear_unit: true\n"
              "  normalization: RMSNorm\n  add_bias_linear: false\n  vocab_size: 128256\n"
              "  share_embeddings_and_output_weights: false\n  position_embedding_type: rope\n") ==
      8'030'261'248);
  CHECK(counted("TransformerModelArgs(dim=4096, n_layers=32, n_heads=32, n_kv_heads=8,\n"
                "  ffn_dim_multiplier=1.3, multiple_of=1024, vocab_size=128_256)") ==
        8'030'261'248);
  CHECK(
      counted(R"({"dim": 4096, "n_layers": 32, "n_heads": 32, "n_kv_heads": 8, "multiple_of": 1024,
    "ffn_dim_multiplier": 1.3, "vocab_size": 128256, "norm_eps": 1e-5, "rope_theta": 500000.0})") ==
      8'030'261'248);
}

TEST_CASE("A text without dimensions is no shape") {
  CHECK_FALSE(catalog::config_of_arguments("--tokens 300B --days 30"));
  CHECK_FALSE(catalog::config_of_arguments("{\"num_layers\": 3, \"hidden_size\": 4}"));
  CHECK_FALSE(catalog::config_of_arguments(""));
}

}  // namespace ec2plan::training_arguments_test
