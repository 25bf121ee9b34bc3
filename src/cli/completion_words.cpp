#include "cli/completion_words.hpp"

#include <algorithm>
#include <set>

#include "catalog/stacks.hpp"
#include "cli/command.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/launch/launch.hpp"
#include "ec2plan/plan/names.hpp"
#include "plan/market.hpp"
#include "plan/tuning.hpp"
#include "report/format.hpp"

namespace ec2plan::cli {
namespace {

using Words = std::vector<std::string>;

constexpr ValueKind kinds_of_values[] = {{Values::file, "file"},
                                         {Values::model, "model"},
                                         {Values::type, "type"},
                                         {Values::region, "region"},
                                         {Values::accelerator, "accelerator"},
                                         {Values::purchase, "purchase"},
                                         {Values::precision, "precision"},
                                         {Values::recompute, "recompute"},
                                         {Values::risk, "risk"},
                                         {Values::objective, "objective"},
                                         {Values::framework, "framework"},
                                         {Values::method, "method"},
                                         {Values::packing, "packing"},
                                         {Values::lora_targets, "lora_targets"},
                                         {Values::state_precision, "state_precision"},
                                         {Values::quantization, "quantization"},
                                         {Values::optimizer, "optimizer"},
                                         {Values::loss, "loss"},
                                         {Values::offload, "offload"},
                                         {Values::target, "target"},
                                         {Values::zero, "zero"},
                                         {Values::term, "term"},
                                         {Values::stack, "stack"},
                                         {Values::setting, "setting"},
                                         {Values::format, "format"},
                                         {Values::color, "color"},
                                         {Values::direction, "direction"},
                                         {Values::verb, "verb"},
                                         {Values::schema, "schema"},
                                         {Values::shell, "shell"}};

template <typename Range>
Words words_from(Range const& range) {
  return {range.begin(), range.end()};
}

Words models_of(Catalog const& catalog) {
  Words words;
  for (ModelEntry const& model : catalog.models)
    words.push_back(model.shape.name);
  return words;
}

Words types_of(Catalog const& catalog) {
  Words words;
  for (InstanceType const& type : catalog.instances)
    words.push_back(type.name);
  return words;
}

/// Those that a type has.
Words accelerators_of(Catalog const& catalog) {
  std::set<std::string> ids;
  for (InstanceType const& type : catalog.instances)
    ids.insert(type.accelerator.id);
  return words_from(ids);
}

Words regions_of(Catalog const& catalog) {
  auto words = regions(catalog);
  words.emplace_back("all");
  return words;
}

/// "megatron-lm@2022", of software that some constant is of.
Words stacks_of(Catalog const& catalog) {
  std::set<std::string> words;
  for (AssumptionEntry const& entry : catalog.assumptions)
    if (auto const key = catalog::stack_key(entry.key); key && !catalog::is_of_any(entry.key))
      words.insert(std::string(key->name) + "@" + std::to_string(key->year));
  return words_from(words);
}

Words settings_of(Catalog const& catalog) {
  Words words;
  for (AssumptionEntry const& entry : catalog.assumptions)
    words.push_back(entry.key + "=");
  return words;
}

Words targets() {
  Words words;
  for (LaunchTarget const& target : launch_targets())
    words.emplace_back(target.name);
  return words;
}

Words verbs() {
  Words words;
  for (Verb const& verb : find_command("catalog")->verbs)
    words.emplace_back(verb.name);
  return words;
}

}  // namespace

std::span<ValueKind const> value_kinds() { return kinds_of_values; }

std::string_view name_of(Values values) {
  auto const found = std::ranges::find(kinds_of_values, values, &ValueKind::values);
  return found == std::end(kinds_of_values) ? std::string_view("other") : found->name;
}

std::vector<std::string> completions(Values values, Catalog const& catalog) {
  switch (values) {
    case Values::model:
      return models_of(catalog);
    case Values::type:
      return types_of(catalog);
    case Values::region:
      return regions_of(catalog);
    case Values::accelerator:
      return accelerators_of(catalog);
    case Values::purchase:
      return words_from(purchase_words());
    case Values::precision:
      return words_from(names_of<Precision>());
    case Values::recompute:
      return words_from(names_of<Recompute>());
    case Values::risk:
      return words_from(names_of<Risk>());
    case Values::objective:
      return words_from(names_of<Objective>());
    case Values::framework:
      return words_from(names_of<Framework>());
    case Values::method:
      return words_from(names_of<Method>());
    case Values::packing:
      return words_from(names_of<Packing>());
    case Values::lora_targets:
      return words_from(lora_target_words());
    case Values::state_precision:
      return words_from(names_of<StatePrecision>());
    case Values::quantization:
      return words_from(names_of<Quantization>());
    case Values::optimizer:
      return words_from(names_of<Optimizer>());
    case Values::loss:
      return words_from(names_of<Loss>());
    case Values::offload:
      return words_from(names_of<Offload>());
    case Values::target:
      return targets();
    case Values::stack:
      return stacks_of(catalog);
    case Values::setting:
      return settings_of(catalog);
    case Values::format:
      return words_from(format_names());
    case Values::zero:
      return {"0", "1", "2", "3"};
    case Values::term:
      return {"1yr", "3yr"};
    case Values::color:
      return {"auto", "always", "never"};
    case Values::direction:
      return {"ascending", "descending"};
    case Values::verb:
      return verbs();
    case Values::schema:
      return schema_names();
    case Values::shell:
      return {"bash", "zsh", "fish", "man"};
    case Values::file:
    case Values::other:
      break;
  }
  return {};
}

}  // namespace ec2plan::cli
