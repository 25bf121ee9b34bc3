#include "catalog/aws/csv_rows.hpp"

namespace ec2plan::catalog {
namespace {

constexpr std::size_t longest_field = 65'536, most_fields = 1'000;

[[noreturn]] void refuse_cut(ByteBlocks const& blocks) {
  blocks.refuse("breaks off", "the rest of the last row, and a line break behind it",
                "fetch the file again; nothing of it was taken");
}

[[noreturn]] void refuse_form(ByteBlocks const& blocks, std::string_view problem) {
  blocks.refuse(problem, "a CSV as AWS writes it, quotation marks around every field",
                "fetch the file again, or give the one you meant");
}

/// Appends what comes before the next of the marks, over as many blocks as it takes.
void append_until(ByteBlocks& blocks, std::string_view marks, std::string& field) {
  while (!blocks.at_end()) {
    std::string_view const rest = blocks.rest();
    auto const end = marks.size() == 1 ? rest.find(marks.front()) : rest.find_first_of(marks);
    field += rest.substr(0, end);
    if (field.size() > longest_field) refuse_form(blocks, "has a field of more than 64 KB");
    blocks.skip(end == std::string_view::npos ? rest.size() : end);
    if (end != std::string_view::npos) return;
  }
  refuse_cut(blocks);
}

}  // namespace

bool CsvRows::next() {
  size_ = 0;
  if (blocks_->at_end()) return false;
  while (true) {
    if (size_ == fields_.size()) fields_.emplace_back();
    fields_[size_].clear();
    read_field();
    if (++size_ > most_fields) refuse_form(*blocks_, "has more than 1,000 fields in a row");
    if (blocks_->peek() == '\r') blocks_->take();
    if (blocks_->at_end()) refuse_cut(*blocks_);
    char const mark = blocks_->peek();
    if (mark != ',' && mark != '\n')
      refuse_form(*blocks_, "goes on behind the end of a quoted field");
    blocks_->take();
    if (mark == '\n') return true;
  }
}

void CsvRows::read_field() {
  char const first = blocks_->peek();
  if (first == '"')
    read_quoted();
  else if (first != ',')
    append_until(*blocks_, ",\r\n", fields_[size_]);
}

void CsvRows::read_quoted() {
  std::string& field = fields_[size_];
  do {
    blocks_->take();
    append_until(*blocks_, "\"", field);
    blocks_->take();
    if (blocks_->peek() == '"') field += '"';
  } while (blocks_->peek() == '"');
}

}  // namespace ec2plan::catalog
