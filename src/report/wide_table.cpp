#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/recommend_page.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

struct WideColumn {
  char const* title;
  bool right;
  std::string (*value)(Plan const& plan, Goal const& goal);
};

std::string usd(Plan const& plan, Money money) {
  return priced(plan) ? dollars_text(money / dollar) : "–";
}

constexpr WideColumn wide_columns[] = {
    {"#", true, [](Plan const& p, Goal const&) { return integer_text(p.rank); }},
    {"instance type", false, [](Plan const& p, Goal const&) { return p.type.name; }},
    {"instances", true, [](Plan const& p, Goal const&) { return integer_text(p.instances); }},
    {"accelerators", true,
     [](Plan const& p, Goal const&) {
       return integer_text(p.instances * p.type.accelerators) + " × " + p.type.accelerator.id;
     }},
    {"region", false, [](Plan const& p, Goal const&) { return p.price.region; }},
    {"purchase", false,
     [](Plan const& p, Goal const&) { return std::string(purchase_name(p.price.purchase)); }},
    {"$/instance hour", true,
     [](Plan const& p, Goal const&) {
       return priced(p) ? hourly(p.price.per_instance) : std::string("–");
     }},
    {"price of", false, [](Plan const& p, Goal const&) { return p.price.as_of; }},
    {"days", true, [](Plan const& p, Goal const&) { return days(p.run.duration.likely); }},
    {"low", true, [](Plan const& p, Goal const&) { return days(p.run.duration.low); }},
    {"high", true, [](Plan const& p, Goal const&) { return days(p.run.duration.high); }},
    {"cost", true, [](Plan const& p, Goal const&) { return usd(p, p.cost.likely); }},
    {"low", true, [](Plan const& p, Goal const&) { return usd(p, p.cost.low); }},
    {"high", true, [](Plan const& p, Goal const&) { return usd(p, p.cost.high); }},
    {"layout", false, [](Plan const& p, Goal const&) { return layout(p.layout); }},
    {"GiB", true, [](Plan const& p, Goal const&) { return memory(p.estimate.memory); }},
    {"step s", true,
     [](Plan const& p, Goal const&) { return fixed_text(p.run.step_time.likely / second, 2); }},
    {"tokens/s", true,
     [](Plan const& p, Goal const&) {
       return integer_text(p.run.tokens_per_second / (token / second));
     }},
    {"MFU", true, [](Plan const& p, Goal const&) { return whole_percent(p.run.mfu); }},
    {"HFU", true, [](Plan const& p, Goal const&) { return whole_percent(p.run.hfu); }},
    {"goodput", true, [](Plan const& p, Goal const&) { return whole_percent(p.run.goodput); }},
    {"vCPU quota", true, [](Plan const& p, Goal const&) { return integer_text(vcpu_quota(p)); }},
    {"confidence", false,
     [](Plan const& p, Goal const&) { return std::string(confidence_name(p.confidence)); }},
    {"verdict", false, [](Plan const& p, Goal const& q) { return judgement(p, q).words; }},
    {"ties with", false, [](Plan const& p, Goal const&) { return joined(p.tie_with); }},
};

}  // namespace

Table wide_candidates_table(Answer const& answer, Extent const& extent) {
  Table table;
  for (auto const& column : wide_columns)
    table.columns.push_back({.title = column.title, .right = column.right});
  for (auto const index : shown(answer, extent)) {
    std::vector<Text> row;
    for (auto const& column : wide_columns)
      row.push_back({column.value(answer.result.candidates[index], answer.goal)});
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace ec2plan::pages
