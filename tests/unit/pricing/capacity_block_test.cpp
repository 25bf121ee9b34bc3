#include "ec2plan/pricing/capacity_block.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::capacity_block_test {
namespace {

CapacityBlocks const sold = testing::capacity_blocks();

double bought_days(double run_days) { return capacity_block_duration(sold, run_days * day) / day; }

}  // namespace

TEST_CASE("a block has 1 to 14 days in steps of one, then whole weeks to 182") {
  CHECK(bought_days(0) == 1);
  CHECK(bought_days(0.9) == 1);
  CHECK(bought_days(1.1) == 2);
  CHECK(bought_days(13.5) == 14);
  CHECK(bought_days(14.5) == 21);
  CHECK(bought_days(20.5) == 21);
  CHECK(bought_days(30) == 35);
  CHECK(bought_days(181.9) == 182);
}

TEST_CASE("its last half hour is AWS's: a run that fills the days takes the next step") {
  CHECK(bought_days(1) == 2);
  CHECK(bought_days(14) == 21);
  CHECK(bought_days(35) == 42);
  CHECK(bought_days(14 - 0.5 / 24) == 14);
}

TEST_CASE("beyond 182 days blocks follow each other") {
  CHECK(bought_days(182) == 183);
  CHECK(bought_days(200) == 182 + 21);
  CHECK(bought_days(2 * 182 + 3) == 2 * 182 + 4);
}

TEST_CASE("what is longer than a block is bought as several, the longest first") {
  auto const days_of = [](double run_days) {
    std::vector<double> days;
    for (Time const each : blocks_in_turn(sold, capacity_block_duration(sold, run_days * day)))
      days.push_back(each / day);
    return days;
  };
  CHECK(days_of(30) == std::vector<double>{35});
  CHECK(days_of(181.9) == std::vector<double>{182});
  CHECK(days_of(183.5) == std::vector<double>{182, 2});
  CHECK(days_of(2 * 182 + 3) == std::vector<double>{182, 182, 4});
}

TEST_CASE("64 instances make a block, 256 instances and 182 days are the most") {
  CHECK(capacity_blocks(sold, 1) == 1);
  CHECK(capacity_blocks(sold, 64) == 1);
  CHECK(capacity_blocks(sold, 65) == 2);
  CHECK(capacity_blocks(sold, 256) == 4);
  CHECK(capacity_blocks_hold(sold, 256, 181 * day));
  CHECK_FALSE(capacity_blocks_hold(sold, 257, day));
  CHECK_FALSE(capacity_blocks_hold(sold, 1, 182 * day));
}

TEST_CASE("what AWS changes of them is data") {
  CapacityBlocks longer = sold;
  longer.instances = 32;
  longer.most_instances = 512;
  longer.daily = 7 * day;
  longer.longest = 364 * day;
  CHECK(capacity_block_duration(longer, 8 * day) == 14 * day);
  CHECK(capacity_block_duration(longer, 300 * day) == 301 * day);
  CHECK(capacity_blocks(longer, 64) == 2);
  CHECK(capacity_blocks_hold(longer, 512, 363 * day));
}

}  // namespace ec2plan::capacity_block_test
