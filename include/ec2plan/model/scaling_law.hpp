#pragma once

#include <limits>
#include <string>

#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

/// How the loss of a language model falls with its size N and its data D: E + A/N^alpha +
/// B/D^beta. One fit of the five constants. Source: docs/model.md, "Scaling law".
/// Assumes: a dense model, all of its parameters counted, and each token seen once.
struct ScalingLaw {
  std::string name{};             // "epoch"
  double entropy = 0;             // E, nats a token: what no model can predict
  double parameter_factor = 0;    // A
  double parameter_exponent = 0;  // alpha
  double token_factor = 0;        // B
  double token_exponent = 0;      // beta
  // The largest model and the most tokens of the runs behind the fit; infinite: not recorded.
  double fitted_parameters = std::numeric_limits<double>::infinity();
  Tokens fitted_tokens{std::numeric_limits<double>::infinity()};
};

/// The model and its data that reach the least loss with the compute.
struct ComputeOptimal {
  double parameters = 0;
  Tokens tokens{};
};

/// Nats a token.
double predicted_loss(ScalingLaw const& law, double parameters, Tokens tokens);

/// Assumes: compute = 6 FLOPs for each parameter and token.
ComputeOptimal compute_optimal(ScalingLaw const& law, Flops compute);

/// The tokens for which a model of this size is the compute-optimal one.
Tokens compute_optimal_tokens(ScalingLaw const& law, double parameters);

}  // namespace ec2plan
