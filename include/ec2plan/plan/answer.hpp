#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/catalog/model_spec.hpp"
#include "ec2plan/model/scaling_law.hpp"
#include "ec2plan/plan/demand.hpp"
#include "ec2plan/plan/question.hpp"
#include "ec2plan/plan/ranking.hpp"
#include "ec2plan/units/error.hpp"

/// What a question is answered with, and who answers it.
namespace ec2plan {

/// What every answer says beside its result.
struct Frame {
  std::string command{};
  std::vector<Input> inputs{};                 // in the order of --help
  std::vector<AssumptionEntry> assumptions{};  // those used, by key
  std::string catalog_version{};
  std::string catalog_as_of{};
  std::string catalog_sha256{};
  std::vector<std::string> catalog_overlays{};  // files laid over it
  std::vector<Source> sources{};                // those that the answer rests on, by key
  std::vector<std::string> warnings{};
  std::vector<InputFault> idle{};  // values that change nothing; the warnings tell of them too
};

/// What the answer rests on: the assumptions and sources used for these instance types (names),
/// prices and models (names), with this software. The caller adds inputs and warnings.
Frame frame_of(Catalog const& catalog, std::string command,
               std::vector<std::string> const& instance_types,
               std::vector<Price> const& prices = {}, std::vector<std::string> const& models = {},
               Stack const& stack = {});

/// Each warning once, and of very many the first.
std::vector<std::string> told_once(std::vector<std::string> const& warnings);

/// Adds the assumptions of these keys, and their sources, to what the answer rests on.
void add_assumptions(Frame& frame, Catalog const& catalog, std::vector<std::string> const& keys);

/// The question about the job, as understood.
struct AskedJob {
  std::string spec{};  // "175B", as typed
  ModelChoice model{};
  Job job{};
  Stack stack{};
};

/// How a price was asked for.
struct AskedPrice {
  std::vector<std::string> regions{};
  std::string region_from{};  // "--region", "AWS_REGION", "default"; empty: of a saved result
  std::vector<Purchase> purchases{Purchase::on_demand};
  double discount = 0;  // share taken off the list price before the plans were made
  std::optional<Date> as_of{};
};

/// The next size of the shapes by rule: what the least demanding plan would take.
struct NextSize {
  double parameters = 0;
  Tokens tokens{};
  double demand = 0;  // above 1; infinite where none trains it
};

/// A model, its tokens and the plan that trains it.
struct Affordable {
  std::string law{};  // the fit that gives the tokens; empty: the model was given
  AskedJob asked{};
  Plan plan{};
  Demand demand{};  // what the plan takes
  std::optional<NextSize> next{};
};

/// What of a question would have to change for a plan to keep to it, the least change first.
enum class AskedChange { instances, purchase, region, deadline, budget, precision };

/// One such change, alone, and the plan that is chosen then.
struct Remedy {
  AskedChange change{};
  double value = 0;  // most instances; days and dollars that the plan takes by the risk rule
  Plan plan{};
};

/// Plans for a question. Of an estimate there is one, of rank 1, or one rejection that says why
/// not; a price of 0 stands for "no price" there: null in documents.
struct Answer {
  Question question{};  // with what was left open filled in
  Frame frame{};
  AskedJob asked{};  // of `afford` the first that is affordable, else the smallest that was tried
  AskedPrice price{};
  Goal goal{};
  Recommendation result{};         // of what was asked; of `afford` the plans of what is affordable
  std::vector<Remedy> remedies{};  // where no plan keeps to the deadline or the budget
  std::vector<Plan> fronts{};    // for charts, where they were asked for: the front of every offer
  std::vector<Plan> scaling{};   // likewise: the first plan's offer on every number of instances
  std::optional<Setup> setup{};  // of an estimate: its rate is `given` where the user gave one
  std::vector<ScalingLaw> laws{};        // of `afford`: the default first
  std::vector<Affordable> affordable{};  // of `afford`: of a given model one, else one for each
                                         // law, the default first; empty: nothing is affordable

  /// The one plan of an estimate. Assumes: it has one.
  Plan const& plan() const { return result.candidates.front(); }
  Plan& plan() { return result.candidates.front(); }
};

/// Whether it answers an estimate with a plan.
bool has_estimate(Answer const& answer);

/// Answers a question, whatever its kind, on the types, prices and constants of the catalog; of
/// `afford`, the largest model, or the most tokens of a given one, that a budget and a deadline
/// pay. Pure but for threads of its own, which end with it. Throws: InputError for what is missing,
/// unknown, or does not go together.
Answer answer(Catalog const& catalog, Question const& question);

/// Whether the scaling laws say anything of the model: they are of dense ones.
bool has_loss(Affordable const& affordable);

/// The settings of a question laid over the catalog. Throws: InputError at the one that is refused.
void lay_settings(Catalog& catalog, Question const& question);

/// Whether the plan of an estimate keeps the deadline and the budget, where there are any.
bool is_kept(Answer const& answer);

}  // namespace ec2plan
