#pragma once

#include <string>
#include <string_view>

#include "catalog/aws/findings.hpp"
#include "catalog/json_value.hpp"
#include "ec2plan/catalog/import.hpp"

/// What the documents that the AWS command line prints have in common.
namespace ec2plan::catalog {

/// One of them, read whole.
struct AwsDocument {
  std::string name{};
  Json json{};
};

/// Reads a document of at most 256 MB. Throws: InputError of kind file.
AwsDocument aws_document(ByteSource const& source);

/// Refuses a document that has at its top what another kind has there.
void refuse_other_kind(std::string_view top_level_key, ImportKind kind, std::string const& file);

/// Refuses a document without the list of its kind, and says what it seems to be.
void expect_kind(JsonValue const& document, ImportKind kind, std::string_view list);

/// Calls act(JsonValue) for each record of the document's list, and counts it.
template <typename Act>
void each_record(AwsDocument const& document, ImportKind kind, std::string_view list,
                 Findings& findings, Act act) {
  JsonValue const whole(document.json, document.name);
  expect_kind(whole, kind, list);
  findings.continued = document.json.contains("NextToken");
  auto const records = whole.member(list);
  records.each_element([&](JsonValue const& record) {
    record.expect_object();
    ++findings.records;
    act(record);
  });
}

/// A member that every record of AWS has. Throws: InputError of kind file where it is missing.
/// Assumes: `record` outlives it.
JsonValue required(JsonValue const& record, std::string_view key);

/// Whether the member is there and not null.
bool has(JsonValue const& record, std::string_view key);

/// Dollars, which AWS writes as a text: "12.345".
double dollars_of(JsonValue const& value);

/// A name such as "p5.48xlarge" or "u-p6e-gb200x72".
std::string const& type_name_of(JsonValue const& value);

/// A time in UTC without its fraction, "2026-11-20T01:40:10". Source: ISO 8601, as the AWS command
/// line prints it.
std::string utc_time_of(JsonValue const& value);

/// The region or Local Zone group of an Availability Zone: "us-east-1f" is in "us-east-1",
/// "us-west-2-lax-1a" in "us-west-2-lax-1". A Local Zone that the catalog names itself stays.
std::string region_of_zone(JsonValue const& zone, Catalog const& catalog);

}  // namespace ec2plan::catalog
