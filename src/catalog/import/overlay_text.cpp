#include "catalog/import/draft.hpp"

namespace ec2plan::catalog {
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

}  // namespace ec2plan::catalog
