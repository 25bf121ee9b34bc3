#include "tests/support/answers.hpp"

#include "tests/support/setups.hpp"

namespace ec2plan::testing {
namespace {

Layout layout_on(int count) {
  return {.tensor = 8,
          .pipeline = 8,
          .data = count / 8,
          .micro_batch = 1,
          .recompute = Recompute::full,
          .sequence_parallel = true};
}

Goal in_thirty_days() { return {.deadline = 30 * day, .ties = {.chance = 0.2}}; }

AskedJob asked_job() {
  Job const job = gpt3_on_p4de().job;
  return {.spec = "175B",
          .model = {.shape = job.model,
                    .stated_parameters = job.stated_parameters,
                    .origin = ModelOrigin::snapped},
          .job = job};
}

AskedPrice asked_price() { return {.regions = {"us-east-1"}, .region_from = "default"}; }

Frame frame(std::string command) {
  return {.command = std::move(command),
          .inputs = {{"model", std::string("gpt3-175b"), "flag", "175B"},
                     {"tokens", 300e9, "flag", "300B"},
                     {"seq_len", std::int64_t{2048}, "model", ""},
                     {"days", 30.0, "flag", "30"}},
          .assumptions = {{"fragmentation", 1.08, "ratio", "fitted", "TEST", "Memory held."},
                          {"restart", 600, "s", "guess", "", "To the next step."}},
          .catalog_version = "2026-08-01",
          .catalog_as_of = "2026-07-20",
          .catalog_sha256 = std::string(64, 'a'),
          .sources = {{"TEST", "2026-07-20", "primary", "A list of prices.", ""}},
          .warnings = {"a warning"}};
}

}  // namespace

Plan plan_on_p4de(int rank, int count, double usd_per_hour) {
  Setup const setup = gpt3_on_p4de();
  Layout const layout = layout_on(count);
  Estimate const scored = estimate(setup, layout);
  Run const whole = run(setup, layout, scored, count);
  Price const listed = price(usd_per_hour);
  Plan plan{.rank = rank,
            .type = setup.type,
            .instances = count,
            .price = listed,
            .job = setup.job,
            .layout = layout,
            .estimate = scored,
            .run = whole,
            .cost = cost(listed, count, whole),
            .cost_parts = cost_breakdown(listed, count, whole)};
  plan.meets_deadline = whole.duration.high <= 30 * day;
  plan.meets_deadline_if_slow = plan.meets_deadline;
  plan.confidence = Confidence::same_accelerator;
  return plan;
}

namespace {

/// Of accelerators of 24 GiB.
Rejection without_room(std::string type) {
  return {.instance_type = std::move(type),
          .region = "us-east-1",
          .code = ReasonCode::no_fit,
          .obstacle = Obstacle::accelerator_memory,
          .figures = {131 * gibibyte / byte, 24 * gibibyte / byte, 512}};
}

Price block_price(double usd_per_hour) {
  Price block = price(usd_per_hour);
  block.purchase = Purchase::capacity_block;
  return block;
}

}  // namespace

Answer two_plans() {
  Answer answer{.frame = frame("recommend"),
                .asked = asked_job(),
                .price = asked_price(),
                .goal = in_thirty_days()};
  Plan const first = plan_on_p4de(1, 256, 27.44705);
  Plan second = plan_on_p4de(2, 192, 60);
  second.type.name = "p4x.24xlarge";
  answer.result.candidates = {first, second};
  answer.result.safe = first;
  answer.result.even_odds = second;
  answer.result.fastest = first;
  answer.result.cheapest = first;
  answer.result.rejected = {without_room("g5.xlarge"),
                            without_room("g5.2xlarge"),
                            {.instance_type = "trn2.48xlarge",
                             .region = "us-east-1",
                             .code = ReasonCode::unpriced,
                             .obstacle = Obstacle::no_price,
                             .other = block_price(35.76)}};
  answer.result.counts = {
      .legal = 10, .evaluated = 6, .excluded_by_memory = 3, .excluded_by_time = 1};
  return answer;
}

Answer one_plan() {
  return {.question = {.kind = Question::Kind::estimate},
          .frame = frame("estimate"),
          .asked = asked_job(),
          .price = asked_price(),
          .goal = in_thirty_days(),
          .result = {.candidates = {plan_on_p4de(1, 256, 27.44705)}},
          .setup = gpt3_on_p4de()};
}

ExplainAnswer one_explained() {
  ExplainAnswer answer{.estimate = one_plan()};
  answer.estimate.frame.command = "explain";
  answer.facts = {{"network", "400 Gbit/s", answer.estimate.frame.sources},
                  {"link", "300 GB/s", {}}};
  return answer;
}

InstancesAnswer two_instance_types() {
  Price reserved = price(17);
  reserved.purchase = Purchase::reserved_1yr;
  return {.frame = frame("instances"),
          .price = asked_price(),
          .rows = {{p4de(), {price(27.44705), reserved}}, {p3_8x(), {}}}};
}

ModelsAnswer two_models() {
  return {.frame = frame("models"),
          .rows = {{.shape = gpt3(), .family = "GPT-3", .sequence_length = 2048},
                   {.shape = small_mixture()}}};
}

}  // namespace ec2plan::testing
