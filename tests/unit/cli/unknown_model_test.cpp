#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::unknown_model_test {
namespace {

/// A config.json that is Llama's in all but what it calls itself.
std::string config(std::string const& type) {
  return R"({"model_type": ")" + type +
         R"(", "hidden_size": 2048, "intermediate_size": 8192, "num_hidden_layers": 16,
             "num_attention_heads": 16, "num_key_value_heads": 8, "vocab_size": 128256,
             "hidden_act": "silu", "rms_norm_eps": 1e-5, "tie_word_embeddings": false})";
}

/// `"key": ` of a step's range in an estimate's document.
double end_of(std::string const& text, std::string const& key) {
  auto const start = text.find("\"step_time_s\": {");
  REQUIRE(start != text.npos);
  auto const place = text.find("\"" + key + "\": ", start);
  REQUIRE(place != text.npos);
  return std::stod(text.substr(place + key.size() + 4));
}

Ran estimated(std::string const& model, Words const& more = {}) {
  return ran(joined({"estimate", "--model", model, "--tokens", "100B", "--instance-type",
                     "p5.48xlarge", "--instance-count", "1", "--json", "-q"},
                    more));
}

}  // namespace

TEST_CASE("an unknown architecture is warned of in the document and widens the range") {
  Folder const folder;
  auto const known = estimated(folder.file("known.json", config("llama"))).out;
  auto const unknown = estimated(folder.file("unknown.json", config("newkid")));
  CHECK(unknown.err.empty());
  CHECK_THAT(unknown.out, has("model_type 'newkid' is unknown"));
  CHECK(end_of(unknown.out, "likely") == Approx(end_of(known, "likely")));
  CHECK(end_of(unknown.out, "high") == Approx(1.3 * end_of(known, "high")));
  CHECK(end_of(unknown.out, "low") < end_of(known, "low"));
}

TEST_CASE("how much an unknown architecture widens the range is an assumption") {
  Folder const folder;
  auto const file = folder.file("unknown.json", config("newkid"));
  auto const as_is = estimated(file).out;
  auto const set = estimated(file, {"--set", "range.unknown_architecture.high=2.6"}).out;
  CHECK(end_of(set, "high") == Approx(2 * end_of(as_is, "high")));
  auto const falling = estimated(file, {"--set", "range.unknown_architecture.high=0.5"});
  CHECK(falling.code == 2);
  CHECK_THAT(falling.err, has("range.unknown_architecture"));
}

}  // namespace ec2plan::cli::unknown_model_test
