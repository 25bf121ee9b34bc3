#pragma once

#include <string>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan {

/// What the catalog has of one kind of purchase.
struct PriceSurvey {
  Purchase purchase = Purchase::on_demand;
  int records = 0;
  int types = 0;
  int regions = 0;
  int confirmed = 0;     // records that name more than one source
  int current = 0;       // the newest of a type, region and purchase
  int lapsed = 0;        // of these, of a list that is over: the last that was seen
  std::string oldest{};  // day on which the record seen longest ago was last seen; empty: none
  std::string newest{};
  std::string since{};  // first day of the oldest record: how far back the history goes
};

/// How many records share a word.
struct Tally {
  std::string name{};
  int count = 0;
};

struct SourceSurvey {
  std::string kind{};
  int count = 0;
  std::string oldest{};  // dates as precise as known: "2026", "2026-07"; empty: none is dated
  std::string newest{};
};

/// Something that the catalog does not know.
struct Gap {
  std::string what{};                // "type_without_price"
  std::string text{};                // "offered, but without any price"
  std::vector<std::string> names{};  // of types, accelerators or kinds; sorted
};

/// What the catalog holds and what it lacks.
struct Survey {
  std::vector<PriceSurvey> prices{};  // every kind of purchase, in the order of `every_purchase`
  int types_offered = 0, types_retired = 0;
  int accelerators = 0, accelerators_offered = 0;  // in all; of types on offer
  int models = 0, models_for_counts = 0;           // in all; that a bare count may stand for
  std::vector<Tally> bases{};                      // assumptions by basis, by name
  std::vector<SourceSurvey> sources{};             // by kind
  std::vector<Gap> missing{};                      // those that have names
};

Survey survey(Catalog const& catalog);

}  // namespace ec2plan
