#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::report_test {
namespace {

std::string saved(Words const& words) {
  auto const result = ran(joined(words, {"--json"}));
  REQUIRE(result.code == 0);
  return result.out;
}

/// Whether the texts stand in this order.
bool in_this_order(std::string const& text, Words const& parts) {
  std::size_t at = 0;
  for (auto const& part : parts) {
    at = text.find(part, at);
    if (at == std::string::npos) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a report shows what reviewers ask for, in their order") {
  auto const page = ran({"report", "-"}, {}, saved(quick({"--days", "30"})));
  CHECK(page.code == 0);
  CHECK(page.out.starts_with("<!doctype html>"));
  CHECK(in_this_order(
      page.out, {"The question", "The recommendation", "Beside other plans", "Cost against time",
                 "How it scales", "Where the money goes", "Memory of an accelerator",
                 "What moves the cost", "Accuracy on runs like this one", "The arithmetic", "Again",
                 "ec2plan recommend --model gpt3-6.7b --tokens 1B"}));
}

TEST_CASE("the same result gives the same page") {
  auto const result = saved(quick({"--days", "30"}));
  CHECK(ran({"report", "-"}, {}, result).out == ran({"report", "-"}, {}, result).out);
}

TEST_CASE("a page links to nothing") {
  auto const page = ran({"report", "-"}, {}, saved(quick({"--days", "30"}))).out;
  CHECK(page.find("http://") == std::string::npos);
  CHECK(page.find("https://") == std::string::npos);
}

TEST_CASE("an estimate is reviewed too, beside what is recommended for its question") {
  auto const page = ran({"report", "-"}, {}, saved(set_up({"--tflops", "140"})));
  CHECK(page.code == 0);
  CHECK_THAT(page.out, has("128 p4d.24xlarge"));
  CHECK_THAT(page.out, has("Beside other plans"));
}

TEST_CASE("several results stand side by side first") {
  Folder const folder;
  auto const one = folder.file("one.json", saved(quick({"--days", "30"})));
  auto const two = folder.file("two.json", saved(set_up()));
  auto const page = ran({"report", one, two, "--title", "Two jobs"});
  CHECK(page.code == 0);
  CHECK(in_this_order(page.out, {"<title>Two jobs", "Side by side", "one.json", "two.json"}));
}

TEST_CASE("the plan of --rank is the one under review") {
  auto const result =
      saved({"recommend", "--model", "gpt3-6.7b", "--tokens", "1B", "--instance-type",
             "p4d.24xlarge,p4de.24xlarge", "--max-instances", "4", "--days", "60"});
  auto const page = ran({"report", "-", "--rank", "2"}, {}, result);
  CHECK(page.code == 0);
  CHECK_THAT(page.out, has("The plan"));
  CHECK_THAT(ran({"report", "-", "--rank", "9"}, {}, result).err, has("has no plan of rank 9"));
}

TEST_CASE("a page is written whole to its file") {
  Folder const folder;
  auto const file = folder.file("review.html");
  auto const page = ran({"report", "-", "--out-file", file}, {}, saved(set_up()));
  CHECK(page.code == 0);
  CHECK(page.out.empty());
  CHECK(content(file).ends_with("</html>\n"));
}

TEST_CASE("text that is no text of ours stays text") {
  std::string result = saved(quick({"--days", "30"}));
  std::string const hostile = "<script>alert(1)</script>";
  auto const page = ran({"report", "-", "--title", hostile}, {}, result).out;
  CHECK(page.find(hostile) == std::string::npos);
  CHECK_THAT(page, has("&lt;script&gt;"));
}

TEST_CASE("what a page cannot be is refused") {
  auto const result = saved(set_up());
  CHECK(ran({"report", "-", "--json"}, {}, result).code == 2);
  CHECK(ran({"report", "-", "-o", "csv"}, {}, result).code == 2);
  CHECK(ran({"report"}).code == 2);
  CHECK(ran({"report", "-", "-"}, {}, result).code == 2);
  CHECK(ran({"report", "-", "--title", ""}, {}, result).code == 2);
  CHECK(ran({"report", "-"}, {}, "{}").code == 5);
  CHECK(ran({"report", "nowhere.json"}).code == 5);
}

}  // namespace ec2plan::cli::report_test
