#include "ec2plan/catalog/scaling_laws.hpp"

#include <limits>

#include "catalog/assumptions.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan {
namespace {

constexpr std::string_view folder = "scaling.";
constexpr std::string_view range = "scaling.fitted_";  // only warned of: it moves no figure

struct KnownLaw {
  std::string_view name;
  std::string_view author;
};

/// The replication stands first: the other two methods of Hoffmann et al. agree with it more than
/// with their own fit.
constexpr KnownLaw known[] = {{"epoch", "Besiroglu et al. 2024, mean of bootstraps"},
                              {"hoffmann", "Hoffmann et al. 2022, approach 3"},
                              {"epoch_point", "Besiroglu et al. 2024, best fit"}};

/// Infinite where a catalog lacks it: none had it at first.
double largest(Catalog const& catalog, std::string_view name) {
  auto const* entry = catalog::find_assumption(catalog, std::string(folder) + std::string(name));
  return entry != nullptr ? entry->value : std::numeric_limits<double>::infinity();
}

double constant(Catalog const& catalog, std::string_view law, std::string_view name) {
  std::string const key = std::string(folder) + std::string(law) + "." + std::string(name);
  if (auto const* entry = catalog::find_assumption(catalog, key)) return entry->value;
  throw InputError({.where = "the catalog",
                    .value = key,
                    .problem = "is an assumption that has no value",
                    .expected = "an entry under \"assumptions\" with this key",
                    .fix = "add it to the catalog file",
                    .kind = InputFault::Kind::file});
}

}  // namespace

std::vector<ScalingLaw> scaling_laws(Catalog const& catalog) {
  std::vector<ScalingLaw> laws;
  for (auto const& [name, author] : known) {
    ScalingLaw law;
    law.name = name;
    law.entropy = constant(catalog, name, "entropy");
    law.parameter_factor = constant(catalog, name, "parameter_factor");
    law.parameter_exponent = constant(catalog, name, "parameter_exponent");
    law.token_factor = constant(catalog, name, "token_factor");
    law.token_exponent = constant(catalog, name, "token_exponent");
    law.fitted_parameters = largest(catalog, "fitted_parameters");
    law.fitted_tokens = largest(catalog, "fitted_tokens") * token;
    laws.push_back(law);
  }
  return laws;
}

std::vector<std::string> scaling_assumptions(Catalog const& catalog) {
  std::vector<std::string> keys;
  for (auto const& entry : catalog.assumptions)
    if (entry.key.starts_with(folder) && !entry.key.starts_with(range)) keys.push_back(entry.key);
  return keys;
}

std::string_view scaling_author(std::string_view law) {
  for (auto const& [name, author] : known)
    if (name == law) return author;
  return law;
}

}  // namespace ec2plan
