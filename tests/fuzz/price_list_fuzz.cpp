#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "catalog/aws/aws_document.hpp"
#include "ec2plan/units/error.hpp"

namespace {

using namespace ec2plan;

/// Every record that was read is a price or was skipped, and every price is one.
void check(catalog::Findings const& findings) {
  auto records = static_cast<std::int64_t>(findings.prices.size());
  for (auto const& skipped : findings.skipped)
    records += skipped.count;
  if (records != findings.records) std::abort();
  for (ListedPrice const& listed : findings.prices) {
    double const dollars = listed.price.per_instance / (dollar / hour);
    if (listed.instance_type.empty() || listed.price.region.empty() || listed.since.size() != 10 ||
        !(dollars > 0) || !std::isfinite(dollars))
      std::abort();
  }
}

}  // namespace

/// The first byte chooses the reader and the size of the blocks that it is given.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Catalog const built_in = load_catalog();
  if (size == 0) return 0;
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto const largest = static_cast<std::size_t>(data[0] / 2 + 1);
  ByteSource const source{.name = "list", .read = [&](std::span<char> block) {
                            auto const read = std::min({block.size(), rest.size(), largest});
                            std::copy_n(rest.begin(), read, block.begin());
                            rest.remove_prefix(read);
                            return read;
                          }};
  catalog::Findings findings;
  try {
    (data[0] % 2 == 0 ? catalog::read_offer_file : catalog::read_get_products)(source, built_in,
                                                                               findings);
    check(findings);
  } catch (const InputError& error) {
    if (error.problem.empty() || error.expected.empty() || error.fix.empty()) std::abort();
  }
  return 0;
}
