#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How much a plan may grow before somebody is told.
namespace ec2plan {

enum class GateKind { cost_pct, cost_usd, duration_days };
enum class GateTier { fail, warn };

/// A rise of the likely cost or duration that is allowed.
struct GateLimit {
  GateTier tier = GateTier::fail;
  GateKind kind = GateKind::cost_pct;
  double most = 0;  // percent, dollars or days
};

/// A limit, and what became of it.
struct Gate {
  GateLimit limit{};
  std::optional<double> actual{};  // the rise, in the unit of the limit; empty: unknown
  bool broken = false;             // the rise is above the limit, or unknown
};

/// "5%" of the likely cost, "$50k" or "50k USD" of it, "2d" or "12h" of the likely duration. 0 is
/// any rise. Throws: InputError for anything else, a bare number above all.
GateLimit parsed_gate(std::string_view text, GateTier tier);

std::string_view gate_name(GateKind kind);  // "cost_pct"
std::string_view tier_name(GateTier tier);  // "warn"

/// "cost rose by 7.1%, more than 5%"
std::string gate_text(Gate const& gate);

/// How many gates of the tier are broken.
int broken_gates(std::vector<Gate> const& gates, GateTier tier);

}  // namespace ec2plan
