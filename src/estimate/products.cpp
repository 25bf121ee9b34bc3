#include "products.hpp"

#include <cmath>

namespace ec2plan {
namespace {

constexpr double tile_rows = 128, tile_columns = 256;  // output of one thread block

/// Rows that a group's kernel works on: whole tiles, also for an expert with few tokens.
double padded_rows(Product const& p) {
  return p.groups > 1 ? tile_rows * std::ceil(p.rows / tile_rows) : p.rows;
}

}  // namespace

Time product_time(Product const& p, FlopRate rate, Bandwidth memory, int compute_units) {
  double const rows = padded_rows(p);
  double const waves =
      compute_units > 0 ? p.groups * rows * p.columns / (tile_rows * tile_columns * compute_units)
                        : 1e30;
  double const quantisation = waves >= 0.5 ? 1 + 0.5 / waves : 1 / waves;
  Bytes const operands = 2 * (p.rows * p.columns + p.columns * p.inner + p.rows * p.inner) * byte;
  return p.groups * (2 * rows * p.columns * p.inner * quantisation * flop / rate +
                     (operands + p.extra) / memory);
}

PassTime linear_time(Linear const& l, FlopRate rate, Setup const& s, Bandwidth memory) {
  int const units = s.accelerator.compute_units;
  Bytes const accumulate = l.outputs * l.inputs * s.assumptions.accumulation_traffic;
  auto const one = [&](double rows, double columns, double inner, Bytes extra) {
    return product_time({rows, columns, inner, extra, l.groups}, rate, memory, units);
  };
  PassTime time{.forward = one(l.tokens, l.outputs, l.inputs, {}),
                .backward = one(l.tokens, l.inputs, l.outputs, {})};
  if (!s.job.tuning.frozen()) time.backward += one(l.inputs, l.outputs, l.tokens, accumulate);
  return time;
}

}  // namespace ec2plan
