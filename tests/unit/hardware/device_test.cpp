#include "ec2plan/hardware/device.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::device_test {
namespace {

InstanceType two_cores_a_chip() {
  InstanceType type = testing::p4de();
  type.accelerator.devices = 2;
  type.accelerator.fp8 = 624 * tera * flop / second;
  return type;
}

}  // namespace

TEST_CASE("a part that is one device keeps all it has") {
  Device const device = device_of(testing::p4de(), Precision::bf16);
  CHECK(device.per_instance == 8);
  CHECK(device.memory == 80 * gibibyte);
  CHECK(*device.memory_bandwidth == 2039e9 * byte / second);
  CHECK(*device.peak == 312 * tera * flop / second);
  CHECK(device.link == 300e9 * byte / second);
  CHECK(device.network / (byte / second) == Approx(50e9 / 8));
  CHECK(device.efa);
}

TEST_CASE("two devices share their part's memory, rates and link") {
  Device const device = device_of(two_cores_a_chip(), Precision::bf16);
  CHECK(device.per_instance == 16);
  CHECK(device.memory == 40 * gibibyte);
  CHECK(*device.memory_bandwidth == 1019.5e9 * byte / second);
  CHECK(*device.peak == 156 * tera * flop / second);
  CHECK(device.link == 150e9 * byte / second);
  CHECK(device.network / (byte / second) == Approx(50e9 / 16));
}

TEST_CASE("at fp8 attention and logits keep the 16-bit peak") {
  Device const device = device_of(two_cores_a_chip(), Precision::fp8);
  CHECK(*device.peak == 312 * tera * flop / second);
  CHECK(*device.peak16 == 156 * tera * flop / second);
}

TEST_CASE("a part without bf16 answers with fp16, and one without fp8 with nothing") {
  Device const plain = device_of(testing::p3_8x(), Precision::bf16);
  CHECK(*plain.peak == 125 * tera * flop / second);
  CHECK_FALSE(plain.efa);
  Device const at_fp8 = device_of(testing::p3_8x(), Precision::fp8);
  CHECK_FALSE(at_fp8.peak.has_value());
  CHECK(*at_fp8.peak16 == 125 * tera * flop / second);
}

TEST_CASE("the vendor's peak is given as published, without a stand-in") {
  Accelerator const v100 = testing::p3_8x().accelerator;
  CHECK_FALSE(dense_peak(v100, Precision::bf16).has_value());
  CHECK(*dense_peak(v100, Precision::fp16) == 125 * tera * flop / second);
  CHECK_FALSE(dense_peak(v100, Precision::fp8).has_value());
}

TEST_CASE("a single device has no link") {
  InstanceType type = testing::p4de();
  type.accelerators = 1;
  type.link = {};
  CHECK(device_of(type, Precision::bf16).link == Bandwidth{});
}

}  // namespace ec2plan::device_test
