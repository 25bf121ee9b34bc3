#include "cli/saved.hpp"

#include <cmath>

#include "catalog/json_file.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan::cli {
namespace {

constexpr int most_ranks = 1'000'000;

constexpr double same_share = 0.001;  // beyond this, a saved result and a new one differ

bool differs(double saved, double now) { return std::abs(now - saved) > same_share * saved; }

}  // namespace

SavedResult saved_result(std::string const& file, Environment const& environment,
                         Streams const& streams) {
  auto const built_in = load_catalog();
  Witness const witness{.catalog = &built_in, .today = latest_day(built_in, today(environment))};
  if (file == "-") return read_result(catalog::stream_text(streams.in, "stdin"), "stdin", witness);
  return read_result(catalog::file_text(file), file, witness);
}

int asked_rank(Arguments const& arguments) {
  return optional_integer(arguments, "--rank", 1, most_ranks).value_or(1);
}

ComparedRanks asked_ranks(Arguments const& arguments) {
  auto const values = elements(arguments, "--rank");
  if (values.size() > 2)
    throw refusal(values.back(), "is one rank too many", "one for both, or two: 1,3",
                  "leave the others out");
  auto const rank = [](GivenValue const& value) {
    return static_cast<int>(
        read(value, [](std::string_view text) { return parsed_integer(text, 1, most_ranks); }));
  };
  if (values.empty()) return {};
  return {.base = rank(values.front()), .head = rank(values.back())};
}

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

void warn_of_changes(SavedResult const& result, SavedPlan const& saved, Answer& answer) {
  auto& warnings = answer.frame.warnings;
  if (result.catalog_sha256 != answer.frame.catalog_sha256)
    warnings.push_back("the plan was saved with another catalog");
  if (saved.region != answer.plan().price.region)
    warnings.push_back("the saved plan was of " +
                       (saved.region.empty() ? "no region" : saved.region));
  double const then = saved.duration.likely / day;
  double const days = answer.plan().run.duration.likely / day;
  if (differs(then, days))
    warnings.push_back("the saved plan took " + duration_text(then) + ", now " +
                       duration_text(days));
  double const usd = answer.plan().cost.likely / dollar;
  if (priced(answer.plan()) && saved.cost && differs(saved.cost->likely / dollar, usd))
    warnings.push_back("the saved plan cost " + exact_dollars(saved.cost->likely / dollar) +
                       ", now " + exact_dollars(usd));
}

}  // namespace ec2plan::cli
