#include "ec2plan/plan/question.hpp"

#include <algorithm>

#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "plan/market.hpp"
#include "plan/question_field_kinds.hpp"
#include "plan/tuning.hpp"
#include "plan/typed_numbers.hpp"

namespace ec2plan {
namespace {

constexpr int most_instances = 10'000;
constexpr int most_rank = 65'536;
constexpr int most_devices = 1'000'000;

Discount discount_from(GivenValue const& value) {
  Discount discount;
  auto const equals = value.text.find('=');
  if (equals != std::string::npos) discount.pattern = value.text.substr(0, equals);
  discount.share = read(value, [&](std::string_view typed) {
    return parsed_fraction(typed.substr(equals == std::string::npos ? 0 : equals + 1));
  });
  if (discount.share < 1) return discount;
  bool const one = value.text.ends_with('1');
  throw refusal(value, "leaves nothing to pay", "a share below 100%, such as 12%",
                one ? "write 1% for one per cent" : "give what is taken off, not what is left");
}

/// As it was given; of what was set in code, as one would type it.
template <typename Value, typename Typed>
InputValue typed_list(Question const& q, std::string_view key, std::vector<Value> const& values,
                      Typed typed) {
  auto const found = q.given.find(key);
  if (found != q.given.end() && found->second.size() == values.size())
    return list(texts_of(found->second));
  std::vector<std::string> all;
  for (Value const& value : values)
    all.push_back(typed(value));
  return list(std::move(all));
}

std::string of_types(std::string const& pattern) { return pattern == "*" ? "" : pattern + "="; }

std::string typed(Discount const& discount) {
  return of_types(discount.pattern) + number_text(discount.share);
}

std::string typed(Rate const& rate) {
  auto const kind = rate.purchase ? std::string(purchase_name(*rate.purchase)) + ":" : "";
  auto const amount = rate.share > 0 ? number_text(100 * rate.share) + "%"
                                     : number_text(rate.price / (dollar / hour));
  return kind + of_types(rate.pattern) + amount;
}

/// Of an estimate the one type.
constexpr QuestionField instance_types{
    "instance_type",
    FieldRole::set_up,
    [](Question& q, Given const& given) { q.instances.types = texts_of(given); },
    [](Question& q) { q.instances.types.clear(); },
    [](Question const& q) {
      auto const& types = q.instances.types;
      bool const one = q.kind == Question::Kind::estimate && types.size() == 1;
      return one ? word(types.front()) : list(types);
    },
    true,
    true};

constexpr QuestionField discounts{"discount",
                                  FieldRole::terms,
                                  [](Question& q, Given const& given) {
                                    q.market.discounts.clear();
                                    for (GivenValue const& value : given)
                                      q.market.discounts.push_back(discount_from(value));
                                  },
                                  [](Question& q) { q.market.discounts.clear(); },
                                  [](Question const& q) {
                                    return typed_list(q, "discount", q.market.discounts,
                                                      [](auto& each) { return typed(each); });
                                  },
                                  true,
                                  true};

constexpr QuestionField rates{"rate",
                              FieldRole::terms,
                              [](Question& q, Given const& given) {
                                q.market.rates.clear();
                                for (GivenValue const& value : given)
                                  q.market.rates.push_back(rate_from(value));
                              },
                              [](Question& q) { q.market.rates.clear(); },
                              [](Question const& q) {
                                return typed_list(q, "rate", q.market.rates,
                                                  [](auto& each) { return typed(each); });
                              },
                              true,
                              true};

constexpr QuestionField term{"term", FieldRole::terms,
                             [](Question& q, Given const& given) {
                               constexpr std::string_view terms[] = {"1yr", "3yr"};
                               q.market.term = chosen_word(given.back(), terms) == "1yr" ? 1 : 3;
                             },
                             [](Question& q) { q.market.term.reset(); },
                             [](Question const& q) {
                               return q.market.term ? word(std::to_string(*q.market.term) + "yr")
                                                    : InputValue();
                             }};

constexpr QuestionField lora_targets{
    "lora_targets",
    FieldRole::shape,
    [](Question& q, Given const& given) {
      auto& targets = q.job.tuning.lora_targets;
      targets.clear();
      for (GivenValue const& value : given)
        targets.push_back(chosen_word(value, lora_target_words()));
    },
    [](Question& q) { q.job.tuning.lora_targets.clear(); },
    [](Question const& q) { return list(q.job.tuning.lora_targets); },
    true,
    true};

constexpr QuestionField as_of{
    "as_of", FieldRole::terms,
    [](Question& q, Given const& given) { q.market.as_of = read(given.back(), parsed_date); },
    [](Question& q) { q.market.as_of.reset(); },
    [](Question const& q) {
      return q.market.as_of ? word(date_text(*q.market.as_of)) : InputValue();
    }};

// clang-format off
constexpr QuestionField fields[] = {
    text("model", FieldRole::shape, [](auto& q) -> auto& { return q.job.model; }),
    quantity<parsed_count>("tokens", FieldRole::job, [](auto& q) -> auto& { return q.job.tokens; }),
    quantity<typed_length>("seq_len", FieldRole::shape, [](auto& q) -> auto& { return q.job.sequence_length; }),
    quantity<typed_batch>("global_batch", FieldRole::shape, [](auto& q) -> auto& { return q.job.global_batch; }),
    choice<Precision>("precision", FieldRole::shape, [](auto& q) -> auto& { return q.job.precision; }),
    text("stack", FieldRole::job, [](auto& q) -> auto& { return q.job.stack; }),
    choice<Method>("method", FieldRole::shape, [](auto& q) -> auto& { return q.job.tuning.method; }),
    quantity<parsed_count>("examples", FieldRole::job, [](auto& q) -> auto& { return q.job.tuning.examples; }),
    quantity<typed_length>("example_tokens", FieldRole::job, [](auto& q) -> auto& { return q.job.tuning.example_tokens; }),
    quantity<parsed_number>("epochs", FieldRole::job, [](auto& q) -> auto& { return q.job.tuning.epochs; }),
    choice<Packing>("packing", FieldRole::shape, [](auto& q) -> auto& { return q.job.tuning.packing; }),
    integer<1, most_rank>("lora_rank", FieldRole::shape, [](auto& q) -> auto& { return q.job.tuning.lora_rank; }),
    lora_targets,
    choice<StatePrecision>("adapter_precision", FieldRole::shape, [](auto& q) -> auto& { return q.job.tuning.adapter_precision; }),
    choice<Quantization>("quantization", FieldRole::shape, [](auto& q) -> auto& { return q.job.tuning.quantization; }),
    choice<Optimizer>("optimizer", FieldRole::shape, [](auto& q) -> auto& { return q.job.tuning.optimizer; }),
    choice<StatePrecision>("weights_precision", FieldRole::shape, [](auto& q) -> auto& { return q.job.tuning.weights_precision; }),
    choice<Loss>("loss", FieldRole::shape, [](auto& q) -> auto& { return q.job.tuning.loss; }),
    choice<Offload>("offload", FieldRole::shape, [](auto& q) -> auto& { return q.job.tuning.offload; }),
    quantity<parsed_days>("days", FieldRole::terms, [](auto& q) -> auto& { return q.goal.deadline; }),
    quantity<parsed_dollars>("budget", FieldRole::terms, [](auto& q) -> auto& { return q.goal.budget; }),
    choice<Risk>("risk", FieldRole::terms, [](auto& q) -> auto& { return q.goal.risk; }),
    choice<Objective>("objective", FieldRole::choice, [](auto& q) -> auto& { return q.goal.objective; }),
    instance_types,
    texts("accelerator", FieldRole::choice, [](auto& q) -> auto& { return q.instances.accelerators; }, true),
    integer<1, most_instances>("min_instances", FieldRole::choice, [](auto& q) -> auto& { return q.instances.least; }),
    integer<1, most_instances>("max_instances", FieldRole::choice, [](auto& q) -> auto& { return q.instances.most; }),
    on_or_off("include_retired", FieldRole::choice, [](auto& q) -> auto& { return q.instances.include_retired; }),
    integer<1, most_instances>("instance_count", FieldRole::set_up, [](auto& q) -> auto& { return q.instances.count; }),
    texts("purchase", FieldRole::place, [](auto& q) -> auto& { return q.market.purchases; }, true),
    discounts,
    rates,
    term,
    on_or_off("use_rest_of_term", FieldRole::terms, [](auto& q) -> auto& { return q.market.use_rest_of_term; }),
    integer<1, most_devices>("tensor", FieldRole::layout, [](auto& q) -> auto& { return q.layout.tensor; }),
    integer<1, most_devices>("pipeline", FieldRole::layout, [](auto& q) -> auto& { return q.layout.pipeline; }),
    integer<1, most_devices>("virtual_stages", FieldRole::layout, [](auto& q) -> auto& { return q.layout.virtual_stages; }),
    integer<1, most_devices>("data", FieldRole::layout, [](auto& q) -> auto& { return q.layout.data; }),
    quantity<typed_context>("context", FieldRole::layout, [](auto& q) -> auto& { return q.layout.context; }),
    integer<1, most_devices>("expert", FieldRole::layout, [](auto& q) -> auto& { return q.layout.expert; }),
    integer<1, most_devices>("micro_batch", FieldRole::layout, [](auto& q) -> auto& { return q.layout.micro_batch; }),
    integer<0, 3>("zero", FieldRole::layout, [](auto& q) -> auto& { return q.layout.zero; }),
    integer<1, most_devices>("data_replicas", FieldRole::layout, [](auto& q) -> auto& { return q.layout.data_replicas; }),
    choice<Framework>("framework", FieldRole::choice, [](auto& q) -> auto& { return q.goal.framework; }),
    choice<Recompute>("recompute", FieldRole::layout, [](auto& q) -> auto& { return q.layout.recompute; }),
    quantity<typed_tflops>("tflops", FieldRole::terms, [](auto& q) -> auto& { return q.speed.achieved; }),
    quantity<parsed_fraction>("mfu", FieldRole::terms, [](auto& q) -> auto& { return q.speed.mfu; }),
    quantity<parsed_fraction>("goodput", FieldRole::terms, [](auto& q) -> auto& { return q.speed.goodput; }),
    quantity<typed_carbon>("carbon_intensity", FieldRole::terms, [](auto& q) -> auto& { return q.market.carbon_intensity; }),
    text("calibration", FieldRole::terms, [](auto& q) -> auto& { return q.facts.calibration; }),
    texts("set", FieldRole::terms, [](auto& q) -> auto& { return q.facts.settings; }, false),
    texts("region", FieldRole::place, [](auto& q) -> auto& { return q.market.regions; }, true),
    texts("catalog", FieldRole::terms, [](auto& q) -> auto& { return q.facts.overlays; }, false),
    as_of};
// clang-format on

}  // namespace

std::span<QuestionField const> question_fields() { return fields; }

QuestionField const* question_field(std::string_view key) {
  auto const found = std::ranges::find(fields, key, &QuestionField::key);
  return found == std::end(fields) ? nullptr : found;
}

}  // namespace ec2plan
