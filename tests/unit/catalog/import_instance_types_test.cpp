#include "catalog/aws/aws_document.hpp"
#include "tests/unit/catalog/imports.hpp"

namespace ec2plan::import_instance_types_test {
namespace {

constexpr auto types = ImportKind::instance_types;

std::string one_type(std::string const& accelerators, std::string const& network,
                     std::string const& name = "p7.48xlarge") {
  return R"({"InstanceTypes": [{"InstanceType": ")" + name + R"(", )" + accelerators +
         R"(, "VCpuInfo": {"DefaultVCpus": 192}, "MemoryInfo": {"SizeInMiB": 2097152},
         "NetworkInfo": {"NetworkPerformance": ")" +
         network + R"(", "EfaSupported": true, "EfaInfo": {"MaximumEfaInterfaces": 16}}}]})";
}

std::string gpus(std::string const& name, int count, int mib) {
  return R"("GpuInfo": {"Gpus": [{"Count": )" + std::to_string(count) +
         R"(, "Manufacturer": "NVIDIA", "Name": ")" + name + R"(", "MemoryInfo": {"SizeInMiB": )" +
         std::to_string(mib) + "}}]}";
}

std::string neuron(std::string const& name, int count, int mib) {
  return R"("NeuronInfo": {"NeuronDevices": [{"Count": )" + std::to_string(count) +
         R"(, "CoreInfo": {"Count": 8, "Version": 4}, "Name": ")" + name +
         R"(", "MemoryInfo": {"SizeInMiB": )" + std::to_string(mib) + "}}]}";
}

}  // namespace

TEST_CASE("What AWS says of known types is what the catalog has") {
  auto const import = import_of(built_in(), types, {aws_file("instance_types")});
  CHECK(import.overlay == "{}\n");
  CHECK(lines_of(import, Outcome::added).empty());
  CHECK(lines_of(import, Outcome::changed).empty());
  CHECK(lines_of(import, Outcome::confirmed).size() == 5 * 8);
  CHECK(line_of(import, "p4d.24xlarge", "accelerator").after == "a100-40gb");
  CHECK(line_of(import, "p4de.24xlarge", "accelerator").after == "a100-80gb");
  CHECK(line_of(import, "dl1.24xlarge", "accelerator").after == "gaudi1-32gb");
  CHECK(line_of(import, "trn2.3xlarge", "accelerator").after == "trainium2-96gb");
  CHECK(line_of(import, "trn2.3xlarge", "network_gbps").after == "200");  // its card says 50
  CHECK(line_of(import, "g5.xlarge", "network_burst").after == "true");
  CHECK(import.as_of == "2026-11-20");
}

TEST_CASE("Types that train nothing are skipped, each with its reason") {
  auto const import = import_of(built_in(), types, {aws_file("instance_types")});
  CHECK(skipped(import, "has a fraction of an accelerator") == 1);
  CHECK(skipped(import, "its accelerator is for inference alone") == 1);
  CHECK(skipped(import, "has no accelerator that trains") == 1);
  CHECK(skipped(import, "the API reports 524,288 MiB of an accelerator: the catalog's 98,304") ==
        1);
  CHECK(lines_of(import, Outcome::skipped).size() == 4);
}

TEST_CASE("A fact that differs is changed, and the rest of the type stays") {
  auto const text =
      swapped(aws_file("instance_types"), "\"SizeInMiB\": 786432", "\"SizeInMiB\": 1572864");
  auto const import = import_of(built_in(), types, {text});
  auto const line = line_of(import, "dl1.24xlarge", "host_memory_gib");
  CHECK(line.outcome == Outcome::changed);
  CHECK(line.before == "768");
  CHECK(line.after == "1536");
  CHECK(lines_of(import, Outcome::changed).size() == 1);
  auto const after = with(import);
  auto const* type = find_instance(after, "dl1.24xlarge");
  CHECK(type->host_memory / gibibyte == Approx(1536));
  CHECK(type->link);
  CHECK(type->efa->version == 1);
  CHECK(after.field_sources.at("instances/dl1.24xlarge/host_memory_gib") ==
        "AWS-INSTANCE-TYPES-2026-11-20");
  CHECK(after.sources.at("AWS-INSTANCE-TYPES-2026-11-20").kind == "primary");
}

