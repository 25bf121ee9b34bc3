#include <algorithm>

#include "ec2plan/document/instances.hpp"

namespace ec2plan {
namespace {

template <typename Value>
std::size_t place(std::vector<Value> const& values, Value const& value) {
  return static_cast<std::size_t>(std::find(values.begin(), values.end(), value) - values.begin());
}

bool was_asked(Price const& price, AskedPrice const& asked) {
  return place(asked.regions, price.region) < asked.regions.size() &&
         place(asked.purchases, price.purchase) < asked.purchases.size();
}

bool comes_before(Price const& a, Price const& b, AskedPrice const& asked) {
  if (a.per_instance != b.per_instance) return a.per_instance < b.per_instance;
  auto const region = place(asked.regions, a.region), other = place(asked.regions, b.region);
  if (region != other) return region < other;
  return place(asked.purchases, a.purchase) < place(asked.purchases, b.purchase);
}

}  // namespace

std::optional<FlopRate> dense_16bit(Accelerator const& accelerator) {
  return accelerator.bf16 ? accelerator.bf16 : accelerator.fp16;
}

std::optional<LowestPrice> lowest_price(InstanceRow const& row, AskedPrice const& asked) {
  Price const* lowest = nullptr;
  for (Price const& price : row.prices) {
    if (!was_asked(price, asked)) continue;
    if (lowest == nullptr || comes_before(price, *lowest, asked)) lowest = &price;
  }
  if (lowest == nullptr) return {};
  LowestPrice found{.price = *lowest,
                    .per_accelerator = lowest->per_instance / row.type.accelerators};
  if (auto const peak = dense_16bit(row.type.accelerator))
    found.per_petaflop = found.per_accelerator / (*peak / (peta * flop / second));
  return found;
}

}  // namespace ec2plan
