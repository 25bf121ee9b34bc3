#include <sys/stat.h>

#include <algorithm>

#include "cli/replace_file.hpp"
#include "tests/unit/cli/json_of.hpp"
#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::out_file_test {
namespace {

std::size_t files_in(Folder const& folder) {
  std::size_t count = 0;
  for (auto const& entry : std::filesystem::directory_iterator(folder.path()))
    count += entry.exists() ? 1 : 0;
  return count;
}

TEST_CASE("a result goes to its file and nothing to stdout") {
  Folder const folder;
  auto const file = folder.file("models.json");
  auto const printed = ran({"models", "7B", "--json"});
  auto const result = ran({"models", "7B", "--json", "--out-file", file});
  CHECK(result.code == 0);
  CHECK(result.out.empty());
  CHECK(content(file) == printed.out);
  CHECK(files_in(folder) == 1);
  CHECK(ran({"models", "7B", "--json", "--out-file", "-"}).out == printed.out);
}

TEST_CASE("an error leaves the old file as it was") {
  Folder const folder;
  auto const file = folder.file("old.json", "old");
  CHECK(ran({"models", "nosuchmodel", "--json", "--out-file", file}).code == 2);
  CHECK(content(file) == "old");
  CHECK(files_in(folder) == 1);
}

TEST_CASE("a file is replaced whole, with its permissions, and a link stays a link") {
  Folder const folder;
  auto const file = folder.file("target", "a much longer text than the new one");
  chmod(file.c_str(), 0640);
  auto const link = folder.file("link");
  std::filesystem::create_symlink("target", link);
  replace_file(link, "new");
  CHECK(content(file) == "new");
  CHECK(std::filesystem::is_symlink(link));
  struct stat status {};
  REQUIRE(stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
  CHECK(files_in(folder) == 2);
}

TEST_CASE("a file of the longest name can be written, and no character of the name is cut") {
  for (std::size_t const length : {248UL, 249UL, 255UL}) {
    Folder const folder;
    std::string name = "x";  // the umlauts then stand across the cut
    while (name.size() + 2 <= length)
      name += "\u00fc";
    auto const file = folder.file(name.append(length - name.size(), 'y'));
    replace_file(file, "new");
    replace_file(file, "newer");
    CHECK(content(file) == "newer");
    CHECK(files_in(folder) == 1);
  }
}

TEST_CASE("who has waited for a locked folder long enough says so") {
  Folder const folder;
  auto const file = folder.file("own.json");
  auto const nothing = [](std::string const&) {};
  FolderLock const first(file, "--into", nothing);
  CHECK_THROWS_WITH(FolderLock(file, "--into", nothing, std::chrono::seconds(0)),
                    has("--into: '" + file + "' stands in a folder that another process kept"));
}

TEST_CASE("what cannot be written is an error that names the file") {
  Folder const folder;
  for (auto const& path :
       {folder.path().string(), folder.file("no/such/folder"), std::string("/dev/full")}) {
    auto const result = ran({"models", "7B", "--out-file", path});
    CAPTURE(path, result.err);
    CHECK(result.code == 1);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, has("--out-file: '" + path + "' cannot be written"));
  }
}

TEST_CASE("a device is written to, not replaced") {
  CHECK(ran({"models", "7B", "--out-file", "/dev/null"}).code == 0);
  CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("stdout that takes nothing is an error") {
  std::istringstream in;
  std::ostringstream err;
  std::ofstream full("/dev/full");
  CHECK(run({"models", "--json"}, {}, {.in = in, .out = full, .err = err}) == 1);
  CHECK_THAT(err.str(), has("stdout: cannot be written"));
}

TEST_CASE("rows that a table leaves out are noted on stderr") {
  auto const result = ran({"models", "--max-results", "3"});
  CHECK_THAT(result.err, has("models are not shown: --max-results"));
  CHECK(ran({"models", "--max-results", "3", "-q"}).err.empty());
}

TEST_CASE("a typed --max-results cuts the list of a document, which tells how many there are") {
  auto const all = json_of({"models"}), three = json_of({"models", "--max-results", "3"});
  auto const count = all["models"].size();
  CHECK_FALSE(all.contains("total_results"));
  CHECK(three["models"].size() == 3);
  CHECK(three["models"][2] == all["models"][2]);
  CHECK(three["total_results"] == count);
  CHECK_FALSE(json_of({"models", "--max-results", "100000"}).contains("total_results"));
  auto const csv = ran({"models", "--max-results", "3", "-o", "csv"});
  CHECK(std::ranges::count(csv.out, '\n') == 4);
  CHECK_THAT(csv.err, has("rows are not shown: --max-results " + std::to_string(count)));
  CHECK(ran({"models", "--max-results", "3", "-o", "jsonl", "-q"}).err.empty());
}

TEST_CASE("a configuration file's max-results is of tables alone") {
  Folder const folder;
  auto const config = folder.file("flags.json", R"({"max-results": 3})");
  CHECK(json_of({"models", "--config", config})["models"].size() > 3);
  CHECK_THAT(ran({"models", "--config", config}).err, has("models are not shown"));
}

TEST_CASE("warnings stay beside rows, which have no place for them, under --quiet too") {
  Words const asked{"estimate",     "--model",          "7B", "--tokens",
                    "100B",         "--seq-len",        "4k", "--instance-type",
                    "p4d.24xlarge", "--instance-count", "8"};
  auto const warned = "--seq-len 4k is 4,096 tokens";
  CHECK_THAT(ran(joined(asked, {"-q", "-o", "csv"})).err, has(warned));
  CHECK(ran(joined(asked, {"-q"})).err.empty());
  CHECK_THAT(json_of(joined(asked, {"-q"}))["warnings"].dump(), has(warned));
}

TEST_CASE("a sweep's documents hold every point: --max-results is refused there") {
  auto const refused =
      ran({"sweep", "--model", "7B", "--tokens", "1T,2T", "--max-results", "1", "--json"});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, has("--shard"));
}

TEST_CASE("timings are printed where --debug asks for them, on stderr") {
  auto const result = ran(quick({"--debug"}));
  CHECK_THAT(result.err, has("debug: catalog "));
  CHECK_THAT(result.err, has("legal layouts"));
  CHECK(result.out == ran(quick()).out);
}

}  // namespace
}  // namespace ec2plan::cli::out_file_test
