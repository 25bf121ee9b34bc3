#pragma once

#include <set>

#include "plan/market.hpp"

/// A question read with a catalog.
namespace ec2plan {

using Types = std::vector<InstanceType const*>;

/// What the user gives in place of the model's own prediction.
struct GivenSpeed {
  GivenRate rate{};
  std::optional<double> goodput{};
};

/// All that a question stands for. Points into the catalog that it was read with.
struct Terms {
  Question question{};  // with what it left open filled in, and where that is from
  AskedJob asked{};
  bool batch_by_rule = false;
  Goal goal{};
  Market market{};
  Types types{};
  GivenSpeed speed{};
  std::vector<std::string> warnings{};
  std::vector<InputFault> idle{};  // flags that change nothing; the warnings tell of them too
};

/// Throws: InputError for what is missing, unknown to the catalog, or does not go together.
Terms terms_of(Catalog const& catalog, Question question);

/// Puts the numbers of a question where a search finds them: all that changes with one of them.
/// Assumes: a question that `terms_of` filled in.
void take_numbers(Question const& question, Goal& goal);
void take_numbers(Question const& question, Setup& setup);

/// The job of the question. What it leaves open comes from the model's entry, else 4,096 tokens a
/// sequence, about 4 M tokens a step, bf16, today's software.
/// Throws: InputError where the model or its tokens are missing.
AskedJob asked_job(Catalog const& catalog, Question& question, std::vector<std::string>& warnings);
/// The same without tokens and software, and of no model where none is given.
AskedJob asked_shape(Catalog const& catalog, Question& question,
                     std::vector<std::string>& warnings);
Stack asked_stack(Catalog const& catalog, Question& question);
/// Sequences of a step where neither the user nor the model's entry says: a power of two or one and
/// a half, near what suits the FLOPs of the run; about 4 M tokens where these are not known.
int batch_by_rule(Job const& job);

/// The one type of an estimate, whose count is given.
/// Throws: InputError where one is missing, or the name stands for several types.
InstanceType const& asked_set_up(Catalog const& catalog, Question& question);

/// The types that the names and accelerators leave; all where neither is given.
/// Throws: InputError for a name that no type has (did you mean), or when nothing is left.
Types asked_types(Catalog const& catalog, Question const& question);
/// The types that one name or pattern stands for.
Types named_types(Catalog const& catalog, GivenValue const& value);
/// The types with one of these accelerators; `types` where none is given.
Types with_accelerators(Catalog const& catalog, std::vector<GivenValue> const& accelerators,
                        Types types);
/// By name, each once: neither the order of the question nor of the catalog has a say.
Types in_order(Types types);

/// "is above --max-instances, which is 32", of --min-instances; empty where the two go together.
std::string limits_fault(SearchLimits const& limits);

/// Whether the type can be as fast as the user says.
bool reaches(InstanceType const& type, GivenSpeed const& speed, Precision precision);
/// Why the type has no plan at the speed that the user gave, which it does not reach.
Rejection too_slow(InstanceType const& type, GivenSpeed const& speed, Precision precision);
/// Refuses --tflops above every dense peak of the types, and --mfu where none has a peak.
/// Throws: InputError.
void check_speed(Terms const& terms);
/// The warning that --tflops is taken for several kinds of accelerator; empty where it is not.
std::string one_rate_warning(Types const& types, GivenSpeed const& speed);

/// The job with its software on the type, at the speed that the user gave.
Setup asked_setup(Catalog const& catalog, InstanceType const& type, AskedJob const& asked,
                  GivenSpeed const& speed, Setup const* alike = nullptr);

/// What was found for a job on each type, before any of it is judged.
struct Searched {
  std::vector<Candidate> candidates{};
  Types unreachable{};  // types below the speed that the user gave
};
/// Searches each type, several at once.
Searched searched(Catalog const& catalog, Terms const& terms);
/// The best answer among what was found: all types ranked together.
Recommendation ranked(Catalog const& catalog, Terms const& terms, Searched const& found);

/// What `answered` makes of the question with its settings laid over the catalog.
template <typename Answered>
auto with_settings(Catalog const& catalog, Question const& question, Answered answered) {
  if (question.facts.settings.empty()) return answered(catalog, question);
  Catalog laid = catalog;
  lay_settings(laid, question);
  return answered(laid, question);
}

/// The answer to a question of what is affordable.
Answer afforded(Catalog const& catalog, Question const& question);

/// A recommendation with what it was made from.
struct Recommended {
  Terms terms{};
  Searched found{};
  Answer answer{};
};
/// `told`: with the assumptions that the answer rests on, which are tried one by one; what the user
/// set is always weighed.
enum class Grounds { told, left_out };
Recommended recommended(Catalog const& catalog, Question question, Grounds grounds = Grounds::told);
/// Adds what would keep to the question where nothing does: other questions are asked for it.
void add_remedies(Catalog const& catalog, Recommended& recommended);
/// Adds the front of every offer, for charts.
void add_fronts(Recommended& recommended);
/// Adds the fronts, and how the offer of `plan` scales.
void add_charted(Recommended& recommended, Plan const& plan);
/// The same of the plan that is chosen, else of the first; nothing where there is none.
void add_charted(Recommended& recommended);

/// What stands in the way of buying a set-up, which an estimate answers all the same.
struct Caveat {
  ReasonCode code = ReasonCode::unpriced;
  std::string text{};
};
/// Of the type as the market asks, the gravest first.
std::vector<Caveat> caveats(Catalog const& catalog, Market const& market, InstanceType const& type);
/// What Capacity Blocks do not give, where the plan takes more.
std::optional<Caveat> beyond_blocks(Plan const& plan);
/// Why no layout was found, as a rejection.
Rejection why_none(Setup const& setup, SearchResult const& found, Goal const& goal);

/// What an answer rests on but for assumptions: the sources of its types, prices and models.
Frame frame_of_facts(Catalog const& catalog, std::string command,
                     std::vector<std::string> const& types, std::vector<Price> const& prices,
                     std::vector<std::string> const& models);
/// The frame of an answer: what it rests on, by keys of assumptions too, with all that was read.
Frame asked_frame(Catalog const& catalog, Terms const& terms, std::string command,
                  std::vector<std::string> const& types, std::vector<Price> const& prices,
                  std::vector<std::string> const& models, std::set<std::string> const& assumptions);
/// Names of the types that the answer rests on: those put forward, else all considered.
std::vector<std::string> types_of(Recommendation const& result, Types const& considered);
/// Prices of the plans that were put forward, and of those of other kinds of purchase beside them.
std::vector<Price> prices_of(Recommendation const& result);

}  // namespace ec2plan
