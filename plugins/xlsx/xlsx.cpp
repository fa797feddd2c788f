// Excel workbooks: a table in, a table out.
#include <charconv>

#include "plugin/sdk.h"
#include "recognise.h"
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

std::optional<std::int64_t> row_in(std::string_view text) {
  std::int64_t row = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), row);
  const bool read = error == std::errc() && stop == text.data() + text.size();
  return read && row >= 1 && row <= limits::rows ? std::optional(row) : std::nullopt;
}

/// "auto", "4" or "4-5"; nullopt for anything else.
std::optional<HeaderRows> header_rows(std::string_view text) {
  if (text == "auto") return HeaderRows{};
  const auto dash = text.find('-');
  const auto first = row_in(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : row_in(text.substr(dash + 1));
  const bool fit = first && last && (*last == *first || (dash != std::string_view::npos && *last == *first + 1));
  return fit ? std::optional(HeaderRows{*first, *last}) : std::nullopt;
}

void check(const Config& config, const Node& node, ParseContext& context) {
  if (!header_rows(config.header))
    context.diagnostics.add(
        node["header"],
        "expected auto, the number of a row, or two that follow each other (4-5), found \"" + config.header + "\"");
}

Spec<Config> spec() {
  return Spec<Config>("xlsx", "Reads a table from an Excel workbook, and writes one")
      .option("sheet", &Config::sheet, "The sheet's name; without it the first visible sheet that has a header row",
              "Placeringar")
      .option("header", &Config::header,
              "The row with the columns' names, two rows whose names belong together, or auto: it is found", "4-5")
      .choice("hidden_rows", &Config::hidden_rows, "What becomes of rows that are hidden or filtered away",
              {{"read", HiddenRows::read}, {"skip", HiddenRows::skip}})
      .rule(check);
}

class Xlsx final : public Codec {
 public:
  explicit Xlsx(const Config& config)
      : options_{config.sheet, header_rows(config.header).value_or(HeaderRows{}), config.hidden_rows} {}

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

SLUSS_MODULE(xlsx, [](sluss::Registry& registry) {
  registry.codec<sluss::xlsx::Xlsx>(sluss::xlsx::spec());
  registry.recogniser("xlsx", std::make_unique<sluss::xlsx::XlsxRecogniser>());
})
