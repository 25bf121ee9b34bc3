#pragma once

#include <span>

#include "catalog/embedded.hpp"

namespace ec2plan::pages {

/// What an HTML page carries with it: page.css and page.js.
std::span<catalog::EmbeddedFile const> embedded_files();

}  // namespace ec2plan::pages
