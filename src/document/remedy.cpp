#include "ec2plan/document/remedy.hpp"

#include "ec2plan/units/format.hpp"

namespace ec2plan {

std::string_view change_name(AskedChange change) {
  constexpr std::string_view names[] = {"instances", "purchase", "region",
                                        "deadline",  "budget",   "precision"};
  return names[static_cast<std::size_t>(change)];
}

std::string change_text(Remedy const& remedy) {
  switch (remedy.change) {
    case AskedChange::instances:
      return "up to " + integer_text(remedy.value) + " instances";
    case AskedChange::purchase:
      return std::string(purchase_name(remedy.plan.price.purchase)) + " instances";
    case AskedChange::region:
      return "instances in " + remedy.plan.price.region;
    case AskedChange::deadline:
      return duration_text(remedy.value) + " to train";
    case AskedChange::budget:
      return "a budget of " + dollars_text(remedy.value);
    case AskedChange::precision:
      return "fp8";
  }
  return {};
}

}  // namespace ec2plan
