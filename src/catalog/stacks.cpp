#include "catalog/stacks.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan {
namespace catalog {
namespace {

constexpr std::string_view any_software = "any";
constexpr int first_year = 2017, last_year = 2100;

std::optional<int> year_of(std::string_view text) {
  int year = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  bool const whole = text.size() == 4 && error == std::errc{} && end == text.data() + 4;
  return whole && year >= first_year && year <= last_year ? std::optional(year) : std::nullopt;
}

/// Months since the year 0, and how a key says them.
struct Release {
  int months = 0;
  std::string text{};
  bool operator<(Release const& other) const { return months < other.months; }
};

int months_of(int year, int month) { return 12 * year + month - 1; }

/// "06" of "2026.06.gb200.pace", where a month stands behind the year.
std::optional<int> month_of(std::string_view text) {
  int month = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), month);
  bool const whole = text.size() == 2 && error == std::errc{} && end == text.data() + 2;
  return whole && month >= 1 && month <= 12 ? std::optional(month) : std::nullopt;
}

std::set<Release> releases_of(Catalog const& catalog, std::string_view name,
                              std::string_view part) {
  std::set<Release> releases;
  std::string const start = std::string(name) + "@";
  auto const& entries = catalog.assumptions;
  auto entry = std::lower_bound(entries.begin(), entries.end(), start,
                                [](auto const& one, auto const& key) { return one.key < key; });
  for (; entry != entries.end() && entry->key.starts_with(start); ++entry) {
    auto const key = stack_key(entry->key);
    if (!key || key->part != part) continue;
    releases.insert({months_of(key->year, key->month), std::string(key->release)});
  }
  return releases;
}

/// Latest first, none after the wanted one; the first where all are. A year is its last month.
std::vector<Release> releases_until(std::set<Release> const& releases, Stack const& stack) {
  auto const after =
      stack.year ? releases.upper_bound({months_of(*stack.year, stack.month.value_or(12)), {}})
                 : releases.end();
  if (after == releases.begin() && !releases.empty()) return {*releases.begin()};
  std::vector<Release> until(releases.begin(), after);
  std::reverse(until.begin(), until.end());
  return until;
}

void add_prefixes(Catalog const& catalog, std::string_view name, Stack const& stack,
                  std::string_view part, std::vector<std::string>& prefixes) {
  for (auto const& one : releases_until(releases_of(catalog, name, part), stack)) {
    std::string prefix = std::string(name) + "@" + one.text + ".";
    if (!part.empty()) prefix += std::string(part) + ".";
    prefixes.push_back(std::move(prefix));
  }
}

struct Family {
  std::string_view stack, family;
};

/// Software whose kernels and loop are of one kind, so that what is measured on one of them says
/// something of the others: Megatron's fused kernels, PyTorch's FSDP with compiled or fused ones,
/// eager kernels and a loss in fp32 as in Hugging Face's, loops written by hand for one model, JAX,
/// Neuron.
constexpr Family families[] = {
    {"axlearn", "jax"},
    {"axolotl", "fsdp"},
    {"colossalai", ""},
    {"deepspeed", "eager"},
    {"deepspeed-hf", "eager"},
    {"fms-accelerated-peft", "eager"},
    {"fms-acceleration", "fsdp"},
    {"fms-foak", "fsdp"},
    {"fms-hf-tuning", "eager"},
    {"fsdp-qlora", "fsdp"},
    {"gpt-neox", "eager"},
    {"hf-trainer", "eager"},
    {"litgpt", "fsdp"},
    {"llm-c", "lean"},
    {"llm-foundry-fsdp", "fsdp"},
    {"llm-q", "lean"},
    {"maxtext", "jax"},
    {"megatron-bridge", "megatron"},
    {"megatron-core", "megatron"},
    {"megatron-llama", ""},
    {"megatron-lm", "megatron"},
    {"modded-nanogpt", "lean"},
    {"ms-swift", "megatron"},
    {"nanochat", "lean"},
    {"nemo-automodel", "fsdp"},
    {"nemo-megatron", "megatron"},
    {"neuronx-distributed", "neuron"},
    {"neuronx-megatron", "neuron"},
    {"olmo", "eager"},
    {"olmo-core", "fsdp"},
    {"open_lm", "eager"},
    {"optimum-habana", ""},
    {"optimum-neuron", "neuron"},
    {"pytorch-bert", ""},
    {"pytorch-fsdp", "fsdp"},
    {"pytorch-fsdp-hf", "eager"},
    {"qwen-finetune", "fsdp"},
    {"torch-neuronx", "neuron"},
    {"torchtitan", "fsdp"},
    {"torchtitan-eager", "eager"},
    {"torchtune", "fsdp"},
    {"unsloth", "fsdp"},
};

/// What people call software that stands under another name.
constexpr Family other_names[] = {
    {"accelerate", "hf-trainer"},
    {"automodel", "nemo-automodel"},
    {"hf", "hf-trainer"},
    {"huggingface", "hf-trainer"},
    {"llama-factory", "hf-trainer"},
    {"llamafactory", "hf-trainer"},
    {"llm-foundry", "llm-foundry-fsdp"},
    {"llm.c", "llm-c"},
    {"megatron-swift", "ms-swift"},
    {"mosaic", "llm-foundry-fsdp"},
    {"nemo", "nemo-megatron"},
    {"neuronx-nemo-megatron", "neuronx-megatron"},
    {"nxd", "neuronx-distributed"},
    {"open-lm", "open_lm"},
    {"peft", "hf-trainer"},
    {"swift", "ms-swift"},
    {"transformers", "hf-trainer"},
    {"trl", "hf-trainer"},
};

}  // namespace

