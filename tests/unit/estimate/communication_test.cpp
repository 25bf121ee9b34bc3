#include "estimate/communication.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::communication_test {
namespace {

constexpr Group eight_inside{8, 8};
constexpr Group four_instances{32, 8};

Setup a100() { return testing::small_on_p4de(); }  // link 0.78 x 300 GB/s, network 0.65 x 50 GB/s

double rate(Setup const& s, Group group) { return bus_bandwidth(s, group) / (gigabyte / second); }

}  // namespace

TEST_CASE("a ring runs on the link inside an instance and on the network across") {
  Setup s = a100();
  CHECK(rate(s, eight_inside) == Approx(234));
  CHECK(rate(s, four_instances) == Approx(32.5));
  CHECK(rate(s, {32, 1}) == Approx(32.5 / 8));  // alone in its instance: one share of the network
  s.device.link = 10e9 * byte / second;
  CHECK(rate(s, four_instances) == Approx(7.8));  // a slow link holds up the ring across instances
}

TEST_CASE("all-gather of 1 GB: 30 us, and 7 hops of 3.5 us joined with 7/8 GB at 234 GB/s") {
  CHECK(all_gather(a100(), eight_inside, gigabyte) / second == Approx(0.00377243872));
}

TEST_CASE("all-gather across instances: 31 hops of 15 us, 31/32 GB at 32.5 GB/s") {
  CHECK(all_gather(a100(), four_instances, gigabyte) / second == Approx(0.02991795400));
}

TEST_CASE("all-reduce moves everything twice: 14 hops of 3.5 us, 14/8 GB at 234 GB/s") {
  CHECK(all_reduce(a100(), eight_inside, gigabyte) / second == Approx(0.00751487744));
}

TEST_CASE("all-reduce across four instances: 2 (7 x 3.5 + 3 x 2 x 15) us, 62/32 GB at 32.5 GB/s") {
  CHECK(all_reduce(a100(), four_instances, gigabyte) / second == Approx(0.05966959702));
}

TEST_CASE("a small collective takes its latency, whatever its size") {
  double const small = all_gather(a100(), four_instances, byte) / microsecond;
  CHECK(small == Approx(30 + 31 * 15));
  CHECK(all_reduce(a100(), eight_inside, byte) / microsecond == Approx(30 + 14 * 3.5));
}

TEST_CASE("one device exchanges nothing") {
  CHECK(all_gather(a100(), {1, 1}, gigabyte) == Time{});
  CHECK(all_reduce(a100(), {1, 1}, gigabyte) == Time{});
}

TEST_CASE("collectives take longer with size, with ranks, and across instances") {
  Setup const s = a100();
  for (auto const collective : {all_gather, all_reduce}) {
    CHECK(collective(s, eight_inside, gigabyte) < collective(s, eight_inside, 2 * gigabyte));
    CHECK(collective(s, {2, 8}, gigabyte) < collective(s, {4, 8}, gigabyte));
    CHECK(collective(s, {16, 8}, gigabyte) < collective(s, {32, 8}, gigabyte));
    CHECK(collective(s, {8, 8}, gigabyte) < collective(s, {16, 8}, gigabyte));
  }
}

TEST_CASE("tensor ranks are neighbours; data ranks share what is left of an instance") {
  Setup const s = a100();
  Layout const layout{.tensor = 4, .data = 16};
  CHECK(tensor_group(s, layout).inside());
  CHECK(shard_group(s, layout).ranks == 16);
  CHECK(shard_group(s, layout).per_instance == 2);
  CHECK(shard_group(s, {.tensor = 8, .data = 4}).per_instance == 1);
  CHECK(shard_group(s, {.data = 4, .context = 2}).inside());
}

TEST_CASE("copies of a shard exchange gradients over what the shards leave of an instance") {
  Setup const s = a100();
  Layout const layout{.data = 32, .data_replicas = 4};
  CHECK(shard_group(s, layout).inside());
  CHECK(copy_group(s, layout).ranks == 4);
  CHECK(copy_group(s, layout).per_instance == 1);
  CHECK(copy_group(s, {.data = 32}).ranks == 1);
  CHECK(copy_group(s, {.data = 32, .data_replicas = 16}).per_instance == 4);
}

TEST_CASE("replicas of an instance each gather inside it and exchange a shard once a step") {
  Setup const s = a100();
  auto const traffic = [&](int replicas) {
    Layout const layout{.data = 32, .zero = 3, .data_replicas = replicas};
    return data_traffic(s, micro_batch(s, layout), layout);
  };
  CHECK(traffic(1).copies == Time{});
  for (int const replicas : {2, 4}) {
    CHECK(traffic(replicas).gather < traffic(1).gather);
    CHECK(traffic(replicas).copies > Time{});
  }
  CHECK(traffic(4).gather < 0.5 * traffic(2).gather);  // links in place of the network
}

TEST_CASE("experts of replicas are reduced among them too") {
  Setup const s = testing::setup_for(testing::small_mixture(), testing::p4de(), 1e9, 1024, 32);
  auto const scatter = [&](int replicas, bool experts) {
    Layout const layout{
        .data = 32, .expert = experts ? 4 : 1, .zero = 1, .data_replicas = replicas};
    return data_traffic(s, micro_batch(s, layout), layout).scatter;
  };
  for (bool const experts : {false, true})
    CHECK(scatter(4, experts) > Time{});
  CHECK(scatter(4, true) < scatter(4, false));
}

TEST_CASE("traffic of a step that cannot overlap is all exposed") {
  Setup s = a100();
  Layout const layout{.data = 32, .zero = 1};
  auto const costs = micro_batch(s, layout);
  Time const hidden = data_comm(s, costs, layout, data_traffic(s, costs, layout));
  s.assumptions.data_overlap = 0;
  CHECK(data_comm(s, costs, layout, data_traffic(s, costs, layout)) > hidden);
}

TEST_CASE("a stage's gradient that travels whole takes as many times longer as tensor ranks") {
  Setup s = testing::gpt3_on_p4de();
  Layout const layout{.tensor = 8, .pipeline = 8, .data = 16, .sequence_parallel = true};
  auto const costs = micro_batch(s, layout);
  Time const shared = pipeline_comm(s, costs, layout);
  s.assumptions.whole_gradients = true;
  CHECK(pipeline_comm(s, costs, layout) / shared == Approx(4.5).epsilon(0.1));
}

TEST_CASE("what moves under attention is hidden, and what does not fit is exposed") {
  Setup const s = testing::gpt3_on_p4de();
  Layout const layout{.tensor = 1, .data = 4, .context = 2};
  auto const endless = context_comm(s, layout, {1e9 * second, 1e9 * second});
  CHECK(endless.exposed == Time{});
  CHECK(endless.hidden.backward == 2 * endless.hidden.forward);
  auto const none = context_comm(s, layout, {});
  CHECK(none.hidden.forward == Time{});
  CHECK(none.exposed == 3 * endless.hidden.forward);
}

TEST_CASE("sequence parallelism moves as much as all-reduce: two all-gathers for each") {
  Setup s = a100();
  s.assumptions.collective_overhead = Time{};
  s.assumptions.link_latency = Time{};
  Time const reduced = tensor_comm(s, {.tensor = 8});
  CHECK(tensor_comm(s, {.tensor = 8, .sequence_parallel = true}) / reduced == Approx(1));
  CHECK(tensor_comm(s, {.tensor = 8, .recompute = Recompute::full}) / reduced == Approx(1.5));
}

}  // namespace ec2plan::communication_test
