#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "catalog/aws/aws_document.hpp"
#include "catalog/json_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/catalog/files.hpp"

namespace ec2plan {

using Reader = void (*)(ByteSource const&, Catalog const&, catalog::Findings&);

/// A small price list in AWS's shape, of the folder beside this file.
inline std::string fixture(std::string const& name) {
  return catalog::file_text("tests/unit/catalog/fixtures/" + name);
}

/// The text with the first `from`, which must be there, replaced.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  auto const at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

/// What a reader finds in a text that comes in blocks of at most so many bytes.
inline catalog::Findings found(Reader reader, std::string_view text, std::size_t block = 65'536) {
  static Catalog const built_in = load_catalog();
  ByteSource const source{.name = "list", .read = [&](std::span<char> bytes) {
                            auto const size = std::min({bytes.size(), text.size(), block});
                            std::copy_n(text.begin(), size, bytes.begin());
                            text.remove_prefix(size);
                            return size;
                          }};
  catalog::Findings findings;
  reader(source, built_in, findings);
  return findings;
}

/// A line for each price: "p4d.24xlarge us-east-1 on-demand 21.957642 2025-06-23 2026-09-10".
inline std::string prices_text(catalog::Findings const& findings) {
  std::ostringstream text;
  text.precision(9);
  for (ListedPrice const& listed : findings.prices)
    text << listed.instance_type << ' ' << listed.price.region << ' '
         << purchase_name(listed.price.purchase) << ' '
         << listed.price.per_instance / (dollar / hour) << ' ' << listed.since << ' '
         << listed.price.as_of << '\n';
  return text.str();
}

/// How many records were skipped for a reason.
inline std::int64_t skipped(catalog::Findings const& findings, std::string_view reason) {
  for (auto const& one : findings.skipped)
    if (one.reason == reason) return one.count;
  return 0;
}

/// Prices and skipped records make up all that were read.
inline bool adds_up(catalog::Findings const& findings) {
  auto sum = static_cast<std::int64_t>(findings.prices.size());
  for (auto const& one : findings.skipped)
    sum += one.count;
  return sum == findings.records;
}

/// Checks that a broken text is refused as such, with its name, what was expected and what to do.
inline void check_refused(Reader reader, std::string const& text, std::string const& message) {
  auto const error = error_of([&] { return found(reader, text).records; });
  CHECK(error.kind == InputError::Kind::file);
  CHECK(error.where == "list");
  CHECK_THAT(std::string(error.what()), Catch::Matchers::Contains(message));
  CHECK_THAT(error.problem, Catch::Matchers::Contains("byte "));
  CHECK_FALSE(error.expected.empty());
  CHECK_FALSE(error.fix.empty());
}

}  // namespace ec2plan
