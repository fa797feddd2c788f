#include "csv_codec.h"

#include <charconv>

#include "base/encoding.h"
#include "reader.h"
#include "writer.h"

namespace sluss::csv {
namespace {

constexpr int last_header_line = 1000;

void check_header(const Config& config, const Node& node, ParseContext& context) {
  if (config.header == "auto") return;
  int line = 0;
  const auto* end = config.header.data() + config.header.size();
  const auto parsed = std::from_chars(config.header.data(), end, line);
  if (parsed.ec != std::errc() || parsed.ptr != end || line < 1 || line > last_header_line)
    context.diagnostics.add(node["header"], "expected auto or the number of a line, 1 to 1000");
}

}  // namespace

Spec<Config> csv_spec() {
  return Spec<Config>("csv", "Delimited text with a header (CSV)")
      .choice("encoding", &Config::encoding, "The encoding of what is read; UTF-8 is written",
              {{"auto", Encoding::automatic},
               {"utf-8", Encoding::utf8},
               {"utf-16", Encoding::utf16},
               {"windows-1252", Encoding::windows1252}})
      .choice("delimiter", &Config::delimiter, "What stands between two cells; auto is ; when writing",
              {{"auto", found_delimiter}, {";", ';'}, {",", ','}, {"tab", '\t'}, {"|", '|'}})
      .option("header", &Config::header, "The number of the header's line; auto: it is found within the first 50 lines",
              "4")
      .option("byte_order_mark", &Config::byte_order_mark, "Write a byte order mark first, for spreadsheets")
      .rule(check_header);
}

Result<void> Csv::decode(Input& input, const Emit& emit) {
  TextStream text([&](std::span<char> buffer) { return input.read(buffer); }, config_.encoding);
  SLUSS_TRY(Reader(text, config_, emit).run());
  return input.complete();
}

Result<std::vector<Document>> Csv::encode(std::span<const Message> messages) {
  const char delimiter = config_.delimiter == found_delimiter ? ';' : config_.delimiter;
  const std::string mark(config_.byte_order_mark ? utf8_mark : "");
  return std::vector<Document>{{"csv", mark + write_rows(messages, delimiter)}};
}

}  // namespace sluss::csv
