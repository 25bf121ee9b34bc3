#include "catalog/import/draft.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "catalog/json_value.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan::catalog {
namespace {

using LineOutcome = ImportLine::Outcome;

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
  draft.lines.push_back({.outcome = LineOutcome::added,
                         .subject = std::move(subject),
                         .field = std::move(field),
                         .after = std::move(after)});
}

void note_changed(Draft& draft, std::string subject, std::string field, std::string before,
                  std::string after) {
  draft.lines.push_back({.outcome = LineOutcome::changed,
                         .subject = std::move(subject),
                         .field = std::move(field),
                         .before = std::move(before),
                         .after = std::move(after)});
}

void note_confirmed(Draft& draft, std::string subject, std::string field,
                    std::string const& value) {
  draft.lines.push_back({.outcome = LineOutcome::confirmed,
                         .subject = std::move(subject),
                         .field = std::move(field),
                         .before = value,
                         .after = value});
}

void note_skipped(Draft& draft, std::string const& subject, std::string reason) {
  count_again(draft, {.outcome = LineOutcome::skipped,
                      .subject = shown_text(subject, 160),
                      .reason = std::move(reason)});
}

void note_asked(Draft& draft, std::string subject, std::string reason) {
  auto const same = std::ranges::find_if(draft.lines, [&](ImportLine const& other) {
    return other.outcome == LineOutcome::asked && other.subject == subject;
  });
  if (same != draft.lines.end()) return;
  draft.lines.push_back(
      {.outcome = LineOutcome::asked, .subject = std::move(subject), .reason = std::move(reason)});
}

}  // namespace ec2plan::catalog

namespace ec2plan {
namespace catalog {
namespace {

std::string dumped(Json const& value, int indent) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

/// {"as_of": "2026-07-20", "instance_type": ...}
std::string on_a_line(Json const& record) {
  std::string text = "{";
  for (auto const& [key, value] : record.items())
    text += (text.size() > 1 ? ", " : "") + dumped(key, -1) + ": " + dumped(value, -1);
  return text + "}";
}

std::string price_lines(Json const& prices) {
  std::string text = "[";
  for (auto const& record : prices)
    text += (text.size() > 1 ? ",\n    " : "\n    ") + on_a_line(record);
  return text + (prices.empty() ? "]" : "\n  ]");
}

/// A value two spaces further in, but for its first line.
std::string indented(std::string const& text) {
  std::string result;
  for (char const letter : text) {
    result += letter;
    if (letter == '\n') result += "  ";
  }
  return result;
}

Json source_record(Source const& source) {
  return {{"date", source.date},
          {"kind", source.kind},
          {"text", source.text},
          {"url", source.url.empty() ? Json(nullptr) : Json(source.url)}};
}

Json list_of(std::map<std::string, Json> const& records) {
  Json list = Json::array();
  for (auto const& [key, record] : records)
    list.push_back(record);
  return list;
}

/// What makes two records of a section the same one.
std::string key_of(Json const& record, std::string_view section) {
  auto const text = [&](std::string_view field) {
    auto const found = record.find(field);
    bool const known = found != record.end() && found->is_string();
    return known ? found->get<std::string>() + "\n" : std::string("\n");
  };
  if (section == "accelerators") return text("id");
  if (section == "instances") return text("instance_type");
  std::string const since = record.contains("since") ? text("since") : text("as_of");
  return text("instance_type") + text("region") + text("purchase") + since;
}

/// A record field by field; its sources too. Prices are replaced, and seen until the later day.
void lay_record(Json& known, Json const& fresh, std::string_view section) {
  if (section == "prices") {
    auto const seen =
        std::max(known.value("as_of", std::string()), fresh.value("as_of", std::string()));
    known = fresh;
    known["as_of"] = seen;
    return;
  }
  for (auto const& [field, value] : fresh.items()) {
    if (field == "sources" && known.contains("sources"))
      known["sources"].update(value);
    else
      known[field] = value;
  }
}

void lay_section(Json& records, Json const& fresh, std::string_view section) {
  std::map<std::string, Json> sorted;
  for (auto& record : records) {
    auto key = key_of(record, section);
    sorted.emplace(std::move(key), std::move(record));
  }
  for (auto const& record : fresh) {
    auto const [place, is_new] = sorted.try_emplace(key_of(record, section), record);
    if (!is_new) lay_record(place->second, record, section);
  }
  records = Json::array();
  for (auto& [key, record] : sorted)
    records.push_back(std::move(record));
}

void expect_overlay(Json const& overlay, std::string const& file) {
  JsonValue const document(overlay, file);
  document.expect_object();
  for (auto const* section : {"accelerators", "instances", "prices"}) {
    if (!overlay.contains(section)) continue;
    auto const records = document.at(section);
    records.each_element([](JsonValue const& record) { record.expect_object(); });
  }
  if (overlay.contains("sources")) document.at("sources").expect_object();
}

}  // namespace

Json overlay_of(Draft const& draft, Source const& source) {
  Json overlay = Json::object();
  if (!draft.accelerators.empty()) overlay["accelerators"] = list_of(draft.accelerators);
  if (!draft.instances.empty()) overlay["instances"] = list_of(draft.instances);
  for (auto const& [key, record] : draft.prices)
    overlay["prices"].push_back(record);
  if (overlay.empty()) return overlay;
  for (Source const& each : draft.older)
    overlay["sources"][each.key] = source_record(each);
  overlay["sources"][source.key] = source_record(source);
  return overlay;
}

std::string overlay_text(Json const& overlay) {
  if (overlay.empty()) return "{}\n";
  std::string text = "{";
  for (auto const& [key, value] : overlay.items()) {
    text += (text.size() > 1 ? ",\n  " : "\n  ") + dumped(key, -1) + ": ";
    text += key == "prices" ? price_lines(value) : indented(dumped(value, 2));
  }
  return text + "\n}\n";
}

}  // namespace catalog

std::string overlay_with(std::string_view overlay, std::string const& file, Import const& import) {
  using namespace catalog;
  Json merged = overlay.empty() ? Json::object() : parsed_json(overlay, file);
  expect_overlay(merged, file);
  Json const fresh = parsed_json(import.overlay, "the import");
  for (auto const* section : {"accelerators", "instances", "prices"})
    if (fresh.contains(section)) lay_section(merged[section], fresh[section], section);
  if (fresh.contains("sources")) merged["sources"].update(fresh["sources"]);
  return overlay_text(merged);
}

}  // namespace ec2plan
