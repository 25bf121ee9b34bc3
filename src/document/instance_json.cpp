#include <algorithm>

#include "document/catalog_json.hpp"
#include "document/contents.hpp"
#include "document/kept.hpp"
#include "ec2plan/document/instances.hpp"
#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace documents {
namespace {

using namespace kinds;
using V = InputValue;
using Row = InstanceRow const&;
using In = InstanceContext const&;

/// A field, and the other names that people type for it: headers of columns, flags, plain words.
struct NamedField {
  InstanceField field;
  char const* also = "";  // "vcpu|cpus"
};

V tflops(std::optional<FlopRate> const& rate) { return value_in<teraflop_per_second>(rate); }

V count_if_known(int count) { return count > 0 ? V(count) : V(nullptr); }

V link(Row row, In) { return row.type.link ? V(true) : V(nullptr); }
V efa(Row row, In) { return row.type.efa ? V(true) : V(nullptr); }

/// What the lowest price that was asked for comes to.
template <typename Value>
V of_lowest(In context, Value value) {
  return context.lowest ? value(*context.lowest) : V(nullptr);
}

template <Purchase purchase>
V price_in_region(Row row, In context) {
  V found = nullptr;
  for (Price const& price : row.prices)
    if (price.region == context.region && price.purchase == purchase)
      found = price.per_instance / usd_per_hour;
  return found;
}

template <Purchase purchase>
constexpr InstanceField in_region(std::string_view path) {
  return {path, or_null(positive), price_in_region<purchase>, "USD"};
}

using PriceField = Field<Price, InstanceRow>;

constexpr char lapsed_words[] =
    "Last day of its list, where that is over on the day asked for, or today: it was last seen "
    "then";

constexpr PriceField price_table[] = {
    {"region", text, [](Price const& p, Row) -> V { return p.region; }, "Region"},
    {"purchase", word(purchases),
     [](Price const& p, Row) -> V { return std::string(purchase_name(p.purchase)); },
     "Kind of purchase"},
    {"usd_per_instance_hour", positive,
     [](Price const& p, Row) -> V { return p.per_instance / usd_per_hour; }, "USD"},
    {"usd_per_accelerator_hour", positive,
     [](Price const& p, Row row) -> V {
       return p.per_instance / usd_per_hour / row.type.accelerators;
     },
     "USD"},
    {"as_of", or_null(text), [](Price const& p, Row) { return value_in<plain>(p.as_of); },
     "Day last seen"},
    {"lapsed", or_null(text), [](Price const& p, Row) { return value_in<plain>(p.lapsed); },
     lapsed_words},
    {"source", or_null(text), [](Price const& p, Row) { return value_in<plain>(p.source); },
     "Keys of sources"},
};

Json all_prices(Row row, In) {
  Json json = Json::array();
  for (Price const& price : row.prices)
    json.push_back(json_of(price_table, price, row));
  return json;
}

Json price_schema() { return schema_of(price_table, "A price"); }

constexpr char dense_peak_words[] = "Dense peak of one accelerator";

constexpr NamedField instance_table[] = {
    {{"instance_type", text, [](Row r, In) -> V { return r.type.name; },
      "As the EC2 API spells it"},
     "type|name|instance type"},
    {{"accelerator", text, [](Row r, In) -> V { return r.type.accelerator.id; }, "Id"}},
    {{"accelerator_name", text, [](Row r, In) -> V { return r.type.accelerator.name; }, "Name"}},
    {{"vendor", text, [](Row r, In) -> V { return r.type.accelerator.vendor; }, "Maker"}, "maker"},
    {{"accelerators", whole(1), [](Row r, In) -> V { return r.type.accelerators; }, "How many"},
     "count"},
    {{"devices", whole(1), [](Row r, In) -> V { return devices(r.type); },
      "What frameworks count"}},
    {{"memory_gib_per_accelerator", any_number,
      [](Row r, In) -> V { return r.type.accelerator.memory / gibibyte; }, "GiB"},
     "accelerator_memory|gib each"},
    {{"memory_gib", any_number,
      [](Row r, In) -> V { return r.type.accelerators * r.type.accelerator.memory / gibibyte; },
      "GiB of all"},
     "memory|total_accelerator_memory|gib"},
    {{"memory_bandwidth_gb_per_s", or_null(any_number),
      [](Row r, In) { return value_in<gigabyte_per_second>(r.type.accelerator.memory_bandwidth); },
      "GB/s of one accelerator"},
     "gb/s each|memory_bandwidth"},
    {{"dense_16bit_tflops_per_s", or_null(any_number),
      [](Row r, In) { return tflops(dense_16bit(r.type.accelerator)); },
      "Dense peak of one accelerator in bf16, or in fp16 where it has no bf16"},
     "tflops|tflop/s"},
    {{"bf16_tflops_per_s", or_null(any_number),
      [](Row r, In) { return tflops(r.type.accelerator.bf16); }, dense_peak_words},
     "bf16"},
    {{"fp16_tflops_per_s", or_null(any_number),
      [](Row r, In) { return tflops(r.type.accelerator.fp16); }, dense_peak_words},
     "fp16"},
    {{"fp8_tflops_per_s", or_null(any_number),
      [](Row r, In) { return tflops(r.type.accelerator.fp8); }, dense_peak_words},
     "fp8"},
    {{"tf32_tflops_per_s", or_null(any_number),
      [](Row r, In) { return tflops(r.type.accelerator.tf32); }, dense_peak_words}},
    {{"fp32_tflops_per_s", or_null(any_number),
      [](Row r, In) { return tflops(r.type.accelerator.fp32); }, dense_peak_words}},
    {{"link", or_null(object), link, "Between the accelerators of an instance"}},
    {{"link.kind", text, [](Row r, In) -> V { return r.type.link->kind; }, "Name"}},
    {{"link.gb_per_s_per_direction", any_number,
      [](Row r, In) -> V { return r.type.link->per_direction / gigabyte_per_second; },
      "GB/s of one accelerator, one way"},
     "link|link gb/s"},
    {{"efa", or_null(object), efa, "Elastic Fabric Adapter"}},
    {{"efa.version", or_null(whole(1)),
      [](Row r, In) { return count_if_known(r.type.efa->version); }, "Generation"},
     "efa|efa_version"},
    {{"efa.interfaces", or_null(whole(1)),
      [](Row r, In) { return count_if_known(r.type.efa->interfaces); }, "How many"}},
    {{"network_gbps", any_number,
      [](Row r, In) -> V { return r.type.network / gigabit_per_second; },
      "Gbit/s of the instance, one way"},
     "network|gbit/s"},
    {{"network_burst", truth, [](Row r, In) -> V { return r.type.network_burst; },
      "The line rate is not sustained"}},
    {{"vcpus", whole(0), [](Row r, In) -> V { return r.type.vcpus; }, "vCPUs"}, "vcpu|cpus"},
    {{"host_memory_gib", any_number, [](Row r, In) -> V { return r.type.host_memory / gibibyte; },
      "GiB"},
     "host_memory|host gib|ram"},
    {{"nvme_gb", any_number, [](Row r, In) -> V { return r.type.nvme / gigabyte; }, "GB"},
     "nvme|nvme gb"},
    {{"vcpu_quota_name", or_null(text), [](Row r, In) { return value_in<plain>(r.type.quota); },
      "Service Quotas name"},
     "quota"},
    {{"regions", or_null(texts), [](Row r, In) { return value_in<plain>(r.type.regions); },
      "Where it is offered; null: not recorded"}},
    {{"retired", or_null(text), [](Row r, In) { return value_in<plain>(r.type.retired); },
      "Month since which it is no longer offered"}},
    {{"price_region", or_null(text),
      [](Row, In c) { return of_lowest(c, [](auto& l) -> V { return l.price.region; }); },
      "Region of the lowest price of those asked for; null: it has none"},
     "region"},
    {{"price_purchase", or_null(text),
      [](Row, In c) {
        return of_lowest(c, [](auto& l) { return value_in<of_purchase>(l.price.purchase); });
      },
      "Kind of purchase of that price"},
     "purchase"},
    {{"price_as_of", or_null(text),
      [](Row, In c) {
        return of_lowest(c, [](auto& l) { return value_in<plain>(l.price.as_of); });
      },
      "Day that price was last seen"},
     "date"},
    {{"price_lapsed", or_null(text),
      [](Row, In c) {
        return of_lowest(c, [](auto& l) { return value_in<plain>(l.price.lapsed); });
      },
      lapsed_words}},
    {{"usd_per_hour", or_null(positive),
      [](Row, In c) {
        return of_lowest(c, [](auto& l) -> V { return l.price.per_instance / usd_per_hour; });
      },
      "USD of an instance hour at that price; null: unpriced"},
     "price|cost|$/h|lowest $/h"},
    {{"usd_per_accelerator_hour", or_null(positive),
      [](Row, In c) {
        return of_lowest(c, [](auto& l) -> V { return l.per_accelerator / usd_per_hour; });
      },
      "USD of an accelerator hour at that price"},
     "price_per_accelerator|$/h each|lowest each"},
    {{"usd_per_petaflop_hour", or_null(positive),
      [](Row, In c) {
        return of_lowest(c, [](auto& l) { return value_in<usd_per_hour>(l.per_petaflop); });
      },
      "USD of an hour of one dense 16-bit petaFLOP/s at that price; null: unpriced, or no peak is "
      "known"},
     "price_per_petaflop|$/pflop-h"},
    {{"usd_per_instance_hour", object, nullptr,
      "In that region; in the first region asked for where it is null"}},
    {in_region<Purchase::on_demand>("usd_per_instance_hour.on_demand"), "on_demand"},
    {in_region<Purchase::spot>("usd_per_instance_hour.spot"), "spot"},
    {in_region<Purchase::reserved_1yr>("usd_per_instance_hour.reserved_1yr")},
    {in_region<Purchase::reserved_3yr>("usd_per_instance_hour.reserved_3yr")},
    {in_region<Purchase::savings_plan>("usd_per_instance_hour.savings_plan")},
    {in_region<Purchase::capacity_block>("usd_per_instance_hour.capacity_block")},
    {{"prices", rows, nullptr, "All known", {}, nullptr, nullptr, all_prices, price_schema}},
};

InstanceContext asked_context(Row row, AskedPrice const& asked) {
  InstanceContext context{.lowest = lowest_price(row, asked)};
  if (!asked.regions.empty()) context.region = asked.regions.front();
  if (context.lowest) context.region = context.lowest->price.region;
  return context;
}

/// In lower case and with the dashes of flags as underscores.
std::string as_typed(std::string_view name) {
  std::string text(name.starts_with("--") ? name.substr(2) : name);
  for (char& letter : text)
    letter = letter == '-' ? '_' : lower(letter);
  return text;
}

}  // namespace

