#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "plan/terms.hpp"

namespace ec2plan {

/// What the user's own constants do to plans: none makes one faster than its hardware, and what
/// they make cheaper, sooner, surer or fit is said. Points into the catalog and the terms.
class OwnConstants {
 public:
  OwnConstants(Catalog const& catalog, Terms const& terms);

  /// Names in the plan what favours it, which then is no more than a guess.
  /// Throws: InputError at the constant or the speed that puts it above its dense peak.
  void judge(Plan& plan);
  void judge(Recommendation& result);

  /// A sentence on the plans that were judged; empty where nothing favours one.
  std::string warning() const;

 private:
  /// A set-up with ec2plan's constants in place of all that the user set, and of each.
  struct Restored {
    Setup all{};
    std::vector<Setup> each{};
  };

  Restored const& restored(Plan const& plan);
  bool favours(Setup const& setup, Plan const& plan) const;
  [[noreturn]] void refuse(Plan const& plan, Restored const& restored) const;
  void note(Plan const& plan, Setup const& restored);

  Catalog const& catalog_;
  Terms const& terms_;
  std::vector<std::string> keys_{};  // of assumptions, and "goodput"
  Catalog shipped_{};                // without what the user set; empty where that is nothing
  std::map<std::pair<std::string, std::pair<std::string, double>>, Restored> restored_{};
  int favoured_ = 0;
  std::string first_{};  // of the first plan that is favoured
};

/// Judges every plan of an answer, and adds the warning to the terms.
void judge_own_constants(Catalog const& catalog, Terms& terms, Answer& answer);

}  // namespace ec2plan
