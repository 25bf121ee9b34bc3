#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/hardware/instance_type.hpp"
#include "ec2plan/model/transformer.hpp"
#include "ec2plan/pricing/price.hpp"
#include "ec2plan/units/date.hpp"

namespace ec2plan {

/// Where a fact is from.
struct Source {
  std::string key{};
  std::string date{};  // "2026-07-20", "2026-07" or "2026"
  std::string kind{};  // primary, second-hand, derived, memory; overlay: a file of the user
  std::string text{};
  std::string url{};  // empty: none
};

/// A listed price and the days on which it was seen.
struct ListedPrice {
  std::string instance_type{};
  Price price{};
  std::string since{};
};

/// A model that people train, by name.
struct ModelEntry {
  Transformer shape{};  // shape.name is the entry's name
  std::vector<std::string> aliases{};
  std::string family{};
  std::optional<double> stated_parameters{};     // as its publisher counts them, for --tflops
  std::optional<double> published_parameters{};  // the exact count, where one is published
  std::string published_as{};                    // "70.6B"
  std::string published_active_as{};
  std::optional<int> sequence_length{};
  std::optional<int> global_batch{};
  std::optional<double> training_tokens{};
  std::map<std::string, std::string> sources{};  // field group -> source key
  std::vector<std::string> notes{};
};

/// One constant of the model: a fact, a fit or a guess, and it says which.
struct AssumptionEntry {
  std::string key{};  // "fragmentation", "a100-80gb.gemm_efficiency"
  double value = 0;
  std::string unit{};
  std::string basis{};   // derived, extrapolated, fact, fitted, guess, measured, published, user
  std::string source{};  // key, or empty
  std::string note{};
};

/// What a value of the user's took the place of.
struct Replaced {
  std::optional<AssumptionEntry> shipped{};  // empty: there was none
  std::string where{};                       // "--set", or the file that gives the value
};

/// All facts that a question meets: the built-in ones, with overlays laid over them.
struct Catalog {
  std::string version{};                       // of the built-in data
  std::string as_of{};                         // newest date of any price
  std::string shipped_as_of{};                 // the same of the built-in prices alone
  std::string read_on{};                       // day on which it is asked, where that is known
  std::string sha256{};                        // of the built-in files and the overlays
  std::vector<Accelerator> accelerators{};     // by id, those of no instance type too
  std::vector<InstanceType> instances{};       // by name
  std::vector<ListedPrice> prices{};           // by type, region, purchase, since
  std::vector<ModelEntry> models{};            // by name
  std::vector<std::string> snap{};             // models that a bare count may stand for
  std::vector<AssumptionEntry> assumptions{};  // by key
  std::map<std::string, Source> sources{};
  /// "instances/p4d.24xlarge/network_gbps" -> source key(s), for every fact field. A field that an
  /// overlay gives without a source has the overlay's file as its source.
  std::map<std::string, std::string, std::less<>> field_sources{};
  std::map<std::string, std::vector<std::string>, std::less<>> notes{};  // "instances/p4d.24xlarge"
  /// Figures that nothing is computed from, for checks of others:
  /// "instances/p4d.24xlarge/memory_total_mib", "accelerators/b200/best_matmul_tflops_per_s/fp8".
  std::map<std::string, double, std::less<>> stated{};
  std::vector<std::string> overlays{};  // files read
  bool stands_alone = false;            // one of them took the place of the built-in facts
  /// Assumptions that the user set, with what they were, by key. Of a catalog that stands alone
  /// only what was laid over it.
  std::map<std::string, Replaced, std::less<>> replaced{};
};

/// The built-in catalog with overlays (files, or folders of *.json, in name order) laid over it.
/// Throws: InputError of kind file with file, JSON path and what was expected.
Catalog load_catalog(std::vector<std::filesystem::path> const& overlays = {});

/// nullptr when there is none. Names match case-insensitively.
InstanceType const* find_instance(Catalog const& catalog, std::string_view name);
ModelEntry const* find_model(Catalog const& catalog, std::string_view name_or_alias);

/// The price on a date (default: the newest known). One whose list was over on that day, or is on
/// the day on which the catalog is read, says so in `lapsed`.
std::optional<Price> price_of(Catalog const& catalog, std::string_view instance_type,
                              std::string_view region, Purchase purchase,
                              std::optional<Date> as_of = {});

/// Every price of a type on a date, in any region and purchase.
std::vector<Price> prices_of(Catalog const& catalog, std::string_view instance_type,
                             std::optional<Date> as_of = {});

/// Every region that the catalog names, sorted.
std::vector<std::string> regions(Catalog const& catalog);

/// The inverse of `purchase_name`.
std::optional<Purchase> purchase_from(std::string_view name);

}  // namespace ec2plan
