#include <cmath>

#include "catalog/embedded.hpp"
#include "catalog/json_file.hpp"
#include "ec2plan/pricing/capacity_block.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "launch/work.hpp"
#include "launch/writers.hpp"

namespace ec2plan::launch {
namespace {

using Lines = std::vector<std::string>;

std::string text(std::int64_t value) { return std::to_string(value); }

/// How EFA interfaces stand on network cards; data/software/network_cards.json.
struct Cards {
  bool stated = true;   // the general rule holds
  int without_efa = 0;  // of the first cards
};

Cards cards_of(std::string_view type) {
  for (auto const& file : catalog::embedded_files()) {
    if (file.name != "software/network_cards.json") continue;
    auto const json = catalog::parsed_json(file.text, file.name);
    Cards cards;
    for (auto const& family : json.at("not_stated"))
      if (type.starts_with(family.get_ref<std::string const&>())) cards.stated = false;
    for (auto const& [family, count] : json.at("cards_without_efa").items())
      if (type.starts_with(family + ".")) cards.without_efa = count;
    return cards;
  }
  return {};
}

/// The primary interface has IP alone: an EFA-only one cannot be it.
void add_interfaces(Work const& w, Cards const& cards, Lines& all) {
  all.push_back("local where=\"SubnetId=$SUBNET_ID,Groups=$SECURITY_GROUP\"");
  all.push_back(
      "local interfaces=(\"NetworkCardIndex=0,DeviceIndex=0,InterfaceType=interface,$where\")");
  if (w.efa == 0 || w.nodes == 1) return;
  if (cards.without_efa == 0)
    all.push_back(
        "interfaces+=(\"NetworkCardIndex=0,DeviceIndex=1,InterfaceType=efa-only,$where\")");
  int const last = cards.without_efa > 0 ? cards.without_efa + w.efa - 1 : w.efa - 1;
  if (last < 1) return;
  all.push_back("local card");
  all.push_back("for card in {1.." + text(last) + "}; do");
  all.push_back(
      "  interfaces+=(\"NetworkCardIndex=$card,DeviceIndex=0,InterfaceType=efa-only,$where\")");
  all.push_back("done");
}

/// The most that one of the blocks has.
int of_a_block(Work const& w, int all) { return (all + w.blocks - 1) / w.blocks; }

/// A Capacity Block has a placement of its own: no group with it.
void add_market(Work const& w, Lines& call) {
  if (on_capacity_block(w)) {
    call.push_back("--instance-market-options MarketType=capacity-block \\");
    call.push_back(
        "--capacity-reservation-specification "
        "\"CapacityReservationTarget={CapacityReservationId=${CAPACITY_BLOCK:?cr-... of the "
        "block}}\" \\");
    return;
  }
  if (w.plan.price.purchase == Purchase::spot)
    call.push_back("--instance-market-options MarketType=spot \\");
  if (w.nodes > 1) call.push_back("--placement GroupName=" + job_name(w) + " \\");
}

std::string launch_text(Work const& w, Cards const& cards) {
  if (!cards.stated || w.plan.type.ec2_instances > 1)
    return lines({"echo \"the network cards of " + w.plan.type.name +
                      " have rules of their own: see aws ec2 describe-instance-types\" >&2",
                  "exit 1"});
  Lines all{": \"${SUBNET_ID:?a private subnet" +
                std::string(on_capacity_block(w) ? " in the zone of the block" : "") + "}\"",
            ": \"${SECURITY_GROUP:?one that lets all traffic of itself through}\"",
            ": \"${IMAGE_ID:?such as a Deep Learning AMI}\""};
  add_interfaces(w, cards, all);
  if (!on_capacity_block(w) && w.nodes > 1)
    all.push_back("[[ -n \"${DRY_RUN:-}\" ]] || aws ec2 create-placement-group --group-name " +
                  job_name(w) + " --strategy cluster");
  std::string const count = text(of_a_block(w, w.nodes));
  all.push_back(w.blocks == 1 ? "# All " + count + " of them or none."
                              : "# Once for each block, with its CAPACITY_BLOCK and COUNT: " +
                                    text(w.nodes) + " in all.");
  all.push_back("aws ec2 run-instances ${DRY_RUN:+--dry-run} \\");
  Lines call{"--instance-type " + w.plan.type.name + " --count " +
                 (w.blocks == 1 ? count : "\"${COUNT:-" + count + "}\"") + " \\",
             "--image-id \"$IMAGE_ID\" \\"};
  add_market(w, call);
  call.push_back("--network-interfaces \"${interfaces[@]}\" \\");
  call.push_back("--tag-specifications 'ResourceType=instance,Tags=[{Key=ec2plan,Value=" +
                 made_from(w) + "}]'");
  for (auto const& line : call)
    all.push_back("  " + line);
  return lines(all);
}

/// The hours of the block that holds the run even when it is slow.
Lines block_search(Work const& w) {
  auto const& sold = w.plan.price.blocks;
  auto const bought = capacity_block_duration(sold, w.plan.run.duration.high);
  auto const first = blocks_in_turn(sold, bought).front();
  bool const ultra = w.plan.type.ec2_instances > 1;
  std::string const of = ultra ? "--ultraserver-type " + w.plan.type.name +
                                     " --ultraserver-count " + text(of_a_block(w, w.plan.instances))
                               : "--instance-type " + w.plan.type.name + " --instance-count " +
                                     text(of_a_block(w, w.nodes));
  Lines all;
  if (w.blocks > 1)
    all.push_back("# " + text(w.blocks) + " blocks side by side: one has at most " +
                  counted(sold.instances, "instance") + ".");
  if (bought > first)
    all.push_back("# The run needs " + days_text({bought}) +
                  ": further blocks after this one, which nobody promises.");
  all.push_back("aws ec2 describe-capacity-block-offerings \\");
  all.push_back("  " + of + " \\");
  all.push_back("  --capacity-duration-hours " + text(std::lround(first / hour)) + " \\");
  all.push_back("  --start-date-range \"$(date -u +%FT%TZ)\" \\");
  all.push_back("  --end-date-range \"$(date -u -d '+8 weeks' +%FT%TZ)\"");
  return all;
}

std::string search_text(Work const& w) {
  if (on_capacity_block(w)) return lines(block_search(w));
  return lines({"aws ec2 describe-instance-type-offerings --location-type availability-zone \\",
                "  --filters Name=instance-type,Values=" + w.plan.type.name,
                "aws service-quotas get-service-quota --service-code ec2 \\",
                "  --quota-code " + (w.plan.type.quota_code.empty() ? std::string("L-417A185B")
                                                                    : w.plan.type.quota_code)});
}

}  // namespace

Written aws_cli_script(Work const& w) {
  auto const cards = cards_of(w.plan.type.name);
  auto values = common_values(w, {});
  values["search"] = search_text(w);
  values["buying"] = on_capacity_block(w)
                         ? "# Buying is final and paid at once, so it is no part of this script:\n"
                           "#   aws ec2 purchase-capacity-block --instance-platform Linux/UNIX \\\n"
                           "#     --capacity-block-offering-id cb-...   (of the offer chosen)"
                         : "";
  values["launch"] = launch_text(w, cards);
  return {.text = filled("aws-cli.sh", values)};
}

}  // namespace ec2plan::launch
