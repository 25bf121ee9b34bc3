#pragma once

#include <string>

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

/// What is not known is broken, and says why.
void say_unknown(CheckedRule& checked, std::string const& why);

// Figures beside their limits.

/// A figure in words, with so many decimals more than it has at the least.
using Words = std::string (*)(double value, int decimals);

std::string dollars(double value, int decimals);  // "$2,000,693"
std::string cents(double value, int decimals);    // "$27.45"
std::string days(double value, int decimals);     // "15.8 days"
std::string percent(double value, int decimals);  // "7.1%"

/// Decimals until two figures that differ read as different, and their difference as one.
int decimals_apart(double one, double other, Words words);

}  // namespace ec2plan::review
