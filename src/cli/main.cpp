#include <csignal>
#include <iostream>

#include "cli/replace_file.hpp"
#include "cli/run.hpp"

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that left is no error
  ec2plan::cli::clean_up_when_interrupted();
  return ec2plan::cli::run({words + (count > 0), words + count},
                           ec2plan::cli::process_environment(),
                           {.in = std::cin, .out = std::cout, .err = std::cerr});
}
