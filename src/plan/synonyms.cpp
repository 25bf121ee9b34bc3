#include "plan/synonyms.hpp"

#include <algorithm>

namespace ec2plan {
namespace {

constexpr Synonym synonym_table[] = {
    // kinds of purchase
    {"od", "on-demand"},
    {"ondemand", "on-demand"},
    {"on_demand", "on-demand"},
    {"payg", "on-demand"},
    {"pay-as-you-go", "on-demand"},
    {"spot-instances", "spot"},
    {"spot-instance", "spot"},
    {"preemptible", "spot"},
    {"reserved", "reserved-1yr reserved-3yr"},
    {"reserved-instance", "reserved-1yr reserved-3yr"},
    {"reserved-instances", "reserved-1yr reserved-3yr"},
    {"ri", "reserved-1yr reserved-3yr"},
    {"ris", "reserved-1yr reserved-3yr"},
    {"reservation", "reserved-1yr reserved-3yr capacity-block"},
    {"reserved-1y", "reserved-1yr"},
    {"reserved-1-year", "reserved-1yr"},
    {"reserved-1year", "reserved-1yr"},
    {"reserved1yr", "reserved-1yr"},
    {"ri-1yr", "reserved-1yr"},
    {"1yr-reserved", "reserved-1yr"},
    {"1yr-ri", "reserved-1yr"},
    {"reserved-3y", "reserved-3yr"},
    {"reserved-3-year", "reserved-3yr"},
    {"reserved-3year", "reserved-3yr"},
    {"reserved3yr", "reserved-3yr"},
    {"ri-3yr", "reserved-3yr"},
    {"3yr-reserved", "reserved-3yr"},
    {"3yr-ri", "reserved-3yr"},
    {"sp", "savings-plan"},
    {"savings", "savings-plan"},
    {"savings-plans", "savings-plan"},
    {"savingsplan", "savings-plan"},
    {"savings_plan", "savings-plan"},
    {"compute-savings-plan", "savings-plan"},
    {"cb", "capacity-block"},
    {"cbs", "capacity-block"},
    {"cbml", "capacity-block"},
    {"capacity-blocks", "capacity-block"},
    {"capacityblock", "capacity-block"},
    {"capacity_block", "capacity-block"},
    {"blocks", "capacity-block"},
    {"bfloat16", "bf16"},
    {"bf-16", "bf16"},
    {"mixed", "bf16 fp16"},
    {"16-bit", "bf16 fp16"},
    {"float16", "fp16"},
    {"half", "fp16"},
    {"f16", "fp16"},
    {"float8", "fp8"},
    {"f8", "fp8"},
    {"e4m3", "fp8"},
    {"uniform", "full"},
    {"safe", "slow"},
    {"worst", "slow"},
    {"median", "likely"},
    {"expected", "likely"},
    {"mean", "likely"},
    {"cheapest", "cost"},
    {"fastest", "time"},
    {"speed", "time"},
    {"duration", "time"},
    {"front", "pareto"},
    {"1y", "1yr"},
    {"1", "1yr"},
    {"1-year", "1yr"},
    {"1year", "1yr"},
    {"one", "1yr"},
    {"12mo", "1yr"},
    {"3y", "3yr"},
    {"3", "3yr"},
    {"3-year", "3yr"},
    {"3year", "3yr"},
    {"three", "3yr"},
    {"36mo", "3yr"},
    {"text", "table"},
    {"txt", "table"},
    {"md", "markdown"},
    {"ndjson", "jsonl"},
    {"json-lines", "jsonl"},
    {"jsonlines", "jsonl"},
    {"asc", "ascending"},
    {"desc", "descending"},
    {"force", "always"},
};

/// The words of a text, apart at its blanks.
std::vector<std::string_view> parted(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    auto const end = std::min(text.find(' '), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

}  // namespace

std::span<Synonym const> synonyms() { return synonym_table; }

std::vector<std::string_view> meant_by(std::string_view typed,
                                       std::span<std::string_view const> words) {
  for (Synonym const& synonym : synonym_table) {
    if (synonym.typed != typed) continue;
    auto meant = parted(synonym.meant);
    auto const is_no_word = [&](std::string_view one) {
      return std::ranges::find(words, one) == words.end();
    };
    std::erase_if(meant, is_no_word);
    if (!meant.empty()) return meant;
  }
  return {};
}

}  // namespace ec2plan
