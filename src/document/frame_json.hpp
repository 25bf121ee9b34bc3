#pragma once

#include <string>

#include "document/json.hpp"
#include "ec2plan/document/answer.hpp"

namespace ec2plan::documents {

/// A whole document, its top-level keys in the order of the contract.
Json document_json(Frame const& frame, Json summary, std::string const& result_key, Json result);

/// The same for a result of two keys: candidates and rejected.
Json document_json(Frame const& frame, Json summary, Json const& results);

Json sources_json(std::vector<Source> const& sources);

}  // namespace ec2plan::documents
