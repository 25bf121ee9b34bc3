#include "cli/sweep_points.hpp"

#include <algorithm>

#include "ec2plan/document/rejection.hpp"
#include "ec2plan/plan/alone.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/plan/ranking.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::cli {
namespace {

std::string first_line(InputError const& error) {
  std::string const text = error.what();
  return text.substr(0, text.find('\n'));
}

/// About 6 kB of memory for each set-up, and a megabyte for the candidates of a recommendation.
std::size_t states_kept(Grid const& grid) { return grid.one_setup ? 4096 : 16; }

/// A batch that nobody typed may follow the tokens.
bool is_searched(Grid const& grid, SweptField const& swept) {
  bool const open = !grid.question.job.global_batch;
  return swept.flag->traits.searched || (open && swept.field->key == "tokens");
}

constexpr bool has_plan(SearchResult const& found) {
  return !found.best.empty() || !found.tight.empty();
}

/// "none of 34 types has a plan: 21 no_fit, 13 no_network"
std::string reasons_text(std::vector<Rejection> const& rejected,
                         std::map<ReasonCode, std::int64_t> const& codes) {
  std::string text;
  for (auto const& [code, count] : codes)
    text +=
        (text.empty() ? ": " : ", ") + integer_text(count) + " " + std::string(reason_name(code));
  return "none of " + counted(std::ssize(rejected), "offer") + " has a plan" + text;
}

}  // namespace

SweepPoints::SweepPoints(SweepTask const& task) : task_(task) {
  auto const& fields = task.grid.fields;
  shares_searches_ =
      std::ranges::any_of(fields, [&](auto& swept) { return !is_searched(task.grid, swept); });
  if (is_swept(task.grid, "set")) own_ = task.catalog;
  row_.positions.resize(fields.size());
}

SweepRow const& SweepPoints::row(std::uint64_t index) {
  place(index);
  row_.point = index + 1;
  State& here = state();
  row_.plan = nullptr;
  row_.goal = &here.goal;
  row_.status = "ok";
  row_.reason.clear();
  if (!here.refused.empty()) {
    refuse(here.refused);
    return row_;
  }
  take_numbers(here);
  auto const& limits = here.goal.limits;
  if (auto const fault = limits_fault(limits); !fault.empty())
    refuse("--min-instances: '" + integer_text(limits.min_instances) + "' " + fault);
  else if (task_.grid.one_setup)
    estimate(here);
  else
    recommend(here);
  return row_;
}

/// The last axis varies fastest.
void SweepPoints::place(std::uint64_t index) {
  for (std::size_t i = row_.positions.size(); i-- > 0;) {
    auto const size = task_.grid.axes[i].size();
    row_.positions[i] = static_cast<std::size_t>(index % size);
    index /= size;
  }
}

SweepPoints::State& SweepPoints::state() {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < row_.positions.size(); ++i)
    if (!task_.grid.fields[i].words.empty())
      key = key * task_.grid.axes[i].size() + row_.positions[i];
  auto const known = states_.find(key);
  if (known != states_.end()) return known->second;
  if (states_.size() >= states_kept(task_.grid)) states_.clear();
  return states_.emplace(key, made()).first->second;
}

SweepPoints::State SweepPoints::made() {
  auto const& catalog = own_ ? *own_ : task_.catalog;
  auto const& [grid, facts, searches] = task_;
  State made;
  try {
    Question question = grid.question;
    for (std::size_t i = 0; i < row_.positions.size(); ++i)
      if (!grid.fields[i].words.empty())
        substitute(question, grid.fields[i], grid.axes[i], row_.positions[i]);
    if (own_) lay_settings(*own_, question);
    auto const terms = terms_of(catalog, std::move(question));
    grid.one_setup ? take_one_setup(catalog, terms, made) : take_candidates(catalog, terms, made);
    made.question = terms.question;
    made.goal = terms.goal;
    made.batch_by_rule = terms.batch_by_rule;
  } catch (InputError const& error) {
    made.refused = first_line(error);
  }
  return made;
}

void SweepPoints::take_one_setup(Catalog const& catalog, Terms const& terms, State& state) const {
  auto const& type = *terms.types.front();
  auto& setup = state.candidates.emplace_back().setup;
  setup = asked_setup(catalog, type, terms.asked, terms.speed);
  state.plan = {.rank = 1,
                .type = type,
                .price = asked_price(catalog, terms.market, type),
                .job = setup.job,
                .stack = setup.stack,
                .confidence = confidence(setup)};
  for (Caveat const& caveat : caveats(catalog, terms.market, type)) {
    if (state.reason.empty()) state.status = reason_name(caveat.code);
    state.reason += (state.reason.empty() ? "" : "; ") + caveat.text;
  }
}

/// What other kinds of purchase would cost has no say in the first plan.
void SweepPoints::take_candidates(Catalog const& catalog, Terms const& terms, State& state) const {
  for (InstanceType const* type : terms.types) {
    auto& candidate = state.candidates.emplace_back();
    candidate.setup = asked_setup(catalog, *type, terms.asked, terms.speed);
    candidate.offers = offers_of(catalog, terms.market, *type);
    std::erase_if(candidate.offers, [](Offer const& offer) { return !offer.asked; });
  }
}

