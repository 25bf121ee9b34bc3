#include <algorithm>
#include <map>
#include <ostream>
#include <set>
#include <thread>

#include "cli/command.hpp"
#include "cli/delivery.hpp"
#include "cli/facts.hpp"
#include "cli/progress.hpp"
#include "cli/sweep_run.hpp"
#include "cli/timings.hpp"
#include "ec2plan/document/text.hpp"
#include "ec2plan/units/format.hpp"
#include "report/sweep_page.hpp"
#include "report/sweep_rows.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::uint64_t longest_document = 100'000;  // points: a quarter of a gigabyte
constexpr std::size_t search_bytes_kept = 256 << 20;

void refuse_order(Arguments const& arguments) {
  for (auto const* flag : {"--sort-by", "--sort-direction"}) {
    auto const* value = last_given(arguments, flag);
    if (value == nullptr) continue;
    throw refusal(*value, "cannot be had: a sweep is written as it is worked out",
                  "the order of the grid, its last axis fastest", "sort the rows afterwards");
  }
}

void refuse_length(Arguments const& arguments, SweepAnswer const& answer) {
  if (answer.count <= longest_document) return;
  auto const* value = last_given(arguments, "--output");
  InputFault fault{.where = value != nullptr ? value->where : "--json",
                   .value = "json",
                   .problem = "is one document, and " + integer_text(answer.count) +
                              " points are too many for one",
                   .expected = "at most " + integer_text(longest_document) + " points",
                   .fix = "use -o jsonl, which is a line for each point"};
  throw InputError(std::move(fault));
}

/// A swept input is shown as it was typed: what it stands for is under "axes".
std::vector<Input> inputs_of(Arguments const& arguments, Grid const& grid,
                             std::vector<Input> inputs) {
  for (SweptFlag const& swept : grid.flags) {
    Reading typed;
    note(typed, arguments, swept.flag, nullptr);
    Input& input = typed.inputs.front();
    if (swept.flag == "--set")
      input.value = texts_of(given(arguments, swept.flag));
    else
      input.value = input.text;
    std::ranges::replace_if(
        inputs, [&](Input const& each) { return each.key == input.key; }, input);
  }
  return inputs;
}

SweepAnswer answer_of(Arguments const& arguments, Grid const& grid, Probed probe,
                      Catalog const& catalog, Reading reading) {
  SweepAnswer answer{.axes = grid.axes, .points = grid.points, .one_setup = grid.one_setup};
  Shard const shard = asked_shard(arguments, grid.points);
  answer.first = shard.first + 1;
  answer.count = shard.last - shard.first;
  answer.shard = shard.text;
  answer.asked = std::move(probe.first.asked);
  answer.price = std::move(probe.first.price);
  auto& inputs = probe.reading.inputs;
  inputs.insert(inputs.end(), reading.inputs.begin(), reading.inputs.end());
  reading.inputs = inputs_of(arguments, grid, std::move(inputs));
  reading.warnings = std::move(probe.reading.warnings);
  std::vector<std::string> models;
  if (!answer.asked.model.shape.name.empty()) models.push_back(answer.asked.model.shape.name);
  answer.frame =
      asked_frame(catalog, "sweep", probe.types, {}, models, reading, answer.asked.stack);
  return answer;
}

std::string no_plan_note(Tally const& tally) {
  if (tally.without_plan == 0) return {};
  std::string text;
  for (auto const& [status, count] : tally.statuses)
    text += (text.empty() ? "" : ", ") + integer_text(count) + " " + status;
  return counted(static_cast<std::int64_t>(tally.without_plan), "point") + " of " +
         integer_text(tally.points) + " without a plan: " + text;
}

bool is_streamed(Format format) {
  return format == Format::json || format == Format::jsonl || format == Format::csv;
}

bool shows_progress(Output const& output, Environment const& environment) {
  bool const in_the_way = environment.out_is_terminal && output.file.empty();
  return environment.err_is_terminal && !output.quiet && !in_the_way;
}

Tally stream(SweepAnswer const& answer, SweepTask const& task, Output const& output,
             Environment const& environment, Streams const& streams) {
  pages::SweepRows const rows(answer, output.format, output.options.fields);
  remark(sentence_of(answer), output, streams);
  warn(answer.frame.warnings, output, streams);
  Delivery delivery(output, streams);
  std::optional<Progress> progress;
  if (shows_progress(output, environment)) progress.emplace(streams.err, answer.count, "points");
  bool reading = delivery.write(rows.before());
  Tally tally;
  if (reading)
    tally = sweep_texts(
        task, {answer.first - 1, answer.first - 1 + answer.count, {}},
        std::max(1U, std::thread::hardware_concurrency()),
        [&](SweepRow const& row, std::string& text) { rows.append(row, text); },
        [&](std::string const& text, std::uint64_t points) {
          reading = delivery.write(text);
          if (progress) progress->advance(points);
          return reading;
        });
  if (reading) reading = delivery.write(rows.after());
  progress.reset();
  delivery.finish();
  return tally;
}

Tally show(SweepAnswer& answer, SweepTask const& task, Output const& output,
           Streams const& streams) {
  auto const most = static_cast<std::uint64_t>(output.options.max_results);
  Shard const shown{answer.first - 1, answer.first - 1 + std::min(answer.count, most), {}};
  auto tally =
      sweep_points(task, shown, std::max(1U, std::thread::hardware_concurrency()), answer.shown);
  deliver(pages::rendered(answer, output.format, output.options), output, streams);
  warn(answer.frame.warnings, output, streams);
  return tally;
}

}  // namespace

Exit sweep(Arguments const& arguments, Environment const& environment, Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  refuse_order(arguments);
  Reading reading;
  auto const catalog = asked_catalog(first_settings(arguments), reading);
  timings.lap("catalog");
  auto grid = asked_grid(arguments, catalog);
  auto answer = answer_of(arguments, grid, probed(grid, environment, catalog), catalog, reading);
  if (output.format == Format::json) refuse_length(arguments, answer);
  timings.lap("grid");
  Searches searches(search_bytes_kept);
  SweepTask const task{grid, environment, catalog, searches};
  bool const streamed = is_streamed(output.format);
  auto const tally = streamed ? stream(answer, task, output, environment, streams)
                              : show(answer, task, output, streams);
  timings.lap("points");
  remark(no_plan_note(tally), output, streams);
  if (!streamed) remark(pages::hidden_text(answer), output, streams);
  timings.report(output, streams);
  bool const none = tally.points > 0 && tally.without_plan == tally.points;
  return none ? Exit::unsatisfied : Exit::answered;
}

}  // namespace ec2plan::cli