std::vector<InstanceField> const& instance_fields() {
  static std::vector<InstanceField> const fields = [] {
    std::vector<InstanceField> all;
    for (auto const& [field, also] : instance_table)
      all.push_back(field);
    return all;
  }();
  return fields;
}

Json instance_json(InstanceRow const& row, AskedPrice const& asked) {
  return json_of(instance_fields(), row, asked_context(row, asked));
}

}  // namespace documents

InputValue instance_value(InstanceRow const& row, AskedPrice const& asked, std::string_view path) {
  auto const found =
      std::ranges::find(documents::instance_table, path,
                        [](documents::NamedField const& one) { return one.field.path; });
  bool const of_link = path.starts_with("link."), of_efa = path.starts_with("efa.");
  if ((of_link && !row.type.link) || (of_efa && !row.type.efa)) return nullptr;
  return found->field.value(row, documents::asked_context(row, asked));
}

std::optional<double> instance_figure(InstanceRow const& row, AskedPrice const& asked,
                                      std::string_view field) {
  auto const value = instance_value(row, asked, field);
  if (auto const* real = std::get_if<double>(&value)) return *real;
  auto const* whole = std::get_if<std::int64_t>(&value);
  return whole == nullptr ? std::nullopt : std::optional(static_cast<double>(*whole));
}

