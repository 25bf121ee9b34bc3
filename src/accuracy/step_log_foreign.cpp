#include "accuracy/step_log.hpp"

namespace ec2plan::step_log {
namespace {

constexpr std::string_view console = "give what the run printed on its console, or --step-time";
constexpr std::string_view by_hand = "give the step time with --step-time";
constexpr std::string_view bar =
    "keep its progress bar in the log (disable_tqdm false), or give --step-time";

constexpr Foreign foreign[]{
    {"TensorBoard's event files", {"brain.Event:"}, console},
    {"Weights & Biases", {"wandb: Run history"}, console},
    {"Weights & Biases", {"\"_runtime\"", "\"_step\""}, console},
    {"LLaMA-Factory's trainer_log.jsonl", {"\"current_steps\"", "\"total_steps\""}, console},
    {"Hugging Face Trainer's trainer_state.json", {"\"log_history\""}, console},
    {"ColossalAI", {"colossalai"}, by_hand},
    {"PaddlePaddle", {"avg_batch_cost:"}, "give its avg_batch_cost with --step-time"},
    {"MindFormers", {"per_step_time:"}, "give its per_step_time with --step-time"},
    {"fairseq", {"\"ups\":", "\"wps\":"}, "give 1 / ups with --step-time"},
    {"Keras", {"ms/step"}, "give its time of a step with --step-time"},
    {"Keras", {"s/step", "loss:"}, "give its time of a step with --step-time"},
    {"Paxml", {"[PAX STATUS]"}, by_hand},
    {"PyTorch Lightning",
     {"Epoch ", "v_num="},
     "its bar counts batches, not steps: give the step time with --step-time"},
    {"Hugging Face Trainer without a progress bar", {"'loss':", "'learning_rate':"}, bar},
    {"a progress bar of software that does not say its name", {"s/it"}, by_hand},
    {"a progress bar of software that does not say its name", {"it/s"}, by_hand},
};

}  // namespace

std::span<Foreign const> foreign_software() { return foreign; }

}  // namespace ec2plan::step_log
