#include "cli/byte_sources.hpp"
#include "cli/progress.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::catalog_import_test {
namespace {

std::string fixture(std::string const& name) {
  return content("tests/unit/catalog/fixtures/" + name + ".json");
}

Words import(Words const& more) { return joined({"catalog", "import"}, more); }

std::string whole(ByteSource const& source) {
  std::string text;
  char block[7];
  while (auto const count = source.read(block))
    text.append(block, count);
  return text;
}

std::string problem_of(std::vector<std::string> const& files) {
  try {
    std::istringstream in;
    for (auto const& source : byte_sources(files, in))
      whole(source);
  } catch (InputError const& error) {
    return error.problem;
  }
  return "none";
}

}  // namespace

TEST_CASE("without --into stdout is the overlay and stderr the report") {
  auto const result = ran(import({"spot-history", "-"}), {}, fixture("spot_history"));
  CHECK(result.code == 0);
  CHECK(result.out == "{}\n");
  CHECK_THAT(result.err, has("0 added, 0 changed, 3 confirmed, 1 skipped, 0 asked for"));
  CHECK_THAT(result.err, has("the catalog has no such type"));
  auto const quiet =
      ran(import({"spot-history", "-", "--quiet", "--json"}), {}, fixture("spot_history"));
  CHECK(quiet.out == "{}\n");
  CHECK(quiet.err.empty());
}

TEST_CASE("with --into the file has the facts and stdout the report") {
  Folder const folder;
  auto const into = folder.file("own.json");
  auto const result = ran(import({"capacity-blocks", "-", "--into", into, "-o", "json"}), {},
                          fixture("capacity_blocks"));
  CHECK(result.code == 0);
  CHECK_THAT(result.out, has("\"command\": \"catalog import\""));
  CHECK_THAT(result.out, has("\"as_of\": \"2026-08-01\""));  // today, as --retrieved is not given
  CHECK_THAT(content(into), has("\"as_of\": \"2026-08-01\", \"instance_type\": \"p4d.24xlarge\""));
  auto const before = content(into);
  auto const again = ran(import({"capacity-blocks", "-", "--into", into, "-o", "csv"}), {},
                         fixture("capacity_blocks"));
  CHECK(content(into) == before);
  CHECK_THAT(again.out, has("outcome,subject,field,before,after,reason,count"));
}

TEST_CASE("an overlay that did not exist is made, even of nothing new") {
  Folder const folder;
  auto const into = folder.file("own.json");
  CHECK(ran(import({"spot-history", "-", "--into", into}), {}, fixture("spot_history")).code == 0);
  CHECK(content(into) == "{}\n");
}

TEST_CASE("a type of one import is known to the next one into the same file") {
  Folder const folder;
  auto const into = folder.file("own.json");
  auto types = fixture("instance_types"), blocks = fixture("capacity_blocks");
  for (auto* text : {&types, &blocks})
    for (auto at = text->find("p4d.24xlarge"); at != text->npos; at = text->find("p4d.24xlarge"))
      text->replace(at, 12, "p4x.24xlarge");
  CHECK_THAT(ran(import({"capacity-blocks", "-"}), {}, blocks).err, has("no such type"));
  CHECK(ran(import({"instance-types", "-", "--into", into}), {}, types).code == 0);
  CHECK(ran(import({"capacity-blocks", "-", "--into", into}), {}, blocks).code == 0);
  CHECK_THAT(content(into), has("\"instance_type\": \"p4x.24xlarge\", \"purchase\""));
}

TEST_CASE("what was asked wrongly is refused before anything is read") {
  struct Wrong {
    Words words;
    std::string message;
  };
  for (auto const& wrong :
       {Wrong{{}, "the kind of file is missing"}, Wrong{{"spot-history"}, "the files are missing"},
        Wrong{{"spot-histroy", "-"}, "did you mean spot-history?"},
        Wrong{{"spot-history", "-", "-o", "csv"}, "an overlay, which is JSON"},
        Wrong{{"spot-history", "-", "--complete"}, "is for offerings alone"},
        Wrong{{"spot-history", "-", "--retrieved", "soon"}, "--retrieved"},
        Wrong{{"spot-history", "-", "--into", "-"}, "is no file"},
        Wrong{{"spot-history", "-", "--into", "/dev/null"}, "is not a file"},
        Wrong{{"spot-history", "-", "-"}, "stands twice"}}) {
    auto const result = ran(import(wrong.words), {}, fixture("spot_history"));
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, has(wrong.message));
  }
}

