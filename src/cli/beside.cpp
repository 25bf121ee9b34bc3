#include "cli/beside.hpp"

#include "ec2plan/plan/names.hpp"

namespace ec2plan::cli {

Question asked_beside(Question typed, std::optional<SavedResult> const& saved, Plan const& plan) {
  typed.kind = Question::Kind::recommend;
  for (QuestionField const& field : question_fields()) {
    bool const fixes_plan = field.role == FieldRole::set_up || field.role == FieldRole::layout;
    if (fixes_plan && field.key != "recompute") clear(typed, field.key);
  }
  auto all = saved ? asked_of_all(*saved, typed) : std::move(typed);
  if (saved && saved->command == "recommend") return all;
  for (Rate& rate : all.market.rates)  // a share holds for every type
    if (rate.pattern == "*" && rate.share <= 0) rate.pattern = plan.type.name;
  clear(all, "recompute");
  if (!all.speed.achieved && !all.speed.mfu) return all;
  set(all, "recompute",
      {{.text = std::string(recompute_name(plan.layout.recompute)), .where = "--recompute"}});
  set(all, "accelerator", {{.text = plan.type.accelerator.id, .where = "--accelerator"}});
  return all;
}

}  // namespace ec2plan::cli
