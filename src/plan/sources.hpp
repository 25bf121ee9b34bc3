#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan {

/// The keys in "SMI; MLE".
std::vector<std::string> source_keys(std::string_view joined);

/// The sources of these keys that the catalog knows, in the order of the keys.
std::vector<Source> sources_of(Catalog const& catalog, std::vector<std::string> const& keys);

/// The sources of one fact: "instances/p4d.24xlarge/network_gbps".
std::vector<Source> field_sources(Catalog const& catalog, std::string const& field);

/// Adds the keys of all facts under "instances/p4d.24xlarge/".
void add_record_sources(Catalog const& catalog, std::string const& record,
                        std::set<std::string>& keys);

}  // namespace ec2plan
