// A step and a format that break on what holds a certain word, in the way that SLUSS_BREAK says: else they do nothing.
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "plugin/sdk.h"

namespace {

struct Config {
  std::string word;
};

sluss::Spec<Config> spec(const std::string& name, const std::string& summary) {
  sluss::Spec<Config> spec(name, summary);
  spec.required("word", &Config::word, "What it breaks on", "POISON").bare("word");
  return spec;
}

/// Says so first, for a test that must not come before it.
[[noreturn]] void hang() {
  std::fputs("it hangs\n", stderr);
  for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
}

[[noreturn]] void eat() {
  std::vector<std::string> eaten;
  for (;;) eaten.emplace_back(std::size_t{1} << 26U, 'x');
}

void break_on(std::string_view text, const std::string& word) {
  const auto* set = std::getenv("SLUSS_BREAK");
  const std::string how = set == nullptr ? "" : set;
  if (how.empty() || text.find(word) == std::string_view::npos) return;
  if (how == "abort") std::abort();
  if (how == "segfault") std::raise(SIGSEGV);
  if (how == "throw") throw std::runtime_error("Provia Testberg broke it");
  if (how == "hang") hang();
  if (how == "eat") eat();
}

/// What may happen to a file while it is read.
void disturb(const std::filesystem::path& file) {
  const auto* set = std::getenv("SLUSS_BREAK");
  const std::string how = set == nullptr ? "" : set;
  if (how == "truncate") std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  if (how == "append") std::ofstream(file, std::ios::app) << "more";
  if (how == "rewrite") std::fstream(file, std::ios::in | std::ios::out) << "Plac";
  if (how == "remove") std::filesystem::remove(file);
  if (how == "replace") {
    auto fresh = file;
    fresh += ".part";
    std::filesystem::copy_file(file, fresh);
    std::filesystem::rename(fresh, file);
  }
}

class Break final : public sluss::Processor {
 public:
  explicit Break(Config config) : config_(std::move(config)) {}
  sluss::Result<void> process(std::span<sluss::Item> batch, sluss::Context& /*context*/) override {
    for (const auto& item : batch) break_on(item.message.raw, config_.word);
    return {};
  }

 private:
  Config config_;
};

/// Cells between semicolons, a header first: no more than these tests need.
class Lines final : public sluss::Codec {
 public:
  explicit Lines(Config config) : config_(std::move(config)) {}

  sluss::Result<void> decode(sluss::Input& input, const sluss::Emit& emit) override {
    SLUSS_TRY_ASSIGN(text, all_of(input));
    std::int64_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find("\r\n", at), text.size());
      const auto line = text.substr(at, end - at);
      const auto file = input.local_file();
      if (file && line.find(config_.word) != std::string::npos) disturb(*file);
      SLUSS_TRY(take(line, ++number, emit));
      at = end + 2;
    }
    return input.complete();
  }

 private:
  static sluss::Result<std::string> all_of(sluss::Input& input) {
    std::string text, piece(1 << 16, '\0');
    for (;;) {
      SLUSS_TRY_ASSIGN(size, input.read(piece));
      if (size == 0) return text;
      text.append(piece, 0, size);
    }
  }

  static std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells(1);
    for (const char c : line) {
      if (c == ';') cells.emplace_back();
      else cells.back() += c;
    }
    return cells;
  }

  sluss::Result<void> take(const std::string& line, std::int64_t number, const sluss::Emit& emit) {
    break_on(line, config_.word);
    const auto cells = cells_of(line);
    if (number == 1) {
      columns_ = std::make_shared<const sluss::Columns>(sluss::Columns{cells, {}});
      return {};
    }
    sluss::Record record;
    record.message.raw = line;
    record.message.origin.line = number;
    record.message.origin.columns = columns_;
    sluss::Value::Object body;
    for (std::size_t i = 0; i < cells.size(); ++i) body.emplace_back(columns_->names.at(i), cells[i]);
    record.message.body = sluss::Value(std::move(body));
    return emit(std::move(record));
  }

  Config config_;
  std::shared_ptr<const sluss::Columns> columns_;
};

}  // namespace

SLUSS_MODULE(breaker, [](sluss::Registry& registry) {
  registry.processor<Break>(spec("break", "Does nothing, or breaks"));
  registry.codec<Lines>(spec("lines", "Lines with cells, or breaks"));
})
