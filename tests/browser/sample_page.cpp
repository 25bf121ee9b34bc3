// Prints an HTML page with every kind of block and chart, and with texts that try to break out;
// with any argument, one of two thousand points.

#include <cmath>
#include <cstdio>
#include <limits>

#include "report/html.hpp"

namespace {

using namespace ec2plan::pages;
using ec2plan::Range;

constexpr char hostile[] =
    "<script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">'\"&amp;"
    "\x1b[31m\xe2\x80\xae]]></style></title><svg onload=window.hacked=1>";

ChartPoint plan(double days, double cost, std::string label, Emphasis emphasis) {
  std::string const name = label.empty() ? "a dominated plan" : label;
  return {.x = days,
          .y = cost,
          .label = std::move(label),
          .detail = name + ": " + std::to_string(static_cast<int>(days)) + " days",
          .emphasis = emphasis};
}

Plot front() {
  Plot plot{.title = "Cost against time",
            .description =
                "Each point is a plan. Plans on the line are the front: no other plan is "
                "both sooner and cheaper.",
            .x = {.title = "days to train (likely)", .unit = Unit::days, .logarithmic = true},
            .y = {.title = "cost (likely)", .unit = Unit::dollars, .logarithmic = true}};
  Series dominated{.name = "dominated", .emphasis = Emphasis::faint};
  for (int i = 0; i < 60; ++i) {
    double const days = 12 + 1.1 * i;
    dominated.points.push_back(
        plan(days, 1.9e6 * (1 + 0.02 * ((i * 37) % 50)), "", Emphasis::plain));
  }
  dominated.points.push_back(plan(std::nan(""), 1e6, "never drawn", Emphasis::plain));
  Series best{.name = "on the front", .joined = true, .emphasis = Emphasis::strong};
  best.points = {plan(11.4, 2.41e6, "96 × p5en.48xlarge", Emphasis::plain),
                 plan(14.8, 2.12e6, "64 × p5en.48xlarge", Emphasis::plain),
                 plan(28.3, 1.79e6, "48 × p5.48xlarge", Emphasis::chosen),
                 plan(33.1, 1.74e6, "40 × p5.48xlarge", Emphasis::plain),
                 plan(55.9, 1.61e6, "64 × trn1n.32xlarge", Emphasis::plain)};
  best.points[2].y_range = Range<double>{.low = 1.59e6, .likely = 1.79e6, .high = 2.07e6};
  plot.series = {dominated, best};
  plot.guides = {{30, true, "deadline 30 days"},
                 {2.5e6, false, "budget $2.5M"},
                 {1e9, false, "a budget out of sight"}};
  return plot;
}

Plot scaling() {
  Plot plot{.title = "Scaling",
            .description = "Days to train on more and more instances, each at its best layout.",
            .x = {.title = "instances", .logarithmic = true},
            .y = {.title = "days to train (likely)", .unit = Unit::days, .logarithmic = true}};
  for (auto const& [name, speed] :
       {std::pair{"p5.48xlarge", 1.0}, {"p4d.24xlarge", 0.4}, {"trn1n.32xlarge", 0.3}}) {
    Series series{.name = name, .joined = true};
    for (int count = 1; count <= 512; count *= 2)
      series.points.push_back({.x = double(count),
                               .y = 1300 / speed / std::pow(count, 0.93),
                               .detail = std::to_string(count) + " × " + name});
    plot.series.push_back(series);
  }
  return plot;
}

Plot measured() {
  Plot plot{.title = "Predicted against measured",
            .description = "Published runs like this one. On the line, the model is right.",
            .x = {.title = "measured step time", .unit = Unit::seconds},
            .y = {.title = "predicted step time", .unit = Unit::seconds},
            .diagonal = true};
  plot.series = {
      {.name = "runs", .points = {{3.1, 3.3, {}, "", "Run A"}, {7.9, 7.1, {}, "B", "Run B"}}}};
  return plot;
}

Plot crowd() {
  Plot plot{.title = "Two thousand points",
            .description = "As many as a page ever holds.",
            .x = {.title = "count"},
            .y = {.title = "share", .unit = Unit::percent}};
  Series series{.name = "", .emphasis = Emphasis::faint};
  for (int i = 0; i < 2000; ++i)
    series.points.push_back({.x = double(i), .y = double((i * 7919) % 1000) / 1000});
  plot.series = {series};
  return plot;
}

StackedBars bars() {
  return {.title = "What the money is for",
          .description = "The likely bill of each plan, by what it pays for.",
          .value = {.title = "dollars, likely", .unit = Unit::dollars},
          .parts = {"training", "failures", "idle tail", "other"},
          .bars = {{"48 × p5.48xlarge, us-east-1, on-demand", "", {1.52e6, 2.1e5, 6e4, 4e3}},
                   {"64 × p5en.48xlarge", "", {1.9e6, 1.8e5, 4e4, 0}},
                   {hostile, "", {1.2e6, std::nan(""), 1e5, 1e3}}},
          .guides = {{2.2e6, true, "budget $2.2M"}}};
}

StackedBars memory() {
  return {.title = "Memory of one accelerator",
          .description = "The fullest pipeline stage, against what the accelerator has.",
          .value = {.title = "GiB", .unit = Unit::gib},
          .parts = {"weights", "gradients", "optimizer", "activations"},
          .bars = {{"stage 1 of 4", "", {10.2, 10.2, 5.1, 35.6}}},
          .guides = {{80, true, "capacity 80 GiB"}}};
}

Tornado tornado() {
  return {.title = "What moves the cost most",
          .description = "Each input at its low and its high end, all others as they are.",
          .value = {.title = "cost", .unit = Unit::dollars},
          .middle = 1.79e6,
          .swings = {{"batch", "2M tokens", "6M tokens", 1.74e6, 1.85e6},
                     {"price of an instance hour", "$44.03", "$66.05", 1.43e6, 2.15e6},
                     {"share of the peak rate", "36%", "52%", 2.19e6, 1.52e6},
                     {"failures of a node per year", "0.1", "0.9", 1.83e6, 1.95e6},
                     {hostile, hostile, hostile, 1.7e6, 1.8e6}}};
}

Table plans() {
  Table table{{{"#", true},
               {"plan"},
               {"days", true, 0, "days: likely (from–to)"},
               {"cost", true},
               {"judgement"}}};
  auto const row = [&](double rank, std::string name, double days, double cost, Text told) {
    auto const whole = [](double value) { return std::to_string(static_cast<int>(value)); };
    table.rows.push_back({{whole(rank)},
                          {std::move(name)},
                          {whole(days) + " (20–40)", Style::plain, days},
                          {"$" + whole(cost / 1e3) + "k", Style::plain, cost},
                          std::move(told)});
  };
  row(1, "48 × p5.48xlarge, us-east-1, on-demand", 28.3, 1.79e6, {"meets", Style::good});
  row(2, "64 × p5en.48xlarge, us-east-2, on-demand", 9.8, 2.12e6, {"+$120k", Style::bad});
  row(10, hostile, 101, 0.96e6, {"tight", Style::warn});
  row(9, "96 × trn1n.32xlarge, us-west-2, reserved for one year", 55.9, 1.61e6,
      {"+25.9 d", Style::faint});
  return table;
}

Page sample() {
  Page page{
      Heading{"Training gpt3-175b on 300B tokens", 1},
      Paragraph{{"Rent 48 × p5.48xlarge in us-east-1 on demand: 28.3 days (25.1–32.8), $1.79M "
                 "($1.59M–$2.07M).",
                 Style::strong}},
      Paragraph{{"The question was: cheapest within 30 days and $2.5M."}},
      Paragraph{{"Some prices are old: spot from 2025-12-21.", Style::warn}},
      Heading{"Cost against time"},
      front(),
      plans(),
      Heading{"Scaling"},
      scaling(),
      Heading{"Cost"},
      bars(),
      Heading{"Memory"},
      memory(),
      Heading{"Sensitivity"},
      tornado(),
      Heading{"Accuracy"},
      measured(),
      Plot{.title = "nothing"},
      Heading{"The arithmetic"},
      Heading{"Time", 3},
      Table{{{}, {}, {}}, {{{"FLOPs"}, {"3.15e23"}, {"6 × 175B × 300B"}}, {{""}, {"1"}, {"x"}}}},
      Fold{"All assumptions"},
      Table{{{"name"}, {"value", true}, {"source"}},
            {{{"mfu"}, {"0.44"}, {"https://example.com/a?b=c&d"}}, {{hostile}, {"2"}, {""}}}},
      Fold{.opens = false},
      Heading{"The command"},
      Command{"asked with",
              "ec2plan recommend --model gpt3-175b --tokens 300B --days 30 "
              "--budget '$2.5M' --json > plan.json && ec2plan report plan.json"},
      Heading{hostile},
      Paragraph{{hostile}},
      Paragraph{{std::string("a\0b", 3)}},
      Command{hostile, hostile},
      Fold{hostile}};
  return page;
}

}  // namespace

int main(int count, char**) {
  Page const crowded{Heading{"Crowd"}, crowd()};
  std::string const title = std::string("Training ") + hostile;
  std::string const page = html(count > 1 ? crowded : sample(), title);
  return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() ? 0 : 1;
}
