#include "plan/sources.hpp"

namespace ec2plan {

std::vector<std::string> source_keys(std::string_view joined) {
  std::vector<std::string> keys;
  while (!joined.empty()) {
    auto const end = std::min(joined.find(';'), joined.size());
    std::string_view key = joined.substr(0, end);
    joined.remove_prefix(std::min(end + 1, joined.size()));
    while (!key.empty() && key.front() == ' ')
      key.remove_prefix(1);
    if (!key.empty()) keys.emplace_back(key);
  }
  return keys;
}

std::vector<Source> sources_of(Catalog const& catalog, std::vector<std::string> const& keys) {
  std::vector<Source> found;
  for (auto const& key : keys) {
    auto const source = catalog.sources.find(key);
    if (source == catalog.sources.end()) continue;
    found.push_back(source->second);
    found.back().key = key;
  }
  return found;
}

std::vector<Source> field_sources(Catalog const& catalog, std::string const& field) {
  auto const found = catalog.field_sources.find(field);
  if (found == catalog.field_sources.end()) return {};
  return sources_of(catalog, source_keys(found->second));
}

void add_record_sources(Catalog const& catalog, std::string const& record,
                        std::set<std::string>& keys) {
  for (auto at = catalog.field_sources.lower_bound(record);
       at != catalog.field_sources.end() && at->first.starts_with(record); ++at)
    for (auto& key : source_keys(at->second))
      keys.insert(std::move(key));
}

}  // namespace ec2plan
