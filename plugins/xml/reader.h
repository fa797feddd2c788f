// Reads one document from front to back, row by row. One row is in memory at a time.
#pragma once

#include <libxml/xmlreader.h>
#include <memory>
#include <optional>

#include "feed.h"
#include "names.h"
#include "row.h"

namespace sluss::xml {

class Reader {
 public:
  Reader(Input& input, const Way& way, const Prefixes& prefixes, const Emit& emit)
      : feed_(input), way_(way), prefixes_(prefixes), emit_(emit) {}
  /// Error (Fault::data) with the line: the file is refused from there on; or the error of reading or of `emit`.
  [[nodiscard]] Result<void> run();

 private:
  struct Free {
    void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
  };
  static int pull(void* self, char* buffer, int size);
  static void note_line(void* self, xmlErrorPtr error);

  [[nodiscard]] Result<bool> next();
  [[nodiscard]] Result<void> take_node();
  [[nodiscard]] Result<void> start();
  [[nodiscard]] Result<void> end();
  [[nodiscard]] std::string name_here() const;
  [[nodiscard]] std::string member_name(std::string_view space, std::string_view local) const;
  [[nodiscard]] std::vector<Attribute> attributes_here();
  [[nodiscard]] tl::unexpected<Error> broken() const;
  [[nodiscard]] std::string way_text(std::size_t steps) const;

  Feed feed_;
  const Way& way_;
  const Prefixes& prefixes_;
  const Emit& emit_;
  std::unique_ptr<xmlTextReader, Free> reader_;
  std::optional<Error> feed_error_;
  std::int64_t error_line_ = 0;
  bool has_unknown_prefix_ = false;
  std::size_t depth_ = 0;     ///< elements that are open
  std::size_t matched_ = 0;   ///< of those, from the document element on, that are on the way to the rows
  std::size_t farthest_ = 0;  ///< of `matched_` so far
  std::optional<Row> row_;
};

}  // namespace sluss::xml
