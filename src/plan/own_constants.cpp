#include "plan/own_constants.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "catalog/assumptions.hpp"
#include "catalog/constant_rows.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/ceiling.hpp"
#include "plan/given.hpp"
#include "plan/worth.hpp"

namespace ec2plan {
namespace {

// Beside the keys of assumptions: --goodput, and all constants of a catalog that stands alone.
constexpr std::string_view goodput = "goodput", whole_catalog = "catalog";

/// What a set-up is made from.
Catalog without_prices(Catalog const& catalog) {
  return {.accelerators = catalog.accelerators,
          .instances = catalog.instances,
          .assumptions = catalog.assumptions,
          .replaced = catalog.replaced};
}

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

/// Of what is read where prices are made, not in a set-up.
bool is_of_price(std::string_view key) {
  return key.starts_with("spot_price_") || key.starts_with("capacity_block.");
}

Setup at_speed(Setup setup, GivenSpeed const& speed) {
  setup.given = speed.rate;
  setup.goodput = speed.goodput;
  return setup;
}

/// What of the plan is better than with the constants of the set-up; of one of which too little is
/// known, all.
bool is_favoured(Plan const& plan, Catalog const& catalog, Setup const& setup) {
  return !modelled(setup) || is_better(own_worth(plan), worth_on(setup, plan, catalog));
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

std::string setting_text(Catalog const& catalog, GivenSpeed const& speed, std::string const& key) {
  if (key == goodput) return "goodput " + number_text(*speed.goodput);
  auto const shipped = shipped_value(catalog, key);
  return key + " " + number_text(value_of(catalog, key)) +
         (shipped ? " (ec2plan: " + number_text(*shipped) + ")" : "");
}

/// The value nearest to the user's with which the plan stays within its peak, of three digits.
std::string nearest_text(Catalog const& catalog, Plan const& plan, FlopRate ceiling,
                         std::string const& key) {
  Setup setup = setup_of(catalog, plan.type, plan.job, plan.stack);
  auto const shipped = shipped_value(catalog, key);
  if (!shipped) return "a value with which it stays below";
  double bad = value_of(catalog, key), good = *shipped;
  for (auto const& used : catalog::constants_used(catalog, plan.type, plan.stack, plan.job)) {
    if (used.entry->key != key) continue;
    for (int halved = 0; halved < 40; ++halved) {
      double const middle = (bad + good) / 2;
      used.set(setup, middle);
      (is_above(share_of(ceiling, setup, plan)) ? bad : good) = middle;
    }
  }
  double const scale = std::pow(10, 2 - std::floor(std::log10(good)));
  double const told = (good > bad ? std::ceil(good * scale) : std::floor(good * scale)) / scale;
  return std::string(good > bad ? "at least " : "at most ") + number_text(told) +
         ": there it is all of its peak";
}

std::string above_text(Plan const& plan, FlopRate ceiling) {
  return "makes " + plan.type.name + " run at " + percent_text(share_of(ceiling, plan.run)) +
         " of its dense peak";
}

/// Where the user set the key: the last --set that did, else a file.
[[noreturn]] void refuse_key(Catalog const& catalog, Question const& question,
                             std::string const& above, std::string const& key,
                             std::string expected) {
  std::string const fix = "set it to what was measured: `ec2plan calibrate` reads it from steps";
  auto places = places_of(question, "set");
  std::ranges::reverse(places);
  for (GivenValue const& place : places)
    if (catalog::set_key(place.text) == key) throw refusal(place, above, std::move(expected), fix);
  throw InputError({.where = catalog.replaced.find(key)->second.where,
                    .value = key + " = " + number_text(value_of(catalog, key)),
                    .problem = above,
                    .expected = std::move(expected),
                    .fix = fix,
                    .kind = InputFault::Kind::file});
}

[[noreturn]] void refuse_catalog(Catalog const& catalog, std::string above) {
  throw InputError({.where = joined(catalog.overlays),
                    .problem = std::move(above),
                    .expected = "assumptions with which it stays below",
                    .fix = "correct the assumptions of the catalog",
                    .kind = InputFault::Kind::file});
}

/// What a given speed leaves out, or counts on top, is not in the formula that it stands for.
[[noreturn]] void refuse_speed(Question const& question, std::string above, bool is_rate) {
  throw refusal(place_of(question, is_rate ? "tflops" : "mfu"), std::move(above),
                is_rate ? "a rate at which the model's FLOPs stay below the peak: the paper's "
                          "formula leaves out attention"
                        : "a share that leaves room for what is computed again",
                is_rate ? "use --mfu, or a lower rate" : "give a lower share, or --recompute none");
}

bool is_measured(Catalog const& catalog, std::string const& key) {
  auto const* entry = catalog::find_assumption(catalog, key);
  return entry != nullptr && entry->basis == "calibrated";
}

/// How sure a plan is that these constants favour. What was measured, as a calibration says, stands
/// nearer than a figure that somebody typed; it makes a plan no surer than it was.
Confidence surest(Catalog const& catalog, std::vector<std::string> const& keys, Worth const& own,
                  Worth const& shipped) {
  for (auto const& key : keys)
    if (!is_measured(catalog, key)) return Confidence::guess;
  auto const least = is_likely_better(own, shipped) ? Confidence::extrapolated : own.confidence;
  return std::max({own.confidence, shipped.confidence, least});
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

OwnConstants::OwnConstants(Catalog const& catalog, Question const& question)
    : catalog_(catalog), question_(question) {
  for (auto const& [key, replaced] : catalog.replaced)
    keys_.push_back(key);
  if (keys_.empty()) return;
  shipped_ = without_prices(catalog);
  for (auto const& key : keys_)
    restore(shipped_, key);
}

OwnConstants::Restored OwnConstants::restored(Plan const& plan) {
  auto const place = Place{plan.type.name, stack_text(plan.stack), plan.job.precision};
  auto const [known, is_new] = restored_.try_emplace(place);
  if (is_new) known->second = restored_on(plan);
  Restored restored = known->second;
  restored.all.job = plan.job;
  for (Setup& setup : restored.each)
    setup.job = plan.job;
  return restored;
}

/// Constants do not depend on the job, but for its precision.
OwnConstants::Restored OwnConstants::restored_on(Plan const& plan) const {
  auto const of = [&](Catalog const& catalog) {
    return setup_of(catalog, plan.type, plan.job, plan.stack);
  };
  Restored restored{.all = of(shipped())};
  if (keys_.empty()) return restored;
  Catalog one = without_prices(catalog_);
  for (auto const& key : keys_) {
    one.assumptions = catalog_.assumptions;
    restore(one, key);
    restored.each.push_back(of(one));
  }
  return restored;
}

void OwnConstants::refuse(Plan const& plan, Restored const& r) const {
  FlopRate const ceiling = ceiling_of(shipped(), r.all);
  auto const above = above_text(plan, ceiling);
  for (std::size_t i = 0; i < keys_.size(); ++i)
    if (!is_above(share_of(ceiling, r.each[i], plan)))
      refuse_key(catalog_, question_, above, keys_[i],
                 nearest_text(catalog_, plan, ceiling, keys_[i]));
  if (keys_.empty()) refuse_catalog(catalog_, above);
  refuse_key(catalog_, question_, above, keys_.front(), "values with which it stays below");
}

void OwnConstants::note(Plan const& plan, GivenSpeed const& speed, Setup const& restored) {
  if (favoured_++ > 0 || !modelled(restored)) return;
  auto const text = [](Worth const& worth) {
    return duration_text(worth.days) + ", " + duration_text(worth.slow_days) + " if slow";
  };
  std::vector<std::string> texts;
  for (auto const& key : *plan.own_constants)
    if (key != whole_catalog) texts.push_back(setting_text(catalog_, speed, key));
  first_ = joined(texts) + ": " + integer_text(plan.instances) + " " + plan.type.name + " take " +
           text(own_worth(plan)) + "; by ec2plan's own " +
           text(worth_on(restored, plan, shipped()));
}

/// Of the constants that the user set, those that favour the plan alone; all where none does.
std::vector<std::string> OwnConstants::favouring(Plan const& plan, GivenSpeed const& speed,
                                                 Restored const& without) const {
  std::vector<std::string> named;
  if (!is_favoured(plan, shipped(), at_speed(without.all, speed))) return named;
  for (std::size_t i = 0; i < keys_.size(); ++i)
    if (is_favoured(plan, is_of_price(keys_[i]) ? shipped() : catalog_,
                    at_speed(without.each[i], speed)))
      named.push_back(keys_[i]);
  return named.empty() ? keys_ : named;
}

/// A goodput has no range: where it is above the likely one it favours the plan.
bool OwnConstants::is_goodput_better(Plan const& plan, GivenSpeed const& speed) const {
  if (!speed.goodput) return false;
  Setup setup = setup_of(catalog_, plan.type, plan.job, plan.stack);
  setup.given = speed.rate;
  return is_likely_better(own_worth(plan), worth_on(setup, plan, catalog_));
}

void OwnConstants::judge(Plan& plan, GivenSpeed const& speed) {
  plan.own_constants.emplace();
  if (catalog_.stands_alone) plan.own_constants->emplace_back(whole_catalog);
  bool const is_given = speed.rate.hardware || speed.rate.mfu;
  if (keys_.empty() && !speed.goodput && !is_given && !catalog_.stands_alone) return;
  auto const without = restored(plan);
  FlopRate const ceiling = ceiling_of(shipped(), without.all);
  bool const above = is_above(share_of(ceiling, plan.run));
  if (is_given && above)
    refuse_speed(question_, above_text(plan, ceiling), speed.rate.hardware.has_value());
  if (above) refuse(plan, without);
  auto named = favouring(plan, speed, without);
  if (is_goodput_better(plan, speed)) named.emplace_back(goodput);
  if (named.empty()) return;
  plan.own_constants->insert(plan.own_constants->end(), named.begin(), named.end());
  Setup shipped_setup = without.all;
  shipped_setup.given = speed.rate;
  note(plan, speed, shipped_setup);
  plan.confidence = modelled(shipped_setup) ? surest(catalog_, named, own_worth(plan),
                                                     worth_on(shipped_setup, plan, shipped()))
                                            : Confidence::guess;
}

std::string OwnConstants::warning() const {
  if (favoured_ == 0) return {};
  return "your own constants make plans cheaper, sooner, surer or fit, which lowers their "
         "confidence: " +
         first_;
}

void judge_own_constants(Catalog const& catalog, Terms& terms, Answer& answer) {
  OwnConstants own(catalog, terms.question);
  each_plan(answer.result, [&](Plan& plan) { own.judge(plan, terms.speed); });
  for (Affordable& each : answer.affordable)
    own.judge(each.plan, terms.speed);
  if (auto warning = own.warning(); !warning.empty()) terms.warnings.push_back(std::move(warning));
}

}  // namespace ec2plan
