#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/aws/findings.hpp"
#include "catalog/json_records.hpp"
#include "catalog/json_value.hpp"
#include "ec2plan/catalog/import.hpp"

/// What the documents that the AWS command line prints have in common.
namespace ec2plan::catalog {

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
