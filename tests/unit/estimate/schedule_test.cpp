#include "ec2plan/estimate/schedule.hpp"

#include <algorithm>

#include "ec2plan/estimate/estimate.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::schedule_test {
namespace {

/// Bubble over the ideal time of the step, where stages exchange nothing and none has a head.
double bubble_share(Setup s, Layout const& layout) {
  s.assumptions.pipeline_overlap = 1;
  auto const costs = micro_batch(s, layout);
  auto const step = estimate(s, costs, layout).step;
  Time const head = micro_batches(s.job, layout) * costs.head;
  return step.bubble / (step.compute + step.tensor_comm - head);
}

}  // namespace

TEST_CASE("Narayanan 2021 section 2.2: the bubble is (p - 1) / m of the ideal time") {
  Setup const s = testing::gpt3_on_p4de();
  Layout const layout{.tensor = 8, .pipeline = 8, .data = 16};
  REQUIRE(micro_batches(s.job, layout) == 96);
  CHECK(bubble_share(s, layout) == Approx(7.0 / 96));
}

TEST_CASE("Narayanan 2021 section 2.2: v chunks a device make the bubble v times smaller") {
  Setup const s = testing::gpt3_on_p4de();
  Layout const layout{.tensor = 8, .pipeline = 8, .data = 16, .virtual_stages = 3};
  CHECK(bubble_share(s, layout) == Approx(7.0 / 96 / 3));
}

TEST_CASE("one stage never waits") {
  CHECK(pipeline_bubble(96, {.tensor = 8}, second) == Time{});
  CHECK(pipeline_bubble(96, {.pipeline = 4, .virtual_stages = 2}, second) == 1.5 * second);
}

TEST_CASE("chunks of 126 layers on 16 stages: two stages lack one, and a chunk is one layer of 8") {
  Layout const layout{.pipeline = 16, .virtual_stages = 8};
  CHECK(layers_per_stage(126, 16) == 8);
  CHECK(layers_per_chunk(126, layout) == 1);
  CHECK(pipeline_bubble(126, layout, second) / second == Approx(15.0 / 8));
  CHECK(layers_per_chunk(61, {.pipeline = 16, .virtual_stages = 3}) == 2);  // 2 + 1 + 1
  CHECK(pipeline_bubble(61, {.pipeline = 16, .virtual_stages = 3}, second) / second ==
        Approx(15 * 2.0 / 4));
}

TEST_CASE("a stage takes micro-batches of one chunk in groups, none smaller than the pipeline") {
  CHECK(micro_batch_group(64, 16) == 16);
  CHECK(micro_batch_group(8, 5) == 8);
  CHECK(micro_batch_group(11, 5) == 6);  // and then 5
  CHECK(micro_batch_group(7, 8) == 0);
}

TEST_CASE("the fullest stage has the layers that are left over") {
  CHECK(layers_per_stage(96, 8) == 12);
  CHECK(layers_per_stage(96, 9) == 11);
  CHECK(layers_per_stage(7, 7) == 1);
}

TEST_CASE("a started instance counts whole") {
  Setup const s = testing::gpt3_on_p4de();
  CHECK(instances(s, {.tensor = 8, .pipeline = 8, .data = 16}) == 128);
  CHECK(instances(s, {.tensor = 8, .data = 2, .context = 2}) == 4);
  CHECK(instances(s, {.tensor = 3, .data = 3}) == 2);
}

TEST_CASE(
    "jitter grows with instances; the software's pace and own steps stretch all but overhead") {
  Setup s = testing::gpt3_on_p4de();
  CHECK(whole_step(s, 1, 10 * second) / second == Approx(10.04));
  CHECK(whole_step(s, 8, 10 * second) / second == Approx(10 * 1.0045 + 0.04));
  s.assumptions.pace = 1.2;
  s.accelerator.calibration = 1.1;
  CHECK(whole_step(s, 1, 10 * second) / second == Approx(13.2 + 0.04));
}

TEST_CASE("the head counts beyond the layers that an uneven last stage lacks") {
  Setup s = testing::gpt3_on_p4de();
  Layout const even{.tensor = 8, .pipeline = 8, .data = 16};
  auto const costs = micro_batch(s, even);
  CHECK(head_beyond(s, costs, even) == costs.head);
  s.job.model.layers = 95;
  CHECK(head_beyond(s, costs, even) == std::max(Time{}, costs.head - costs.layer()));
  auto heavy = costs;
  heavy.head = 5 * costs.layer();
  for (int const lacking : {0, 1, 3, 7}) {  // of the twelve that the others have
    s.job.model.layers = 96 - lacking;
    CHECK(head_beyond(s, heavy, even) / costs.layer() == Approx(std::max(0, 5 - lacking)));
  }
  s.job.model.layers = 11;  // on eight stages: two each, but the last keeps one
  CHECK(head_beyond(s, heavy, even) / costs.layer() == Approx(4));
}

}  // namespace ec2plan::schedule_test