std::optional<StackKey> stack_key(std::string_view key) {
  auto const at = key.find('@'), dot = key.find('.', at), last = key.rfind('.');
  if (at == key.npos || at == 0 || dot == key.npos) return {};
  auto const year = year_of(key.substr(at + 1, dot - at - 1));
  if (!year) return {};
  auto const month = month_of(key.substr(dot + 1, key.find('.', dot + 1) - dot - 1));
  auto const end = month ? dot + 3 : dot;
  if (end > last) return {};
  return StackKey{.name = key.substr(0, at),
                  .year = *year,
                  .month = month.value_or(1),
                  .release = key.substr(at + 1, end - at - 1),
                  .part = last > end ? key.substr(end + 1, last - end - 1) : std::string_view(),
                  .constant = key.substr(last + 1)};
}

bool is_of_any(std::string_view prefix) {
  return prefix.starts_with("any@") && prefix.find('.') + 1 == prefix.size();
}

std::string_view stack_family(std::string_view stack) {
  auto const* found = std::ranges::find(families, stack, &Family::stack);
  return found == std::end(families) ? std::string_view() : found->family;
}

std::string_view generation(std::string_view id) { return id.substr(0, id.find('-')); }

std::vector<std::string> stack_prefixes(Catalog const& catalog, Stack const& stack,
                                        Accelerator const& accelerator) {
  std::vector<std::string> prefixes;
  auto const part = generation(accelerator.id);
  auto const add = [&](std::string_view name) {
    if (!part.empty()) add_prefixes(catalog, name, stack, accelerator.id, prefixes);
    if (!part.empty() && part != accelerator.id) add_prefixes(catalog, name, stack, part, prefixes);
    add_prefixes(catalog, name, stack, "", prefixes);
  };
  if (!stack.name.empty()) add(stack.name);
  if (auto const family = stack_family(stack.name); !family.empty()) add(family);
  add(any_software);
  return prefixes;
}

}  // namespace catalog

std::string stack_text(Stack const& stack) {
  if (stack.name.empty() && !stack.year) return "today";
  std::string const name = stack.name.empty() ? std::string(catalog::any_software) : stack.name;
  if (!stack.year) return name;
  std::string text = name + "@" + std::to_string(*stack.year);
  if (stack.month) text += (*stack.month < 10 ? ".0" : ".") + std::to_string(*stack.month);
  return text;
}

int newest_stack_year(Catalog const& catalog) {
  int newest = catalog::first_year;
  for (auto const& entry : catalog.assumptions)
    if (auto const key = catalog::stack_key(entry.key)) newest = std::max(newest, key->year);
  return newest;
}

std::vector<std::string> stack_names(Catalog const& catalog) {
  std::set<std::string> names;
  for (auto const& one : catalog::families)
    for (auto const& name : {one.stack, one.family})
      if (!name.empty()) names.emplace(name);
  for (auto const& entry : catalog.assumptions)
    if (auto const key = catalog::stack_key(entry.key)) names.emplace(key->name);
  return {names.begin(), names.end()};
}

Stack stack_from(Catalog const& catalog, std::string_view text) {
  auto const at = text.find('@');
  std::string name = lower(text.substr(0, at));
  auto const refuse = [&](std::string problem, std::string expected, std::string fix) {
    throw InputError({.where = "--stack",
                      .value = std::string(text),
                      .problem = std::move(problem),
                      .expected = std::move(expected),
                      .fix = std::move(fix)});
  };
  if (auto const* other = std::ranges::find(catalog::other_names, name, &catalog::Family::stack);
      other != std::end(catalog::other_names))
    name = other->family;
  if (name.empty())
    refuse("is empty", "NAME or NAME@YEAR, such as megatron-lm@2022", "name the software");
  Stack stack;
  if (at != text.npos) {
    auto const release = text.substr(at + 1);
    auto const dot = std::min(release.size(), release.find('.'));
    stack.year = catalog::year_of(release.substr(0, dot));
    if (dot < release.size()) stack.month = catalog::month_of(release.substr(dot + 1));
    if (!stack.year || stack.month.has_value() != (dot < release.size()))
      refuse("has no year, or no month from 01 to 12, after the @",
             "NAME@YEAR or NAME@YEAR.MONTH, such as megatron-lm@2022 or megatron-bridge@2026.06",
             "correct the year");
  }
  if (name == "today" && !stack.year) return stack;
  if (name == catalog::any_software) return stack;
  auto const names = stack_names(catalog);
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    std::string all = "today, any@YEAR";
    for (auto const& one : names)
      if (one != catalog::any_software) all += ", " + one;
    refuse("is a stack that nothing is known of", all,
           suggestion(name, names, "name one of these, or any@YEAR"));
  }
  stack.name = std::move(name);
  return stack;
}

}  // namespace ec2plan
