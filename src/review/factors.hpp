#pragma once

#include <vector>

#include "ec2plan/review/compare.hpp"

/// The change of a product, shared out among its factors: that of the cost above all.
namespace ec2plan::review {

/// (a - b) / ln(a / b), which lies between the two; a where they are equal. Assumes: both above 0.
double logarithmic_mean(double a, double b);

/// How much a factor multiplies the product by, before and after.
struct FactorStep {
  double base = 1;
  double head = 1;
};

/// Less than this share apart, two values are the same: documents are written with 12 digits.
inline constexpr double same_share = 1e-9;
bool is_same(double a, double b);

/// What each factor adds to the product on its way from `base` to `head`: L(head, base) ln(head of
/// the factor / base of it). The parts sum to head - base, swap their signs with the two sides, and
/// do not depend on the order of the factors.
/// Source: the additive logarithmic-mean Divisia index I: Ang 2005, Energy Policy 33, 867-871;
/// docs/model.md, "Compare". Assumes: all above 0, and that the factors multiply to base and head.
std::vector<double> attributed(std::vector<FactorStep> const& factors, double base, double head);

/// The factors of the likely cost and what each adds to its change; with the number of instances,
/// which cancels. Source: docs/model.md, "Compare".
std::vector<ComparedRow> factor_rows(CompareAnswer const& answer);

/// What the parts of a step add to the change: where only the step differs. They sum to the part of
/// the efficiency.
std::vector<ComparedRow> step_rows(CompareAnswer const& answer);

}  // namespace ec2plan::review
