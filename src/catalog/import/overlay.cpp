#include <algorithm>
#include <array>

#include "catalog/import/draft.hpp"
#include "catalog/json_value.hpp"

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
  return {{"date", source.date}, {"kind", source.kind}, {"text", source.text}, {"url", nullptr}};
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
