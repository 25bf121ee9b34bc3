#include "cli/layout_flags.hpp"

#include <array>

#include "cli/values.hpp"
#include "ec2plan/document/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan::cli {
namespace {

constexpr int most_devices = 1'000'000;
constexpr double fastest_part = 1e6;  // TFLOP/s; a hundred times any part of the catalog
constexpr std::string_view recomputations[] = {"none", "selective", "full"};

struct Degree {
  std::string_view flag;
  std::optional<int> LayoutChoice::*member;
};
constexpr std::array<Degree, 7> degrees{{{"--tensor", &LayoutChoice::tensor},
                                         {"--pipeline", &LayoutChoice::pipeline},
                                         {"--virtual-stages", &LayoutChoice::virtual_stages},
                                         {"--data", &LayoutChoice::data},
                                         {"--context", &LayoutChoice::context},
                                         {"--expert", &LayoutChoice::expert},
                                         {"--micro-batch", &LayoutChoice::micro_batch}}};

void note_degree(Reading& reading, Arguments const& arguments, std::string_view flag,
                 std::optional<int> value) {
  if (value) note(reading, arguments, flag, std::int64_t{*value});
}

double tflops_value(std::string_view text) {
  double const value = parsed_number(text);
  if (value <= fastest_part) return value;
  throw InputError({.value = std::string(text),
                    .problem = "is more TFLOP/s than any accelerator has",
                    .expected = "TFLOP/s of one accelerator, such as 140",
                    .fix = "give TFLOP/s, not FLOP/s"});
}

std::optional<FlopRate> peak_of(InstanceType const& type, Precision precision) {
  auto const peak = device_of(type, precision).peak;
  return peak ? std::optional(*peak * type.accelerator.devices) : peak;
}

}  // namespace

LayoutChoice layout_choice(Arguments const& arguments, Reading& reading) {
  LayoutChoice choice;
  for (Degree const& degree : degrees) {
    choice.*degree.member = optional_integer(arguments, degree.flag, 1, most_devices);
    note_degree(reading, arguments, degree.flag, choice.*degree.member);
  }
  choice.zero = optional_integer(arguments, "--zero", 0, 3);
  note_degree(reading, arguments, "--zero", choice.zero);
  if (auto const* value = last_given(arguments, "--recompute")) {
    choice.recompute = recompute_from(chosen_word(*value, recomputations));
    note(reading, arguments, "--recompute", std::string(recompute_name(*choice.recompute)));
  }
  return choice;
}

GivenSpeed given_speed(Arguments const& arguments, LayoutChoice& layout, Reading& reading) {
  GivenSpeed speed;
  auto const tflops = optional_value(arguments, "--tflops", tflops_value);
  speed.rate.mfu = optional_value(arguments, "--mfu", parsed_fraction);
  speed.goodput = optional_value(arguments, "--goodput", parsed_fraction);
  if (tflops && speed.rate.mfu) {
    throw refusal(*last_given(arguments, "--mfu"), "cannot stand beside --tflops",
                  "one of the two: each is the whole speed", "leave one out");
  }
  if (speed.goodput && (tflops || speed.rate.mfu)) {
    throw refusal(*last_given(arguments, "--goodput"),
                  tflops ? "cannot stand beside --tflops" : "cannot stand beside --mfu",
                  "the paper's estimate adds nothing for failures", "leave one out");
  }
  if (tflops) speed.rate.hardware = *tflops * tera * flop / second;
  if (tflops && !layout.recompute) {  // the paper's formula counts a second forward pass
    layout.recompute = Recompute::full;
    note(reading, arguments, "--recompute", std::string("full"), "default");
  }
  speed.rate.recomputed = layout.recompute.value_or(Recompute::full) == Recompute::full;
  note_if(reading, arguments, "--tflops", tflops);
  note_if(reading, arguments, "--mfu", speed.rate.mfu);
  note_if(reading, arguments, "--goodput", speed.goodput);
  return speed;
}

bool reaches(InstanceType const& type, GivenSpeed const& speed, Precision precision) {
  auto const peak = peak_of(type, precision);
  if (speed.rate.mfu) return peak.has_value();
  return !speed.rate.hardware || !peak || *speed.rate.hardware <= *peak;
}

void check_speed(Arguments const& arguments, GivenSpeed const& speed, Precision precision,
                 std::vector<InstanceType const*> const& types) {
  std::optional<FlopRate> most;
  std::string fastest;
  for (InstanceType const* type : types) {
    auto const peak = peak_of(*type, precision);
    if (peak && (!most || *peak > *most)) most = peak, fastest = type->accelerator.id;
  }
  if (speed.rate.mfu && !most && !types.empty()) {
    throw refusal(
        *last_given(arguments, "--mfu"),
        "is a share of a dense peak that nobody published for " + types.front()->accelerator.id,
        "a type whose accelerator has a published peak", "use --tflops");
  }
  if (!speed.rate.hardware || !most || *speed.rate.hardware <= *most) return;
  double const usual = 0.4 * (*most / (tera * flop / second));
  throw refusal(
      *last_given(arguments, "--tflops"),
      "is above the dense peak of " + fastest + ", " + rate_text(*most / (flop / second), "FLOP"),
      "what one accelerator achieves, below its peak",
      "give a measured rate, such as " + integer_text(usual));
}

}  // namespace ec2plan::cli