void SweepPoints::take_numbers(State& state) const {
  auto& question = state.question;
  for (std::size_t i = 0; i < row_.positions.size(); ++i)
    if (auto const& swept = task_.grid.fields[i]; swept.words.empty())
      swept.field->put(question, task_.grid.axes[i].numbers[row_.positions[i]]);
  ec2plan::take_numbers(question, state.goal);
  for (auto& candidate : state.candidates) {
    ec2plan::take_numbers(question, candidate.setup);
    if (state.batch_by_rule) candidate.setup.job.global_batch = batch_by_rule(candidate.setup.job);
  }
}

/// What follows an axis that no search looks at comes again with each of its values; what stands
/// before the first such axis never does.
SearchKey SweepPoints::search_key() const {
  SearchKey key;
  bool comes_again = false;
  for (std::size_t i = 0; i < row_.positions.size(); ++i) {
    if (!is_searched(task_.grid, task_.grid.fields[i])) {
      comes_again = true;
      continue;
    }
    auto& part = comes_again ? key.within : key.era;
    part = part * task_.grid.axes[i].size() + row_.positions[i];
  }
  return key;
}

SearchResult SweepPoints::one_search(Setup const& setup, SearchLimits const& limits) {
  if (!modelled(setup)) return {};
  if (auto found = search_alone(setup, limits)) return std::move(*found);
  if (!shares_searches_) return search(setup, limits);
  return task_.searches.found(search_key(), [&] { return std::vector{search(setup, limits)}; })
      ->front();
}

void SweepPoints::refuse(Rejection const& rejection) {
  row_.status = reason_name(rejection.code);
  row_.reason = reason_text(rejection);
  if (auto const nearest = nearest_text(rejection); !nearest.empty())
    row_.reason += "; nearest: " + nearest;
}

void SweepPoints::refuse(std::string const& sentence) {
  row_.status = "refused";
  row_.reason = sentence;
}

/// What stands above its dense peak is refused, as it is alone.
void SweepPoints::judge(State const& state, Plan& plan) {
  auto const& setup = state.candidates.front().setup;
  if (own_) lay_settings(*own_, state.question);
  if (own_ || !own_constants_)
    own_constants_.emplace(own_ ? *own_ : task_.catalog,
                           own_ ? state.question : task_.grid.question);
  try {
    own_constants_->judge(plan, {.rate = setup.given, .goodput = setup.goodput});
    row_.plan = &plan;
  } catch (InputError const& error) {
    refuse(first_line(error));
  }
}

void SweepPoints::estimate(State& state) {
  auto const& setup = state.candidates.front().setup;
  auto const& goal = state.goal;
  GivenSpeed const speed{.rate = setup.given};
  if (!reaches(setup.type, speed, *state.question.job.precision))
    return refuse(too_slow(setup.type, speed, *state.question.job.precision));
  auto const found = one_search(setup, goal.limits);
  if (!has_plan(found)) return refuse(why_none(setup, found, goal));
  state.plan.job = setup.job;
  settle(state.plan, setup, (found.best.empty() ? found.tight : found.best).front(), goal);
  state.plan.confidence = confidence(setup);
  judge(state, state.plan);
  if (row_.plan == nullptr) return;
  if (!state.reason.empty()) {
    row_.status = state.status;
    row_.reason = state.reason;
  } else if (auto const caveat = beyond_blocks(state.plan)) {
    row_.status = reason_name(caveat->code);
    row_.reason = caveat->text;
  }
}

std::vector<SearchResult> SweepPoints::every_search(State const& state) const {
  std::vector<SearchResult> all;
  for (auto const& [setup, found, offers, prices] : state.candidates) {
    bool const reached = reaches(setup.type, {.rate = setup.given}, *state.question.job.precision);
    all.push_back(reached && modelled(setup) ? search(setup, state.goal.limits) : SearchResult{});
  }
  return all;
}

void SweepPoints::recommend(State& state) {
  auto const key = search_key();
  if (state.loaded != key) {
    auto const all = task_.searches.found(key, [&] { return every_search(state); });
    for (std::size_t i = 0; i < all->size(); ++i)
      state.candidates[i].found = (*all)[i];
    state.loaded = key;
  }
  result_ = ranking(state.goal, state.candidates);
  auto const* chosen = result_.chosen();
  for (Plan& plan : result_.candidates)
    if (chosen == nullptr || &plan == chosen) return judge(state, plan);
  if (result_.rejected.size() == 1) return refuse(result_.rejected.front());
  std::map<ReasonCode, std::int64_t> codes;
  for (Rejection const& rejection : result_.rejected)
    ++codes[rejection.code];
  auto const most = std::ranges::max_element(codes, {}, [](auto const& one) { return one.second; });
  row_.status = reason_name(most->first);
  row_.reason = reasons_text(result_.rejected, codes);
}

}  // namespace ec2plan::cli
