#include <algorithm>

#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "cli/plans.hpp"
#include "cli/saved.hpp"
#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/document/command_line.hpp"
#include "ec2plan/plan/names.hpp"
#include "plan/terms.hpp"
#include "report/design_review.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::size_t longest_title = 200;

/// Steps of published runs near to the plan, predicted with the same catalog.
NearRuns runs_near(Plan const& plan, Catalog const& catalog) {
  auto runs = shipped_runs();
  auto const& accelerator = plan.type.accelerator.id;
  std::erase_if(runs,
                [&](PublishedRun const& run) { return run.hardware.accelerator != accelerator; });
  return near_runs(scores_of(catalog, runs).rows, accelerator, plan.job.model,
                   std::string(precision_name(plan.job.precision)));
}

/// Throws: InputError where the plan cannot run at all any more.
[[noreturn]] void refuse_stale(SavedResult const& result, NoLayout const& none) {
  throw InputError({.where = result.file,
                    .problem = "holds a plan that cannot run: " + none.where + ": " + none.reason,
                    .expected = "a plan that the facts of today allow",
                    .fix = "ask the question again and save its result",
                    .kind = InputFault::Kind::file});
}

ReviewedPlan reviewed_plan(SavedResult result, Arguments const& arguments,
                           Environment const& environment, Timings& timings) {
  ReviewedPlan reviewed;
  reviewed.saved = plan_of_rank(result, asked_rank(arguments));
  auto const typed = typed_question(arguments, Question::Kind::estimate);
  auto const question = in_region(asked_of_plan(result, reviewed.saved, typed), environment);
  auto const laid = laid_catalog(question, environment);
  timings.lap("catalog");
  auto& [estimate, facts, beside] = reviewed.explained;
  estimate = answer(laid.catalog, question);
  timings.lap("search");
  if (!has_estimate(estimate)) refuse_stale(result, no_layout(estimate));
  estimate.frame.command = "report";
  warn_of_calibration(laid.calibrated, estimate.frame);
  warn_of_changes(result, reviewed.saved, estimate);
  facts = facts_of(laid.catalog, estimate.asked, estimate.plan());
  auto all = recommended(laid.catalog, in_region(asked_of_all(result, typed), environment));
  add_charted(all, estimate.plan());
  beside = std::move(all.answer);
  timings.lap("beside");
  reviewed.sensitivities = sensitivities(estimate);
  reviewed.runs = runs_near(estimate.plan(), laid.catalog);
  timings.lap("runs");
  reviewed.result = std::move(result);
  return reviewed;
}

std::string asked_title(Arguments const& arguments) {
  auto const* title = last_given(arguments, "--title");
  if (title == nullptr) return {};
  if (title->text.empty())
    throw refusal(*title, "the value is empty", "a title", "leave out --title for one by rule");
  if (title->text.size() > longest_title)
    throw refusal(*title, "is too long", "at most 200 bytes", "shorten it");
  return title->text;
}

/// What was typed, but for how it looked in the terminal.
std::string typed_command(Arguments const& arguments) {
  Reading reading;
  for (auto const& [flag, values] : arguments.values) {
    bool const looks =
        flag == "--quiet" || flag == "--color" || flag == "--no-color" || flag == "--debug";
    if (values.empty() || values.front().from != "flag" || looks) continue;
    if (values.size() > 1) note(reading, arguments, flag, texts_of(values));
    if (values.size() == 1) note(reading, arguments, flag, values.front().text);
  }
  std::string line = "ec2plan report";
  for (std::string const& file : arguments.positionals)
    line += " " + shell_word(file);
  return line + typed_flags({.inputs = in_order(std::move(reading.inputs))});
}

void expect_results(Arguments const& arguments) {
  auto const& files = arguments.positionals;
  if (files.empty())
    throw InputError({.where = "RESULT",
                      .problem = "is missing",
                      .expected = "a result saved with --json, or - for stdin",
                      .fix = "write ec2plan report plan.json --out-file review.html"});
  if (std::ranges::count(files, "-") > 1)
    throw InputError({.where = "RESULT",
                      .value = "-",
                      .problem = "stands twice: stdin holds one result",
                      .expected = "- once",
                      .fix = "save the others to files"});
}

}  // namespace

Exit report_results(Arguments const& arguments, Environment const& environment,
                    Streams const& streams) {
  Timings timings;
  refuse_formats(arguments, "a report is one HTML page", "--out-file review.html");
  auto output = asked_output(arguments, environment);
  expect_results(arguments);
  DesignReview review{.title = asked_title(arguments),
                      .version = EC2PLAN_VERSION,
                      .command = typed_command(arguments)};
  for (std::string const& file : arguments.positionals)
    review.plans.push_back(
        reviewed_plan(saved_result(file, environment, streams), arguments, environment, timings));
  auto const text = html(review);
  timings.lap("page");
  deliver(text, output, streams);
  for (ReviewedPlan const& plan : review.plans)
    warn(plan.explained.estimate.frame.warnings, output, streams);
  timings.report(output, streams);
  return Exit::answered;
}

}  // namespace ec2plan::cli