std::vector<FieldName> instance_field_names() {
  std::vector<FieldName> names;
  for (auto const& [field, also] : documents::instance_table)
    for (std::string_view left = also; !left.empty();) {
      auto const end = std::min(left.find('|'), left.size());
      names.push_back({left.substr(0, end), field.path});
      left.remove_prefix(std::min(end + 1, left.size()));
    }
  return names;
}

std::string instance_field(std::string_view name) {
  auto text = documents::as_typed(name);
  for (FieldName const& each : instance_field_names())
    if (text == documents::as_typed(each.typed)) return std::string(each.field);
  return text;
}

ContentsOf contents(InstancesAnswer const& answer) {
  using namespace documents;
  auto const row = [&](InstanceRow const& one) { return instance_json(one, answer.price); };
  return shared({.frame = answer.frame,
                 .summary = sentence(counted(std::ssize(answer.rows), "instance type") + "."),
                 .results = {{"instances", nullptr}},
                 .rows = each(answer.rows, row),
                 .places = {{"/instances"}}});
}

void sort_rows(InstancesAnswer& answer, std::string const& name, bool descending) {
  auto const field = instance_field(name);
  std::vector<std::string> names;
  for (FieldName const& each : instance_field_names())
    names.emplace_back(each.typed);
  auto objects = std::move(contents(answer)->rows);  // of no rows the field is checked all the same
  if (objects.empty()) objects.push_back(documents::instance_json({}, answer.price));
  documents::check_field(objects, field, "--sort-by", names);
  if (!answer.rows.empty()) reorder(answer.rows, documents::order_by(objects, field, descending));
  answer.asked_fields.push_back(field);
}

}  // namespace ec2plan
