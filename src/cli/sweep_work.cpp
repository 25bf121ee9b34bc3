#include "cli/sweep_work.hpp"

#include <algorithm>

#include "cli/estimate.hpp"
#include "ec2plan/document/rejection.hpp"
#include "ec2plan/plan/alone.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/plan/ranking.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {
namespace {

/// About 6 kB of memory for each set-up, and a megabyte for the candidates of a recommendation.
std::size_t states_kept(Grid const& grid) { return grid.one_setup ? 4096 : 16; }

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

SweepWork::SweepWork(SweepTask const& task) : task_(task) {
  auto const& flags = task.grid.flags;
  shares_searches_ = std::ranges::any_of(flags, [](auto const& swept) { return !swept.searched; });
  if (sweeps_settings(task.grid)) own_ = task.catalog;
  row_.positions.resize(flags.size());
}

SweepRow const& SweepWork::row(std::uint64_t index) {
  place(index);
  row_.point = index + 1;
  State& here = state();
  row_.plan = nullptr;
  row_.goal = &here.context.goal;
  row_.status = "ok";
  row_.reason.clear();
  if (!here.refused.empty()) {
    refuse(here.refused);
    return row_;
  }
  take_numbers(here.context);
  auto const& limits = here.context.goal.limits;
  if (auto const fault = limits_fault(limits); !fault.empty())
    refuse("--min-instances: '" + integer_text(limits.min_instances) + "' " + fault);
  else if (task_.grid.one_setup)
    estimate(here.context);
  else
    recommend(here);
  return row_;
}

/// The last axis varies fastest.
void SweepWork::place(std::uint64_t index) {
  for (std::size_t i = row_.positions.size(); i-- > 0;) {
    auto const size = task_.grid.axes[i].size();
    row_.positions[i] = static_cast<std::size_t>(index % size);
    index /= size;
  }
}

SweepWork::State& SweepWork::state() {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < row_.positions.size(); ++i)
    if (task_.grid.flags[i].number == nullptr)
      key = key * task_.grid.axes[i].size() + row_.positions[i];
  auto const known = states_.find(key);
  if (known != states_.end()) return known->second;
  if (states_.size() >= states_kept(task_.grid)) states_.clear();
  return states_.emplace(key, made()).first->second;
}

SweepWork::State SweepWork::made() {
  auto const& catalog = own_ ? *own_ : task_.catalog;
  bool const one_setup = task_.grid.one_setup;
  try {
    Question question = task_.grid.question;
    for (std::size_t i = 0; i < row_.positions.size(); ++i)
      if (task_.grid.flags[i].number == nullptr)
        substitute(question, task_.grid.flags[i], task_.grid.axes[i], row_.positions[i]);
    if (own_) lay_settings(*own_, question);
    return {.context = sweep_context(terms_of(catalog, std::move(question)), catalog, one_setup)};
  } catch (InputError const& error) {
    std::string_view const text = error.what();
    return {.refused = std::string(text.substr(0, text.find('\n')))};
  }
}

void SweepWork::take_numbers(SweepContext& context) const {
  for (auto& candidate : context.candidates) {
    auto& setup = candidate.setup;
    for (std::size_t i = 0; i < row_.positions.size(); ++i)
      if (auto const* number = task_.grid.flags[i].number)
        number->apply(setup, context.goal, task_.grid.axes[i].numbers[row_.positions[i]]);
    if (context.batch_by_rule) setup.job.global_batch = batch_by_rule(setup.job.sequence_length);
  }
}

/// What follows an axis that no search looks at comes again with each of its values; what stands
/// before the first such axis never does.
SearchKey SweepWork::search_key() const {
  SearchKey key;
  bool comes_again = false;
  for (std::size_t i = 0; i < row_.positions.size(); ++i) {
    if (!task_.grid.flags[i].searched) {
      comes_again = true;
      continue;
    }
    auto& part = comes_again ? key.within : key.era;
    part = part * task_.grid.axes[i].size() + row_.positions[i];
  }
  return key;
}

SearchResult SweepWork::one_search(Setup const& setup, SearchLimits const& limits) {
  if (!modelled(setup)) return {};
  if (auto found = search_alone(setup, limits)) return std::move(*found);
  if (!shares_searches_) return search(setup, limits);
  return task_.searches.found(search_key(), [&] { return std::vector{search(setup, limits)}; })
      ->front();
}

void SweepWork::refuse(Rejection const& rejection) {
  row_.status = reason_name(rejection.code);
  row_.reason = reason_text(rejection);
  if (auto const nearest = nearest_text(rejection); !nearest.empty())
    row_.reason += "; nearest: " + nearest;
}

void SweepWork::refuse(std::string const& sentence) {
  row_.status = "refused";
  row_.reason = sentence;
}

void SweepWork::estimate(SweepContext& context) {
  auto const& setup = context.candidates.front().setup;
  auto const& goal = context.goal;
  GivenSpeed const speed{.rate = setup.given};
  if (!reaches(setup.type, speed, context.asked.job.precision))
    return refuse(too_slow(setup.type, speed, context.asked.job.precision));
  auto const found = one_search(setup, goal.limits);
  if (!has_plan(found)) return refuse(why_none(setup, found, goal));
  context.plan.job = setup.job;
  settle(context.plan, setup, (found.best.empty() ? found.tight : found.best).front(), goal);
  row_.plan = &context.plan;
  if (!context.reason.empty()) {
    row_.status = context.status;
    row_.reason = context.reason;
  } else if (auto const caveat = beyond_blocks(context.plan)) {
    row_.status = reason_name(caveat->code);
    row_.reason = caveat->text;
  }
}

std::vector<SearchResult> SweepWork::every_search(SweepContext const& context) const {
  std::vector<SearchResult> all;
  for (auto const& [setup, found, offers, prices] : context.candidates) {
    bool const reached = reaches(setup.type, {.rate = setup.given}, context.asked.job.precision);
    all.push_back(reached && modelled(setup) ? search(setup, context.goal.limits) : SearchResult{});
  }
  return all;
}

void SweepWork::recommend(State& here) {
  auto& context = here.context;
  auto const key = search_key();
  if (here.loaded != key) {
    auto const all = task_.searches.found(key, [&] { return every_search(context); });
    for (std::size_t i = 0; i < all->size(); ++i)
      context.candidates[i].found = (*all)[i];
    here.loaded = key;
  }
  result_ = ranking(context.goal, context.candidates);
  row_.plan = result_.chosen();
  if (row_.plan == nullptr && !result_.candidates.empty()) row_.plan = &result_.candidates.front();
  if (row_.plan != nullptr) return;
  if (result_.rejected.size() == 1) return refuse(result_.rejected.front());
  std::map<ReasonCode, std::int64_t> codes;
  for (Rejection const& rejection : result_.rejected)
    ++codes[rejection.code];
  auto const most = std::ranges::max_element(codes, {}, [](auto const& one) { return one.second; });
  row_.status = reason_name(most->first);
  row_.reason = reasons_text(result_.rejected, codes);
}

std::uint64_t points_at_once(Grid const& grid) {
  if (!grid.one_setup) return 1;
  auto const is_given = [&](std::string_view flag) { return !given(grid.base, flag).empty(); };
  bool const laid_out = is_given("--tensor") && is_given("--pipeline") &&
                        is_given("--micro-batch") && is_given("--recompute");
  return laid_out ? 512 : 16;
}

}  // namespace ec2plan::cli
