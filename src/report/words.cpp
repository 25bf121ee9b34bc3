#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ec2plan/document/doubts.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::pages {
namespace {

/// The letter of "$1.59M", or a space.
char letter_of(std::string const& dollars) {
  bool const lettered = std::string_view("kMB").find(dollars.back()) != std::string_view::npos;
  return lettered ? dollars.back() : ' ';
}

/// "$1.59–2.07M", "$714k–1.68M": the lower end has a letter where it is another one.
std::string ends(std::string low, std::string const& high) {
  if (letter_of(low) != ' ' && letter_of(low) == letter_of(high)) low.pop_back();
  return fmt::format("{}–{}", low, high.substr(1));
}

/// Of all instances over the likely run.
double failures_of(Plan const& plan) {
  return plan.run.reliability->likely.failures_per_day * (plan.run.duration.likely / day);
}

/// "0.4", "fewer than 0.01"
std::string few_text(double count) {
  return count < 0.01 ? "fewer than 0.01" : fmt::format("{:.1g}", count);
}

std::string offer_words(std::string const& type, std::string const& region, Purchase purchase) {
  return fmt::format("{}{}{}, {}", type, region.empty() ? "" : ", ", region,
                     purchase_name(purchase));
}

}  // namespace

std::string offer(Plan const& plan) {
  return fmt::format("{} × {}", integer_text(plan.instances), plan.type.name);
}

std::string offer_words(Plan const& plan) {
  return offer_words(plan.type.name, plan.price.region, plan.price.purchase);
}

std::string long_offer(Plan const& plan) {
  return fmt::format("{} × {}", integer_text(plan.instances), offer_words(plan));
}

std::string time_range(Range<Time> const& time) {
  return duration_range_text(time.low, time.likely, time.high);
}

std::string usd_range(Range<Money> const& cost) {
  std::string const likely = dollars_text(cost.likely / dollar);
  if (cost.high - cost.low <= 1e-9 * cost.likely) return likely;  // they round in their last digits
  return fmt::format("{} ({})", likely,
                     ends(dollars_text(cost.low / dollar), dollars_text(cost.high / dollar)));
}

std::string usd_range(Plan const& plan) { return priced(plan) ? usd_range(plan.cost) : "no price"; }

std::string layout(Layout const& l) {
  std::string text = fmt::format("t{} p{}", l.tensor, l.pipeline);
  if (l.virtual_stages > 1) text += fmt::format("v{}", l.virtual_stages);
  text += fmt::format(" d{}", l.data);
  if (l.data_replicas > 1) text += fmt::format("r{}", l.data_replicas);
  if (l.context > 1) text += fmt::format(" c{}", l.context);
  if (l.expert > 1) text += fmt::format(" e{}", l.expert);
  text += fmt::format(" b{}", l.micro_batch);
  if (l.recompute != Recompute::none) text += l.recompute == Recompute::full ? " full" : " sel";
  if (l.zero != 1) text += fmt::format(" z{}", l.zero);
  return text;
}

std::string long_layout(Layout const& l) {
  std::string text = fmt::format("tensor {}, pipeline {}, data {}", l.tensor, l.pipeline, l.data);
  if (l.global_batch > 0) text = fmt::format("steps of {} sequences, {}", l.global_batch, text);
  if (l.data_replicas > 1) text += fmt::format(" in {} sharded replicas", l.data_replicas);
  if (l.virtual_stages > 1) text += fmt::format(", virtual stages {}", l.virtual_stages);
  if (l.context > 1) text += fmt::format(", context {}", l.context);
  if (l.expert > 1) text += fmt::format(", expert {}", l.expert);
  return text + fmt::format(", micro-batch {}, recompute {}, ZeRO {}{}", l.micro_batch,
                            recompute_name(l.recompute), l.zero,
                            l.sequence_parallel ? ", sequence parallel" : "");
}

std::string memory(MemoryBreakdown const& m) {
  return fmt::format("{:.0f}/{:.0f}", m.total() / gibibyte, m.capacity / gibibyte);
}

std::string whole_percent(std::optional<double> share) {
  return share ? fmt::format("{:.0f}%", *share * 100) : "–";
}

std::string shape(Transformer const& m) {
  auto const count = parameters(m);
  std::string text = fmt::format("{} layers × {} hidden, {} heads", m.layers, m.hidden, m.heads);
  if (m.kv_heads != m.heads && !m.latent_attention)
    text += fmt::format(" ({} key-value)", m.kv_heads);
  if (m.experts)
    text += fmt::format(", {} experts, {} a token", m.experts->count, m.experts->per_token);
  text += fmt::format(", {} parameters", count_text(count.total()));
  if (m.experts) text += fmt::format(" ({} active)", count_text(count.active()));
  return text;
}

