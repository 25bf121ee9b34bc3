#include <algorithm>
#include <ostream>

#include "catalog/constant_rows.hpp"
#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "cli/sweep_probe.hpp"
#include "cli/sweep_run.hpp"
#include "ec2plan/catalog/energy.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/market.hpp"
#include "plan/processors.hpp"
#include "report/sweep.hpp"

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

/// Throws: InputError for a typed --max-results beside a document.
void refuse_cut(Arguments const& arguments, Output const& output) {
  if (!output.options.cuts_documents || !is_document(output.format)) return;
  throw refusal(*last_given(arguments, "--max-results"),
                "changes nothing: the documents of a sweep hold every point", "a table",
                "leave it out, or take a part of the points with --shard");
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
  for (SweptField const& swept : grid.fields) {
    Reading typed;
    note(typed, arguments, swept.flag->name, nullptr);
    Input& input = typed.inputs.front();
    if (swept.field->key == "set")
      input.value = texts_of(given(arguments, swept.flag->name));
    else
      input.value = input.text;
    std::erase_if(inputs, [&](Input const& each) { return each.key == input.key; });
    inputs.push_back(input);
  }
  for (Input& input : inputs)
    if (is_swept(grid, "model") && input.from == "model")
      input.value = nullptr;  // each has its own
  return inputs;
}

/// Of any point.
std::vector<std::string> assumptions_of(Catalog const& catalog, Probed const& probe) {
  auto keys = price_assumptions(probe.prices);
  Job job;
  if (probe.tunes) job.tuning.method = Method::full;
  for (auto const& name : probe.types)
    for (Stack const& stack : probe.stacks)
      for (Precision const precision : probe.precisions) {
        job.precision = precision;
        for (auto const& used :
             catalog::constants_used(catalog, *find_instance(catalog, name), stack, job))
          keys.push_back(used.entry->key);
      }
  for (auto const& name : probe.types)
    for (auto const& region : probe.regions)
      for (auto const& used : energy_constants(catalog, *find_instance(catalog, name), region))
        keys.push_back(used.entry->key);
  return keys;
}

SweepAnswer answer_of(Arguments const& arguments, Grid const& grid, Probed probe,
                      LaidCatalog const& facts) {
  SweepAnswer answer{.axes = grid.axes, .points = grid.points, .one_setup = grid.one_setup};
  Shard const shard = asked_shard(arguments, grid.points);
  answer.first = shard.first + 1;
  answer.count = shard.last - shard.first;
  answer.shard = shard.text;
  answer.asked = std::move(probe.asked);
  answer.price = std::move(probe.price);
  Reading const reading{.inputs = inputs_of(arguments, grid, std::move(probe.reading.inputs)),
                        .warnings = std::move(probe.reading.warnings),
                        .calibrated = facts.calibrated};
  answer.frame = asked_frame(facts.catalog, "sweep", probe.types, probe.prices, probe.models,
                             reading, assumptions_of(facts.catalog, probe));
  return answer;
}

std::string statuses_note(Tally const& tally, Tally::Statuses const& statuses,
                          std::string_view what) {
  if (statuses.empty()) return {};
  std::string text;
  for (auto const& [status, count] : statuses)
    text += (text.empty() ? "" : ", ") + integer_text(count) + " " + status;
  return counted(static_cast<std::int64_t>(total(statuses)), "point") + " of " +
         integer_text(tally.points) + " " + std::string(what) + ": " + text;
}

/// Not where rows run over the same terminal; a table comes when the bar is gone.
bool shows_progress(Output const& output, Environment const& environment) {
  bool const in_the_way =
      is_document(output.format) && environment.out_is_terminal && output.file.empty();
  return environment.err_is_terminal && !output.quiet && !in_the_way;
}

Tally stream(SweepAnswer const& answer, SweepTask const& task, Output const& output,
             Environment const& environment, Streams const& streams) {
  SweepRows const rows(answer, output.format, output.options.fields);
  remark(sentence_of(answer), output, streams);
  warn(answer.frame.warnings, output, streams);
  Delivery delivery(output, streams);
  std::optional<Progress> progress;
  if (shows_progress(output, environment)) progress.emplace(streams.err, answer.count, "points");
  bool reading = delivery.write(rows.before());
  Tally tally;
  if (reading)
    tally = sweep_texts(
        task, {answer.first - 1, answer.first - 1 + answer.count, {}}, usable_processors(),
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

/// Works out the points that a table shows.
Tally show(SweepAnswer& answer, SweepTask const& task, Output const& output,
           Environment const& environment, Streams const& streams) {
  auto const most = static_cast<std::uint64_t>(output.options.max_results);
  Shard const shown{answer.first - 1, answer.first - 1 + std::min(answer.count, most), {}};
  std::optional<Progress> progress;
  if (shows_progress(output, environment))
    progress.emplace(streams.err, shown.last - shown.first, "points");
  auto tally =
      sweep_points(task, shown, usable_processors(), answer.shown, [&](std::uint64_t points) {
        if (progress) progress->advance(points);
      });
  return tally;
}

std::vector<std::string> price_notes(SweepAnswer const& answer, Catalog const& catalog,
                                     Environment const& environment,
                                     std::vector<Price> const& prices) {
  bool const of_a_day =
      std::ranges::find(answer.frame.inputs, "as_of", &Input::key) != answer.frame.inputs.end();
  return old_price_notes(prices, catalog, environment, of_a_day);
}

}  // namespace

Exit sweep(Arguments const& arguments, Environment const& environment, Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  refuse_order(arguments);
  auto const facts = laid_catalog(first_facts(arguments), environment);
  auto const& catalog = facts.catalog;
  timings.lap("catalog");
  auto grid = asked_grid(arguments, environment, catalog);
  auto probe = probed(grid, catalog);
  refuse_idle(probe.idle);
  auto const prices = probe.prices;
  auto answer = answer_of(arguments, grid, std::move(probe), facts);
  refuse_cut(arguments, output);
  if (output.format == Format::json) refuse_length(arguments, answer);
  if (!is_swept(grid, "model")) warn_of_understanding(answer.asked, answer.frame);
  auto notes = price_notes(answer, catalog, environment, prices);
  timings.lap("grid");
  Searches searches(search_bytes_kept);
  SweepTask const task{grid, catalog, searches};
  bool const streamed = is_document(output.format);
  auto const tally = streamed ? stream(answer, task, output, environment, streams)
                              : show(answer, task, output, environment, streams);
  timings.lap("points");
  notes.push_back(statuses_note(tally, tally.without_plan, "without a plan"));
  notes.push_back(statuses_note(tally, tally.not_sold, "cannot be bought as asked"));
  if (!streamed) {
    finish(answer, arguments, output, streams, timings, {notes});
  } else {
    for (auto const& note : notes)
      remark(note, output, streams);
    timings.report(output, streams);
  }
  bool const all = tally.points > 0 && tally.points == answer.count;
  return all && total(tally.without_plan) == tally.points ? Exit::unsatisfied : Exit::answered;
}

}  // namespace ec2plan::cli
