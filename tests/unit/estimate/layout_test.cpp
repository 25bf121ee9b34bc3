#include "ec2plan/estimate/layout.hpp"

#include <array>
#include <limits>

#include "ec2plan/estimate/memory.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/plan/alone.hpp"
#include "ec2plan/search/legal.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::layout_test {
namespace {

constexpr int most = std::numeric_limits<int>::max();
constexpr std::array absurd{1'000'000, most};

Layout all_of(int degree) {
  return {.tensor = degree,
          .pipeline = degree,
          .data = degree,
          .context = degree,
          .expert = degree,
          .virtual_stages = degree,
          .micro_batch = degree};
}

LayoutChoice chosen(Layout const& l) {
  return {.tensor = l.tensor,
          .pipeline = l.pipeline,
          .data = l.data,
          .context = l.context,
          .expert = l.expert,
          .virtual_stages = l.virtual_stages,
          .micro_batch = l.micro_batch,
          .recompute = Recompute::none};
}

TEST_CASE("degrees span their product, and never more than the largest number") {
  CHECK(spanned(8, 1'000) == 8'000);
  CHECK(spanned(1'000'000, 1'000'000) == most);
  CHECK(spanned(most, most) == most);
  CHECK(devices({.tensor = 8, .pipeline = 12, .data = 16, .context = 2}) == 3'072);
  for (int const degree : absurd) {
    CHECK(devices(all_of(degree)) >= most);
    CHECK(shards(all_of(degree)) == most);
    CHECK(replicated({.data = degree, .context = degree}));
  }
}

TEST_CASE("stages of absurdly many layers or pipelines are counted without overflow") {
  CHECK(layers_per_stage(most, 2) == most / 2 + 1);
  CHECK(layers_per_stage(96, most) == 1);
  CHECK(instances(testing::gpt3_on_p4de(), all_of(most)) == most);
}

TEST_CASE("a layout of absurd degrees is judged not legal, and searched in vain") {
  Setup const s = testing::gpt3_on_p4de();
  for (int const degree : absurd) {
    CHECK_FALSE(legal(s, all_of(degree)));
    CHECK_FALSE(legal(s, {.data = degree, .context = degree}));
    CHECK_FALSE(legal(s, {.pipeline = degree, .data = degree}));
    CHECK_FALSE(legal(s, {.data = degree, .expert = degree, .micro_batch = degree}));
    for (int const tensor : {1, degree}) {
      Layout layout = all_of(degree);
      layout.tensor = tensor;
      SearchLimits limits{.min_instances = most, .max_instances = most, .layout = chosen(layout)};
      CHECK_FALSE(search_alone(s, limits));
      limits.layout.data.reset();
      CHECK_FALSE(search_alone(s, limits));
      limits = {.max_instances = 512, .layout = chosen(layout)};
      CHECK(search(s, limits).counts.legal == 0);
    }
  }
}

TEST_CASE("an estimate of absurd degrees is a number, whoever asks for it") {
  Setup const s = testing::gpt3_on_p4de();
  for (int const degree : absurd) {
    Layout const layout = all_of(degree);
    auto const found = estimate(s, layout);
    CHECK(found.step.total() > Time{});
    CHECK(found.memory.total() > Bytes{});
    CHECK(activation_room(s, micro_batch(s, layout), layout) > Bytes{});
  }
}

}  // namespace
}  // namespace ec2plan::layout_test
