#include "catalog/constant_rows.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
namespace {

using A = Assumptions;
using P = AcceleratorConstants;
using N = NetworkConstants;
using T = TuningConstants;

constexpr Bandwidth gigabyte_per_second = gigabyte / second;
constexpr FlopRate teraflop_per_second = tera * flop / second;

template <typename Value>
Value& place(Setup& s, Value A::*member) {
  return s.assumptions.*member;
}
template <typename Value>
Value& place(Setup& s, Value P::*member) {
  return s.accelerator.*member;
}
template <typename Value>
Value& place(Setup& s, Value N::*member) {
  return s.network.*member;
}

template <typename Value>
Value& place(Setup& s, Value T::*member) {
  return s.tuning.*member;
}

template <auto member, auto const&... unit>
void put(Setup& s, double value) {
  auto& to = place(s, member);
  using Value = std::decay_t<decltype(to)>;
  if constexpr (std::is_same_v<Value, bool>)
    to = value != 0;
  else if constexpr (std::is_same_v<Value, int> || std::is_enum_v<Value>)
    to = static_cast<Value>(static_cast<int>(value));
  else
    to = (value * ... * unit);
}

template <auto member, double RangeFactors::*end>
void put_end(Setup& s, double value) {
  place(s, member).*end = value;
}

constexpr ValueRange share{.most = 1, .above_least = true};
constexpr ValueRange spread{.most = 0.5};
constexpr ValueRange flag{.most = 1, .whole = true};
constexpr ValueRange instances{.least = 1, .most = 1e6, .whole = true};
constexpr ValueRange fill{.most = 2, .above_least = true};
constexpr ValueRange of_gradient{.least = 2, .most = 8};  // a 16-bit weight is the least gathered
constexpr bool later = true;  // catalogs of their own from before it was there do without
constexpr auto low = &RangeFactors::low, high = &RangeFactors::high;

constexpr Constant general[] = {
    {"accumulation_traffic", "byte", put<&A::accumulation_traffic, byte>},
    {"all_to_all_efficiency", "fraction", put<&A::all_to_all_efficiency>, share},
    {"all_to_all_latency", "s", put<&A::all_to_all_latency, second>},
    {"asynchronous_checkpoints", "flag", put<&A::asynchronous_checkpoints>},
    {"captured_graphs", "flag", put<&A::captured_graphs>, {}, later},
    {"checkpoint_overhead", "s", put<&A::checkpoint_overhead, second>},
    {"checkpoint_state", "byte", put<&A::checkpoint_state, byte>},
    {"cluster_storage", "GB/s", put<&A::cluster_storage, gigabyte_per_second>},
    {"collective_overhead", "s", put<&A::collective_overhead, second>},
    {"context_memory", "GiB", put<&A::context_memory, gibibyte>},
    {"data_network_share", "fraction", put<&A::data_network_share>, share, later},
    {"data_overlap", "fraction", put<&A::data_overlap>},
    {"deduplicated_dispatch", "flag", put<&A::deduplicated_dispatch>, {}, later},
    {"dropout", "1", put<&A::dropout>, flag},
    {"early_stop", "flag", put<&A::early_stop>},
    {"elementwise_traffic", "ratio", put<&A::elementwise_traffic>, {}, later},
    {"encoder_dropout", "1", put<&A::encoder_dropout>, flag, later},
    {"encoder_fused_attention", "flag", put<&A::encoder_fused_attention>, {}, later},
    {"evaluation_share", "fraction", put<&A::evaluation_share>},
    {"expert_imbalance", "ratio", put<&A::expert_imbalance>},
    {"expert_kernels", "1", put<&A::expert_kernels>},
    {"expert_overlap", "fraction", put<&A::expert_overlap>},
    {"failure_detection", "s", put<&A::failure_detection, second>},
    {"failures_per_node_day", "1/day", put<&A::failures_per_node_day>},
    {"failures_per_node_day_high", "1/day", put<&A::failures_per_node_day_high>},
    {"failures_per_node_day_low", "1/day", put<&A::failures_per_node_day_low>},
    {"fp8_casts", "byte", put<&A::fp8_casts>, {}, later},
    {"fragmentation", "ratio", put<&A::fragmentation>, {.least = 1, .most = 10}},
    {"full_memory", "fraction", put<&A::full_memory>, fill, later},
    {"gather_pieces",
     "1",
     put<&A::gather_pieces>,
     {.least = 1, .most = 1000, .whole = true},
     later},
    {"gathered_inputs", "flag", put<&A::gathered_inputs>, {}, later},
    {"gradient", "byte", put<&A::gradient, byte>, of_gradient},
    {"gradient_copy", "byte", put<&A::gradient_copy, byte>},
    {"group_overhead", "s", put<&A::group_overhead, second>},
    {"grouped_efficiency", "fraction", put<&A::grouped_efficiency>, share},
    {"host_copy", "GB/s", put<&A::host_copy, gigabyte_per_second>},
    {"host_fill", "fraction", put<&A::host_fill>, share, later},
    {"host_link", "GB/s", put<&A::host_link, gigabyte_per_second>, {}, later},
    {"host_update", "GB/s", put<&A::host_update, gigabyte_per_second>, {}, later},
    {"instance_storage", "GB/s", put<&A::instance_storage, gigabyte_per_second>},
    {"jitter_per_doubling", "fraction", put<&A::jitter_per_doubling>},
    {"kernel_launch", "s", put<&A::kernel_launch, second>},
    {"large_job_instances", "1", put<&A::large_job_instances>, instances},
    {"largest_fill", "fraction", put<&A::largest_fill>, fill},
    {"latency_exponent", "1", put<&A::latency_exponent>, {.least = 1, .most = 100}},
    {"layer_kernels", "1", put<&A::layer_kernels>},
    {"lean_activations", "flag", put<&A::lean_activations>},
    {"link_latency", "s", put<&A::link_latency, second>},
    {"link_overlap_slowdown", "fraction", put<&A::link_overlap_slowdown>},
    {"logits", "byte", put<&A::logits, byte>},
    {"loss_traffic", "byte", put<&A::loss_traffic>, {}, later},
    {"memory.high", "ratio", put<&A::memory_high>},
    {"memory.low", "ratio", put<&A::memory_low>},
    {"mixture_kernels", "1", put<&A::mixture_kernels>},
    {"mixture_pace", "ratio", put<&A::mixture_pace>, {}, later},
    {"mixtures_measured", "flag", put<&A::mixtures_measured>, {}, later},
    {"network_overlap_slowdown", "fraction", put<&A::network_overlap_slowdown>},
    {"no_interleaving", "flag", put<&A::no_interleaving>},
    {"optimizer_state", "byte", put<&A::optimizer_state, byte>},
    {"optimizer_traffic", "byte", put<&A::optimizer_traffic, byte>},
    {"pace", "ratio", put<&A::pace>},
    {"permutation_traffic", "ratio", put<&A::permutation_traffic>},
    {"pipeline_overlap", "fraction", put<&A::pipeline_overlap>},
    {"range.extrapolated.high", "ratio", put_end<&A::extrapolated, high>},
    {"range.extrapolated.low", "ratio", put_end<&A::extrapolated, low>},
    {"range.full_memory.high", "ratio", put<&A::full_memory_high>, {}, later},
    {"range.guess.high", "ratio", put_end<&A::guess, high>},
    {"range.guess.low", "ratio", put_end<&A::guess, low>},
    {"range.mixture_of_experts.high", "ratio", put_end<&A::mixture_of_experts, high>},
    {"range.mixture_of_experts.low", "ratio", put_end<&A::mixture_of_experts, low>},
    {"range.other_mixture_of_experts.high",
     "ratio",
     put_end<&A::other_mixture_of_experts, high>,
     {},
     later},
    {"range.other_mixture_of_experts.low",
     "ratio",
     put_end<&A::other_mixture_of_experts, low>,
     {},
     later},
    {"range.same_accelerator.high", "ratio", put_end<&A::same_accelerator, high>},
    {"range.same_accelerator.low", "ratio", put_end<&A::same_accelerator, low>},
    {"range.same_stack.high", "ratio", put_end<&A::same_stack, high>},
    {"range.same_stack.low", "ratio", put_end<&A::same_stack, low>},
    {"range.startup.high", "ratio", put_end<&A::startup, high>},
    {"range.startup.low", "ratio", put_end<&A::startup, low>},
    {"range.unknown_architecture.high",
     "ratio",
     put_end<&A::unknown_architecture, high>,
     {},
     later},
    {"range.unknown_architecture.low", "ratio", put_end<&A::unknown_architecture, low>, {}, later},
    {"reclaim_notice", "s", put<&A::reclaim_notice, second>},
    {"reclaims_per_node_day", "1/day", put<&A::reclaims_per_node_day>},
    {"reclaims_per_node_day_high", "1/day", put<&A::reclaims_per_node_day_high>},
    {"reclaims_per_node_day_low", "1/day", put<&A::reclaims_per_node_day_low>},
    {"repair", "s", put<&A::repair, second>, {.most = 30 * 86'400}},
    {"restart", "s", put<&A::restart, second>},
    {"selective_products", "flag", put<&A::selective_products>, {}, later},
    {"sequence_parallel", "flag", put<&A::sequence_parallel>},
    {"sharded_overlap", "fraction", put<&A::sharded_overlap>},
    {"small_job_failures", "ratio", put<&A::small_job_failures>, {.least = 1, .most = 100}},
    {"small_job_instances", "1", put<&A::small_job_instances>, instances},
    {"spare_failures", "1", put<&A::spare_failures>, {.most = 1000}},
    {"startup.counted", "flag", put<&A::startup_counted>},
    {"startup.image", "s", put<&A::startup_image, second>},
    {"startup.launch", "s", put<&A::startup_launch, second>},
    {"startup.launch_spread", "s", put<&A::startup_launch_spread, second>},
    {"startup.network", "s", put<&A::startup_network, second>, {.most = 60}},
    {"startup.warm_up", "s", put<&A::startup_warm_up, second>},
    {"step_overhead", "s", put<&A::step_overhead, second>},
    {"tensor_kernels", "1", put<&A::tensor_kernels>, {}, later},
    {"tensor_overlap", "fraction", put<&A::tensor_overlap>},
    {"tight_fill", "fraction", put<&A::tight_fill>, fill},
    {"unfused_kernels", "1", put<&A::unfused_kernels>, {}, later},
    {"whole_gradients", "flag", put<&A::whole_gradients>},
};

constexpr Constant of_part[] = {
    {"attention_efficiency", "fraction", put<&P::attention_efficiency>, share},
    {"calibration", "ratio", put<&P::calibration>},
    {"compilation", "s", put<&P::compilation, second>},
    {"compute_units", "1", put<&P::compute_units>, {.most = 100'000, .whole = true}},
    {"confidence", "class", put<&P::confidence>, {.most = 3, .whole = true}},
    {"effective_tflops_per_s",
     "TFLOP/s",
     put<&P::effective_rate, teraflop_per_second>,
     {.most = 1e5, .above_least = true}},
    {"fused_attention", "flag", put<&P::fused_attention>},
    {"gemm_efficiency", "fraction", put<&P::gemm_efficiency>, share},
    {"gemm_efficiency_fp8", "fraction", put<&P::gemm_efficiency_fp8>, share},
    {"largest_hfu", "fraction", put<&P::largest_hfu>, share},
    {"largest_hfu_fp8", "fraction", put<&P::largest_hfu_fp8>, share},
    {"link_efficiency", "fraction", put<&P::link_efficiency>, share},
    {"memory_efficiency", "fraction", put<&P::memory_efficiency>, share},
    {"unaligned_share", "fraction", put<&P::unaligned_share>},
};

constexpr Constant network_rows[] = {
    {"hop_latency", "s", put<&N::hop_latency, second>},
    {"network_efficiency", "fraction", put<&N::efficiency>, share},
};

constexpr Constant tuning_rows[] = {
    {"adapter_inputs", "byte", put<&T::adapter_inputs>, {}, later},
    {"adapter_kernels", "1", put<&T::adapter_kernels>, {}, later},
    {"adapter_outputs", "byte", put<&T::adapter_outputs>, {}, later},
    {"backward_width", "byte", put<&T::backward_width>, {}, later},
    {"bf16_adapters", "flag", put<&T::bf16_adapters>, {}, later},
    {"bf16_states", "1", put<&T::bf16_states>, {.most = 2, .whole = true}, later},
    {"dequantization", "byte", put<&T::dequantization>, {}, later},
    {"eager_activations", "flag", put<&T::eager_activations>, {}, later},
    {"eager_hidden", "byte", put<&T::eager_hidden>, {}, later},
    {"eager_width", "byte", put<&T::eager_width>, {}, later},
    {"expanding_kernels", "1", put<&T::expanding_kernels>, {}, later},
    {"gathered_root", "flag", put<&T::gathered_root>, {}, later},
    {"kbit_preparation", "flag", put<&T::kbit_preparation>, {}, later},
    {"loose_blocks", "fraction", put<&T::loose_blocks>, {}, later},
    {"loose_loss", "fraction", put<&T::loose_loss>, {}, later},
    {"loose_shards", "fraction", put<&T::loose_shards>, {}, later},
    {"loss", "1", put<&T::loss>, {.most = 2, .whole = true}, later},
    {"loss_hidden", "byte", put<&T::loss_hidden>, {}, later},
    {"narrow_rate", "fraction", put<&T::narrow_rate>, share, later},
    {"offloads_checkpoints", "flag", put<&T::offloads_checkpoints>, {}, later},
    {"prepared_traffic", "ratio", put<&T::prepared_traffic>, {}, later},
    {"range.tuning.high", "ratio", put_end<&T::range, high>, {}, later},
    {"range.tuning.low", "ratio", put_end<&T::range, low>, {}, later},
    {"tuning_context", "GB", put<&T::context, gigabyte>, {.most = 100}, later},
    {"tuning_logits", "byte", put<&T::logits, byte>, {}, later},
    {"tuning_memory.high", "ratio", put<&T::memory_high>, {}, later},
    {"tuning_memory.low", "ratio", put<&T::memory_low>, {}, later},
    {"tuning_pace", "ratio", put<&T::pace>, {}, later},
    {"update_copies", "1", put<&T::update_copies>, {.most = 10}, later},
    {"update_in_backward", "flag", put<&T::update_in_backward>, {}, later},
};

/// Read where plans are ranked and priced, models sized and systems without a type estimated.
constexpr Constant elsewhere[] = {
    {"billing_minimum", "s", nullptr, {.most = 86'400}},
    {"carbon_intensity", "kg/kWh", nullptr, {.most = 5}},
    {"carbon_spread", "fraction", nullptr, spread},
    {"entropy", "nat", nullptr, {.most = 20}},
    {"fabric", "fraction", nullptr, spread},
    {"fabric_high", "fraction", nullptr, spread},
    {"fabric_low", "fraction", nullptr, spread},
    {"knee_exponent", "1", nullptr, {.most = 10, .above_least = true}},
    {"network_gbps", "Gbit/s"},
    {"power_share", "fraction", nullptr, share},
    {"power_share_high", "fraction", nullptr, share},
    {"power_share_low", "fraction", nullptr, share},
    {"pue", "ratio", nullptr, {.least = 1, .most = 5}},
    {"pue_spread", "fraction", nullptr, spread},
    {"pue_spread_unknown", "fraction", nullptr, spread},
    {"parameter_exponent", "1", nullptr, {.most = 2, .above_least = true}},
    {"parameter_factor", "1", nullptr, {.most = 1e9, .above_least = true}},
    {"shutdown", "s", nullptr, {.most = 43'200}},
    {"spot_doubtful_instances", "instance", nullptr, {.least = 1, .most = 1e6, .whole = true}},
    {"spot_price_high", "factor"},
    {"spot_price_low", "factor"},
    {"tie_chance", "fraction"},
    {"tie_dearer", "fraction"},
    {"tie_other", "fraction"},
    {"tie_same_accelerator", "fraction"},
    {"tie_same_vendor", "fraction"},
    {"token_exponent", "1", nullptr, {.most = 2, .above_least = true}},
    {"token_factor", "1", nullptr, {.most = 1e9, .above_least = true}},
    {"unpublished_peak", "ratio"},
};

}  // namespace

std::span<Constant const> general_constants() { return general; }
std::span<Constant const> part_constants() { return of_part; }
std::span<Constant const> network_constants() { return network_rows; }
std::span<Constant const> tuning_constants() { return tuning_rows; }

Constant const* constant_of(std::string_view name) {
  for (std::span<Constant const> const rows : std::initializer_list<std::span<Constant const>>{
           general, of_part, network_rows, tuning_rows, elsewhere}) {
    auto const found = std::ranges::find(rows, name, &Constant::name);
    if (found != rows.end()) return &*found;
  }
  return nullptr;
}

}  // namespace ec2plan::catalog
