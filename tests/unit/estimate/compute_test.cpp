#include "estimate/compute.hpp"

#include "ec2plan/estimate/micro_batch.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::compute_test {
namespace {

constexpr FlopRate rate = 200 * tera * flop / second;
constexpr Bandwidth memory = 1700e9 * byte / second;
constexpr Bandwidth endless{1e30};
constexpr int units = 108;

double product_seconds(double rows, double columns, double inner, Bandwidth bandwidth = endless) {
  return product_time({rows, columns, inner, {}}, rate, bandwidth, units) / second;
}

}  // namespace

TEST_CASE(
    "a large product takes 2 M N K operations at the rate, and its operands at the memory's") {
  double const n = 65536;
  double const operations = 2 * n * n * n / 200e12, operands = 2 * 3 * n * n / 1700e9;
  CHECK(product_seconds(n, n, n, memory) == Approx(operations + operands).epsilon(0.001));
  CHECK(product_seconds(n, n, n, memory) > operations + operands);
}

TEST_CASE("a product of one tile keeps one of 108 units busy") {
  CHECK(product_seconds(128, 256, 1024) == Approx(108 * 2.0 * 128 * 256 * 1024 / 200e12));
}

TEST_CASE("below half a wave, halving the rows saves no time") {
  CHECK(product_seconds(256, 2048, 4096) == Approx(product_seconds(512, 2048, 4096)));
}

TEST_CASE("at half a wave both forms of the quantisation give twice the time") {
  double const rows = 0.5 * units * 128;  // x 256 columns: half a wave
  double const ideal = 2 * rows * 256 * 1024 / 200e12;
  CHECK(product_seconds(rows, 256, 1024) == Approx(2 * ideal));
  CHECK(product_seconds(rows * 0.999, 256, 1024) == Approx(2 * ideal).epsilon(0.01));
}

TEST_CASE("waves are not modelled where the units are unknown") {
  auto const time = product_time({128, 256, 1024, {}}, rate, endless, 0);
  CHECK(time / second == Approx(2.0 * 128 * 256 * 1024 / 200e12));
}

TEST_CASE("further traffic of a product goes through memory") {
  auto const more = product_time({1024, 1024, 1024, 1700e9 * byte}, rate, memory, units);
  CHECK(more / second == Approx(1 + product_seconds(1024, 1024, 1024, memory)));
}

TEST_CASE("unfused attention is slower, and computes no more elsewhere") {
  Setup s = testing::gpt3_on_p4de();
  auto const fused = layer_compute(s, {.tensor = 8});
  s.accelerator.fused_attention = false;
  auto const unfused = layer_compute(s, {.tensor = 8});
  CHECK(unfused.attention.forward > fused.attention.forward);
  CHECK(unfused.attention.backward > fused.attention.backward);
  CHECK((unfused.total.forward - unfused.attention.forward) / second ==
        Approx((fused.total.forward - fused.attention.forward) / second));
}

TEST_CASE("a head that is no multiple of 16 bytes leaves the matrix units unused") {
  Setup s = testing::gpt3_on_p4de();
  s.accelerator.fused_attention = false;
  s.accelerator.unaligned_share = 1.0 / 16;
  Time const aligned = layer_compute(s, {}).attention.forward;
  s.job.model.head_dim = 108;
  CHECK(layer_compute(s, {}).attention.forward > 4 * aligned);
}

TEST_CASE("a fused kernel pads a head to the next 32") {
  Setup s = testing::gpt3_on_p4de();
  Time const whole = layer_compute(s, {}).attention.forward;
  s.job.model.head_dim = 100;
  CHECK(layer_compute(s, {}).attention.forward / whole == Approx(1));
  s.job.model.head_dim = 96;
  CHECK(layer_compute(s, {}).attention.forward / whole == Approx(0.75));
}

TEST_CASE("kernels of a small layer are launched one after the other") {
  Setup s = testing::small_on_p4de();
  s.assumptions.layer_kernels = 15;
  s.assumptions.kernel_launch = 1e-3 * second;
  CHECK(launch_floor(s, {}) / second == Approx(0.045));
  CHECK(micro_batch(s, {}).layer() / second == Approx(0.045));
  s.job.model = testing::small_mixture();
  s.assumptions.expert_kernels = 4;
  CHECK(launch_floor(s, {.expert = 2}) / second == Approx(3 * (15 + 4 * 4) * 1e-3));
}

