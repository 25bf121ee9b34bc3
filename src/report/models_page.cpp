#include <fmt/format.h>

#include "ec2plan/document/command_line.hpp"
#include "ec2plan/model/layer_kinds.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/pages.hpp"
#include "report/parts.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

std::string heads_text(Transformer const& m) {
  return m.kv_heads == m.heads ? fmt::format("{}", m.heads)
                               : fmt::format("{}/{}", m.heads, m.kv_heads);
}

std::string count_or_unknown(std::optional<int> const& count) {
  return count ? integer_text(*count) : no_figure;
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
  row.push_back({entry.training_tokens ? count_text(*entry.training_tokens) : no_figure});
  return row;
}

Table models_table(ModelsAnswer const& answer, Extent const& extent) {
  Table table{.columns = {texts("model"), numbers("parameters"), numbers("active"),
                          numbers("layers"), numbers("hidden"), numbers("heads/kv"), numbers("ffn"),
                          numbers("experts", 2), numbers("vocab", 1), numbers("seq"),
                          numbers("batch")}};
  if (extent.wide)
    for (auto const* title : {"family", "also called", "published as", "trained on"})
      table.columns.push_back(texts(title));
  for (auto const& entry : shown_rows(answer.rows, extent))
    table.rows.push_back(row_of(entry, extent.wide));
  return table;
}

/// "12 attention, 36 linear attention" of layers that are not all alike; else "".
std::string kinds_text(Transformer const& m) {
  auto const attention = attention_kinds(m);
  auto const states = recurrent_kinds(m);
  struct Kind {
    double layers;
    std::string name;
  };
  auto const window = m.windows ? integer_text(m.windows->size) : std::string();
  Kind const kinds[] = {
      {attention[0].layers, "attention"},
      {attention[1].layers, "attention over " + window + " tokens"},
      {states[0].layers, "state space"},
      {states[1].layers, "linear attention"},
      {states[2].layers, "short convolution"},
      {m.bare_layers > 0 ? feed_forward_layers(m) - expert_layers(m) : 0, "feed-forward"},
      {expert_layers(m), "experts"}};
  std::vector<std::string> parts;
  for (auto const& [layers, name] : kinds)
    if (layers > 0) parts.push_back(integer_text(layers) + " " + name);
  bool const alike =
      attention[0].layers == m.layers && (!m.experts || expert_layers(m) == m.layers);
  return alike ? "" : joined(parts);
}

/// How a file was understood, key by key, and what of it says nothing of the shape.
void add_keys(Page& page, std::vector<ReadKey> const& keys) {
  if (keys.empty()) return;
  Table table{.columns = {texts("key"), texts("value"), texts("read as")}};
  std::string ignored;
  for (auto const& key : keys) {
    if (key.meaning.empty())
      ignored += (ignored.empty() ? "" : ", ") + key.key;
    else
      add_row(table, Text{key.key}, key.value,
              key.meaning + (key.by_default ? " (not in the file: the usual one)" : ""));
  }
  add_section(page, "Read from the file", std::move(table));
  if (!ignored.empty()) add_text(page, "Ignored: " + ignored, Style::faint);
}

void add_one(Page& page, AskedJob const& asked, Frame const& frame) {
  Transformer const& m = asked.model.shape;
  add_understood(page, asked);
  Table table = pages::pairs();
  add_pair(table, "heads", fmt::format("{} of {}", heads_text(m), m.head_dim));
  add_pair(table, "feed-forward",
           fmt::format("{}{}", integer_text(m.feed_forward), m.gated ? ", gated" : ""));
  add_pair(
      table, "vocabulary",
      fmt::format("{}, {}", integer_text(m.vocabulary), m.tied_embeddings ? "tied" : "not tied"));
  if (auto const kinds = kinds_text(m); !kinds.empty()) add_pair(table, "layers", kinds);
  add_pair(table, "step",
           fmt::format("{} of {}", counted(asked.job.global_batch, "sequence"),
                       counted(asked.job.sequence_length, "token")));
  page.push_back(std::move(table));
  add_split(page, m, asked.job.sequence_length, Recompute::full);
  add_keys(page, asked.model.keys);
  page.push_back(
      Command{"Next", fmt::format("ec2plan recommend --model {} --tokens 300B --days 30{}",
                                  shell_word(asked.spec), typed_flags(frame, {"catalog"}))});
}

}  // namespace

Page page_of(ModelsAnswer const& answer, Extent const& extent) {
  Page page;
  if (answer.asked) {
    add_one(page, *answer.asked, answer.frame);
    return page;
  }
  add_text(page,
           fmt::format("{}; {}; a count such as 175B, or the path of a config.json, is a model too",
                       counted(std::ssize(answer.rows), "model"), catalog_text(answer.frame)));
  page.push_back(models_table(answer, extent));
  add_hidden(page, extent, answer.rows.size(), "model");
  if (!answer.rows.empty())
    page.push_back(Command{"Next", "ec2plan models " + shell_word(answer.rows.front().shape.name) +
                                       typed_flags(answer.frame, {"catalog"})});
  return page;
}

}  // namespace ec2plan::pages
