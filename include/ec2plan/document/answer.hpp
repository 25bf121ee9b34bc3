#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ec2plan/plan/answer.hpp"

/// What each command answers, before it becomes a page or a document.
namespace ec2plan {

/// One input of the arithmetic and where it is from.
struct Fact {
  std::string what{};             // "network"
  std::string value{};            // "3,200 Gbit/s"
  std::vector<Source> sources{};  // empty: not recorded
};

/// Facts of the plan's instance type, accelerator, model and price, with their sources.
std::vector<Fact> facts_of(Catalog const& catalog, AskedJob const& asked, Plan const& plan);

/// explain
struct ExplainAnswer {
  Answer estimate{};  // its frame's command is "explain"
  std::vector<Fact> facts{};
  std::optional<Answer> beside{};  // what is recommended for the same question
};

/// explain --why TYPE: a whole recommendation, read for one type.
struct WhyAnswer {
  Answer recommend{};           // its frame's command is "explain"
  std::string instance_type{};  // as the catalog spells it
};

/// What a recommendation says of one type.
struct WhyFound {
  std::optional<Plan> plan{};           // its best, if it is a candidate
  std::optional<Plan> chosen{};         // what was recommended; else the first candidate
  std::vector<Rejection> rejections{};  // of the type, by region and purchase
  std::string reason{};                 // one sentence, plain ASCII
};

WhyFound why(WhyAnswer const& answer);

/// One row of `instances`.
struct InstanceRow {
  InstanceType type{};
  std::vector<Price> prices{};  // all known, any region and purchase, on the date asked for
};

/// instances
struct InstancesAnswer {
  Frame frame{};
  AskedPrice price{};  // whose regions and purchases stand in the table
  std::vector<InstanceRow> rows{};
  std::vector<std::string> names{};         // of types and patterns, as typed
  std::vector<std::string> asked_fields{};  // filtered or sorted by: their columns are shown
};

/// models: the list (`asked` empty), or how one spec was understood (`asked` set, rows empty).
struct ModelsAnswer {
  Frame frame{};
  std::vector<ModelEntry> rows{};
  std::optional<ModelEntry> entry{};  // the listed one that `asked` took its shape from
  std::optional<AskedJob> asked{};    // job: sequence length, batch, precision and model
};

/// version
struct VersionAnswer {
  Frame frame{};
  std::string version{};   // of the program
  std::string compiler{};  // "GNU 12.2.0"
  std::string build{};     // "Release"
};

}  // namespace ec2plan
