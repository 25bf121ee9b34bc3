#include "plan/own_constants.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "catalog/assumptions.hpp"
#include "catalog/constant_rows.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/given.hpp"
#include "plan/scored.hpp"

namespace ec2plan {
namespace {

constexpr std::string_view goodput = "goodput";  // --goodput, beside the keys of assumptions
constexpr double grain = 1e-6;                   // of a figure: below, nothing is gained

/// Whether the layout, the price or the failures of a plan are better in one than in the other.
struct Worth {
  std::vector<double> less_is_better{};
  Fit fit = Fit::yes;
  Confidence confidence = Confidence::guess;
};

Worth worth(Setup const& s, Plan const& plan, Price const& price) {
  auto const estimated = estimate(s, plan.layout);
  auto const whole = run(s, plan.layout, estimated, plan.instances, capacity(plan.price.purchase));
  auto const paid = cost(price, plan.instances, whole);
  return {.less_is_better = {whole.duration.likely / second, whole.duration.high / second,
                             paid.likely / dollar, paid.high / dollar},
          .fit = estimated.fit,
          .confidence = confidence(s)};
}

bool is_better(Worth const& one, Worth const& other) {
  for (std::size_t i = 0; i < one.less_is_better.size(); ++i)
    if (one.less_is_better[i] < other.less_is_better[i] * (1 - grain)) return true;
  return one.fit < other.fit || one.confidence < other.confidence;
}

/// Of the dense peak: of what is computed again too.
double share_of_peak(Run const& run) { return std::max(run.mfu.value_or(0), run.hfu.value_or(0)); }

double share_of_peak(Setup const& s, Plan const& plan) {
  return share_of_peak(run(s, plan.layout, estimate(s, plan.layout), plan.instances));
}

bool is_above(double share) { return share > 1 + grain; }

/// Puts what ec2plan has back in the place of the user's value.
void restore(Catalog& catalog, std::string const& key) {
  auto const& shipped = catalog.replaced.find(key)->second.shipped;
  auto const entry = std::ranges::find(catalog.assumptions, key, &AssumptionEntry::key);
  if (entry == catalog.assumptions.end()) return;
  if (shipped)
    *entry = *shipped;
  else
    catalog.assumptions.erase(entry);
}

double value_of(Catalog const& catalog, std::string const& key) {
  auto const* entry = catalog::find_assumption(catalog, key);
  return entry == nullptr ? 0 : entry->value;
}

/// A correction that ec2plan has none of stands at 1.
std::optional<double> shipped_value(Catalog const& catalog, std::string const& key) {
  auto const found = catalog.replaced.find(key);
  if (found != catalog.replaced.end() && found->second.shipped) return found->second.shipped->value;
  return key.ends_with(".calibration") ? std::optional<double>(1) : std::nullopt;
}

std::string setting_text(Catalog const& catalog, Terms const& terms, std::string const& key) {
  if (key == goodput) return "goodput " + number_text(*terms.speed.goodput);
  auto const shipped = shipped_value(catalog, key);
  return key + " " + number_text(value_of(catalog, key)) +
         (shipped ? " (ec2plan: " + number_text(*shipped) + ")" : "");
}

/// The value nearest to the user's with which the plan stays within its peak, of three digits.
std::string ceiling_text(Catalog const& catalog, Plan const& plan, Setup setup,
                         std::string const& key) {
  auto const shipped = shipped_value(catalog, key);
  if (!shipped) return "a value with which it stays below";
  double bad = value_of(catalog, key), good = *shipped;
  for (auto const& used :
       catalog::constants_used(catalog, plan.type, plan.stack, plan.job.precision)) {
    if (used.entry->key != key) continue;
    for (int halved = 0; halved < 40; ++halved) {
      double const middle = (bad + good) / 2;
      used.set(setup, middle);
      (is_above(share_of_peak(setup, plan)) ? bad : good) = middle;
    }
  }
  double const unit = std::pow(10, std::floor(std::log10(good)) - 2);
  double const told = good > bad ? std::ceil(good / unit) * unit : std::floor(good / unit) * unit;
  return std::string(good > bad ? "at least " : "at most ") + number_text(told) +
         ": there it is all of its peak";
}

std::string above_text(Plan const& plan) {
  return "makes " + plan.type.name + " run at " + percent_text(share_of_peak(plan.run)) +
         " of its dense peak";
}

/// Where the user set the key: the last --set that did, else a file.
[[noreturn]] void refuse_key(Catalog const& catalog, Terms const& terms, Plan const& plan,
                             std::string const& key, std::string expected) {
  std::string const fix = "set it to what was measured: `ec2plan calibrate` reads it from steps";
  auto places = places_of(terms.question, "set");
  std::ranges::reverse(places);
  for (GivenValue const& place : places)
    if (catalog::set_key(place.text) == key)
      throw refusal(place, above_text(plan), std::move(expected), fix);
  throw InputError({.where = catalog.replaced.find(key)->second.where,
                    .value = key + " = " + number_text(value_of(catalog, key)),
                    .problem = above_text(plan),
                    .expected = std::move(expected),
                    .fix = fix,
                    .kind = InputFault::Kind::file});
}

/// What a given speed leaves out, or counts on top, is not in the formula that it stands for.
[[noreturn]] void refuse_speed(Terms const& terms, Plan const& plan) {
  bool const is_rate = terms.speed.rate.hardware.has_value();
  throw refusal(place_of(terms.question, is_rate ? "tflops" : "mfu"), above_text(plan),
                is_rate ? "a rate at which the model's FLOPs stay below the peak: the paper's "
                          "formula leaves out attention"
                        : "a share that leaves room for what is computed again",
                is_rate ? "use --mfu, or a lower rate" : "give a lower share, or --recompute none");
}

template <typename Act>
void each_plan(Recommendation& result, Act act) {
  for (auto* list : {&result.candidates, &result.by_purchase})
    for (Plan& plan : *list)
      act(plan);
  for (auto* one :
       {&result.safe, &result.even_odds, &result.fastest, &result.cheapest, &result.sooner})
    if (*one) act(**one);
}

}  // namespace

OwnConstants::OwnConstants(Catalog const& catalog, Terms const& terms)
    : catalog_(catalog), terms_(terms) {
  for (auto const& [key, replaced] : catalog.replaced)
    keys_.push_back(key);
  if (terms.speed.goodput) keys_.emplace_back(goodput);
  if (keys_.empty()) return;
  shipped_ = catalog;
  for (auto const& [key, replaced] : catalog.replaced)
    restore(shipped_, key);
}

OwnConstants::Restored const& OwnConstants::restored(Plan const& plan) {
  auto const [place, is_new] =
      restored_.try_emplace({plan.type.name, {plan.job.model.name, plan.job.tokens / token}});
  if (!is_new) return place->second;
  auto const of = [&](Catalog const& catalog, bool own_goodput) {
    Setup setup = setup_of(catalog, plan.type, plan.job, plan.stack);
    setup.given = terms_.speed.rate;
    if (own_goodput) setup.goodput = terms_.speed.goodput;
    return setup;
  };
  place->second.all = of(shipped_, false);
  Catalog one = catalog_;
  for (auto const& key : keys_) {
    auto const kept = one.assumptions;
    if (key != goodput) restore(one, key);
    place->second.each.push_back(of(one, key != goodput));
    one.assumptions = kept;
  }
  return place->second;
}

bool OwnConstants::favours(Setup const& setup, Plan const& plan) const {
  auto const price =
      paid_price(shipped_, terms_.market, plan.type, plan.price.region, plan.price.purchase);
  Worth const own{
      .less_is_better = {plan.run.duration.likely / second, plan.run.duration.high / second,
                         plan.cost.likely / dollar, plan.cost.high / dollar},
      .fit = plan.estimate.fit,
      .confidence = plan.confidence};
  return is_better(own, worth(setup, plan, price.value_or(plan.price)));
}

void OwnConstants::refuse(Plan const& plan, Restored const& r) const {
  for (std::size_t i = 0; i < r.each.size(); ++i) {
    bool const alone = !is_above(share_of_peak(r.each[i], plan)) || r.each.size() == 1;
    if (!alone || keys_[i] == goodput) continue;
    Setup own = setup_of(catalog_, plan.type, plan.job, plan.stack);
    refuse_key(catalog_, terms_, plan, keys_[i], ceiling_text(catalog_, plan, own, keys_[i]));
  }
  auto const key = std::ranges::find_if(keys_, [](auto const& one) { return one != goodput; });
  refuse_key(catalog_, terms_, plan, *key, "values with which it stays below");
}

void OwnConstants::note(Plan const& plan, Setup const& s) {
  if (favoured_++ > 0) return;
  auto const without =
      run(s, plan.layout, estimate(s, plan.layout), plan.instances, capacity(plan.price.purchase));
  std::vector<std::string> texts;
  for (auto const& key : *plan.own_constants)
    texts.push_back(setting_text(catalog_, terms_, key));
  first_ = joined(texts) + ": " + integer_text(plan.instances) + " " + plan.type.name + " take " +
           duration_text(plan.run.duration.likely / day) + ", by ec2plan's own " +
           duration_text(without.duration.likely / day);
}

void OwnConstants::judge(Plan& plan) {
  plan.own_constants.emplace();
  bool const is_given = terms_.speed.rate.hardware || terms_.speed.rate.mfu;
  if (is_given && is_above(share_of_peak(plan.run))) refuse_speed(terms_, plan);
  if (keys_.empty()) return;
  auto const& without = restored(plan);
  if (is_above(share_of_peak(plan.run)) && !catalog_.replaced.empty()) refuse(plan, without);
  if (!favours(without.all, plan)) return;
  for (std::size_t i = 0; i < keys_.size(); ++i)
    if (favours(without.each[i], plan)) plan.own_constants->push_back(keys_[i]);
  if (plan.own_constants->empty()) *plan.own_constants = keys_;
  note(plan, without.all);
  plan.confidence = Confidence::guess;
}

void OwnConstants::judge(Recommendation& result) {
  each_plan(result, [&](Plan& plan) { judge(plan); });
}

std::string OwnConstants::warning() const {
  if (favoured_ == 0) return {};
  return "your own constants make plans cheaper, sooner, surer or fit, which then count as a "
         "guess: " +
         first_;
}

void judge_own_constants(Catalog const& catalog, Terms& terms, Answer& answer) {
  OwnConstants own(catalog, terms);
  own.judge(answer.result);
  for (Affordable& each : answer.affordable)
    own.judge(each.plan);
  if (auto warning = own.warning(); !warning.empty()) terms.warnings.push_back(std::move(warning));
}

}  // namespace ec2plan
