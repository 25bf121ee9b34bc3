#include "ec2plan/accuracy/accuracy.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "document/contents.hpp"
#include "document/kept.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/sources.hpp"

namespace ec2plan {
namespace {

using namespace documents;

using namespace kinds;
using V = InputValue;
using R = ScoredRow const&;
using N = Nothing const&;

std::vector<std::string> uses() { return {"fit", "check"}; }
std::vector<std::string> group_uses() { return {"fit", "check", "both", "next source"}; }
std::vector<std::string> quantities() {
  return {"step_time_s",  "duration_days",      "peak_memory_gib",
          "mean_power_w", "tuning_step_time_s", "tuning_peak_memory_gib"};
}

constexpr char quantity_words[] =
    "What was measured, with its unit: seconds, days, GiB of one device, W of one server or "
    "accelerator";

template <double Range<double>::*end>
V predicted(R row, N) {
  return row.predicted ? V((*row.predicted).*end) : V(nullptr);
}

template <double Range<double>::*end>
V blind(R row, N) {
  return row.left_out ? V((*row.left_out).*end) : V(nullptr);
}

constexpr Field<ScoredRow, Nothing> row_table[] = {
    {"id", text, of<as_is, &ScoredRow::id>, "Of the run"},
    {"use", word(uses), [](R r, N) -> V { return r.use == Use::fit ? "fit" : "check"; },
     "fit: constants may have been fitted to it; check: never"},
    {"kind", text, of<as_is, &ScoredRow::kind>,
     "step, tuning, finetune_step, whole_run, time_to_train, mlperf, memory, power"},
    {"accelerator", or_null(text), of<plain, &ScoredRow::accelerator>, "Id"},
    {"stack", or_null(text), of<plain, &ScoredRow::stack>, "Software and year: megatron-lm@2022"},
    {"workload", or_null(text), of<plain, &ScoredRow::workload>,
     "dense or mixture, or how a model was tuned, and the precision"},
    {"quantity", word(quantities), of<as_is, &ScoredRow::quantity>, quantity_words},
    {"predicted", object, nullptr, "In the unit of the quantity; null: not modelled"},
    {"predicted.low", or_null(not_negative), predicted<&Range<double>::low>,
     "One chance in ten of less"},
    {"predicted.likely", or_null(not_negative), predicted<&Range<double>::likely>, "Even odds"},
    {"predicted.high", or_null(not_negative), predicted<&Range<double>::high>,
     "One chance in ten of more"},
    {"left_out", object, nullptr,
     "Predicted by constants that were fitted without its source (of a mixture: its model)"},
    {"left_out.low", or_null(not_negative), blind<&Range<double>::low>,
     "One chance in ten of less"},
    {"left_out.likely", or_null(not_negative), blind<&Range<double>::likely>, "Even odds"},
    {"left_out.high", or_null(not_negative), blind<&Range<double>::high>,
     "One chance in ten of more"},
    {"left_out_error_pct", or_null(any_number),
     [](R r, N) { return value_in<plain>(r.left_out_error_pct()); },
     "That over measured, less one, in percent"},
    {"left_out_with", or_null(text), of<plain, &ScoredRow::left_out_with>,
     "The source, or the mixture's model, that was left out"},
    {"measured", or_null(positive), of<plain, &ScoredRow::measured>,
     "In the unit of the quantity; null: it ran out of memory"},
    {"error_pct", or_null(any_number), [](R r, N) { return value_in<plain>(r.error_pct()); },
     "Likely prediction over measured, less one, in percent"},
    {"inside_range", or_null(truth), [](R r, N) { return value_in<plain>(r.inside_range()); },
     "Whether low <= measured <= high"},
    {"not_modelled", or_null(text), of<plain, &ScoredRow::not_modelled>,
     "Why there is no prediction; null: there is one"},
    {"best_mfu", or_null(any_number), of<plain, &ScoredRow::best_mfu>,
     "Predicted by one MFU for each accelerator, fitted to its rows of use fit"},
    {"roofline", or_null(any_number), of<plain, &ScoredRow::roofline>,
     "Predicted by peak rates alone"},
    {"layout", or_null(text), of<plain, &ScoredRow::layout>,
     "The layout predicted for, and which degrees were searched"},
    {"confidence", or_null(text), of<plain, &ScoredRow::confidence>,
     "same-stack, same-accelerator, extrapolated or guess"},
    {"source", or_null(text), of<plain, &ScoredRow::source>, "Who published it"},
    {"url", or_null(text), of<plain, &ScoredRow::url>, "Where"},
    {"notes", texts, of<plain, &ScoredRow::notes>, "What was assumed or searched"},
};

constexpr Kind percentage{.type = Kind::Type::number, .least = 0, .most = 100};
using G = ScoredGroup;

constexpr Field<ScoredGroup, Nothing> group_table[] = {
    {"by", text, of<as_is, &G::by>,
     "all, hardware, accelerator, source, stack, workload, kind or confidence"},
    {"name", text, of<as_is, &G::name>, "What the rows share"},
    {"quantity", word(quantities), of<as_is, &G::quantity>, quantity_words},
    {"use", word(group_uses), of<as_is, &G::use>,
     "Which rows; next source: all, each predicted without its source or model"},
    {"rows", whole(1), of<plain, &G::rows>, "How many"},
    {"mean_abs_error_pct", not_negative, of<plain, &G::mean_abs_error_pct>,
     "Mean of the absolute errors, percent"},
    {"median_abs_error_pct", not_negative, of<plain, &G::median_abs_error_pct>,
     "Their median, percent"},
    {"p90_abs_error_pct", not_negative, of<plain, &G::p90_abs_error_pct>,
     "Nine in ten are below, percent"},
    {"max_abs_error_pct", not_negative, of<plain, &G::max_abs_error_pct>, "The worst, percent"},
    {"bias_pct", any_number, of<plain, &G::bias_pct>,
     "Mean of the errors, percent; above 0: predicted too high"},
    {"inside_range_pct", percentage, of<plain, &G::inside_range_pct>,
     "Share inside the predicted range, percent"},
    {"sources", whole(1), of<plain, &G::sources>,
     "How many; each weighs the same in the next four"},
    {"mean_by_source_pct", not_negative, of<plain, &G::mean_by_source_pct>,
     "Mean of the absolute errors, percent"},
    {"median_by_source_pct", not_negative, of<plain, &G::median_by_source_pct>,
     "Their median, percent"},
    {"bias_by_source_pct", any_number, of<plain, &G::bias_by_source_pct>,
     "Mean of the errors, percent"},
    {"inside_by_source_pct", percentage, of<plain, &G::inside_by_source_pct>,
     "Share inside the predicted range, percent"},
    {"best_mfu_mean_abs_error_pct", or_null(not_negative),
     of<plain, &G::best_mfu_mean_abs_error_pct>, "The same mean for the best single MFU, percent"},
    {"roofline_mean_abs_error_pct", or_null(not_negative),
     of<plain, &G::roofline_mean_abs_error_pct>, "The same mean for peak rates alone, percent"},
};

constexpr int sources_of_a_headline = 10;

std::string sentence_of(AccuracyAnswer const& answer) {
  auto const all = std::ssize(answer.scores.rows);
  std::string text = counted(answer.runs, "run") + ", " +
                     integer_text(predicted_rows(answer.scores)) + " of " + integer_text(all) +
                     " measured quantities predicted";
  for (auto const& group : answer.scores.groups)
    if (group.by == "hardware" && group.use == "next source" && group.quantity == "step_time_s" &&
        group.sources >= sources_of_a_headline)
      text += "; " + group.name + ": off by " + percent_text(group.mean_by_source_pct / 100) +
              " in the mean, " + percent_text(group.median_by_source_pct / 100) +
              " in the median of " + integer_text(group.sources) + " left-out " +
              (group.name.starts_with("mixtures") ? "models" : "sources");
  for (char const* use : {"check", "fit"})
    if (auto const* group = whole_group(answer.scores, "step_time_s", use))
      text += "; step time off by " + percent_text(group->mean_abs_error_pct / 100) +
              " in the mean over " + integer_text(group->rows) + " rows to " + use;
  return text + ".";
}

Json summary(AccuracyAnswer const& answer) {
  Scores const& scores = answer.scores;
  auto const rows = static_cast<int>(scores.rows.size());
  return {{"sentence", sentence_of(answer)},
          {"runs_from", text_or_null(answer.runs_from)},
          {"runs", answer.runs},
          {"rows", rows},
          {"predicted", predicted_rows(scores)},
          {"not_modelled", rows - predicted_rows(scores)},
          {"memory_ran", scores.memory.ran},
          {"memory_refused", scores.memory.refused},
          {"memory_failed", scores.memory.failed},
          {"memory_accepted", scores.memory.accepted},
          {"tuning_memory_ran", scores.tuning_memory.ran},
          {"tuning_memory_refused", scores.tuning_memory.refused},
          {"tuning_memory_failed", scores.tuning_memory.failed},
          {"tuning_memory_accepted", scores.tuning_memory.accepted}};
}

}  // namespace

Frame accuracy_frame(Catalog const& catalog) {
  Frame frame = frame_of(catalog, "accuracy", {});
  frame.assumptions = catalog.assumptions;
  std::set<std::string> keys;
  for (auto const& entry : frame.assumptions)
    for (auto& key : source_keys(entry.source))
      keys.insert(std::move(key));
  frame.sources = sources_of(catalog, {keys.begin(), keys.end()});
  return frame;
}

int predicted_rows(Scores const& scores) {
  return static_cast<int>(std::ranges::count_if(
      scores.rows, [](ScoredRow const& row) { return row.predicted.has_value(); }));
}

ScoredGroup const* whole_group(Scores const& scores, std::string_view quantity,
                               std::string_view use) {
  auto const found = std::ranges::find_if(scores.groups, [&](ScoredGroup const& group) {
    return group.by == "all" && group.quantity == quantity && group.use == use;
  });
  return found == scores.groups.end() ? nullptr : &*found;
}

ContentsOf contents(AccuracyAnswer const& answer) {
  return shared(
      {.frame = answer.frame,
       .summary = summary(answer),
       .results = {{"rows", nullptr},
                   {"groups", each(answer.scores.groups, json_by<group_table, ScoredGroup>)}},
       .rows = each(answer.scores.rows, json_by<row_table, ScoredRow>),
       .places = {{"/rows"}}});
}

Definitions accuracy_definitions() {
  return {{"scored_row", schema_of(row_table, "A measured quantity").dump()},
          {"scored_group", schema_of(group_table, "A group").dump()}};
}

}  // namespace ec2plan
