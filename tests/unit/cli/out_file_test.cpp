#include <sys/stat.h>

#include "cli/replace_file.hpp"
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
  CHECK(ran({"models", "--max-results", "3", "--json"}).out == ran({"models", "--json"}).out);
}

TEST_CASE("timings are printed where --debug asks for them, on stderr") {
  auto const result = ran(quick({"--debug"}));
  CHECK_THAT(result.err, has("debug: catalog "));
  CHECK_THAT(result.err, has("legal layouts"));
  CHECK(result.out == ran(quick()).out);
}

}  // namespace
}  // namespace ec2plan::cli::out_file_test
