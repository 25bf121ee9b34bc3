#include "report/model_split.hpp"

#include <fmt/format.h>

#include "ec2plan/model/parameters.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::pages {
namespace {

void add_part(Table& table, std::string name, double value, double total) {
  if (value <= 0) return;
  table.rows.push_back(
      {{std::move(name), Style::faint}, {integer_text(value)}, {percent_text(value / total)}});
}

Table three_columns() { return {.columns = {{}, {.right = true}, {.right = true}}}; }

void add_parameters(Page& page, Transformer const& model) {
  ParameterCount const count = parameters(model);
  double const all = count.total();
  page.push_back(Heading{"Parameters"});
  Table table = three_columns();
  add_part(table, "attention", count.attention, all);
  add_part(table, model.experts ? "feed-forward and routers" : "feed-forward", count.feed_forward,
           all);
  add_part(table, "routed experts", count.experts, all);
  add_part(table, "norms", count.norms, all);
  add_part(table, "embeddings", count.embeddings, all);
  add_part(table, "output", count.output, all);
  table.rows.push_back({{"total"}, {integer_text(all), Style::strong}, {"100.0%"}});
  if (count.experts > 0) add_part(table, "active for a token", count.active(), all);
  page.push_back(std::move(table));
}

std::string recomputed(Recompute recompute) {
  if (recompute == Recompute::none) return "no recomputation";
  return fmt::format("{} recomputation", recompute_name(recompute));
}

}  // namespace

void add_split(Page& page, Transformer const& model, int sequence_length, Recompute recompute) {
  add_parameters(page, model);
  auto const per_token = [](FlopsPerToken flops) { return flops / (flop / token); };
  auto const forward = forward_flops(model, sequence_length);
  double const all = per_token(forward.total());
  double const needed = per_token(model_flops(model, sequence_length));
  double const executed = per_token(hardware_flops(model, sequence_length, recompute));
  page.push_back(Heading{
      fmt::format("FLOPs of a token, at {} tokens a sequence", integer_text(sequence_length))});
  Table table = three_columns();
  add_part(table, "forward, linear layers", per_token(forward.linear), all);
  add_part(table, "forward, attention", per_token(forward.attention), all);
  add_part(table, "forward, logits", per_token(forward.logits), all);
  table.rows.push_back({{"forward"}, {integer_text(all), Style::strong}, {"100.0%"}});
  add_part(table, "model: forward once, backward twice", needed, all);
  add_part(table, "hardware: with " + recomputed(recompute), executed, all);
  page.push_back(std::move(table));
}

}  // namespace ec2plan::pages
