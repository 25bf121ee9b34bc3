#include "ec2plan/model/scaling_law.hpp"

#include "tests/support/catch.hpp"

namespace ec2plan::scaling_law_test {
namespace {

ScalingLaw law(double e, double a, double alpha, double b, double beta) {
  return {.entropy = e,
          .parameter_factor = a,
          .parameter_exponent = alpha,
          .token_factor = b,
          .token_exponent = beta};
}

ScalingLaw const hoffmann = law(1.6934, 406.4, .3392, 410.7, .2849);
ScalingLaw const replication = law(1.8172, 482.01, .3478, 2085.43, .3658);  // as printed

}  // namespace

TEST_CASE("1e23 FLOPs train 18.1B parameters by one fit and 29.4B by the other") {
  auto const small = compute_optimal(hoffmann, 1e23 * flop);
  CHECK(small.parameters == Approx(18.1e9).epsilon(0.005));
  CHECK(small.tokens / token == Approx(920e9).epsilon(0.002));
  auto const large = compute_optimal(replication, 1e23 * flop);
  CHECK(large.parameters == Approx(29.4e9).epsilon(0.005));
  CHECK(large.tokens / token == Approx(566e9).epsilon(0.002));
}

// Hoffmann et al. 2022, figure 4: approach 3 puts Gopher's compute at 40B parameters.
TEST_CASE("Gopher's compute is best spent on 40B parameters, as the fit's authors say") {
  CHECK(compute_optimal(hoffmann, 5.76e23 * flop).parameters == Approx(40e9).epsilon(0.02));
}

TEST_CASE("the tokens of a size are those of the compute for which it is optimal") {
  for (auto const& each : {hoffmann, replication}) {
    for (double const compute : {1e20, 1e23, 1e26}) {
      auto const best = compute_optimal(each, compute * flop);
      CHECK(6 * best.parameters * (best.tokens / token) == Approx(compute));
      CHECK(compute_optimal_tokens(each, best.parameters) / token ==
            Approx(best.tokens / token).epsilon(1e-9));
    }
  }
}

TEST_CASE("no other split of the compute has a lower loss") {
  auto const best = compute_optimal(replication, 1e23 * flop);
  double const least = predicted_loss(replication, best.parameters, best.tokens);
  for (double const factor : {0.5, 0.9, 1.1, 2.0})
    CHECK(predicted_loss(replication, factor * best.parameters, best.tokens / factor) > least);
}

TEST_CASE("the loss falls towards the entropy of the text") {
  auto const rounded = law(1.69, 406.4, .34, 410.7, .28);  // the digits of the paper's page
  auto const loss = [&](double n, double d) { return predicted_loss(rounded, n, d * token); };
  CHECK(loss(280e9, 300e9) == Approx(1.993).margin(0.0005));  // Gopher: 1.69 + 0.052 + 0.251
  CHECK(loss(70e9, 1.4e12) == Approx(1.936).margin(0.001));   // Chinchilla: 1.69 + 0.083 + 0.163
  CHECK(loss(1e30, 1e30) == Approx(1.69).margin(1e-4));
}

}  // namespace ec2plan::scaling_law_test
