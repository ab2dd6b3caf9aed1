// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "csv_records.h"

#include <algorithm>

#include <csv.h>

#include <mingle/engine/error.h>

namespace mingle {

/// Takes fields and records from libcsv and counts lines.
struct CsvSink {
  CsvRecords* records = nullptr;
  std::size_t line = 1;         ///< of the parser
  std::size_t record_line = 1;  ///< where the current record started

  void field(const char* bytes, std::size_t size) {
    records->text_.append(bytes, size);
    records->starts_.push_back(records->text_.size());
    line += static_cast<std::size_t>(std::count(bytes, bytes + size, '\n'));
  }
  void record_end(int terminator) {
    const std::size_t fields = records->starts_.size() - 1;
    if (fields > records->first_field_.back()) {
      records->first_field_.push_back(fields);
      records->lines_.push_back(record_line);
    }
    // CRLF comes as two ends; only the second counts as a line.
    if (terminator == '\n') ++line;
    record_line = line;
  }
};

namespace {

void take_field(void* bytes, std::size_t size, void* sink) {
  static_cast<CsvSink*>(sink)->field(static_cast<const char*>(bytes), size);
}

void take_record_end(int terminator, void* sink) {
  static_cast<CsvSink*>(sink)->record_end(terminator);
}

class Parser {
 public:
  Parser() { csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL); }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// False when the text is malformed.
  bool parse(std::string_view text, CsvSink& sink) {
    const std::size_t used = csv_parse(
        &parser_, text.data(), text.size(), take_field, take_record_end, &sink);
    return used == text.size() &&
           csv_fini(&parser_, take_field, take_record_end, &sink) == 0;
  }

 private:
  csv_parser parser_{};
};

std::string_view without_byte_order_mark(const std::string& file,
                                         std::string_view text) {
  if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF") {
    throw DataError{{.file = file}, "is UTF-16 text", "Save it as CSV UTF-8"};
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  return text;
}

}  // namespace

CsvRecords::CsvRecords(const std::string& file, std::string_view text) {
  text = without_byte_order_mark(file, text);
  text_.reserve(text.size());
  CsvSink sink{this};
  Parser parser;
  if (!parser.parse(text, sink)) {
    throw DataError{{.file = file, .line = sink.record_line},
                    "malformed CSV: a quote is open or misplaced",
                    "Quote whole fields and double the quotes inside them"};
  }
}

}  // namespace mingle
