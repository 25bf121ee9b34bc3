#pragma once

#include "cli/inputs.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::cli {

/// The catalog with the overlays of --catalog, then --calibration, then --set laid over it.
Catalog asked_catalog(Arguments const& arguments, Reading& reading);

/// The frame of an answer: what it rests on, with all that was read.
Frame asked_frame(Catalog const& catalog, std::string command,
                  std::vector<std::string> const& types, std::vector<Price> const& prices,
                  std::vector<std::string> const& models, Reading const& reading,
                  Stack const& stack = {});

/// The same of an answer that rests on several kinds of software.
Frame asked_frame(Catalog const& catalog, std::string command,
                  std::vector<std::string> const& types, std::vector<Price> const& prices,
                  std::vector<std::string> const& models, Reading const& reading,
                  std::vector<Stack> const& stacks);

/// Each warning once, and of very many the first.
std::vector<std::string> told_once(std::vector<std::string> const& warnings);

/// "some prices are old: spot from 2025-12-21 (223 days), ...; ...", of the oldest of each kind of
/// purchase: one note, or none where no price is too old to be relied on.
std::vector<std::string> old_price_notes(std::vector<Price> const& prices, Date today);

}  // namespace ec2plan::cli
