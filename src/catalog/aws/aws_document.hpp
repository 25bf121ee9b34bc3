#pragma once

#include <string>
#include <string_view>

#include "catalog/aws/findings.hpp"
#include "catalog/json_records.hpp"
#include "catalog/json_value.hpp"
#include "ec2plan/catalog/import.hpp"

/// What the documents that the AWS command line prints have in common.
namespace ec2plan::catalog {

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
    JsonValue const whole(document, source.name);
    auto const records = whole.member(list), record = records.element(index);
    record.expect_object();
    ++findings.records;
    act(record);
  };
  auto const document = parsed_records(text_of(source), source.name, list, take);
  JsonValue const whole(document, source.name);
  expect_kind(whole, kind, list);
  whole.member(list).expect_array();
  findings.continued = document.contains("NextToken");
}

/// A member that every record of AWS has. Throws: InputError of kind file where it is missing.
/// Assumes: `record` outlives it.
JsonValue required(JsonValue const& record, std::string_view key);

/// Whether the member is there and not null.
bool has(JsonValue const& record, std::string_view key);

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

}  // namespace ec2plan::catalog
