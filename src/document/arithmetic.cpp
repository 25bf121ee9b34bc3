#include "ec2plan/document/arithmetic.hpp"

#include "ec2plan/model/flops.hpp"

namespace ec2plan {

std::vector<Part<Time>> parts_of(StepBreakdown const& s) {
  return {{"compute", s.compute, "matrix products, attention and element-wise work"},
          {"tensor_comm", s.tensor_comm, "tensor-parallel collectives that compute waits for"},
          {"pipeline_comm", s.pipeline_comm, "activations passed between pipeline stages"},
          {"expert_comm", s.expert_comm, "tokens sent to their experts and back"},
          {"context_comm", s.context_comm, "keys and values passed between context ranks"},
          {"data_comm", s.data_comm, "gradients and weights of data parallelism, not hidden"},
          {"bubble", s.bubble, "stages that wait for the first and last micro-batch"},
          {"optimizer", s.optimizer, "the update of the weights"},
          {"other", s.other, "jitter and fixed overhead"}};
}

std::vector<Part<Bytes>> parts_of(MemoryBreakdown const& m) {
  return {
      {"weights", m.weights, "in 16 bits"},
      {"gradients", m.gradients, "as they are accumulated"},
      {"optimizer", m.optimizer, "fp32 weights and two moments"},
      {"activations", m.activations, "kept from forward to backward, all micro-batches in flight"},
      {"other", m.other, "fragmentation, driver, libraries"}};
}

std::vector<Part<Money>> parts_of(CostBreakdown const& c) {
  return {{"training", c.training, "steps that are kept"},
          {"evaluation", c.evaluation, "validation"},
          {"failures", c.failures, "lost work, restarts, reclaims and checkpoints"},
          {"idle_tail", c.idle_tail, "bought beyond the end of the run"}};
}

Arithmetic arithmetic(EstimateAnswer const& answer) {
  Plan const& plan = answer.plan;
  Setup const& setup = answer.setup;
  Arithmetic a{.flops = run_flops(setup, plan.layout),
               .accelerators = static_cast<double>(plan.instances) * plan.type.accelerators,
               .achieved = plan.run.achieved,
               .training = plan.run.steps * plan.run.step_time.likely,
               .goodput = plan.run.goodput,
               .duration = plan.run.duration.likely};
  Bill const bill = likely_bill(plan.price, plan.instances, plan.run);
  a.instance_hours = plan.instances * ((bill.bought + bill.beyond) / hour);
  a.evaluation_share = a.goodput * (a.duration / a.training) - 1;
  return a;
}

}  // namespace ec2plan
