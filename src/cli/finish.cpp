#include "cli/finish.hpp"

namespace ec2plan::cli {

void tell(Printed const& printed, std::vector<std::string> const& warnings, Said const& said,
          Output const& output, Streams const& streams, Timings& timings) {
  timings.lap("report");
  deliver(said.is_news ? printed.text : "", output, streams);
  warn(warnings, output, streams);
  for (auto const& note : said.notes)
    remark(note, output, streams);
  if (said.is_news) remark(printed.hidden, output, streams);
  timings.report(output, streams, said.counts);
}

}  // namespace ec2plan::cli
