#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan {

/// How a --model was understood.
enum class ModelOrigin { name, snapped, rule, file };

/// A key of a model's file, and what it was read as.
struct ReadKey {
  std::string key{};        // "text_config/num_hidden_layers"
  std::string value{};      // as it stands there; "48 x 2048" of a list
  std::string meaning{};    // the usual name of such a key; empty: ignored
  bool by_default = false;  // not in the file: what its family's software takes
};

struct ModelChoice {
  Transformer shape{};
  double stated_parameters = 0;  // P of the paper's formula: as published, else the shape's count
  ModelOrigin origin = ModelOrigin::name;
  bool unknown_architecture = false;     // of a file whose model_type is not known
  std::optional<int> sequence_length{};  // the entry's own, if it has one
  std::optional<int> global_batch{};
  std::vector<std::string> warnings{};  // assumptions a reader must know of
  std::vector<ReadKey> keys{};          // of a file: what was read, then what was ignored
  std::string note{};  // where another name was typed than that of the shape's entry
};

/// A count (175B), a name as `ec2plan models` or a hub writes it
/// (meta-llama/Llama-3.1-70B-Instruct, "Llama 3 70B"), the path of a Hugging Face config.json or of
/// a script with Megatron-LM's arguments, or "-" for one from a pipe.
/// A count takes the shape of a listed entry when |ln(N / N_entry)| <= 0.06, else one by rule;
/// rule:175B always takes the latter.
///
/// Throws: InputError (usage: unknown or ambiguous name, with those that are near; file: unreadable
/// or bad config).
ModelChoice model_from(Catalog const& catalog, std::string_view spec);

/// The shape by rule of a count. Throws: InputError below the smallest that the rule gives.
ModelChoice model_by_rule(double count);

}  // namespace ec2plan
