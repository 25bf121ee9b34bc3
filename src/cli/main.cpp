#include <unistd.h>

#include <csignal>
#include <iostream>

#include "cli/progress.hpp"
#include "cli/run.hpp"

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that left is no error
  std::signal(SIGINT, [](int) { ec2plan::cli::wipe_progress(), _exit(128 + SIGINT); });
  return ec2plan::cli::run({words + (count > 0), words + count},
                           ec2plan::cli::process_environment(),
                           {.in = std::cin, .out = std::cout, .err = std::cerr});
}
