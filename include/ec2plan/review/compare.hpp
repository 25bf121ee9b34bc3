#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ec2plan/document/document.hpp"
#include "ec2plan/document/saved_result.hpp"
#include "ec2plan/review/gate.hpp"

/// What changed between two saved results, and why.
namespace ec2plan {

/// One of the two: a saved plan and the document that holds it.
struct CompareSide {
  std::string file{}, command{}, sentence{};
  bool refreshed = false;  // the question of the file, asked again
  SavedPlan plan{};
  std::string catalog_version{}, catalog_as_of{}, catalog_sha256{};
};

/// A value on both sides. Names are the paths of a plan's document, or of a factor of the cost.
struct ComparedRow {
  enum class Kind { factor, change, step, assumption };

  Kind kind = Kind::change;
  std::string name{};
  InputValue base{}, head{};          // null: unknown, or not there
  std::string unit{};                 // empty: a word or a plain count
  std::string label{};                // what a page calls it; empty: the name's last key
  std::optional<Money> cost{};        // its part of the change of the likely cost
  std::vector<std::string> causes{};  // of a factor: what changed that it depends on
};

/// Both as numbers, or empty.
std::optional<double> change_of(ComparedRow const& row);
std::optional<double> relative_change(ComparedRow const& row);  // empty too where the base is 0

/// Whether the two differ by more than the noise of the last digits.
bool is_changed(ComparedRow const& row);

/// What a sentence calls the factor of this name: "peak" for "instance_peak".
std::string factor_word(std::string const& name);

/// What the base's offer is in the head, where the head puts another forward.
struct SameOffer {
  std::optional<SavedPlan> plan{};  // empty: it is rejected
  std::string sentence{};           // as of a comparison with it, or the reason
};

/// compare
struct CompareAnswer {
  Frame frame{};  // its catalog is that of `head`
  CompareSide base{}, head{};
  std::vector<ComparedRow> factors{};  // their costs sum to the change of the likely cost
  std::vector<ComparedRow> changes{};  // what else differs
  std::vector<ComparedRow> steps{};    // parts of the step, of the same job on the same hardware
  std::vector<ComparedRow> assumptions{};  // those that differ
  std::vector<Gate> gates{};
  std::optional<SameOffer> same_offer{};  // of a recommendation as head
};

struct ComparedRanks {
  int base = 1, head = 1;
};

/// Compares the plans of these ranks. The caller adds inputs, warnings and gates.
/// Throws: InputError of kind file where a result has no such plan.
CompareAnswer comparison(SavedResult const& base, SavedResult const& head,
                         ComparedRanks ranks = {});

/// Whether the likely cost is known, and the price that it was made with.
bool priced(SavedPlan const& plan);

/// The rise of the likely cost: empty where a side has no price.
std::optional<Money> cost_change(CompareAnswer const& answer);

/// A part of the cost over the change of it; empty where it did not change.
std::optional<double> cost_share(CompareAnswer const& answer, ComparedRow const& row);

Gate judged(GateLimit const& limit, CompareAnswer const& answer);

/// "Cost +$120k (+7.1%), from $1.69M to $1.81M; days from 23.6 to 21.0"
std::string headline(CompareAnswer const& answer);

/// "price +$155k, efficiency -$35k"; empty where the cost did not change.
std::string reasons(CompareAnswer const& answer);

std::string sentence_of(CompareAnswer const& answer);

/// Whether a value differs that both have; what one side alone rests on moves nothing.
bool differs(CompareAnswer const& answer);

/// A row is a factor, another change, a part of the step or an assumption; each is sorted among its
/// like.
ContentsOf contents(CompareAnswer const& answer);
void sort_rows(CompareAnswer& answer, std::string const& field, bool descending);

/// The schema of a row.
Definitions compare_definitions();

}  // namespace ec2plan
