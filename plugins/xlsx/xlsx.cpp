// Excel workbooks: a table in, a table out.
#include <charconv>

#include "plugin/sdk.h"
#include "table.h"
#include "workbook_limits.h"
#include "writer.h"

namespace sluss::xlsx {
namespace {

struct Config {
  std::string sheet;
  std::string header = "auto";
  HiddenRows hidden_rows = HiddenRows::read;
};

/// The header's row; 0 for "auto", nullopt for what is neither that nor a row.
std::optional<std::int64_t> header_row(const std::string& text) {
  if (text == "auto") return 0;
  std::int64_t row = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), row);
  const bool read = error == std::errc() && stop == text.data() + text.size();
  return read && row >= 1 && row <= limits::rows ? std::optional(row) : std::nullopt;
}

void check(const Config& config, const Node& node, ParseContext& context) {
  if (!header_row(config.header))
    context.diagnostics.add(node["header"], "expected auto or the number of a row, found \"" + config.header + "\"");
}

Spec<Config> spec() {
  return Spec<Config>("xlsx", "Reads a table from an Excel workbook, and writes one")
      .option("sheet", &Config::sheet, "The sheet's name; without it the first visible sheet that has a header row",
              "Placeringar")
      .option("header", &Config::header, "The row with the columns' names, or auto: it is found", "4")
      .choice("hidden_rows", &Config::hidden_rows, "What becomes of rows that are hidden or filtered away",
              {{"read", HiddenRows::read}, {"skip", HiddenRows::skip}})
      .rule(check);
}

class Xlsx final : public Codec {
 public:
  explicit Xlsx(const Config& config)
      : options_{config.sheet, header_row(config.header).value_or(0), config.hidden_rows} {}

  Result<void> decode(Input& input, const Emit& emit) override {
    SLUSS_TRY_ASSIGN(file, open_seekable(input));
    SLUSS_TRY_ASSIGN(archive, Archive::open(std::move(file)));
    return read_table(*archive, options_, emit);
  }

  Result<std::vector<Document>> encode(std::span<const Message> messages) override {
    SLUSS_TRY_ASSIGN(bytes, write_workbook(messages));
    return std::vector<Document>{{"xlsx", std::move(bytes)}};
  }

 private:
  TableOptions options_;
};

}  // namespace
}  // namespace sluss::xlsx

SLUSS_MODULE(xlsx, [](sluss::Registry& registry) { registry.codec<sluss::xlsx::Xlsx>(sluss::xlsx::spec()); })
