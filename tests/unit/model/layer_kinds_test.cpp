#include "ec2plan/model/layer_kinds.hpp"

#include "ec2plan/model/flops.hpp"
#include "ec2plan/model/parameters.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::layer_kinds_test {
namespace {

Transformer small() {
  return {.layers = 8,
          .hidden = 64,
          .heads = 4,
          .kv_heads = 2,
          .head_dim = 16,
          .feed_forward = 128,
          .gated = true,
          .vocabulary = 100,
          .norm = Norm::rms};
}

double attention(Transformer const& m, int length) {
  return forward_flops(m, length).attention / (flop / token);
}

}  // namespace

TEST_CASE("A window of the whole sequence costs what attention over all does, a small one less") {
  auto const whole = small();
  auto windowed = whole;
  windowed.windows = {.layers = 8, .size = 1024};
  CHECK(attention(windowed, 1024) == Approx(attention(whole, 1024)));
  CHECK(attention(windowed, 512) == Approx(attention(whole, 512)));
  // Each token but the first thousand sees 1,024: w (1 - w / 2s).
  CHECK(attention(windowed, 65536) ==
        Approx(attention(whole, 65536) * 2 * 1024.0 / 65536 * (1 - 1024.0 / 131072)));
}

TEST_CASE("Chunks see half of themselves, and windows without order all of themselves") {
  AttentionKind const chunk{.window = 1024, .chunks = true}, window{.window = 1024};
  CHECK(seen_tokens(chunk, Attention::causal, 65536) == 512);
  CHECK(seen_tokens(window, Attention::bidirectional, 65536) == 1024);
  CHECK(seen_tokens({}, Attention::causal, 4096) == 2048);
}

TEST_CASE("Gemma 3 27B at 131,072 tokens: ten layers of 62 see all of them") {
  Transformer const gemma{.layers = 62,
                          .hidden = 5376,
                          .heads = 32,
                          .kv_heads = 16,
                          .head_dim = 128,
                          .windows = AttentionWindows{.layers = 52, .size = 1024}};
  CHECK(attention(gemma, 131072) == Approx(1.16e10).epsilon(0.005));
}

TEST_CASE("Layers without attention have neither its parameters nor its FLOPs") {
  auto hybrid = small();
  hybrid.linear_attention = {.layers = 6,
                             .key_heads = 2,
                             .value_heads = 4,
                             .key_head_dim = 16,
                             .value_head_dim = 16,
                             .convolution = 4};
  CHECK(attention(hybrid, 4096) == Approx(attention(small(), 4096) / 4));
  CHECK(parameters(hybrid).attention == parameters(small()).attention / 4);
  // Queries, keys, values and gate 192 wide, two gates of 4, the way back 64; convolution 128 x 4,
  // decays and step 8, norm 16.
  CHECK(parameters(hybrid).recurrent == 6 * (64.0 * (192 + 8 + 64) + 512 + 8 + 16));
  CHECK(forward_flops(hybrid, 4096).recurrence / (flop / token) == 6 * 7 * 4 * 16 * 16);
}

TEST_CASE("Mamba-2 counts its projection, convolution, decays and norm") {
  auto hybrid = small();
  hybrid.attention_layers = 2;
  hybrid.state_space = {.layers = 6, .heads = 8, .head_dim = 16, .groups = 1, .state = 32};
  double const in = 2 * 128 + 2 * 32 + 8, convolved = 128 + 64;
  CHECK(parameters(hybrid).recurrent == 6 * (64 * (in + 128) + convolved * 5 + 3 * 8 + 128));
}

TEST_CASE("Layers that share their weights count them once and compute them each time") {
  auto shared = small();
  shared.layers_sharing = 8;
  CHECK(parameters(shared).feed_forward == parameters(small()).feed_forward / 8);
  CHECK(forward_flops(shared, 128).linear / (flop / token) ==
        forward_flops(small(), 128).linear / (flop / token));
}

TEST_CASE("Layers without a feed-forward leave it out") {
  auto bare = small();
  bare.bare_layers = 3;
  CHECK(parameters(bare).feed_forward == parameters(small()).feed_forward * 5 / 8);
  CHECK(feed_forward_layers(bare) == 5);
}

}  // namespace ec2plan::layer_kinds_test
