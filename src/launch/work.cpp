#include "launch/work.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/document/command_line.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "launch/tuning.hpp"

namespace ec2plan::launch {
namespace {

constexpr Time between_checkpoints_otherwise = hour;
constexpr double warmup_share = 0.01;
constexpr std::size_t longest_tag = 256;  // of AWS

std::int64_t whole(double value) { return std::llround(value); }

std::int64_t steps_in(Plan const& plan, Time time) {
  return std::max<std::int64_t>(1, whole(time / plan.run.step_time.likely));
}

std::string layout_text(Work const& w) {
  auto const& l = w.layout;
  std::string text = "tensor " + std::to_string(l.tensor) + ", pipeline " +
                     std::to_string(l.pipeline) + ", data " + std::to_string(l.data);
  if (l.context > 1) text += ", context " + std::to_string(l.context);
  if (l.expert > 1) text += ", expert " + std::to_string(l.expert);
  if (l.virtual_stages > 1) text += ", virtual stages " + std::to_string(l.virtual_stages);
  text += ", micro-batch " + std::to_string(l.micro_batch) + ", recompute " +
          std::string(recompute_name(l.recompute)) + ", ZeRO " + std::to_string(l.zero);
  return text + ", " + std::string(precision_name(w.plan.job.precision));
}

std::string place_text(Plan const& plan) {
  std::string text = counted(plan.instances, "instance") + " " + plan.type.name;
  if (!plan.price.region.empty()) text += ", " + plan.price.region;
  return text + ", " + std::string(purchase_name(plan.price.purchase));
}

/// What no plan knows, and what it assumes.
std::vector<std::string> checks(Work const& w, std::vector<std::string> const& further) {
  std::vector<std::string> all = further;
  if (!w.checkpoint_chosen)
    all.push_back("checkpoints about every hour: no failure model chose their interval");
  std::int64_t const paid = std::int64_t{w.plan.instances} * w.plan.type.ec2_instances;
  if (w.nodes < paid)
    all.push_back("the layout fills " + integer_text(std::int64_t{w.nodes}) + " of " +
                  counted(paid, "instance") + ": the others are spares");
  else if (w.plan.spare_instances > 0)
    all.push_back("keep " + counted(w.plan.spare_instances, "spare instance") +
                  " beside these: the estimate restarts on one at once");
  return all;
}

std::string digest_text(Frame const& frame) {
  std::string text = "catalog " + frame.catalog_version + " of " + frame.catalog_as_of;
  if (!frame.catalog_sha256.empty()) text += ", sha256 " + frame.catalog_sha256.substr(0, 12);
  return text;
}

/// Of what AWS takes in the value of a tag.
bool is_no_tag(char letter) {
  constexpr std::string_view others = " _.:/=+-@";
  bool const plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                     (letter >= '0' && letter <= '9');
  return !plain && others.find(letter) == others.npos;
}

std::string software(Work const& w) {
  std::string text(w.target.name);
  if (!w.version.name.empty()) text += " " + std::string(w.version.name);
  return text;
}

std::string run_text(Work const& w) {
  auto const& plan = w.plan;
  return plan.job.model.name + " on " + count_text(plan.job.tokens) +
         " tokens: " + counted(w.steps, "step") + " of " +
         integer_text(std::int64_t{plan.job.global_batch}) + " x " +
         counted(plan.job.sequence_length, "token") + ", " +
         fixed_text(plan.run.step_time.likely / second, 2) + " s each, " +
         duration_text(plan.run.duration.likely) + " in all";
}

}  // namespace

Work work_of(LaunchTarget const& target, TargetVersion const& version, Answer const& answer,
             LaunchTarget const& trainer, LaunchOrigin const& origin) {
  auto const& plan = answer.plan();
  auto const& setup = *answer.setup;
  auto const& layout = plan.layout;
  Work w{answer, plan, setup, layout, target, version, trainer, origin};
  w.ranks_per_node = devices(plan.type) / plan.type.ec2_instances;
  w.ranks = devices(layout);
  w.nodes = std::max(1, static_cast<int>(w.ranks / w.ranks_per_node));
  if (w.ranks < w.ranks_per_node) w.ranks_per_node = static_cast<int>(w.ranks);
  w.copies = spanned(layout.data, layout.context) / shards(layout);
  w.micro_batches = micro_batches(setup.job, layout);
  w.steps = whole(plan.run.steps);
  w.samples = w.steps * plan.job.global_batch;
  w.warmup_steps = std::max<std::int64_t>(1, whole(warmup_share * static_cast<double>(w.steps)));
  auto const& chosen = plan.run.reliability;
  w.checkpoint_chosen = chosen && chosen->likely.interval > Time{};
  w.checkpoint_steps =
      std::min(w.steps, steps_in(plan, w.checkpoint_chosen ? chosen->likely.interval
                                                           : between_checkpoints_otherwise));
  if (plan.price.purchase == Purchase::capacity_block)
    w.blocks = std::max(1, capacity_blocks(plan.price.blocks, w.nodes));
  auto const& efa = plan.type.efa;
  w.efa = efa ? efa->interfaces / plan.type.ec2_instances : 0;
  return w;
}

bool shards_weights(Work const& w) { return w.layout.zero >= 2 && replicated(w.layout); }

bool on_capacity_block(Work const& w) { return w.plan.price.purchase == Purchase::capacity_block; }

std::string lines(std::vector<std::string> const& texts) { return joined(texts, "\n"); }

std::string header(Work const& w, std::vector<std::string> const& further) {
  auto const& answer = w.answer;
  std::vector<std::string> all{
      "Made by ec2plan " + w.origin.version + " for " + software(w) + ".",
      "Plan:   " + run_text(w),
      "On:     " + place_text(w.plan) + " (" + counted(w.ranks, "rank") + ")",
      "Layout: " + layout_text(w),
      "Facts:  " + digest_text(answer.frame),
      "Asked:  " + w.origin.command + " --target " + std::string(w.target.name),
      "Check before you run:"};
  for (auto const& check : checks(w, further))
    all.push_back("- " + check);
  if (all.back().ends_with(':')) all.pop_back();
  return lines(all);
}

std::string made_from(Work const& w) {
  auto const& frame = w.answer.frame;
  auto text = "ec2plan " + w.origin.version + ": " + w.plan.job.model.name + " on " +
              std::to_string(w.plan.instances) + " x " + w.plan.type.name + " - catalog of " +
              frame.catalog_as_of + " " + frame.catalog_sha256.substr(0, 12);
  std::erase_if(text, [](char letter) { return is_no_tag(letter); });
  text.resize(std::min(text.size(), longest_tag));
  return text;
}

std::string job_name(Work const& w) {
  std::string name;
  for (char const letter : w.plan.job.model.name) {
    bool const plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (plain)
      name += letter;
    else if (!name.empty() && name.back() != '-')
      name += '-';
  }
  while (name.ends_with('-'))
    name.pop_back();
  return name.empty() ? "train" : name.substr(0, 40);
}

Values common_values(Work const& w, std::vector<std::string> const& further) {
  auto const text = [](auto value) { return std::to_string(value); };
  auto const& job = w.plan.job;
  auto const& l = w.layout;
  return {{"header", header(w, further)},
          {"name", job_name(w)},
          {"version", std::string(w.version.name)},
          {"instance_type", w.plan.type.name},
          {"region", w.plan.price.region.empty() ? "us-east-1" : w.plan.price.region},
          {"nodes", text(w.nodes)},
          {"workers", text(w.nodes - 1)},
          {"ranks_per_node", text(w.ranks_per_node)},
          {"ranks", text(w.ranks)},
          {"efa", text(w.efa)},
          {"tensor", text(l.tensor)},
          {"pipeline", text(l.pipeline)},
          {"context", text(l.context)},
          {"expert", text(l.expert)},
          {"micro_batch", text(l.micro_batch)},
          {"micro_batches", text(w.micro_batches)},
          {"global_batch", text(job.global_batch)},
          {"sequence", text(job.sequence_length)},
          {"steps", text(w.steps)},
          {"warmup_steps", text(w.warmup_steps)},
          {"checkpoint_steps", text(w.checkpoint_steps)},
          {"train", train_command(w)}};
}

std::string train_command(Work const& w) {
  auto const& version =
      w.target.framework == Framework::any ? w.trainer.versions.front() : w.version;
  std::string command(w.trainer.command);
  if (w.trainer.framework == Framework::torchtitan) {
    bool const neuron = w.plan.type.accelerator.vendor == "AWS";
    command = neuron                   ? "bash torchtitan-neuron.sh"
              : version.name == "main" ? "@torchrun@ -m torchtitan.train --module "
                                         "torchtitan_recipe --config train"
                                       : "@torchrun@ -m torchtitan.train --job.config_file "
                                         "torchtitan.toml";
  }
  std::string const arguments =
      w.nodes == 1 ? "--standalone --nproc-per-node " + std::to_string(w.ranks_per_node)
                   : "--nnodes " + std::to_string(w.nodes) + " --nproc-per-node " +
                         std::to_string(w.ranks_per_node) +
                         " --rdzv-id \"$RDZV_ID\" --rdzv-backend c10d --rdzv-endpoint "
                         "\"$MASTER_ADDR:$MASTER_PORT\"";
  if (w.trainer.framework == Framework::torchtune) return torchtune_command(w, arguments);
  auto const fill = [&](std::string_view mark, std::string const& value) {
    if (auto const at = command.find(mark); at != command.npos)
      command.replace(at, mark.size(), value);
  };
  fill("@torchrun@", "torchrun " + arguments);
  fill("@name@", job_name(w));
  return command;
}

}  // namespace ec2plan::launch
