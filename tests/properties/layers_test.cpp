
#include "ec2plan/search/search.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::layers_test {
namespace {

/// GPT-3 with so many layers on 64 p4de, whose memory is large enough for any layout.
Setup with_layers(int layers) {
  Setup s = testing::gpt3_on_p4de();
  s.job.model.layers = layers;
  s.device.memory = 1e6 * gibibyte;
  return s;
}

/// The shortest step on 64 instances.
Time shortest_step(Setup const& s, LayoutChoice const& fixed) {
  auto const found = search(s, {.min_instances = 64, .max_instances = 64, .layout = fixed});
  REQUIRE(found.best.size() == 1);
  return found.best.front().estimate.step.total();
}

}  // namespace

TEST_CASE("a layer less never costs time, whatever the pipeline") {
  for (int const pipeline : {1, 2, 4, 8, 16, 32}) {
    CAPTURE(pipeline);
    Time longer{};
    for (int layers = 130; layers >= 20; --layers) {
      if (layers < pipeline) break;
      CAPTURE(layers);
      Time const step = shortest_step(
          with_layers(layers), {.tensor = 8, .pipeline = pipeline, .micro_batch = 1, .zero = 1});
      if (layers < 130) CHECK(step <= 1.001 * longer);
      longer = step;
    }
  }
}

TEST_CASE("a layer less never costs time where the pipeline is searched") {
  Time longer{};
  for (int layers = 130; layers >= 20; layers -= 3) {
    CAPTURE(layers);
    Time const step = shortest_step(with_layers(layers), {.tensor = 8, .micro_batch = 1});
    if (layers < 130) CHECK(step <= 1.01 * longer);
    longer = step;
  }
}

}  // namespace ec2plan::layers_test
