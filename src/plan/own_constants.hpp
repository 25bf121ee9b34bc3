#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "plan/terms.hpp"

namespace ec2plan {

/// What the user's own constants do to plans: none makes one faster than its hardware, and what
/// they make cheaper, sooner, surer or fit is said. Points into the catalog and the question.
class OwnConstants {
 public:
  OwnConstants(Catalog const& catalog, Question const& question);

  /// Names in the plan what favours it, which then is a guess; of a calibration, no surer than
  /// without it, and extrapolated where it makes the likely run better. `speed` is what the user
  /// gave for it. Throws: InputError at the constant or the speed that puts it above its dense
  /// peak.
  void judge(Plan& plan, GivenSpeed const& speed);

  /// A sentence on the plans that were judged; empty where nothing favours one.
  std::string warning() const;

 private:
  /// A job on a type with ec2plan's constants in place of all that the user set, and of each.
  struct Restored {
    Setup all{};
    std::vector<Setup> each{};
  };
  using Place = std::tuple<std::string, std::string, Precision>;

  Catalog const& shipped() const { return keys_.empty() ? catalog_ : shipped_; }
  Restored restored(Plan const& plan);
  Restored restored_on(Plan const& plan) const;
  std::vector<std::string> favouring(Plan const& plan, GivenSpeed const& speed,
                                     Restored const& without) const;
  bool is_goodput_better(Plan const& plan, GivenSpeed const& speed) const;
  [[noreturn]] void refuse(Plan const& plan, Restored const& restored) const;
  void note(Plan const& plan, GivenSpeed const& speed, Setup const& restored);

  Catalog const& catalog_;
  Question const& question_;
  std::vector<std::string> keys_{};  // of assumptions that the user set
  Catalog shipped_{};                // what set-ups need of it, without those
  std::map<Place, Restored> restored_{};
  int favoured_ = 0;
  std::string first_{};  // of the first plan that is favoured
};

/// Judges every plan of an answer, and adds the warning to the terms.
void judge_own_constants(Catalog const& catalog, Terms& terms, Answer& answer);

}  // namespace ec2plan
