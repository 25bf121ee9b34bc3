#include "cli/sweep_context.hpp"

#include <algorithm>
#include <set>

#include "cli/estimation.hpp"
#include "cli/job.hpp"
#include "cli/offers.hpp"
#include "cli/question.hpp"
#include "cli/values.hpp"
#include "ec2plan/catalog/constants.hpp"

namespace ec2plan::cli {
namespace {

void take_one_setup(Catalog const& catalog, InstanceType const& type, Market const& market,
                    SweepContext& context) {
  context.candidates.resize(1);
  auto& setup = context.candidates.front().setup;
  setup = asked_setup(catalog, type, context.asked, context.speed);
  context.plan.rank = 1;
  context.plan.type = type;
  context.plan.price = asked_price(catalog, market, type);
  context.plan.job = setup.job;
  context.plan.stack = setup.stack;
  context.plan.confidence = confidence(setup);
}

/// What other kinds of purchase would cost has no say in the first plan.
void take_candidates(Catalog const& catalog, Types const& types, Market const& market,
                     SweepContext& context) {
  for (InstanceType const* type : types) {
    auto& candidate = context.candidates.emplace_back();
    candidate.setup = asked_setup(catalog, *type, context.asked, context.speed);
    candidate.offers = offers_of(catalog, market, *type);
    std::erase_if(candidate.offers, [](Offer const& offer) { return !offer.asked; });
  }
}

/// The words of an axis as the inputs name them: of a list of one its only element.
InputValue understood(Reading const& reading, std::string const& key) {
  auto const found = std::ranges::find(reading.inputs, key, &Input::key);
  if (found == reading.inputs.end()) return nullptr;
  auto const* list = std::get_if<std::vector<std::string>>(&found->value);
  return list != nullptr && list->size() == 1 ? InputValue(list->front()) : found->value;
}

double setting(Catalog const& catalog, std::string const& key) {
  auto const found = std::ranges::find(catalog.assumptions, key, &AssumptionEntry::key);
  return found == catalog.assumptions.end() ? 0 : found->value;
}

void add_warnings(Reading& all, Reading const& more) {
  for (auto const& warning : more.warnings)
    if (std::ranges::find(all.warnings, warning) == all.warnings.end())
      all.warnings.push_back(warning);
}

class Probe {
 public:
  Probe(Grid& grid, Environment const& environment, Catalog const& catalog)
      : grid_(grid), environment_(environment), own_(catalog) {}

  Probed result() {
    all_.reading = probe(grid_.base);
    for (std::size_t i = 0; i < grid_.flags.size(); ++i)
      grid_.flags[i].number != nullptr ? probe_numbers(i) : probe_words(i);
    probe_limits();
    all_.types = {types_.begin(), types_.end()};
    return std::move(all_);
  }

 private:
  Reading probe(Arguments const& arguments) {
    Reading reading;
    lay_settings(arguments, own_);
    auto context = sweep_context(arguments, environment_, own_, grid_.one_setup, reading);
    for (Candidate const& candidate : context.candidates)
      types_.insert(candidate.setup.type.name);
    add_warnings(all_.reading, reading);
    if (all_.first.candidates.empty()) all_.first = std::move(context);
    return reading;
  }

  void probe_numbers(std::size_t index) {
    auto const& numbers = grid_.axes[index].numbers;
    auto const [least, most] = std::ranges::minmax_element(numbers);
    for (auto const end : {least, most}) {
      Arguments arguments = grid_.base;
      substitute(arguments, grid_.flags[index], grid_.axes[index],
                 static_cast<std::size_t>(end - numbers.begin()));
      probe(free_of_limits(std::move(arguments), grid_.flags[index].flag));
    }
  }

  void probe_words(std::size_t index) {
    auto& axis = grid_.axes[index];
    auto const& swept = grid_.flags[index];
    for (std::size_t position = 0; position < swept.words.size(); ++position) {
      Arguments arguments = grid_.base;
      substitute(arguments, swept, axis, position);
      auto const reading = probe(arguments);
      if (swept.flag == "--set")
        axis.numbers.push_back(setting(own_, axis.key));
      else
        axis.words.push_back(understood(reading, axis.key));
    }
  }

  /// One limit against the other is looked at once, at the worst of both.
  static Arguments free_of_limits(Arguments arguments, std::string_view flag) {
    if (flag == "--min-instances") arguments.values.erase("--max-instances");
    if (flag == "--max-instances") arguments.values.erase("--min-instances");
    return arguments;
  }

  void probe_limits() {
    Arguments arguments = grid_.base;
    for (std::size_t i = 0; i < grid_.flags.size(); ++i) {
      auto const& flag = grid_.flags[i].flag;
      auto const& numbers = grid_.axes[i].numbers;
      if (flag != "--min-instances" && flag != "--max-instances") continue;
      auto const worst = flag == "--min-instances" ? std::ranges::max_element(numbers)
                                                   : std::ranges::min_element(numbers);
      substitute(arguments, grid_.flags[i], grid_.axes[i],
                 static_cast<std::size_t>(worst - numbers.begin()));
    }
    probe(arguments);
  }

  Grid& grid_;
  Environment const& environment_;
  Catalog own_;
  Probed all_{};
  std::set<std::string> types_{};
};

}  // namespace

SweepContext sweep_context(Arguments const& arguments, Environment const& environment,
                           Catalog const& catalog, bool one_setup, Reading& reading) {
  SweepContext context;
  context.asked = asked_job(arguments, catalog, reading);
  context.batch_by_rule =
      given(arguments, "--global-batch").empty() && !context.asked.model.global_batch;
  InstanceType const* type = one_setup ? &asked_type(arguments, catalog, reading) : nullptr;
  auto& question = context.question;
  question = one_setup
                 ? asked_question(arguments, catalog, asked_count(arguments, reading), reading)
                 : asked_question(arguments, catalog, reading);
  auto const market = asked_market(arguments, environment, catalog, reading);
  context.price = market.asked;
  auto const types = one_setup ? Types{type} : asked_types(arguments, catalog, reading);
  context.speed = given_speed(arguments, question.limits.layout, reading);
  if (one_setup)
    take_one_setup(catalog, *type, market, context);
  else
    take_candidates(catalog, types, market, context);
  return context;
}

Probed probed(Grid& grid, Environment const& environment, Catalog const& catalog) {
  return Probe(grid, environment, catalog).result();
}

void lay_settings(Arguments const& arguments, Catalog& catalog) {
  for (GivenValue const& value : given(arguments, "--set"))
    read(value, [&](std::string_view text) { set_assumption(catalog, text); });
}

bool sweeps_settings(Grid const& grid) {
  return std::ranges::any_of(grid.flags, [](auto const& swept) { return swept.flag == "--set"; });
}

}  // namespace ec2plan::cli
