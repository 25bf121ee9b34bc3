#include "ec2plan/catalog/model_spec.hpp"

#include "ec2plan/model/parameters.hpp"
#include "tests/unit/catalog/files.hpp"

namespace ec2plan::model_spec_test {
namespace {

Catalog const& built_in() {
  static Catalog const catalog = load_catalog();
  return catalog;
}

struct Count {
  std::string name;
  double parameters;
};

}  // namespace

TEST_CASE("Known models have their published parameters, to the digit") {
  for (auto const& [name, count] : std::vector<Count>{{"gpt2", 124'439'808},
                                                      {"llama-2-7b", 6'738'415'616},
                                                      {"llama-3-8b", 8'030'261'248},
                                                      {"llama-3-70b", 70'553'706'496},
                                                      {"llama-3.1-405b", 405'853'388'800},
                                                      {"gpt-neox-20b", 20'554'567'680},
                                                      {"bloom", 176'247'271'424},
                                                      {"mixtral-8x7b", 46'702'792'704},
                                                      {"qwen-3-30b-a3b", 30'532'122'624},
                                                      {"falcon-40b", 41'303'293'952},
                                                      {"deepseek-v3", 671'026'419'200},
                                                      {"gpt-oss-120b", 116'829'156'672},
                                                      {"gpt3-175b", 174'604'259'328}}) {
    CAPTURE(name);
    auto const choice = model_from(built_in(), name);
    CHECK(choice.origin == ModelOrigin::name);
    CHECK(parameters(choice.shape).total() == count);
  }
}

TEST_CASE("A mixture of experts has the active parameters that its publisher rounds") {
  auto const active = [](std::string_view name) {
    return parameters(model_from(built_in(), name).shape).active();
  };
  CHECK(active("8x7B") == Approx(12.9e9).epsilon(0.005));
  CHECK(active("30B-A3B") == Approx(3.35e9).epsilon(0.005));
  CHECK(active("deepseek-v3") == Approx(37.6e9).epsilon(0.005));
}

TEST_CASE("A count takes the nearest shape within six per cent") {
  for (auto const& [spec, name] :
       std::vector<std::pair<std::string, std::string>>{{"175B", "gpt3-175b"},
                                                        {"180B", "gpt3-175b"},
                                                        {"1T", "megatron-1008b"},
                                                        {"70B", "llama-3-70b"},
                                                        {"65B", "llama-65b"},
                                                        {"530 B", "mt-nlg-530b"},
                                                        {"7b", "llama-2-7b"},
                                                        {"8B", "llama-3.1-8b"}}) {
    CAPTURE(spec);
    auto const choice = model_from(built_in(), spec);
    CHECK(choice.origin == ModelOrigin::snapped);
    CHECK(choice.shape.name == name);
    CHECK(choice.warnings.empty());
  }
}

TEST_CASE("GPT-3 is stated as 175 B and the paper's trillion is its own count") {
  CHECK(model_from(built_in(), "175B").stated_parameters == 175e9);
  CHECK(model_from(built_in(), "175B").global_batch == 1536);
  CHECK(model_from(built_in(), "175B").sequence_length == 2048);
  CHECK(model_from(built_in(), "1T").stated_parameters == Approx(1008.0e9).epsilon(1e-4));
}

TEST_CASE("A count that no known model has takes a shape by rule, with a warning") {
  auto const choice = model_from(built_in(), "90B");
  CHECK(choice.origin == ModelOrigin::rule);
  CHECK(choice.stated_parameters == Approx(90e9).epsilon(0.02));
  CHECK(choice.stated_parameters == parameters(choice.shape).total());
  REQUIRE(choice.warnings.size() == 1);
  CHECK_THAT(choice.warnings[0], Catch::Matchers::Contains("by rule") &&
                                     Catch::Matchers::Contains("82 layers of width 9216"));
}

TEST_CASE("The edge of snapping is where the logarithms are six hundredths apart") {
  CHECK(model_from(built_in(), "185B").origin == ModelOrigin::snapped);
  CHECK(model_from(built_in(), "187B").origin == ModelOrigin::rule);
}

TEST_CASE("A model that cannot be understood is refused with the reason") {
  for (auto const& [spec, message] : std::vector<std::pair<std::string, std::string>>{
           {"", "175B"},
           {"0", "zero"},
           {"-7B", "negative"},
           {"80GB", "amount of memory"},
           {"1e400", "--model"},
           {"5M", "smaller than any shape"},
           {"7x9B", "mixture of experts"},
           {"99B-A9B", "mixture of experts"},
           {"llama-3-70bb", "did you mean llama-3-70b?"},
           {"wholly-unknown", "ec2plan models"},
           {"nan", "unknown model"}}) {
    CAPTURE(spec);
    auto const error = error_of([&, text = spec] { return model_from(built_in(), text); });
    CHECK(error.kind == InputError::Kind::usage);
    CHECK(error.where == "--model");
    CHECK_THAT(std::string(error.what()), Catch::Matchers::Contains(message));
    CHECK_FALSE(error.fix.empty());
  }
}

TEST_CASE("A model file that is missing, or a folder, is an error of the file") {
  Folder const folder;
  auto const missing = error_of([&] { return model_from(built_in(), "no/such.json"); });
  CHECK(missing.kind == InputError::Kind::file);
  CHECK(missing.where == "no/such.json");
  auto const error = error_of([&] { return model_from(built_in(), folder.path().string()); });
  CHECK(error.kind == InputError::Kind::file);
  CHECK_THAT(error.fix, Catch::Matchers::Contains("config.json"));
}

TEST_CASE("A configuration is named by its folder or its file") {
  Folder const folder;
  std::string const text = R"({"model_type": "llama", "num_hidden_layers": 2, "hidden_size": 64,
    "num_attention_heads": 4, "intermediate_size": 128, "vocab_size": 100,
    "tie_word_embeddings": true})";
  auto const choice = model_from(built_in(), folder.file("tiny/config.json", text).string());
  CHECK(choice.origin == ModelOrigin::file);
  CHECK(choice.shape.name == "tiny");
  CHECK(choice.stated_parameters == parameters(choice.shape).total());
  CHECK(model_from(built_in(), folder.file("small.json", text).string()).shape.name == "small");
}

TEST_CASE("A configuration of a listed shape is trained as the entry is, and says so") {
  Folder const folder;
  std::string const text = R"({"model_type": "llama", "num_hidden_layers": 80,
    "hidden_size": 8192, "num_attention_heads": 64, "num_key_value_heads": 8,
    "intermediate_size": 28672, "vocab_size": 128256, "tie_word_embeddings": false})";
  auto const named = model_from(built_in(), "llama-3-70b");
  auto const file = model_from(built_in(), folder.file("mine/config.json", text).string());
  REQUIRE(named.sequence_length);
  CHECK(file.origin == ModelOrigin::file);
  CHECK(file.shape.name == "mine");
  CHECK(file.sequence_length == named.sequence_length);
  CHECK(file.global_batch == named.global_batch);
  CHECK(file.stated_parameters == named.stated_parameters);
  REQUIRE(file.warnings.size() == 1);
  CHECK_THAT(file.warnings[0], Catch::Matchers::Contains("mine has the shape of llama-3-70b: "));
  auto const other = std::string(text).replace(text.find("80"), 2, "79");
  auto const unlike = model_from(built_in(), folder.file("other/config.json", other).string());
  CHECK_FALSE(unlike.sequence_length);
  CHECK(unlike.warnings.empty());
}

TEST_CASE("A configuration that has a listed model's name and another shape is told") {
  Folder const folder;
  std::string const text = R"({"model_type": "llama", "num_hidden_layers": 2, "hidden_size": 64,
    "num_attention_heads": 4, "intermediate_size": 128, "vocab_size": 100,
    "tie_word_embeddings": true})";
  auto const choice = model_from(built_in(), folder.file("llama-3-70b/config.json", text).string());
  REQUIRE(choice.warnings.size() == 1);
  CHECK_THAT(choice.warnings[0],
             Catch::Matchers::Contains("llama-3-70b is not the listed model of that name"));
}

}  // namespace ec2plan::model_spec_test
