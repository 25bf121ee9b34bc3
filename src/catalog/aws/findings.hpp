#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ec2plan/catalog/byte_source.hpp"
#include "ec2plan/catalog/catalog.hpp"

/// What the files of AWS say, before it meets what the catalog has.
namespace ec2plan::catalog {

/// Records that were left out for one reason.
struct Skipped {
  std::string reason{};   // "the operating system is not Linux"
  std::string example{};  // the first of them: "p5.48xlarge, us-east-1, Windows"
  std::int64_t count = 0;
};

/// An instance type as the EC2 API describes it. Empty: the API does not say.
struct FoundType {
  InstanceType type{};             // its accelerator knows devices and memory alone
  std::string accelerator_name{};  // as the API calls it: "A100"
  std::string accelerator_vendor{};
  int accelerator_memory_mib = 0;
};

/// A spot price that took effect in a zone.
struct SpotEvent {
  std::string time{};  // "2026-11-20T01:40:10", UTC
  double usd_per_hour = 0;
  std::string product{};  // "Linux/UNIX"
  std::string region{};   // of the zone
};

/// Everything that was found. Nothing of it is in the catalog yet.
struct Findings {
  std::string as_of{};                // newest day that the file speaks of: "2026-09-10"
  std::vector<ListedPrice> prices{};  // `since` may be empty where the file has one day alone
  std::vector<FoundType> types{};
  std::map<std::string, std::set<std::string>> offered{};           // region -> types
  std::map<std::pair<std::string, std::string>, SpotEvent> spot{};  // (type, zone) -> the newest
  /// (type, region) -> last day on which it was sold there: it is offered there. Empty: as_of.
  std::map<std::pair<std::string, std::string>, std::string> sold{};
  std::vector<Skipped> skipped{};  // by reason
  std::int64_t records = 0;        // all that were read
  bool continued = false;          // the last file is one page, and says that more follow
  std::string latest_day{};        // that a file may speak of, "2026-11-25"; empty: any
};

/// Whether a file cannot be of this day, as it is still to come. A clock may be a day behind.
bool is_to_come(Findings const& findings, std::string_view day);

/// Counts a record that is left out. The example, which a file may make long, is cut.
void skip(Findings& findings, std::string reason, std::string const& example);

// Each reads one kind of file to its end. Throws: InputError of kind file that names the byte or
// the JSON path, for what is truncated, corrupt, or of another kind.
void read_instance_types(ByteSource const& source, Catalog const& catalog, Findings& findings);
void read_spot_history(ByteSource const& source, Catalog const& catalog, Findings& findings);
void read_capacity_blocks(ByteSource const& source, Catalog const& catalog, Findings& findings);
void read_offerings(ByteSource const& source, Catalog const& catalog, Findings& findings);
void read_get_products(ByteSource const& source, Catalog const& catalog, Findings& findings);
void read_offer_file(ByteSource const& source, Catalog const& catalog, Findings& findings);

}  // namespace ec2plan::catalog
