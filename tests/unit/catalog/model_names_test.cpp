#include "catalog/model_names.hpp"

#include "ec2plan/catalog/model_spec.hpp"
#include "tests/unit/catalog/files.hpp"

namespace ec2plan::model_names_test {
namespace {

Catalog const& built_in() {
  static Catalog const catalog = load_catalog();
  return catalog;
}

TEST_CASE("a model is known as hubs, papers and people write it") {
  struct Case {
    std::string typed, name;
    bool of_same_shape = false;
  };
  Case const cases[] = {
      {"meta-llama/Llama-3.1-70B", "llama-3.1-70b"},
      {"meta-llama/Llama-3.1-70B-Instruct", "llama-3.1-70b", true},
      {"meta-llama/Meta-Llama-3-8B", "llama-3-8b"},
      {"https://huggingface.co/meta-llama/Llama-3.1-405B", "llama-3.1-405b"},
      {"Llama 3 70B", "llama-3-70b"},
      {"Llama 3.1 70 B", "llama-3.1-70b"},
      {"llama3.1:8b", "llama-3.1-8b"},
      {"llama_2_13b", "llama-2-13b"},
      {"Llama-2-70b-chat-hf", "llama-2-70b", true},
      {"Llama-3.3-70B-Instruct", "llama-3.1-70b", true},
      {"llama-3.3-70b", "llama-3.1-70b", true},
      {"mistralai/Mixtral-8x7B-Instruct-v0.1", "mixtral-8x7b", true},
      {"mistralai/Mistral-7B-v0.1", "mistral-7b", true},
      {"Qwen/Qwen2.5-72B", "qwen-2.5-72b"},
      {"Qwen2.5-Coder-32B-Instruct", "qwen-2.5-32b", true},
      {"Qwen/QwQ-32B", "qwen-2.5-32b", true},
      {"Qwen3-235B-A22B-Instruct-2507", "qwen-3-235b-a22b", true},
      {"openai/gpt-oss-120b", "gpt-oss-120b"},
      {"GPT-3", "gpt3-175b"},
      {"gpt3 175B", "gpt3-175b"},
      {"google/gemma-2-9b-it", "gemma-2-9b", true},
      {"deepseek-ai/DeepSeek-V3-Base", "deepseek-v3", true},
      {"tiiuae/falcon-40b", "falcon-40b"},
      {"EleutherAI/pythia-12b-deduped", "pythia-12b", true},
  };
  for (auto const& [typed, name, of_same_shape] : cases) {
    CAPTURE(typed);
    auto const choice = model_from(built_in(), typed);
    CHECK(choice.shape.name == name);
    CHECK(choice.origin == ModelOrigin::name);
    if (!of_same_shape) CHECK(choice.note.empty());
  }
  CHECK(model_from(built_in(), "Llama-3.3-70B-Instruct").note ==
        "--model Llama-3.3-70B-Instruct is planned as llama-3.1-70b, which has its shape");
}

TEST_CASE("every listed model is known by its own name and by each alias, however it is written") {
  for (ModelEntry const& entry : built_in().models) {
    auto names = entry.aliases;
    names.push_back(entry.shape.name);
    for (auto const& name : names) {
      auto spaced = name;
      for (char& letter : spaced)
        if (letter == '-') letter = ' ';
      CAPTURE(name, spaced);
      auto const named = catalog::model_named(built_in(), "some-hub/" + spaced);
      REQUIRE(named.entry != nullptr);
      CHECK(named.entry->shape.name == entry.shape.name);
    }
  }
}

TEST_CASE("the maker and the date of a release leave the shape") {
  for (auto const& [typed, name] : std::vector<std::pair<std::string, std::string>>{
           {"deepseek-ai/DeepSeek-R1-0528", "deepseek-v3"},
           {"allenai/OLMo-2-1124-7B", "olmo-2-7b"},
           {"moonshotai/Kimi-K2-Instruct-0905", "kimi-k2"},
           {"nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16", "nemotron-3-nano-30b-a3b"},
           {"mistralai/Mistral-Large-Instruct-2407", "mistral-large-123b"}}) {
    CAPTURE(typed);
    CHECK(model_from(built_in(), typed).shape.name == name);
  }
}

TEST_CASE("a name that may be of several models lists them, newest first") {
  struct Case {
    std::string typed, fix;
  };
  Case const cases[] = {
      {"llama-70b", "write one of them: llama-3.1-70b, llama-3-70b, llama-2-70b"},
      {"mixtral", "write one of them: mixtral-8x22b, mixtral-8x7b"},
      {"llama 3", "write one of them: llama-3.1-405b, llama-3-70b, llama-3-8b"},
      {"llama-405b", "did you mean llama-3.1-405b?"},
      {"Qwen-72B", "did you mean qwen-2.5-72b?"},
      {"deepseek", "write one of them: deepseek-v3.2, deepseek-v3, deepseek-v2"},
      {"jamba", "did you mean jamba-52b?"},
  };
  for (auto const& [typed, fix] : cases) {
    CAPTURE(typed);
    auto const error = error_of([&, text = typed] { return model_from(built_in(), text); });
    CHECK(error.kind == InputError::Kind::usage);
    CHECK_THAT(error.fix, Catch::Matchers::StartsWith(fix));
  }
}

TEST_CASE("an unknown model of a hub is to be given as its configuration") {
  auto const error = error_of([] { return model_from(built_in(), "some-hub/unheard-of"); });
  CHECK(error.kind == InputError::Kind::usage);
  CHECK(error.fix == "download its config.json, and name that file");
}

TEST_CASE("a model of another shape is refused, and the nearest of its family is named") {
  for (auto const& [typed, nearest] :
       std::vector<std::pair<std::string, std::string>>{{"meta-llama/Llama-2-34B", "llama-33b"},
                                                        {"Mistral-7B-v0.3", "mistral-7b"},
                                                        {"gpt-4", "gpt3-175b"},
                                                        {"llama-5-400b", "llama-4-maverick"}}) {
    CAPTURE(typed);
    auto const error = error_of([&, text = typed] { return model_from(built_in(), text); });
    CHECK(error.kind == InputError::Kind::usage);
    CHECK_THAT(error.fix,
               Catch::Matchers::Contains(nearest) && Catch::Matchers::Contains("config.json"));
    CHECK_THAT(error.fix, !Catch::Matchers::Contains("did you mean"));
  }
}

}  // namespace
}  // namespace ec2plan::model_names_test
