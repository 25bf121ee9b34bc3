#include "compute.hpp"
#include "widths.hpp"

namespace ec2plan {
namespace {

struct FeedForward {
  double tokens = 0, width = 0;
  double outer = 0;  // what it takes and gives
  double groups = 1;
};

PassTime feed_forward_time(Setup const& s, FeedForward const& f, FlopRate rate, Bandwidth memory) {
  if (f.width <= 0) return {};
  auto const& m = s.job.model;
  double const inputs = m.gated ? 2 : 1;
  auto time = linear_time({f.tokens, inputs * f.width, f.outer, f.groups}, rate, s, memory);
  time += linear_time({f.tokens, f.outer, f.width, f.groups}, rate, s, memory);
  return time;
}

}  // namespace

PassTime dense_feed_forward(Setup const& s, Layout const& l, Rates const& r) {
  double const width = dense_width(s.job.model) / l.tensor;
  return feed_forward_time(s, {micro_batch_tokens(s.job, l), width, 1.0 * s.job.model.hidden},
                           r.gemm, r.memory);
}

PassTime routed_experts(Setup const& s, Layout const& l, Rates const& r) {
  auto const& m = s.job.model;
  if (!m.experts) return {};
  auto const& e = *m.experts;
  bool const spread = l.expert > 1;
  double const busiest = spread ? s.assumptions.expert_imbalance : 1;
  double const tokens = busiest * micro_batch_tokens(s.job, l) * e.per_token * l.expert / e.count /
                        (spread ? l.tensor : 1) * (spread ? l.expert_tensor : 1);
  double const width = static_cast<double>(e.feed_forward) / (spread ? l.expert_tensor : l.tensor);
  double const local = static_cast<double>(e.count) / l.expert;
  double const outer = e.latent > 0 ? e.latent : m.hidden;
  // One expert is one plain product.
  double const lost = (1 - s.assumptions.grouped_efficiency) * (1 - 1 / local);
  auto time = feed_forward_time(s, {tokens, width, outer, local}, r.gemm * (1 - lost), r.memory);
  Time const overhead = local > 1 ? 2 * local * s.assumptions.group_overhead : Time{};
  time += {overhead, 2 * overhead};
  if (e.latent > 0) {  // into the experts' narrower width, and back
    double const own = micro_batch_tokens(s.job, l) / l.tensor;
    time += linear_time({own, outer, 1.0 * m.hidden}, r.gemm, s, r.memory);
    time += linear_time({own, 1.0 * m.hidden, outer}, r.gemm, s, r.memory);
  }
  return {sparse_share(m) * time.forward, sparse_share(m) * time.backward};
}

}  // namespace ec2plan