TEST_CASE("EFA interfaces change without the generation, which the API does not tell") {
  auto const text = one_type(gpus("A100", 8, 40960), "4x 100 Gigabit", "p4d.24xlarge");
  auto const import = import_of(built_in(), types, {text});
  CHECK(line_of(import, "p4d.24xlarge", "efa").before == "4");
  auto const catalog = with(import);
  auto const* type = find_instance(catalog, "p4d.24xlarge");
  CHECK(type->efa->interfaces == 16);
  CHECK(type->efa->version == 1);
  CHECK(line_of(import, "p4d.24xlarge", "nvme_gb").after == "0");
}

TEST_CASE("A type of tomorrow comes in with what the API says, and the rest is asked for by name") {
  auto const text = one_type(gpus("B400", 8, 524288), "6400 Gigabit");
  auto const import = import_of(built_in(), types, {text});
  CHECK(line_of(import, "b400-512gb").outcome == Outcome::added);
  CHECK(line_of(import, "p7.48xlarge").outcome == Outcome::added);
  auto const asked = lines_of(import, Outcome::asked);
  REQUIRE(asked.size() == 3);
  CHECK(asked[0].subject == "accelerators/b400-512gb/dense_tflops_per_s");
  CHECK(asked[1].subject == "accelerators/b400-512gb/memory_bandwidth_gb_per_s");
  CHECK(asked[2].subject == "instances/p7.48xlarge/link");
  auto const catalog = with(import);
  auto const* type = find_instance(catalog, "p7.48xlarge");
  REQUIRE(type != nullptr);
  CHECK(type->accelerators == 8);
  CHECK(type->accelerator.memory / mebibyte == Approx(524288));
  CHECK_FALSE(type->accelerator.bf16);
  CHECK_FALSE(type->link);
  CHECK_FALSE(type->regions);
  CHECK(type->network / (gigabit / second) == Approx(6400));
}

TEST_CASE("Cores of a new Neuron part are asked for: frameworks may count several as one") {
  auto const text = one_type(neuron("Trainium9", 16, 147456), "16x 400 Gigabit", "trn9.48xlarge");
  auto const import = import_of(built_in(), types, {text});
  CHECK(line_of(import, "accelerators/trainium9-144gb/devices").outcome == Outcome::asked);
  auto const catalog = with(import);
  auto const* type = find_instance(catalog, "trn9.48xlarge");
  CHECK(type->accelerator.devices == 8);
  CHECK(type->accelerator.vendor == "AWS");
}

TEST_CASE("The name that the API gives to a known part is learnt with its type") {
  auto const text = one_type(gpus("GB200", 4, 162816), "1600 Gigabit", "p6e-gb200.36xlarge");
  auto const import = import_of(built_in(), types, {text});
  CHECK(line_of(import, "gb200", "ec2_name").after == "GB200");
  CHECK(line_of(import, "p6e-gb200.36xlarge", "accelerator").outcome == Outcome::confirmed);
  CHECK(skipped(import, "the API reports 162,816 MiB") == 1);
  auto const again = import_of(with(import), types, {text});
  CHECK(again.overlay == "{}\n");
  CHECK(skipped(again, "the API reports 162,816 MiB") == 1);
}

TEST_CASE("The same types imported twice change nothing the second time") {
  auto const text = one_type(gpus("B400", 8, 524288), "Up to 6400 Gigabit");
  auto const first = import_of(built_in(), types, {text});
  auto const again = import_of(with(first), types, {text}, {.retrieved = "2026-11-21"});
  CHECK(again.overlay == "{}\n");
  CHECK(lines_of(again, Outcome::added).empty());
  CHECK(lines_of(again, Outcome::asked).size() == 3);  // still
}

TEST_CASE("The two memory sizes of one name are told apart, and a third is a new part") {
  auto const import = import_of(
      built_in(), types, {one_type(gpus("A100", 8, 163840), "4x 100 Gigabit", "p4x.24xlarge")});
  CHECK(line_of(import, "a100-160gb").outcome == Outcome::added);
}

