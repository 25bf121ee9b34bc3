#include "ec2plan/model/flops.hpp"

#include "ec2plan/model/parameters.hpp"
#include "ec2plan/model/shape.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::flops_test {
namespace {

/// Narayanan et al. 2021, Table 1: shape, batch, accelerators, TFLOP/s each, parameters in
/// billions and percentage of peak as printed.
struct TableRow {
  int heads, hidden, layers, batch, accelerators;
  double tflops, billions, percent_of_peak;
};

constexpr TableRow table_1[] = {
    {24, 2304, 24, 512, 32, 137, 1.7, 44},         {32, 3072, 30, 512, 64, 138, 3.6, 44},
    {32, 4096, 36, 512, 128, 142, 7.5, 46},        {48, 6144, 40, 1024, 256, 135, 18.4, 43},
    {64, 8192, 48, 1536, 512, 138, 39.1, 44},      {80, 10240, 60, 1792, 1024, 140, 76.1, 45},
    {96, 12288, 80, 2304, 1536, 148, 145.6, 47},   {128, 16384, 96, 2160, 1920, 155, 310.1, 50},
    {128, 20480, 105, 2520, 2520, 163, 529.6, 52}, {160, 25600, 128, 3072, 3072, 163, 1008.0, 52}};

Transformer megatron(TableRow const& row) {
  Transformer m = testing::gpt3();
  m.layers = row.layers;
  m.hidden = row.hidden;
  m.heads = m.kv_heads = row.heads;
  m.head_dim = row.hidden / row.heads;
  m.feed_forward = 4 * row.hidden;
  return m;
}

/// Equation 3, of one step with full recomputation: 96 B s l h^2 (1 + s/6h + V/16lh).
Flops paper_step_flops(Transformer const& m, int sequence_length, int global_batch) {
  double const h = m.hidden, l = m.layers, s = sequence_length, v = m.vocabulary;
  return 96.0 * global_batch * s * l * h * h * (1 + s / (6 * h) + v / (16 * l * h)) * flop;
}

/// Equation 2: P = 12 l h^2 (1 + 13/12h + (V + s)/12lh).
double paper_parameters(Transformer const& m, int sequence_length) {
  double const h = m.hidden, l = m.layers, s = sequence_length, v = m.vocabulary;
  return 12 * l * h * h * (1 + 13 / (12 * h) + (v + s) / (12 * l * h));
}

}  // namespace

TEST_CASE("Narayanan 2021 Table 1: parameter counts of all ten rows") {
  for (auto const& row : table_1) {
    CAPTURE(row.billions);
    CHECK(paper_parameters(megatron(row), 2048) / 1e9 == Approx(row.billions).margin(0.051));
    CHECK(parameters(megatron(row)).total() / 1e9 == Approx(row.billions).margin(0.051));
  }
}

TEST_CASE("Narayanan 2021 Table 1: percentage of peak of all ten rows") {
  for (auto const& row : table_1) {
    CAPTURE(row.billions);
    CHECK(row.tflops / 312 * 100 == Approx(row.percent_of_peak).margin(0.51));
  }
}

TEST_CASE("Narayanan 2021: aggregate petaFLOP/s and step time follow from equation 3") {
  auto const step = paper_step_flops(megatron(table_1[9]), 2048, 3072);
  CHECK(step / (3072 * 163e12 * flop / second) / second == Approx(103).margin(1));
}

TEST_CASE("equation 3 is full recomputation with uncut attention") {
  Transformer m = testing::gpt3();
  m.attention = Attention::bidirectional;
  auto const ours = hardware_flops(m, 2048, Recompute::full) * (1536.0 * 2048 * token);
  CHECK(ours / paper_step_flops(m, 2048, 1536) == Approx(1).epsilon(1e-3));
}

TEST_CASE("causal attention counts half") {
  Transformer m = testing::gpt3();
  auto const causal = forward_flops(m, 2048).attention;
  m.attention = Attention::bidirectional;
  CHECK(forward_flops(m, 2048).attention / causal == Approx(2));
}

TEST_CASE("a mixture counts the experts that a token passes, not those it owns") {
  auto const m = testing::small_mixture();
  auto const count = parameters(m);
  CHECK(count.experts / count.experts_active == Approx(4));
  CHECK(count.active() < count.total());
  double const linear = forward_flops(m, 1024).linear / (flop / token);
  CHECK(linear == Approx(2 * (count.attention + count.feed_forward + count.experts_active)));
}

TEST_CASE("recomputation adds forward passes") {
  auto const m = testing::gpt3();
  auto const forward = forward_flops(m, 2048);
  CHECK(hardware_flops(m, 2048, Recompute::none) == model_flops(m, 2048));
  CHECK((hardware_flops(m, 2048, Recompute::full) - model_flops(m, 2048)) /
            (forward.linear + forward.attention) ==
        Approx(1));
}

TEST_CASE("a shape by rule has about the parameters asked for") {
  for (double billions : {0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0}) {
    CAPTURE(billions);
    auto const m = shape_by_rule(billions * 1e9);
    CHECK(parameters(m).total() / (billions * 1e9) == Approx(1).margin(0.06));
    CHECK(m.hidden == m.heads * m.head_dim);
    CHECK(m.heads % m.kv_heads == 0);
  }
}

}  // namespace ec2plan::flops_test
