#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/catalog/model_spec.hpp"
#include "ec2plan/model/scaling_law.hpp"
#include "ec2plan/search/afford.hpp"
#include "ec2plan/search/plan.hpp"

/// What each command answers, before it becomes a page or a document.
namespace ec2plan {

using InputValue =
    std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, std::vector<std::string>>;

/// One input as it was understood. The key is the flag's name in snake_case: "seq_len" for
/// --seq-len; "set" holds all of --set as a list.
struct Input {
  std::string key{};
  InputValue value{};  // in the unit that the key of the document names: days, dollars, tokens
  std::string from{};  // "flag", "config", "environment", "model" (its entry's), "default"
  std::string text{};  // as typed ("175B"); empty: not typed
};

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
};

/// What the answer rests on: the assumptions and sources used for these instance types (names),
/// prices and models (names), with this software. The caller adds inputs and warnings.
Frame frame_of(Catalog const& catalog, std::string command,
               std::vector<std::string> const& instance_types,
               std::vector<Price> const& prices = {}, std::vector<std::string> const& models = {},
               Stack const& stack = {});

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

/// recommend
struct RecommendAnswer {
  Frame frame{};
  AskedJob asked{};
  AskedPrice price{};
  Goal goal{};
  Recommendation result{};
  std::vector<Plan> fronts{};   // for charts, where they were asked for: the front of every offer
  std::vector<Plan> scaling{};  // likewise: the first plan's offer on every number of instances
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

/// afford
struct AffordAnswer {
  Frame frame{};
  AskedPrice price{};
  Goal goal{};
  std::vector<ScalingLaw> laws{};        // the default first
  std::vector<Affordable> affordable{};  // of a given model one, else one for each law, the default
                                         // first; empty: nothing is affordable
  std::optional<RecommendAnswer> least{};  // then: the smallest job that was tried
};

/// estimate: a plan of rank 1. A price of 0 stands for "no price": null in documents.
struct EstimateAnswer {
  Frame frame{};
  AskedJob asked{};
  AskedPrice price{};
  Goal goal{};    // deadline and budget, where given
  Setup setup{};  // of the plan's type; its rate is `given` where --tflops or --mfu is
  Plan plan{};
};

/// One input of the arithmetic and where it is from.
struct Fact {
  std::string what{};             // "network"
  std::string value{};            // "3,200 Gbit/s"
  std::vector<Source> sources{};  // empty: not recorded
};

/// Facts of the plan's instance type, accelerator, model and price, with their sources.
std::vector<Fact> facts_of(Catalog const& catalog, AskedJob const& asked, Plan const& plan);

/// explain
struct ExplainAnswer {
  EstimateAnswer estimate{};  // its frame's command is "explain"
  std::vector<Fact> facts{};
  std::optional<RecommendAnswer> beside{};  // what is recommended for the same question
};

/// explain --why TYPE: a whole recommendation, read for one type.
struct WhyAnswer {
  RecommendAnswer recommend{};  // its frame's command is "explain"
  std::string instance_type{};  // as the catalog spells it
};

/// One row of `instances`.
struct InstanceRow {
  InstanceType type{};
  std::vector<Price> prices{};  // all known, any region and purchase, on the date asked for
};

/// instances
struct InstancesAnswer {
  Frame frame{};
  AskedPrice price{};  // whose regions and purchases stand in the table
  std::vector<InstanceRow> rows{};
  std::vector<std::string> names{};         // of types and patterns, as typed
  std::vector<std::string> asked_fields{};  // filtered or sorted by: their columns are shown
};

/// models: the list (`asked` empty), or how one spec was understood (`asked` set, rows empty).
struct ModelsAnswer {
  Frame frame{};
  std::vector<ModelEntry> rows{};
  std::optional<ModelEntry> entry{};  // the listed one that `asked` took its shape from
  std::optional<AskedJob> asked{};    // job: sequence length, batch, precision and model
};

/// version
struct VersionAnswer {
  Frame frame{};
  std::string version{};   // of the program
  std::string compiler{};  // "GNU 12.2.0"
  std::string build{};     // "Release"
};

}  // namespace ec2plan
