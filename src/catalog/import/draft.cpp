#include "catalog/import/draft.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "ec2plan/units/error.hpp"

namespace ec2plan::catalog {
namespace {

using Outcome = ImportLine::Outcome;

/// The fields whose source the schema lets a record name.
constexpr std::string_view sourced[] = {
    "accelerators",     "devices",      "efa",     "host_memory_gib", "memory_mib",
    "memory_total_mib", "network_gbps", "nvme_gb", "regions",         "vcpus"};

Json& record_of(std::map<std::string, Json>& records, std::string const& key_field,
                std::string const& key) {
  Json& record = records[key];
  if (record.is_null()) record = {{key_field, key}};
  return record;
}

/// Of what is skipped for one reason, the first stands for all.
void count_again(Draft& draft, ImportLine line) {
  auto const same = std::ranges::find_if(draft.lines, [&](ImportLine const& other) {
    return other.outcome == line.outcome && other.reason == line.reason;
  });
  if (same == draft.lines.end())
    draft.lines.push_back(std::move(line));
  else
    same->count += line.count;
}

}  // namespace

Json& instance_record(Draft& draft, std::string const& name) {
  return record_of(draft.instances, "instance_type", name);
}

Json& accelerator_record(Draft& draft, std::string const& id) {
  return record_of(draft.accelerators, "id", id);
}

void add_field(Json& record, std::string const& field, Json value, Draft const& draft) {
  bool const known = !value.is_null();
  record[field] = std::move(value);
  if (known && std::ranges::find(sourced, field) != std::end(sourced))
    record["sources"][field] = draft.source;
}

void note_added(Draft& draft, std::string subject, std::string field, std::string after) {
  draft.lines.push_back({.outcome = Outcome::added,
                         .subject = std::move(subject),
                         .field = std::move(field),
                         .after = std::move(after)});
}

void note_changed(Draft& draft, std::string subject, std::string field, std::string before,
                  std::string after) {
  draft.lines.push_back({.outcome = Outcome::changed,
                         .subject = std::move(subject),
                         .field = std::move(field),
                         .before = std::move(before),
                         .after = std::move(after)});
}

void note_confirmed(Draft& draft, std::string subject, std::string field,
                    std::string const& value) {
  draft.lines.push_back({.outcome = Outcome::confirmed,
                         .subject = std::move(subject),
                         .field = std::move(field),
                         .before = value,
                         .after = value});
}

void note_skipped(Draft& draft, std::string const& subject, std::string reason) {
  count_again(draft, {.outcome = Outcome::skipped,
                      .subject = shown_text(subject, 160),
                      .reason = std::move(reason)});
}

void note_asked(Draft& draft, std::string subject, std::string reason) {
  auto const same = std::ranges::find_if(draft.lines, [&](ImportLine const& other) {
    return other.outcome == Outcome::asked && other.subject == subject;
  });
  if (same != draft.lines.end()) return;
  draft.lines.push_back(
      {.outcome = Outcome::asked, .subject = std::move(subject), .reason = std::move(reason)});
}

}  // namespace ec2plan::catalog
