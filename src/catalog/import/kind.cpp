#include <array>

#include "ec2plan/catalog/import.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan {
namespace {

constexpr std::array<std::string_view, 6> names{"instance-types", "spot-history",    "get-products",
                                                "offer-file",     "capacity-blocks", "offerings"};

}  // namespace

ImportKind import_kind_from(std::string_view name) {
  for (std::size_t index = 0; index < names.size(); ++index)
    if (names[index] == name) return static_cast<ImportKind>(index);
  auto const meant = nearest(name, std::span<std::string_view const>(names));
  throw InputError(
      {.where = "catalog import",
       .value = std::string(name),
       .problem = "is no kind of file",
       .expected =
           "instance-types, spot-history, get-products, offer-file, capacity-blocks or offerings",
       .fix = meant ? "did you mean " + std::string(*meant) + "?" : "name the kind first"});
}

std::string_view import_kind_name(ImportKind kind) { return names[static_cast<std::size_t>(kind)]; }

}  // namespace ec2plan