std::string hourly(HourlyPrice price) {
  return fmt::format("${}", fixed_text(price / (dollar / hour), 2));
}

bool tells_purchase(std::vector<Plan> const& plans) {
  return std::ranges::any_of(plans, [&](Plan const& plan) {
    return plan.price.purchase != plans.front().price.purchase || !plan.price.lapsed.empty() ||
           plan.price.purchase == Purchase::spot;
  });
}

std::string dated_purchase(Price const& price) {
  std::string const name(purchase_name(price.purchase));
  if (!price.lapsed.empty()) return name + ", " + price_day_text(price);
  bool const moves = price.purchase == Purchase::spot && !price.as_of.empty();
  return moves ? name + " of " + price.as_of : name;
}

std::string short_number(double value) {
  return fixed_text(value, value == std::trunc(value) ? 0 : 1);
}

std::string seconds_text(Time time, Time total) {
  double const seconds = time / second;
  int const decimals = total >= 10 * second ? 2 : total >= second ? 3 : 4;
  double const least = std::pow(10.0, -decimals);
  if (seconds > 0 && seconds < least / 2) return fmt::format("<{} s", fixed_text(least, decimals));
  return fixed_text(seconds, decimals) + " s";
}

Judgement judgement(Plan const& plan, Goal const& goal) {
  bool const slow = goal.risk == Risk::slow;
  Time const end = slow ? plan.run.duration.high : plan.run.duration.likely;
  Money const bill = slow ? plan.cost.high : plan.cost.likely;
  Judgement judged{.meets = plan.satisfies()};
  if (goal.deadline && !plan.meets_deadline) judged.late = duration_text(end - *goal.deadline);
  if (goal.budget && !plan.meets_budget) judged.over = dollars_text((bill - *goal.budget) / dollar);
  if (plan.estimate.fit == Fit::tight) judged.fit = "may not fit";
  if (plan.estimate.fit == Fit::no) judged.fit = "does not fit";
  std::vector<std::string> words;
  if (!judged.late.empty()) words.push_back(judged.late + " late");
  if (!judged.over.empty()) words.push_back(judged.over + " over");
  if (words.empty() && (goal.deadline || goal.budget)) words.emplace_back("meets");
  if (!judged.fit.empty()) words.push_back(judged.fit);
  judged.words = words.empty() ? "fits" : joined(words);
  return judged;
}

std::string spares_text(Plan const& plan) {
  if (!plan.run.reliability) return {};
  if (plan.spare_instances == 0)
    return fmt::format("none: {} failures are expected in the run", few_text(failures_of(plan)));
  return fmt::format("keep {} ready while failed ones are repaired; not in the cost",
                     counted(plan.spare_instances, "spare instance"));
}

std::string confidence_basis(Confidence confidence) {
  switch (confidence) {
    case Confidence::same_stack:
      return "same-stack: fitted on runs of this accelerator and software, or on yours";
    case Confidence::same_accelerator:
      return "same-accelerator: fitted on runs of such accelerators";
    case Confidence::extrapolated:
      return "extrapolated: a similar accelerator, or a mixture of experts";
    case Confidence::guess:
      return "guess: no measured run behind it; `ec2plan calibrate` first";
  }
  return {};
}

std::string confidence_words(Confidence confidence) {
  switch (confidence) {
    case Confidence::same_stack:
      return "same-stack: constants fitted on runs of this accelerator and software, or to your "
             "own";
    case Confidence::same_accelerator:
      return "same-accelerator: constants fitted on runs of such accelerators; the range holds "
             "four in "
             "five runs of software that the fit did not see";
    case Confidence::extrapolated:
      return "extrapolated: constants of a similar accelerator, or a mixture of experts; the range "
             "holds four in five runs predicted so";
    case Confidence::guess:
      return "guess: no measured run stands behind it; measure a step first, and `ec2plan "
             "calibrate`";
  }
  return {};
}

std::string long_offer(SavedPlan const& plan) {
  return fmt::format("{} × {}", integer_text(plan.instances),
                     offer_words(plan.instance_type, plan.region, plan.purchase));
}

std::string usd_range(SavedPlan const& plan) {
  return plan.cost ? usd_range(*plan.cost) : "no price";
}

}  // namespace ec2plan::pages
