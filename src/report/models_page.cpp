#include <fmt/format.h>

#include <algorithm>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/model_split.hpp"
#include "report/pages.hpp"
#include "report/question.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

std::string heads_text(Transformer const& m) {
  return m.kv_heads == m.heads ? fmt::format("{}", m.heads)
                               : fmt::format("{}/{}", m.heads, m.kv_heads);
}

std::string count_or_unknown(std::optional<int> const& count) {
  return count ? integer_text(*count) : "–";
}

std::string experts_text(Transformer const& m) {
  return m.experts ? fmt::format("{}/{}", m.experts->per_token, m.experts->count) : "";
}

std::vector<Text> row_of(ModelEntry const& entry, bool wide) {
  Transformer const& m = entry.shape;
  auto const count = parameters(m);
  std::vector<Text> row{{m.name, Style::strong},
                        {count_text(count.total())},
                        {m.experts ? count_text(count.active()) : ""},
                        {integer_text(m.layers)},
                        {integer_text(m.hidden)},
                        {heads_text(m)},
                        {integer_text(m.experts ? m.experts->feed_forward : m.feed_forward)},
                        {experts_text(m)},
                        {integer_text(m.vocabulary)},
                        {count_or_unknown(entry.sequence_length)},
                        {count_or_unknown(entry.global_batch)}};
  if (!wide) return row;
  row.push_back({entry.family});
  row.push_back({joined(entry.aliases)});
  row.push_back({entry.published_as});
  row.push_back({entry.training_tokens ? count_text(*entry.training_tokens) : "–"});
  return row;
}

std::size_t shown_rows(ModelsAnswer const& answer, Extent const& extent) {
  return std::min(answer.rows.size(), static_cast<std::size_t>(std::max(extent.max_results, 1)));
}

Table models_table(ModelsAnswer const& answer, Extent const& extent) {
  Table table{.columns = {{.title = "model"},
                          {.title = "parameters", .right = true},
                          {.title = "active", .right = true},
                          {.title = "layers", .right = true},
                          {.title = "hidden", .right = true},
                          {.title = "heads/kv", .right = true},
                          {.title = "ffn", .right = true},
                          {.title = "experts", .right = true, .dropped = 2},
                          {.title = "vocab", .right = true, .dropped = 1},
                          {.title = "seq", .right = true},
                          {.title = "batch", .right = true}}};
  if (extent.wide)
    for (auto const* title : {"family", "also called", "published as", "trained on"})
      table.columns.push_back({.title = title});
  for (std::size_t i = 0; i < shown_rows(answer, extent); ++i)
    table.rows.push_back(row_of(answer.rows[i], extent.wide));
  return table;
}

void add_one(Page& page, AskedJob const& asked, Frame const& frame) {
  Transformer const& m = asked.model.shape;
  add_understood(page, asked);
  Table table = pairs();
  add_pair(table, "heads", fmt::format("{} of {}", heads_text(m), m.head_dim));
  add_pair(table, "feed-forward",
           fmt::format("{}{}", integer_text(m.feed_forward), m.gated ? ", gated" : ""));
  add_pair(
      table, "vocabulary",
      fmt::format("{}, {}", integer_text(m.vocabulary), m.tied_embeddings ? "tied" : "not tied"));
  add_pair(table, "step",
           fmt::format("{} of {}", counted(asked.job.global_batch, "sequence"),
                       counted(asked.job.sequence_length, "token")));
  page.push_back(std::move(table));
  add_split(page, m, asked.job.sequence_length, Recompute::full);
  page.push_back(
      Command{"Next", fmt::format("ec2plan recommend --model {} --tokens 300B --days 30{}",
                                  shell_word(asked.spec), typed_flags(frame, {"catalog"}))});
}

}  // namespace

std::string hidden_text(ModelsAnswer const& answer, Extent const& extent) {
  auto const all = answer.rows.size();
  return hidden_text(all - shown_rows(answer, extent), all, "model");
}

Page page_of(ModelsAnswer const& answer, Extent const& extent) {
  Page page;
  if (answer.asked) {
    add_one(page, *answer.asked, answer.frame);
    return page;
  }
  page.push_back(Paragraph{
      {fmt::format("{}; {}; a count such as 175B, or the path of a config.json, is a model too",
                   counted(std::ssize(answer.rows), "model"), catalog_text(answer.frame))}});
  page.push_back(models_table(answer, extent));
  if (auto note = hidden_text(answer, extent); !note.empty())
    page.push_back(Paragraph{{std::move(note), Style::faint}});
  if (!answer.rows.empty())
    page.push_back(Command{"Next", "ec2plan models " + shell_word(answer.rows.front().shape.name) +
                                       typed_flags(answer.frame, {"catalog"})});
  return page;
}

}  // namespace ec2plan::pages