TEST_CASE("A network is read from its text") {
  CHECK(catalog::network_text("4x 100 Gigabit")->gigabits_per_second == 400);
  CHECK(catalog::network_text("3200 Gigabit")->gigabits_per_second == 3200);
  CHECK_FALSE(catalog::network_text("3200 Gigabit")->burst);
  CHECK(catalog::network_text("Up to 12.5 Gigabit")->gigabits_per_second == 12.5);
  CHECK(catalog::network_text("Up to 12.5 Gigabit")->burst);
  CHECK(catalog::network_text("750 Megabit")->gigabits_per_second == 0.75);
  for (auto const* text : {"High", "", "100", "x 100 Gigabit", "4x Gigabit", "-5 Gigabit",
                           "100 Gigabit and more", "nan Gigabit", "0 Gigabit"})
    CHECK_FALSE(catalog::network_text(text));
}

TEST_CASE("A type whose network is a word is skipped") {
  auto const import = import_of(built_in(), types, {one_type(gpus("M60", 4, 8192), "High")});
  CHECK(skipped(import, "its network speed is a word, not a figure") == 1);
  CHECK(import.overlay == "{}\n");
}

TEST_CASE("A part for graphics alone is skipped") {
  auto const text = swapped(one_type(gpus("V520", 1, 8192), "Up to 10 Gigabit"), "\"Manufacturer\"",
                            "\"Workloads\": [\"graphics\"], \"Manufacturer\"");
  CHECK(skipped(import_of(built_in(), types, {text}), "its accelerator is for graphics alone") ==
        1);
}

TEST_CASE("A record that lacks what AWS always gives is refused at its place") {
  auto const text = swapped(aws_file("instance_types"), "DefaultVCpus", "Default");
  auto const error = error_of([&] { return import_of(built_in(), types, {text}); });
  CHECK(error.kind == InputFault::Kind::file);
  CHECK(error.where == "aws.json");
  CHECK(error.path == "/InstanceTypes/0/VCpuInfo");
  CHECK(error.problem == "\"DefaultVCpus\" is missing");
}

TEST_CASE("A name that is no name of an accelerator is skipped with its type") {
  for (auto const& name : {std::string(65, 'B'), std::string("-B400"), std::string("B\xC3\xA4r"),
                           std::string("B400\\u001b[31m"), std::string("B<400>")}) {
    auto const import =
        import_of(built_in(), types, {one_type(gpus(name, 8, 524288), "6400 Gigabit")});
    CHECK(skipped(import, "the name of its accelerator, or of who makes it, is none") == 1);
    CHECK(import.overlay == "{}\n");
  }
  auto const known = one_type(gpus("RTX PRO (6000) v1.5+", 8, 524288), "6400 Gigabit");
  CHECK_FALSE(lines_of(import_of(built_in(), types, {known}), Outcome::added).empty());
}

TEST_CASE("A name of thousands of letters is no instance type, and none is shown whole") {
  auto const text =
      one_type(gpus("B400", 8, 524288), "6400 Gigabit", "p7." + std::string(5000, 'x'));
  auto const error = error_of([&] { return import_of(built_in(), types, {text}); });
  CHECK(error.path == "/InstanceTypes/0/InstanceType");
  CHECK(std::string_view(error.what()).size() < 500);
}

TEST_CASE("A type that stands twice in a file says the same, or is refused") {
  auto const one = one_type(gpus("B400", 8, 524288), "6400 Gigabit");
  auto const record = one.substr(one.find('[') + 1, one.size() - one.find('[') - 3);
  auto const both = [&](std::string const& other) {
    return "{\"InstanceTypes\": [" + record + "," + other + "]}";
  };
  CHECK(lines_of(import_of(built_in(), types, {both(record)}), Outcome::added).size() == 2);
  for (auto const& other :
       {swapped(record, "2097152", "1048576"), swapped(record, "6400 Gigabit", "3200 Gigabit"),
        swapped(record, "524288", "262144"), swapped(record, ": 16}", ": 32}"),
        swapped(record, "\"GpuInfo\"", "\"OtherInfo\"")}) {
    auto const error = error_of([&] { return import_of(built_in(), types, {both(other)}); });
    CHECK(error.path == "/InstanceTypes/1/InstanceType");
    CHECK(error.problem == "stands twice, with other facts");
  }
}

}  // namespace ec2plan::import_instance_types_test
