#include "cli/sweep_probe.hpp"

#include <algorithm>
#include <set>

#include "cli/sweep_words.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/format.hpp"
#include "plan/given.hpp"
#include "plan/market.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {
namespace {

constexpr int most_tries = 2000;          // for a point that can be read
constexpr std::size_t most_warnings = 5;  // of the values of one axis
constexpr std::size_t no_axis = static_cast<std::size_t>(-1);

template <typename Value>
void add_once(std::vector<Value>& values, Value const& value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

class Probe {
 public:
  Probe(Grid& grid, Catalog const& catalog) : grid_(grid), catalog_(catalog), own_(catalog) {}

  Probed result() {
    take_first();
    for (std::size_t i = 0; i < grid_.fields.size(); ++i)
      grid_.fields[i].words.empty() ? probe_numbers(i) : probe_words(i);
    add_prices();
    auto& warnings = all_.reading.warnings;
    warnings.insert(warnings.begin(), grid_.warnings.begin(), grid_.warnings.end());
    all_.types = {types_.begin(), types_.end()};
    all_.models = {models_.begin(), models_.end()};
    return std::move(all_);
  }

 private:
  struct Read {
    Question question{};
    Terms words{};
  };

  std::optional<Read> read_point(Question const& question) {
    Read point{.question = question};
    try {
      if (is_swept(grid_, "set")) lay_settings(own_, question);
      point.words = terms_of(own_, question);
      return point;
    } catch (InputError const& error) {
      if (!error_) error_ = error;
      return {};
    }
  }

  /// The point of these arguments, else one with other words in so many places: a point may be
  /// refused for what its words are together, which is no reason to refuse the others.
  std::optional<Read> near(Question const& question, std::size_t from, int changes,
                           std::size_t kept) {
    if (changes == 0) return read_point(question);
    for (std::size_t i = from; i < grid_.fields.size(); ++i) {
      auto const& swept = grid_.fields[i];
      if (i == kept || swept.field->key == "model")
        continue;  // a model goes together with everything
      for (std::size_t at = 0; at < swept.words.size() && ++tries_ < most_tries; ++at) {
        Question other = question;
        substitute(other, swept, grid_.axes[i], at);
        if (auto point = near(other, i + 1, changes - 1, kept)) return point;
      }
    }
    return {};
  }

  /// Throws: why the first that was tried cannot be read, where none can.
  Read readable(Question const& question, int most_changes, std::size_t kept) {
    error_.reset();
    tries_ = 0;
    for (int changes = 0; changes <= most_changes; ++changes)
      if (auto point = near(question, 0, changes, kept)) return std::move(*point);
    throw InputError(*error_);
  }

  /// The same, of which an error about another flag says with which word it comes.
  Read readable_with(GivenValue const& word, Question const& question, std::size_t kept) {
    try {
      return readable(question, 1, kept);
    } catch (InputError const& error) {
      if (error.where == word.where) throw;
      InputFault fault = error;
      fault.problem += "; so it is for every point of " + word.where + " '" + word.text + "'";
      throw InputError(std::move(fault));
    }
  }

  void take_first() {
    auto first = readable(grid_.question, 2, no_axis);
    base_ = std::move(first.question);
    all_.asked = first.words.asked;
    all_.price = first.words.market.asked;
    all_.reading = {.inputs = inputs_of(first.words.question), .warnings = first.words.warnings};
    markets_.push_back(first.words.market);
    first_ = first.words;
    all_.idle = first.words.idle;
    take(first.words);
  }

  void take(Terms const& words) {
    std::erase_if(all_.idle, [&](InputFault const& fault) {
      return std::ranges::find(words.idle, fault.where, &InputFault::where) == words.idle.end();
    });
    for (InstanceType const* type : words.types)
      types_.insert(type->name);
    if (auto const& model = words.asked.model.shape.name; !model.empty()) models_.insert(model);
    add_once(all_.stacks, words.asked.stack);
    add_once(all_.precisions, words.asked.job.precision);
    all_.tunes |= !words.asked.job.tuning.pretrains();
    for (auto const& region : words.market.asked.regions)
      add_once(regions_, region);
    for (auto const purchase : words.market.asked.purchases)
      add_once(purchases_, purchase);
    if (!one_rate_) one_rate_ = warn_of_one_rate(words);
  }

  /// Of a grid of several families of types once.
  bool warn_of_one_rate(Terms const& words) {
    auto warning = grid_.one_setup ? std::string() : one_rate_warning(words.types, words.speed);
    if (warning.empty()) return false;
    all_.reading.warnings.push_back(std::move(warning));
    return true;
  }

  Read point_at(std::size_t axis, std::size_t position) {
    Question question = base_;
    auto const& swept = grid_.fields[axis];
    substitute(question, swept, grid_.axes[axis], position);
    auto point = swept.field->key == "model" ? job_of(question)
                 : swept.words.empty()       ? readable(question, 1, axis)
                                             : readable_with(swept.words[position], question, axis);
    take(point.words);
    return point;
  }

  /// Of a model nothing else needs to be read, and there may be thousands of them.
  Read job_of(Question const& question) {
    Read point{.words = first_};
    point.words.question = question;
    point.words.warnings.clear();
    point.words.asked = asked_job(own_, point.words.question, point.words.warnings);
    return point;
  }

  void probe_numbers(std::size_t index) {
    auto const numbers = grid_.axes[index].numbers;
    auto const [least, most] = std::ranges::minmax_element(numbers);
    std::vector<std::string> warnings;
    for (auto const end : {least, most}) {
      auto const point = point_at(index, static_cast<std::size_t>(end - numbers.begin()));
      warnings.insert(warnings.end(), point.words.warnings.begin(), point.words.warnings.end());
    }
    add_warnings(warnings, grid_.fields[index].flag->name);
  }

  void probe_words(std::size_t index) {
    auto const& [flag, field, place, words] = grid_.fields[index];
    auto const key = field->key;
    auto& axis = grid_.axes[index];
    std::vector<std::string> warnings;
    std::vector<InputValue> values;
    for (std::size_t position = 0; position < words.size(); ++position) {
      auto const point = point_at(index, position);
      warnings.insert(warnings.end(), point.words.warnings.begin(), point.words.warnings.end());
      if (key == "rate" || key == "as_of") markets_.push_back(point.words.market);
      if (key == "set")
        axis.numbers.push_back(setting(axis.key));
      else if (words[position].number)
        axis.numbers.push_back(*words[position].number);
      else
        values.push_back(axis_value(key, words[position], point.words.question));
    }
    axis.words = std::move(values);
    add_warnings(warnings, flag->name);
  }

  /// The first few of an axis: more of the same is no news.
  void add_warnings(std::vector<std::string> const& warnings, std::string_view flag) {
    auto& all = all_.reading.warnings;
    std::set<std::string> known(all.begin(), all.end());
    std::size_t added = 0;
    for (auto const& warning : warnings) {
      if (!known.insert(warning).second) continue;
      if (++added <= most_warnings) all.push_back(warning);
    }
    if (added > most_warnings)
      all.push_back(integer_text(added - most_warnings) + " more warnings of the values of " +
                    std::string(flag) + " are left out");
  }

  double setting(std::string const& key) const {
    auto const found = std::ranges::find(own_.assumptions, key, &AssumptionEntry::key);
    return found == own_.assumptions.end() ? 0 : found->value;
  }

  /// What any point may cost: each type in each region, bought in each way.
  void add_prices() {
    all_.regions = regions_;
    for (Market& market : markets_) {
      market.asked.regions = regions_;
      market.asked.purchases = purchases_;
      market.everywhere = false;
      for (auto const& name : types_)
        for (Offer const& offer : offers_of(catalog_, market, *find_instance(catalog_, name)))
          if (offer.asked && offer.price) all_.prices.push_back(*offer.price);
    }
  }

  Grid& grid_;
  Catalog const& catalog_;
  Catalog own_;
  Question base_{};
  Terms first_{};
  std::optional<InputError> error_{};
  int tries_ = 0;
  bool one_rate_ = false;
  std::vector<Market> markets_{};  // that prices of other sources may come from
  std::vector<std::string> regions_{};
  std::vector<Purchase> purchases_{};
  std::set<std::string> types_{}, models_{};
  Probed all_{};
};

}  // namespace

Probed probed(Grid& grid, Catalog const& catalog) { return Probe(grid, catalog).result(); }

}  // namespace ec2plan::cli
