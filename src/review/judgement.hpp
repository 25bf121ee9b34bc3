#pragma once

#include "ec2plan/review/check.hpp"

namespace ec2plan::review {

/// What rules are judged by.
struct Subject {
  SavedResult const& result;
  SavedPlan const& plan;
  Risk risk = Risk::slow;
  Date today{};
};

CheckedRule judged(PolicyRule const& rule, Subject const& subject);

}  // namespace ec2plan::review
