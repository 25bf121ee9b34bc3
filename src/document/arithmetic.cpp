#include "ec2plan/document/arithmetic.hpp"

#include <cmath>
#include <string>

#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/doubts.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/model/flops.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/sources.hpp"

namespace ec2plan {
namespace {

/// Whole, or to a tenth.
std::string short_text(double value) {
  return fixed_text(value, value == std::trunc(value) ? 0 : 1);
}

std::string gb_per_second(Bandwidth rate) {
  return short_text(rate / (gigabyte / second)) + " GB/s";
}

std::string peak_text(std::optional<FlopRate> const& peak) {
  if (!peak) return "not published";
  return short_text(*peak / (tera * flop / second)) + " TFLOP/s, dense";
}

std::string efa_text(std::optional<Efa> const& efa) {
  if (!efa) return "none";
  std::string text = efa->version > 0 ? "version " + integer_text(efa->version) : "version unknown";
  if (efa->interfaces > 0) text += ", " + counted(efa->interfaces, "interface");
  return text;
}

void add_accelerator(Catalog const& catalog, Plan const& plan, std::vector<Fact>& facts) {
  Accelerator const& part = plan.type.accelerator;
  auto const from = [&](char const* field) {
    return field_sources(catalog, "accelerators/" + part.id + "/" + field);
  };
  auto const peak = dense_peak(part, plan.job.precision);
  facts.push_back({"memory of an accelerator", gib_text(part.memory / byte), from("memory_mib")});
  facts.push_back({"memory bandwidth of an accelerator",
                   part.memory_bandwidth ? gb_per_second(*part.memory_bandwidth) : "not recorded",
                   from("memory_bandwidth_gb_per_s")});
  facts.push_back({"peak of an accelerator", peak_text(peak), from("dense_tflops_per_s")});
  facts.push_back({"rating of an accelerator",
                   part.power ? integer_text(*part.power / watt) + " W" : "not published",
                   from("power_w")});
}

void add_instance(Catalog const& catalog, InstanceType const& type, std::vector<Fact>& facts) {
  auto const from = [&](char const* field) {
    return field_sources(catalog, "instances/" + type.name + "/" + field);
  };
  facts.push_back({"accelerators of an instance",
                   integer_text(type.accelerators) + " " + type.accelerator.id,
                   from("accelerators")});
  if (type.link)
    facts.push_back({"link inside an instance, one way",
                     type.link->kind + ", " + gb_per_second(type.link->per_direction),
                     from("link")});
  facts.push_back({"network of an instance, one way",
                   fixed_text(type.network / (gigabit / second), 0) + " Gbit/s" +
                       (type.network_burst ? " in bursts" : ""),
                   from("network_gbps")});
  facts.push_back({"EFA", efa_text(type.efa), from("efa")});
}

void add_price(Catalog const& catalog, Price const& price, std::vector<Fact>& facts) {
  facts.push_back({"price of an instance hour",
                   hourly_text(price.per_instance) + ", " +
                       std::string(purchase_name(price.purchase)) + ", " + price.region + ", " +
                       seen_text(price),
                   sources_of(catalog, source_keys(price.source))});
}

void add_model(Catalog const& catalog, AskedJob const& asked, Plan const& plan,
               std::vector<Fact>& facts) {
  auto const from = [&](char const* field) {
    return field_sources(catalog, "models/" + plan.job.model.name + "/" + field);
  };
  if (asked.model.origin == ModelOrigin::rule || asked.model.origin == ModelOrigin::file) {
    facts.push_back({"shape of the model", origin_text(asked.model.origin), {}});
    return;
  }
  facts.push_back({"shape of the model", plan.job.model.name, from("shape")});
  facts.push_back({"parameters of the model", count_text(parameters(plan.job.model).total()),
                   from("parameters")});
}

}  // namespace

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
      {"weights", m.weights, "as the device holds them"},
      {"gradients", m.gradients, "as they are accumulated"},
      {"optimizer", m.optimizer, "master weights and moments"},
      {"activations", m.activations, "kept from forward to backward, all micro-batches in flight"},
      {"other", m.other, "fragmentation, driver, libraries"}};
}

std::vector<Part<Time>> parts_of(Startup const& s) {
  return {{"launch", s.launch, "until the slowest of the instances runs"},
          {"image", s.image, "the container is pulled and unpacked"},
          {"loading", s.loading, "weights and optimizer are read, as at a restart"},
          {"network", s.network, "the accelerators find one another"},
          {"compilation", s.compilation, "graphs and kernels; the first slow steps"}};
}

std::vector<Part<Money>> parts_of(CostBreakdown const& c) {
  return {{"startup", c.startup, "before the first step"},
          {"training", c.training, "steps that are kept"},
          {"evaluation", c.evaluation, "validation"},
          {"failures", c.failures, "lost work, restarts, reclaims and checkpoints"},
          {"idle_tail", c.idle_tail, "bought beyond the end of the run"}};
}

Arithmetic arithmetic(Answer const& answer) {
  Plan const& plan = answer.plan();
  Setup const& setup = *answer.setup;
  Arithmetic a{.flops = run_flops(setup, plan.layout),
               .accelerators = static_cast<double>(plan.instances) * plan.type.accelerators,
               .achieved = plan.run.achieved,
               .training = plan.run.steps * plan.run.step_time.likely,
               .goodput = plan.run.goodput,
               .startup = plan.run.startup.total(),
               .duration = plan.run.duration.likely};
  Bill const bill = likely_bill(plan.price, plan.instances, plan.run);
  a.instance_hours = plan.instances * ((bill.bought + bill.beyond) / hour);
  a.evaluation_share = a.goodput * ((a.duration - a.startup) / a.training) - 1;
  return a;
}

std::vector<Fact> facts_of(Catalog const& catalog, AskedJob const& asked, Plan const& plan) {
  std::vector<Fact> facts;
  add_model(catalog, asked, plan, facts);
  add_accelerator(catalog, plan, facts);
  add_instance(catalog, plan.type, facts);
  if (priced(plan)) add_price(catalog, plan.price, facts);
  return facts;
}

}  // namespace ec2plan
