#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/catalog/model_spec.hpp"
#include "ec2plan/units/error.hpp"

namespace {

/// Reads the file as what its first letter names: a list of facts, runs, a calibration, a model.
void read(std::filesystem::path const& file, char kind) {
  static auto const catalog = ec2plan::load_catalog();
  switch (kind) {
    case 'c':
      ec2plan::load_catalog({file});
      return;
    case 'r':
      ec2plan::runs_from(file);
      return;
    case 'k': {
      auto changed = catalog;
      ec2plan::lay_calibration(changed, file);
      return;
    }
    default:
      ec2plan::model_from(catalog, file.string());
  }
}

}  // namespace

/// Any bytes behind the first are a file of its kind or are refused with what is wrong.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static int const memory = memfd_create("fuzzed", 0);
  static auto const file = "/proc/self/fd/" + std::to_string(memory);
  if (size == 0 || ftruncate(memory, 0) != 0) return 0;
  if (pwrite(memory, data + 1, size - 1, 0) != static_cast<ssize_t>(size - 1)) return 0;
  try {
    read(file, static_cast<char>(data[0]));
  } catch (ec2plan::InputError const&) {
  }
  return 0;
}
