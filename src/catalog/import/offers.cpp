#include <algorithm>

#include "catalog/import/draft.hpp"

namespace ec2plan::catalog {
namespace {

using Offered = std::map<std::string, std::set<std::string>>;  // region -> types

void set_regions(InstanceType const& type, std::set<std::string> const& regions, Draft& draft) {
  add_field(instance_record(draft, type.name), "regions", regions, draft);
}

void compare(InstanceType const& type, Offered const& offered, bool complete, Draft& draft) {
  std::set<std::string> regions;
  if (type.regions) regions.insert(type.regions->begin(), type.regions->end());
  auto const before = regions;
  for (auto const& [region, types] : offered) {
    bool const was = before.contains(region), is = types.contains(type.name);
    std::string const subject = type.name + ", " + region;
    if (is && was) {
      note_confirmed(draft, subject, "offered", "yes");
    } else if (is) {
      note_added(draft, subject, "offered", "yes");
      regions.insert(region);
    } else if (was && complete) {
      note_changed(draft, subject, "offered", "yes", "no");
      regions.erase(region);
    }
  }
  if (regions != before) set_regions(type, regions, draft);
}

}  // namespace

void compare_offers(Catalog const& catalog, Offered const& offered, bool complete, Draft& draft) {
  for (auto const& type : catalog.instances)
    compare(type, offered, complete, draft);
}

}  // namespace ec2plan::catalog
