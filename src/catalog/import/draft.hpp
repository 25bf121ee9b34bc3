#pragma once

#include <map>
#include <string>
#include <tuple>

#include "catalog/aws/aws_document.hpp"
#include "catalog/json_file.hpp"
#include "ec2plan/catalog/import.hpp"

/// How findings are compared with a catalog.
namespace ec2plan::catalog {

/// An import in the making: lines for people, and the records of its overlay.
struct Draft {
  std::string source{};         // key of the source of each new fact
  std::vector<Source> older{};  // of imports before, that a fact rests on too
  std::vector<ImportLine> lines{};
  std::map<std::string, Json> accelerators{};  // by id
  std::map<std::string, Json> instances{};     // by name
  std::map<std::tuple<std::string, std::string, std::string, std::string>, Json>
      prices{};  // sorted
};

/// A record to which fields are added. Their source is the import's.
Json& instance_record(Draft& draft, std::string const& name);
Json& accelerator_record(Draft& draft, std::string const& id);
void add_field(Json& record, std::string const& field, Json value, Draft const& draft);

void note_added(Draft& draft, std::string subject, std::string field, std::string after);
void note_changed(Draft& draft, std::string subject, std::string field, std::string before,
                  std::string after);
void note_confirmed(Draft& draft, std::string subject, std::string field, std::string const& value);
void note_skipped(Draft& draft, std::string const& subject, std::string reason);
void note_asked(Draft& draft, std::string subject, std::string reason);

// Each adds what the findings say of one thing. Assumes: prices have a `since` and an `as_of`.
void compare_types(Catalog const& catalog, std::vector<FoundType> const& found, Draft& draft);
void compare_prices(Catalog const& catalog, std::vector<ListedPrice> found, Draft& draft);
void compare_offers(Catalog const& catalog,
                    std::map<std::string, std::set<std::string>> const& offered, bool complete,
                    Draft& draft);

/// Adds the regions in which a type was sold, where the catalog lists others: it is offered there.
void add_sold(Catalog const& catalog, Findings const& findings, std::string const& as_of,
              Draft& draft);

/// The accelerator that the API means, and what is to be noted of it.
struct KnownAccelerator {
  std::string id{};
  Accelerator const* part = nullptr;  // nullptr: the catalog has none yet
  bool is_named = true;               // the catalog knows its name in the API
};
KnownAccelerator known_accelerator(Catalog const& catalog, FoundType const& found);

/// Adds the accelerator where it is new, its name where that is, and what a plan still needs of it.
void add_accelerator(Catalog const& catalog, FoundType const& found, KnownAccelerator const& known,
                     Draft& draft);

/// The new facts as a catalog document; "{}" where there are none.
Json overlay_of(Draft const& draft, Source const& source);

/// A catalog document as data/README.md writes it: keys sorted, prices one to a line.
std::string overlay_text(Json const& overlay);

/// An import in two steps: a file may take minutes to arrive, and what it is compared with may
/// change meanwhile.

/// Reads the files to their end. Throws: InputError of kind file that says where one broke.
Findings findings_of(Catalog const& catalog, ImportKind kind,
                     std::vector<ByteSource> const& sources, ImportOptions const& options);

/// Compares what was found with the catalog.
Import import_of(Catalog const& catalog, ImportKind kind, Findings const& findings,
                 ImportOptions const& options);

}  // namespace ec2plan::catalog