TEST_CASE("what is read is not written over, by whatever name") {
  Folder const folder;
  auto const input = folder.file("in.json", fixture("spot_history"));
  auto const own =
      folder.file("own.json", R"({"instances": [{"instance_type": "p5.48xlarge", "vcpus": 190}]})");
  auto const link = folder.file("link.json"), free = folder.file("free.json");
  auto const dangling = folder.file("dangling.json");
  std::filesystem::create_symlink("own.json", link);
  std::filesystem::create_symlink("free.json", dangling);
  auto const twin = folder.file("twin.json");
  std::filesystem::create_hard_link(own, twin);
  auto const before = content(own), read = content(input);
  for (auto const& words : std::vector<Words>{{"--into", own, "--out-file", own},
                                              {"--into", link, "--out-file", own},
                                              {"--into", own, "--out-file", twin},
                                              {"--into", free, "--out-file", dangling},
                                              {"--catalog", own, "--out-file", own},
                                              {"--catalog", own, "--out-file", link},
                                              {"--out-file", input},
                                              {"--into", own, "--out-file", input},
                                              {"--into", input}}) {
    auto const result = ran(import(joined({"spot-history", input}, words)));
    CHECK(result.code == 2);
    CHECK_THAT(result.err, has(words[words.size() - 2] + ": "));
    CHECK_THAT(result.err, has("which it would write over"));
    CHECK(content(own) == before);
    CHECK(content(input) == read);
    CHECK_FALSE(std::filesystem::exists(free));
  }
  CHECK_THAT(ran(import({"spot-history", input, "--catalog", own, "--out-file", own})).err,
             has("--into FILE"));
  auto const report = folder.file("report.txt");
  CHECK(ran(import({"spot-history", input, "--into", own, "--out-file", report})).code == 0);
  CHECK_THAT(content(own), has("190"));
  CHECK_THAT(content(report), has("confirmed"));
}

TEST_CASE("a link that points to a file that is not there is followed, and a circle is refused") {
  Folder const folder;
  std::filesystem::create_directory(folder.path() / "there");
  auto const link = folder.file("link.json"), target = folder.file("there/own.json");
  std::filesystem::create_symlink("next.json", link);
  std::filesystem::create_symlink("there/own.json", folder.path() / "next.json");
  CHECK(ran(import({"spot-history", "-", "--into", link}), {}, fixture("spot_history")).code == 0);
  CHECK(std::filesystem::is_symlink(link));
  CHECK(content(target) == "{}\n");
  std::filesystem::remove(target);
  CHECK(ran({"models", "7B", "--out-file", link}).code == 0);
  CHECK(std::filesystem::is_symlink(link));
  CHECK_THAT(content(target), has("7B"));
  auto const circle = folder.file("circle.json");
  std::filesystem::create_symlink("other.json", circle);
  std::filesystem::create_symlink("circle.json", folder.path() / "other.json");
  CHECK(ran(import({"spot-history", "-", "--into", circle}), {}, fixture("spot_history")).code ==
        2);
  CHECK(ran({"models", "7B", "--out-file", circle}).code == 1);
  CHECK(std::filesystem::is_symlink(circle));
}

TEST_CASE("a day after tomorrow is refused, at the flag and in the file") {
  auto const asked = [](std::string const& day, Variables const& variables = {}) {
    return ran(import({"capacity-blocks", "-", "--retrieved", day}), variables,
               fixture("capacity_blocks"));
  };
  CHECK(asked("2026-08-02").code == 0);
  for (auto const* day : {"2026-08-03", "2099-01-01", "2100-01-01"}) {
    CHECK(asked(day).code == 2);
    CHECK_THAT(asked(day).err, has("--retrieved: '" + std::string(day) + "' lies in the future"));
  }
  CHECK(asked("2099-01-01", {{"SOURCE_DATE_EPOCH", "4070908800"}}).code == 0);  // 2099-01-01
  CHECK_THAT(asked("1999-12-31").err, has("is a day without AWS"));
  CHECK(ran(import({"capacity-blocks", "-"}), {{"SOURCE_DATE_EPOCH", "0"}},
            fixture("capacity_blocks"))
            .code == 2);
  auto history = fixture("spot_history");
  history.replace(history.find("2025-12-21T09"), 4, "2099");
  auto const late = ran(import({"spot-history", "-"}), {}, history);
  CHECK(late.code == 5);
  CHECK_THAT(late.err, has("/SpotPriceHistory/2/Timestamp: ") && has("lies in the future"));
}

TEST_CASE("files are read in blocks, stdin among them") {
  Folder const folder;
  std::istringstream in("from the pipe");
  auto const sources =
      byte_sources({folder.file("a", "first file"), "-", folder.file("b", "")}, in);
  REQUIRE(sources.size() == 3);
  CHECK(whole(sources[0]) == "first file");
  CHECK(whole(sources[1]) == "from the pipe");
  CHECK(whole(sources[2]).empty());
  CHECK(sources[1].name == "stdin");
  CHECK(total_bytes({folder.file("a"), folder.file("b")}) == 10);
  CHECK(total_bytes({folder.file("a"), "-"}) == 0);
}

TEST_CASE("what cannot be read is refused with the reason") {
  Folder const folder;
  CHECK(problem_of({folder.file("none")}) == "no such file");
  CHECK(problem_of({folder.path().string()}) == "is a folder");
  CHECK(problem_of({folder.file("good", "x")}) == "none");
}

TEST_CASE("progress tells bytes, share and speed, and leaves no trace of what is over soon") {
  std::ostringstream terminal;
  {
    Progress progress(terminal, 1'000'000'000, "MB", 1e6);
    progress.advance(250'000'000);
    CHECK(progress.line(2) == "250 of 1,000 MB, 25%, 125 MB/s");
  }
  CHECK(terminal.str().empty());
  Progress unknown(terminal, 0, "plans");
  unknown.advance(1'500);
  CHECK(unknown.line(1) == "1,500 plans, 1,500 plans/s");
}

}  // namespace ec2plan::cli::catalog_import_test
