// What the tests of this plugin share.
#pragma once

#include <algorithm>
#include <gtest/gtest.h>
#include <stop_token>
#include <string>
#include <vector>

#include "sink.h"
#include "source.h"
#include "support/peak_memory.h"

namespace sluss::sql {

inline std::shared_ptr<std::vector<std::pair<std::string, std::string>>> columns(
    std::vector<std::pair<std::string, std::string>> all) {
  return std::make_shared<std::vector<std::pair<std::string, std::string>>>(std::move(all));
}

/// What one read of a source gave.
struct Given {
  std::vector<std::string> lines;
  std::string position;
  std::optional<Error> error;
};

/// One round as the engine does it: all rows, and the position as it is kept.
inline Given round(Source&& source, const std::string& position = "") {
  Given given;
  source.go_on_from(position);
  EXPECT_TRUE(source.open({}));
  auto read = source.read({});
  if (!read) return {{}, "", read.error()};
  std::string text;
  std::vector<char> buffer(100'000);
  for (;;) {
    const auto got = (**read).input->read(buffer);
    if (!got) given.error = got.error();
    if (!got || *got == 0) break;
    text.append(buffer.data(), *got);
  }
  if (!given.error) given.position = (**read).input->position();
  EXPECT_TRUE(source.settle((**read).ticket, given.error ? Outcome::left : Outcome::taken, ""));
  EXPECT_FALSE(source.read({}).value().has_value());
  for (const auto line : split(text, '\n')) {
    if (!line.empty()) given.lines.emplace_back(line);
  }
  return given;
}

/// Deliveries, each of one JSON object, under the keys "delivery-1" and so on.
struct Parcels {
  explicit Parcels(const std::vector<std::string>& documents, const std::string& prefix = "delivery-") {
    for (const auto& document : documents)
      all.push_back({prefix + std::to_string(all.size() + 1), &message, {{"json", document}}});
  }
  Message message;
  std::vector<Parcel> all;
};

/// Of each parcel "ok", or the fault and what it says; of the rest "-".
inline std::vector<std::string> outcomes(const Result<WriteReport>& report, std::size_t count) {
  if (!report) return {std::string(name_of(report.error().fault)) + ": " + report.error().what};
  std::vector<std::string> all;
  for (const auto& receipt : report->receipts)
    all.push_back(receipt ? "ok" : std::string(name_of(receipt.error().fault)) + ": " + receipt.error().what);
  all.resize(count, "-");
  return all;
}

/// What many rows took.
struct Taken {
  std::int64_t rows = 0, bytes = 0;
  long more_memory = 0;  ///< at the most, in KiB, than before
};

/// All rows of a source, of which none is kept.
inline Taken read_all(Source&& source) {
  Taken taken;
  const auto read = source.read({}).value();
  std::vector<char> buffer(10'000);
  test::forget_peak();
  const auto before = test::peak_memory();
  for (;;) {
    const auto got = read->input->read(buffer).value();
    if (got == 0) break;
    taken.bytes += static_cast<std::int64_t>(got);
    taken.rows += std::count(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(got), '\n');
  }
  taken.more_memory = test::peak_memory() - before;
  return taken;
}

inline constexpr int rows_of_a_batch = 1000;

/// So many invoices, N0 and on, of 0, 1, 2 ... öre, with a long text each.
inline Taken write_many(TableSink& sink, int count) {
  Taken taken;
  const std::string rest(400, 'x');
  test::forget_peak();
  const auto before = test::peak_memory();
  for (int from = 0; from < count; from += rows_of_a_batch) {
    std::vector<std::string> documents;
    for (int i = from; i < from + rows_of_a_batch; ++i) {
      const auto number = std::to_string(i);
      documents.push_back(R"({"number":"N)" + number + R"(","total_ore":)" + number + R"(,"rest":{"text":")" + rest +
                          "\"}}");
      taken.bytes += static_cast<std::int64_t>(documents.back().size());
    }
    const Parcels parcels(documents, "batch-" + std::to_string(from) + "-");
    const auto report = sink.write(parcels.all, {});
    EXPECT_TRUE(report) << report.error().what;
    if (!report) break;
    taken.rows +=
        std::count_if(report->receipts.begin(), report->receipts.end(), [](const auto& one) { return !!one; });
  }
  taken.more_memory = test::peak_memory() - before;
  return taken;
}

}  // namespace sluss::sql
