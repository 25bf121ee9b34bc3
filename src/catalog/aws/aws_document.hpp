#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/json_file.hpp"
#include "catalog/json_value.hpp"
#include "ec2plan/catalog/byte_source.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/catalog/import.hpp"

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

/// What the documents that the AWS command line prints have in common.

inline constexpr std::string_view untouched = "import the file as AWS printed it";

/// The text of a document, of at most 256 MB. Throws: InputError of kind file.
std::string text_of(ByteSource const& source);

/// Refuses a document that has at its top what another kind has there.
void refuse_other_kind(std::string_view top_level_key, ImportKind kind, std::string const& file);

/// Refuses a document without the list of its kind, and says what it seems to be.
void expect_kind(JsonValue const& document, ImportKind kind, std::string_view list);

/// Reads a document, calls act(JsonValue) for each record of its list, and counts it. Of the
/// records one at a time is kept.
template <typename Act>
void each_record(ByteSource const& source, ImportKind kind, std::string_view list,
                 Findings& findings, Act act) {
  auto const take = [&](Json const& document, std::size_t index) {
    JsonValue const whole(document, source.name, untouched);
    auto const records = whole.at(list), record = records.at(index);
    record.expect_object();
    ++findings.records;
    act(record);
  };
  auto const document = parsed_records(text_of(source), source.name, list, take);
  JsonValue const whole(document, source.name, untouched);
  expect_kind(whole, kind, list);
  whole.at(list).expect_array();
  findings.continued = document.contains("NextToken");
}

/// Dollars, which AWS writes as a text: "12.345".
double dollars_of(JsonValue const& value);

/// The most letters of a name of AWS: of a type, an accelerator or a region.
inline constexpr std::size_t longest_name = 64;

/// A name such as "p5.48xlarge" or "u-p6e-gb200x72".
std::string const& type_name_of(JsonValue const& value);

/// Refuses a time of a day that is still to come.
void expect_past(JsonValue const& time, Findings const& findings);

/// A time in UTC without its fraction, "2026-11-20T01:40:10". Source: ISO 8601, as the AWS command
/// line prints it.
std::string utc_time_of(JsonValue const& value);

/// The region or Local Zone group of an Availability Zone: "us-east-1f" is in "us-east-1",
/// "us-west-2-lax-1a" in "us-west-2-lax-1". A Local Zone that the catalog names itself stays.
std::string region_of_zone(JsonValue const& zone, Catalog const& catalog);

/// What the EC2 API says of a network.
struct NetworkText {
  double gigabits_per_second = 0;
  bool burst = false;  // "Up to ..."
};

/// Reads "100 Gigabit", "4x 100 Gigabit", "Up to 12.5 Gigabit"; nothing for a word such as "High".
/// It is the text that counts: the sum of the network cards is wrong for several types.
std::optional<NetworkText> network_text(std::string_view text);

}  // namespace ec2plan::catalog
