#include "ec2plan/estimate/energy.hpp"

#include <cmath>

#include "ec2plan/estimate/run.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::energy_test {
namespace {

InstanceType eight() {
  InstanceType type{.name = "p5.48xlarge", .accelerators = 8};
  type.accelerator.power = 700 * watt;
  return type;
}

/// Those of a p5.48xlarge.
PowerConstants server() {
  return {.share = 0.88,
          .share_low = 0.6,
          .share_high = 1,
          .idle = 90 * watt,
          .host = 2300 * watt,
          .host_low = 1700 * watt,
          .host_high = 3000 * watt,
          .host_share = 0.4,
          .host_share_low = 0.25,
          .host_share_high = 0.6,
          .fabric = 0.03,
          .fabric_low = 0.01,
          .fabric_high = 0.14};
}

Site ohio() { return {.pue = 1.13, .carbon = 0.395 * kilogram / kilowatt_hour}; }

Run lasting(Range<Time> const& duration) {
  Run run;
  run.duration = duration;
  return run;
}

Run a_day() { return lasting({day, day, day}); }

double in_kwh(Energy energy) { return energy / kilowatt_hour; }

TEST_CASE("a server draws its accelerators and its host, whose ends add in quadrature") {
  auto const drawn = *draw(eight(), server());
  CHECK(drawn.accelerators.likely / watt == Approx(8 * 700 * 0.88));
  CHECK(drawn.servers.likely / watt == Approx(7228));
  CHECK(drawn.servers.low / watt == Approx(7228 - std::hypot(8 * 700 * 0.28, 600)));
  CHECK(drawn.servers.high / watt == Approx(7228 + std::hypot(8 * 700 * 0.12, 700)));
}

TEST_CASE("a day of one server comes to the kWh of each border, and to the CO2e of the grid") {
  auto const use = *energy_use(eight(), server(), ohio(), 1, a_day());
  CHECK(in_kwh(use.accelerators.likely) == Approx(4.928 * 24));
  CHECK(in_kwh(use.servers.likely) == Approx(7.228 * 24));
  CHECK(in_kwh(use.facility.likely) == Approx(7.228 * 24 * 1.03 * 1.13));  // 202
  CHECK(use.emission->likely / kilogram == Approx(7.228 * 24 * 1.03 * 1.13 * 0.395));
  auto const twelve = *energy_use(eight(), server(), ohio(), 12, a_day());
  CHECK(in_kwh(twelve.facility.likely) == Approx(12 * in_kwh(use.facility.likely)));
}

TEST_CASE("while a job starts its accelerators wait, and their hosts do not") {
  Run run = a_day();
  run.startup.launch = 6 * hour;
  auto const use = *energy_use(eight(), server(), ohio(), 1, run);
  CHECK(in_kwh(use.accelerators.likely) == Approx(4.928 * 18 + 0.72 * 6));
  CHECK(in_kwh(use.servers.likely - use.accelerators.likely) == Approx(2.3 * 24));
  PowerConstants unknown = server();
  unknown.idle.reset();
  auto const busy = *energy_use(eight(), unknown, ohio(), 1, run);
  CHECK(in_kwh(busy.accelerators.likely) == Approx(4.928 * 24));
}

TEST_CASE("the ends combine those of the time and of the power, as logarithms in quadrature") {
  PowerConstants fixed = server();
  fixed.share_low = fixed.share_high = fixed.share;
  fixed.host_low = fixed.host_high = fixed.host;
  fixed.fabric_low = fixed.fabric_high = fixed.fabric;
  auto const timed = *energy_use(eight(), fixed, ohio(), 1, lasting({0.8 * day, day, 1.5 * day}));
  CHECK(timed.facility.low / timed.facility.likely == Approx(0.8));
  CHECK(timed.facility.high / timed.facility.likely == Approx(1.5));
  auto const both = *energy_use(eight(), server(), ohio(), 1, lasting({0.8 * day, day, 1.5 * day}));
  auto const powered = *energy_use(eight(), server(), ohio(), 1, a_day());
  auto const logarithm = [](Range<Energy> const& range) {
    return std::log(range.high / range.likely);
  };
  CHECK(logarithm(both.facility) ==
        Approx(std::hypot(logarithm(timed.facility), logarithm(powered.facility))));
  CHECK(both.facility.high > timed.facility.high);
  CHECK(both.facility.low < timed.facility.low);
}

TEST_CASE("a site that is less well known widens the facility, and the grid the CO2e") {
  Site doubtful = ohio();
  doubtful.pue_spread = 0.08;
  doubtful.carbon_spread = 0.1;
  auto const sure = *energy_use(eight(), server(), ohio(), 1, a_day());
  auto const use = *energy_use(eight(), server(), doubtful, 1, a_day());
  CHECK(use.servers.high == sure.servers.high);
  CHECK(use.facility.high > sure.facility.high);
  CHECK(use.emission->high / use.emission->likely > use.facility.high / use.facility.likely);
}

TEST_CASE("without a rating or watts nothing is said, and without a grid no CO2e") {
  InstanceType unrated = eight();
  unrated.accelerator.power.reset();
  CHECK_FALSE(draw(unrated, server()).has_value());
  CHECK_FALSE(energy_use(unrated, server(), ohio(), 1, a_day()).has_value());
  PowerConstants no_share = server();
  no_share.share.reset();
  CHECK_FALSE(draw(eight(), no_share).has_value());
  CHECK_FALSE(energy_use(eight(), server(), {}, 1, a_day())->emission.has_value());
}

TEST_CASE("watts of one's own stand in place of the rating, and beyond a published end") {
  PowerConstants own = server();
  own.mean = 800 * watt;
  own.mean_low = 500 * watt;
  own.mean_high = 750 * watt;
  InstanceType unrated = eight();
  unrated.accelerator.power.reset();
  auto const drawn = *draw(unrated, own);
  CHECK(drawn.accelerators.likely / watt == Approx(6400));
  CHECK(drawn.accelerators.low / watt == Approx(4000));
  CHECK(drawn.accelerators.high == drawn.accelerators.likely);
}

TEST_CASE("a host that nobody measured takes its share of the ratings") {
  PowerConstants by_rule = server();
  by_rule.host.reset();
  auto const drawn = *draw(eight(), by_rule);
  CHECK((drawn.servers.likely - drawn.accelerators.likely) / watt == Approx(0.4 * 5600));
}

}  // namespace
}  // namespace ec2plan::energy_test
