#include "ec2plan/review/gate.hpp"

#include "ec2plan/units/error.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::gate_test {
namespace {

void check(char const* text, GateKind kind, double most) {
  CAPTURE(text);
  auto const limit = parsed_gate(text, GateTier::warn);
  CHECK(limit.kind == kind);
  CHECK(limit.most == Approx(most));
  CHECK(limit.tier == GateTier::warn);
}

std::string problem_of(char const* text) {
  try {
    parsed_gate(text, GateTier::fail);
  } catch (InputError const& error) {
    return error.problem;
  }
  return "";
}

Gate gate(GateKind kind, double most, std::optional<double> actual, bool broken) {
  return {.limit = {.kind = kind, .most = most}, .actual = actual, .broken = broken};
}

}  // namespace

TEST_CASE("a limit is a share of the cost, money or time, by its unit") {
  check("5%", GateKind::cost_pct, 5);
  check(" 0.5 % ", GateKind::cost_pct, 0.5);
  check("250%", GateKind::cost_pct, 250);
  check("$50k", GateKind::cost_usd, 50e3);
  check("50k USD", GateKind::cost_usd, 50e3);
  check("usd 50", GateKind::cost_usd, 50);
  check("$1,500,000", GateKind::cost_usd, 1.5e6);
  check("2d", GateKind::duration_days, 2);
  check("12h", GateKind::duration_days, 0.5);
  check("30m", GateKind::duration_days, 30.0 / 1440);
  check("P1DT12H", GateKind::duration_days, 1.5);
}

TEST_CASE("a limit of nothing is any rise") {
  check("0%", GateKind::cost_pct, 0);
  check("$0", GateKind::cost_usd, 0);
  check("0.0d", GateKind::duration_days, 0);
}

TEST_CASE("what could be money or time is refused") {
  for (auto const* text : {"5", "50k", "1,000", "2M", "0", "3B"}) {
    CAPTURE(text);
    CHECK(problem_of(text) == "has no unit: percent, money or time?");
  }
}

TEST_CASE("what is no limit is refused by name") {
  CHECK(problem_of("") == "is empty");
  CHECK(problem_of("-5%") == "is negative");
  CHECK(problem_of("nan%") != "");
  CHECK(problem_of("inf d") != "");
  CHECK(problem_of("%") != "");
  CHECK(problem_of("$") != "");
  CHECK(problem_of("5kg") != "");
  CHECK(problem_of("0kg") != "");
  CHECK(problem_of("EUR 50") != "");
  CHECK(problem_of("5%%") != "");
  CHECK(problem_of("1e400%") != "");
}

TEST_CASE("a gate says what rose, and by how much it might") {
  CHECK(gate_text(gate(GateKind::cost_pct, 5, 7.06, true)) == "cost rose by 7.1%, more than 5%");
  CHECK(gate_text(gate(GateKind::cost_pct, 5, 5.04, true)) == "cost rose by 5.04%, more than 5%");
  CHECK(gate_text(gate(GateKind::cost_usd, 50e3, 120e3, true)) ==
        "cost rose by $120,000, more than $50,000");
  CHECK(gate_text(gate(GateKind::duration_days, 2, -3, false)) ==
        "time fell by 3 days, may rise by 2 days");
  CHECK(gate_text(gate(GateKind::cost_pct, 5, 0, false)) == "cost is the same, may rise by 5%");
  CHECK(gate_text(gate(GateKind::cost_pct, 5, {}, true)) ==
        "cost is not known of both sides: a rise of at most 5% cannot be shown");
}

TEST_CASE("a rise and its limit read as two figures where they are two, and as one where one") {
  CHECK(gate_text(gate(GateKind::duration_days, 2, 2.01, true)) ==
        "time rose by 2.01 days, more than 2.00 days");
  CHECK(gate_text(gate(GateKind::cost_usd, 50e3, 50e3 + 0.02, true)) ==
        "cost rose by $50,000.02, more than $50,000.00");
  CHECK(gate_text(gate(GateKind::cost_pct, 5, 5, false)) == "cost rose by 5.0%, may rise by 5%");
}

}  // namespace ec2plan::gate_test
