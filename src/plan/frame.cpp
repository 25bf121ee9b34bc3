#include <algorithm>
#include <set>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/format.hpp"
#include "plan/sources.hpp"
#include "plan/terms.hpp"

namespace ec2plan {
namespace {

std::vector<AssumptionEntry> entries(Catalog const& catalog, std::set<std::string> const& keys) {
  std::vector<AssumptionEntry> used;
  std::copy_if(catalog.assumptions.begin(), catalog.assumptions.end(), std::back_inserter(used),
               [&](AssumptionEntry const& entry) { return keys.contains(entry.key); });
  return used;
}

void add_instance_sources(Catalog const& catalog, std::string const& name,
                          std::set<std::string>& keys) {
  auto const* type = find_instance(catalog, name);
  if (!type) return;
  add_record_sources(catalog, "instances/" + type->name + "/", keys);
  add_record_sources(catalog, "accelerators/" + type->accelerator.id + "/", keys);
}

}  // namespace

Frame frame_of_facts(Catalog const& catalog, std::string command,
                     std::vector<std::string> const& types, std::vector<Price> const& prices,
                     std::vector<std::string> const& models) {
  Frame frame{.command = std::move(command),
              .catalog_version = catalog.version,
              .catalog_as_of = catalog.as_of,
              .catalog_sha256 = catalog.sha256,
              .catalog_overlays = catalog.overlays};
  std::set<std::string> keys;
  for (auto const& name : types)
    add_instance_sources(catalog, name, keys);
  for (auto const& price : prices)
    for (auto& key : source_keys(price.source))
      keys.insert(std::move(key));
  for (auto const& name : models)
    add_record_sources(catalog, "models/" + name + "/", keys);
  frame.sources = sources_of(catalog, {keys.begin(), keys.end()});
  return frame;
}

Frame frame_of(Catalog const& catalog, std::string command,
               std::vector<std::string> const& instance_types, std::vector<Price> const& prices,
               std::vector<std::string> const& models, Stack const& stack) {
  auto frame = frame_of_facts(catalog, std::move(command), instance_types, prices, models);
  for (auto const& name : instance_types)
    if (auto const* type = find_instance(catalog, name))
      add_assumptions(frame, catalog, assumptions_used(catalog, *type, stack));
  return frame;
}

void add_assumptions(Frame& frame, Catalog const& catalog, std::vector<std::string> const& keys) {
  std::set<std::string> wanted(keys.begin(), keys.end());
  for (auto const& entry : frame.assumptions)
    wanted.insert(entry.key);
  frame.assumptions = entries(catalog, wanted);
  std::set<std::string> sources;
  for (auto const& source : frame.sources)
    sources.insert(source.key);
  for (auto const& entry : frame.assumptions)
    for (auto& key : source_keys(entry.source))
      sources.insert(std::move(key));
  frame.sources = sources_of(catalog, {sources.begin(), sources.end()});
}

std::vector<std::string> told_once(std::vector<std::string> const& warnings) {
  constexpr std::size_t most_told = 100;
  std::vector<std::string> told;
  std::set<std::string_view> known;
  for (auto const& warning : warnings)
    if (known.insert(warning).second && known.size() <= most_told) told.push_back(warning);
  if (known.size() > most_told)
    told.push_back(integer_text(known.size() - most_told) + " more warnings are left out");
  return told;
}

Frame asked_frame(Catalog const& catalog, Terms const& terms, std::string command,
                  std::vector<std::string> const& types, std::vector<Price> const& prices,
                  std::vector<std::string> const& models,
                  std::set<std::string> const& assumptions) {
  auto frame = frame_of_facts(catalog, std::move(command), types, prices, models);
  frame.inputs = inputs_of(terms.question);
  frame.warnings = told_once(terms.warnings);
  frame.idle = terms.idle;
  add_assumptions(frame, catalog, {assumptions.begin(), assumptions.end()});
  return frame;
}

}  // namespace ec2plan
