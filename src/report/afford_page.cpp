#include <fmt/format.h>

#include <cmath>

#include "ec2plan/catalog/scaling_laws.hpp"
#include "ec2plan/document/command_line.hpp"
#include "ec2plan/document/energy.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/job_words.hpp"
#include "report/pages.hpp"
#include "report/parts.hpp"
#include "report/recommend_page.hpp"
#include "report/rejected.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

double size(Affordable const& a) { return parameters(a.asked.job.model).total(); }

std::string per_parameter(Tokens tokens, double parameters) {
  return fmt::format("{}, {:.3g} a parameter", count_text(tokens / token),
                     tokens / token / parameters);
}

bool tunes(Affordable const& a) { return !a.asked.job.tuning.pretrains(); }

std::string title(Affordable const& a, bool first) {
  if (tunes(a) && a.next) return "the largest listed model";
  if (a.law.empty()) return "the most tokens";
  return fmt::format("by {}{}", a.law, first ? " (default)" : "");
}

std::string model_text(Affordable const& a) {
  if (tunes(a)) return fmt::format("{}, {}", a.asked.spec, count_text(size(a)));
  if (a.law.empty()) return count_text(size(a));
  return fmt::format("{}: {} layers × {}", count_text(size(a)), a.asked.job.model.layers,
                     a.asked.job.model.hidden);
}

std::string demand_words(Demand const& demand) {
  std::string text;
  if (demand.budget) text = fmt::format("{} of the budget", percent_text(*demand.budget));
  if (demand.deadline)
    text +=
        fmt::format("{}{} of the time", text.empty() ? "" : ", ", percent_text(*demand.deadline));
  return text;
}

std::string next_text(std::optional<NextSize> const& next) {
  if (!next) return {};
  std::string const job = fmt::format("{} on {} tokens", count_text(next->parameters),
                                      count_text(next->tokens / token));
  if (std::isinf(next->demand)) return job + ": no plan trains it";
  return fmt::format("{}: {} of what is given", job, percent_text(next->demand));
}

/// One column for each answer; rows that none of them has are left out.
class Comparison {
 public:
  explicit Comparison(std::vector<Affordable> const& all) : all_(all) {
    table_.columns.push_back(texts());
    for (auto const& each : all_)
      table_.columns.push_back(texts(title(each, &each == &all_.front())));
  }

  template <typename Value>
  void add(std::string label, Value value, Style style = Style::plain) {
    std::vector<Text> row{{std::move(label), Style::faint}};
    bool any = false;
    for (auto const& each : all_) {
      row.push_back({value(each), style});
      any = any || !row.back().text.empty();
    }
    if (any) table_.rows.push_back(std::move(row));
  }

  Table table() && { return std::move(table_); }

 private:
  std::vector<Affordable> const& all_;
  Table table_{};
};

void add_losses(Comparison& comparison, Answer const& answer) {
  for (ScalingLaw const& law : answer.laws)
    comparison.add("loss by " + law.name, [&](Affordable const& a) {
      if (!has_loss(a)) return std::string{};
      return fixed_text(predicted_loss(law, size(a), a.asked.job.tokens), 3);
    });
}

/// Of a given model: the tokens that would be compute-optimal for it.
void add_optimal_tokens(Comparison& comparison, Answer const& answer) {
  for (ScalingLaw const& law : answer.laws)
    comparison.add("optimal by " + law.name, [&](Affordable const& a) {
      if (!has_loss(a) || !a.law.empty()) return std::string{};
      return per_parameter(compute_optimal_tokens(law, size(a)), size(a));
    });
}

Table comparison(Answer const& answer) {
  Comparison all(answer.affordable);
  all.add("model", model_text, Style::strong);
  all.add(
      "tokens", [](Affordable const& a) { return per_parameter(a.asked.job.tokens, size(a)); },
      Style::strong);
  add_optimal_tokens(all, answer);
  add_losses(all, answer);
  all.add("plan", [](Affordable const& a) { return offer(a.plan); });
  all.add("bought", [](Affordable const& a) {
    return fmt::format("{}, {}", a.plan.price.region, purchase_name(a.plan.price.purchase));
  });
  all.add("time (low–high)", [](Affordable const& a) { return time_range(a.plan.run.duration); });
  all.add("cost (low–high)", [](Affordable const& a) { return usd_range(a.plan); });
  all.add("energy, facility", [](Affordable const& a) {
    return a.plan.energy ? energy_range(a.plan.energy->facility) : std::string{};
  });
  all.add("CO2e", [](Affordable const& a) {
    auto const& use = a.plan.energy;
    return use && use->emission ? emission_range(*use->emission) : std::string{};
  });
  all.add("takes", [](Affordable const& a) { return demand_words(a.demand); });
  all.add("layout", [](Affordable const& a) { return layout(a.plan.layout); });
  all.add("confidence",
          [](Affordable const& a) { return std::string(confidence_name(a.plan.confidence)); });
  all.add("next size", [](Affordable const& a) { return next_text(a.next); });
  return std::move(all).table();
}

void add_laws(Page& page, Answer const& answer) {
  if (tunes(answer.affordable.front())) return add_text(page, layout_legend, Style::faint);
  std::string text = "loss: nats a token, of text like MassiveText alone;";
  for (ScalingLaw const& law : answer.laws)
    text += fmt::format("{} {}: {}", &law == &answer.laws.front() ? "" : ";", law.name,
                        scaling_author(law.name));
  add_text(page, text, Style::faint);
  add_text(page, layout_legend, Style::faint);
}

void add_question(Page& page, Answer const& answer) {
  add_text(page, fmt::format("{}; {}", limits_text(answer.goal), counts_text(answer.goal.limits)));
  add_market(page, answer.price, answer.frame);
}

Page page_of_none(Answer const& answer, Extent const& extent) {
  Page page;
  add_text(page, afford_sentence(answer), Style::bad);
  add_job(page, answer.asked);
  add_question(page, answer);
  Verdict const v = verdict(answer);
  if (!answer.result.candidates.empty()) add_none(page, v);
  if (extent.wide || answer.result.candidates.empty()) {
    add_rejected(page, answer.result, extent);
  } else if (auto const kinds = rejected_kinds_text(answer.result, "-o wide"); !kinds.empty()) {
    Table table = pairs();
    add_pair(table, "left out", kinds);
    page.push_back(std::move(table));
  }
  page.push_back(Command{"Next", confirming_command(answer, {.asked = answer.asked})});
  return page;
}

}  // namespace

Page afford_page(Answer const& answer, Extent const& extent) {
  if (answer.affordable.empty()) return page_of_none(answer, extent);
  Page page;
  auto const& first = answer.affordable.front();
  Job const& job = first.asked.job;
  add_text(page, afford_sentence(answer), Style::strong);
  if (first.law.empty())
    add_understood(page, first.asked);
  else
    add_text(page, "The largest compute-optimal model, a shape by rule");
  if (tunes(first)) add_text(page, tuning_words(job.tuning));
  if (tunes(first))
    add_text(page, work_words(job, first.asked.stack));
  else
    add_text(page,
             fmt::format("steps of {} × {} tokens, {}, {}", job.global_batch, job.sequence_length,
                         precision_name(job.precision), software_text(first.asked.stack)));
  add_question(page, answer);
  page.push_back(Heading{"Affordable"});
  page.push_back(comparison(answer));
  add_laws(page, answer);
  page.push_back(Command{"Next", confirming_command(answer, first)});
  return page;
}

}  // namespace ec2plan::pages