TEST_CASE("experts' products are padded to whole tiles, and slow down with imbalance") {
  double const few = product_time({10, 2048, 1024, {}, 8}, rate, endless, units) / second;
  CHECK(few == Approx(product_time({128, 2048, 1024, {}, 8}, rate, endless, units) / second));
  Setup s = testing::small_on_p4de();
  s.job.model = testing::small_mixture();
  Layout const spread{.data = 8, .expert = 8};
  Time const even = routed_experts(s, spread, rates(s)).forward;
  s.assumptions.expert_imbalance = 2;
  CHECK(routed_experts(s, spread, rates(s)).forward > even);
  s.assumptions.expert_imbalance = 1;
  Layout const two{.data = 4, .expert = 4};
  Time const of_two = routed_experts(s, two, rates(s)).forward;
  s.assumptions.group_overhead = second;
  CHECK((routed_experts(s, two, rates(s)).forward - of_two) / second == Approx(4));
}

TEST_CASE("One expert a device is a plain product: nothing is lost by grouping") {
  Setup s = testing::small_on_p4de();
  s.job.model = testing::small_mixture();
  Layout const spread{.data = 8, .expert = 8};
  Time const before = routed_experts(s, spread, rates(s)).forward;
  s.assumptions.grouped_efficiency = 0.1;
  s.assumptions.group_overhead = second;
  CHECK(routed_experts(s, spread, rates(s)).forward == before);
}

TEST_CASE("torchtitan's selective recomputation repeats a part of the products") {
  Setup s = testing::small_on_p4de();
  Layout const selective{.data = 8, .recompute = Recompute::selective};
  CHECK(layer_compute(s, selective).recomputed == Time{});
  s.assumptions.selective_products = true;
  auto const layer = layer_compute(s, selective);
  CHECK(layer.recomputed > 0.3 * layer.total.forward);
  CHECK(layer.recomputed < 0.8 * layer.total.forward);
}

TEST_CASE("Of the layers that are recomputed in full, a share adds its share") {
  Setup const s = testing::gpt3_on_p4de();
  auto const all = layer_compute(s, {.tensor = 8, .recompute = Recompute::full});
  auto const some =
      layer_compute(s, {.tensor = 8, .recompute = Recompute::full, .recompute_share = 0.25});
  CHECK(some.recomputed / second == Approx(all.recomputed / second / 4));
}

TEST_CASE("recomputation that stops early leaves out the last product") {
  Setup s = testing::gpt3_on_p4de();
  Layout const full{.tensor = 8, .recompute = Recompute::full};
  auto const whole = layer_compute(s, full);
  s.assumptions.early_stop = true;
  auto const early = layer_compute(s, full);
  CHECK(whole.recomputed == whole.total.forward);
  CHECK(early.recomputed < whole.recomputed);
  CHECK(early.recomputed > 0.6 * whole.recomputed);
}

TEST_CASE("fused attention of a causal model is half of a bidirectional one's") {
  Setup s = testing::gpt3_on_p4de();
  Time const causal = layer_compute(s, {}).attention.forward;
  // 4 x tokens x length x width / 2, at 0.55 of 312 TFLOP/s
  CHECK(causal / second == Approx(4.0 * 2048 * 2048 * 12288 / 2 / (0.55 * 312e12)));
  s.job.model.attention = Attention::bidirectional;
  CHECK(layer_compute(s, {}).attention.forward / causal == Approx(2));
}

TEST_CASE("at fp8 linear layers are faster; attention and logits are not") {
  Setup s = testing::gpt3_on_p4de();
  Time const slow = dense_feed_forward(s, {}, rates(s)).forward;
  Time const attention = layer_compute(s, {}).attention.forward;
  Time const head = head_compute(s, {});
  s.job.precision = Precision::fp8;
  s.device.peak = 2 * *s.device.peak16;
  CHECK(dense_feed_forward(s, {}, rates(s)).forward < 0.6 * slow);
  CHECK(layer_compute(s, {}).attention.forward == attention);
  CHECK(head_compute(s, {}) == head);
}

TEST_CASE("a rate of the whole part is shared by its devices") {
  Setup s = testing::gpt3_on_p4de();
  s.accelerator.effective_rate = 80 * tera * flop / second;
  s.type.accelerator.devices = 2;
  CHECK(rates(s).gemm == 40 * tera * flop / second);
  CHECK(rates(s).attention == 40 * tera * flop / second);
}

TEST_CASE("a part is modelled where its rate at the precision and its memory are known") {
  Setup s = testing::gpt3_on_p4de();
  CHECK(modelled(s));
  s.job.precision = Precision::fp8;
  s.device = device_of(s.type, Precision::fp8);
  CHECK_FALSE(modelled(s));
  s = testing::gpt3_on_p4de();
  s.device.memory_bandwidth = {};
  CHECK_FALSE(modelled(s));
}

}  // namespace ec2plan::compute_test
