#include "source.h"

#include <algorithm>

#include "talk.h"

namespace sluss::exec {
namespace {

Spec<SourceConfig> spec_with_command() {
  Spec<SourceConfig> spec("exec", "Reads what a program of yours gives, as JSON lines with acknowledgements");
  add_command(spec, "[/opt/programs/read-queue, --all]");
  return spec;
}

tl::unexpected<Error> stopped() { return fail(Fault::cancelled, "reading was stopped"); }

}  // namespace

Spec<SourceConfig> source_spec() {
  return spec_with_command()
      .option("position", &SourceConfig::position,
              "The name that the position is kept under; under another name it begins anew", "position-2")
      .rule([](const SourceConfig& config, const Node& node, ParseContext& context) {
        check_command(config, node, context);
        if (config.position.empty()) context.diagnostics.add(node["position"], "expected a name, found nothing");
      });
}

/// The records of one batch, a line each. The source outlives it only while it is open.
class ExecSource::BatchInput final : public Input {
 public:
  BatchInput(ExecSource& source, std::int64_t number, std::stop_token stop)
      : source_(source), running_(source.running_), number_(number), stop_(std::move(stop)) {}

  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override {
    if (rest_.empty()) {
      const bool is_over = source_.batch_.number != number_ || source_.batch_.ended;
      if (is_over) return 0;
      SLUSS_TRY_ASSIGN(record, source_.next_record(stop_));
      if (!record) return 0;
      text_ = std::move(*record);
      rest_ = text_;
    }
    const auto count = std::min(buffer.size(), rest_.size());
    std::copy_n(rest_.begin(), count, buffer.begin());
    rest_.remove_prefix(count);
    return count;
  }
  [[nodiscard]] std::string position() const override {
    return source_.batch_.number == number_ && source_.batch_.ended ? source_.batch_.position : std::string();
  }

 private:
  ExecSource& source_;
  std::shared_ptr<Running> running_;
  std::int64_t number_;
  std::stop_token stop_;
  std::string text_;
  std::string_view rest_;
};

Result<std::unique_ptr<Running>> start_talk(const CommandConfig& config, const std::string& greeting,
                                            const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(running, Running::start(config, {}, {}));
  auto written = running->child().write(greeting, stop);
  const auto line = running->child().read_line(stop);
  if (!line) return fail(running->told(line.error()));
  if (!*line) {
    SLUSS_TRY(running->expect_good_end(stop));
    return running->fault(Fault::unavailable, "it ended before it was ready");
  }
  if (const auto ready = read_readiness(**line); !ready) return fail(running->told(ready.error()));
  if (!written) return fail(running->told(written.error()));
  return std::move(running);
}

Result<void> probe_by_talk(const CommandConfig& config, const std::stop_token& stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "trying it out was stopped");
  SLUSS_TRY(try_out(config));
  SLUSS_TRY_ASSIGN(running, start_talk(config, greeting(Task::probe, config.values->settings.reveal(), ""), stop));
  return running->expect_good_end(stop);
}

Result<void> ExecSource::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  close();
  return {};
}

void ExecSource::close() noexcept {
  running_.reset();
  batch_ = {};
  ahead_.reset();
  done_ = over_ = false;
}

Result<void> ExecSource::start(const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(running,
                   start_talk(config_, greeting(Task::source, config_.values->settings.reveal(), position_), stop));
  running_ = std::move(running);
  lines_ = 1;
  done_ = false;
  ahead_.reset();
  return {};
}

/// Of a batch: nullopt at its end. Between batches: nullopt when the child has no more.
Result<std::optional<std::string>> ExecSource::next_record(const std::stop_token& stop) {
  if (ahead_) return std::exchange(ahead_, std::nullopt);
  const auto line = running_->child().read_line(stop);
  if (!line) return fail(running_->told(line.error()));
  if (!*line) {
    if (running_->child().has_half_line()) return running_->fault(Fault::unavailable, "it ended within a line");
    SLUSS_TRY(running_->expect_good_end(stop));
    if (!batch_.settled) return running_->fault(Fault::unavailable, "it ended without ending its batch");
    done_ = true;
    return std::nullopt;
  }
  ++lines_;
  auto meaning = read_source_line(**line);
  const auto refuse = [&](const std::string& why) {
    return running_->fault(Fault::data, "line " + std::to_string(lines_) + " of what it wrote is refused: " + why);
  };
  if (!meaning) return refuse(meaning.error().what);
  if (auto* record = std::get_if<RecordLine>(&*meaning)) return record->json + "\n";
  const bool in_batch = !batch_.settled;
  if (auto* end = std::get_if<BatchLine>(&*meaning)) {
    // One without records moves the position alone: it is a batch like any other.
    batch_.id = std::move(end->id);
    batch_.position = std::move(end->position);
    batch_.ended = true;
    return in_batch ? Result<std::optional<std::string>>(std::nullopt) : std::optional<std::string>("");
  }
  if (in_batch) return refuse("done within a batch");
  done_ = true;
  return std::nullopt;
}

Result<std::optional<Read>> ExecSource::read(std::stop_token stop) {
  if (stop.stop_requested()) return stopped();
  stop_ = stop;
  if (!batch_.settled) return std::nullopt;
  if (!over_ && running_ == nullptr) SLUSS_TRY(start(stop));
  batch_.ended = false;
  if (!over_ && !done_) {
    SLUSS_TRY_ASSIGN(first, next_record(stop));
    if (first) {
      if (!batch_.ended) ahead_ = std::move(*first);
      batch_.settled = false;
      ++batch_.number;
      const auto name = std::filesystem::path(config_.command.front()).filename().string();
      return Read{std::to_string(batch_.number), name, "", std::make_unique<BatchInput>(*this, batch_.number, stop)};
    }
  }
  SLUSS_TRY(end_round(stop));
  return std::nullopt;
}

/// The next round starts the child anew.
Result<void> ExecSource::end_round(const std::stop_token& stop) {
  const auto running = std::exchange(running_, nullptr);
  const bool was_whole = !std::exchange(over_, false);
  if (running == nullptr || !was_whole) return {};
  return running->expect_good_end(stop);
}

Result<void> ExecSource::settle(const std::string& ticket, Outcome outcome, const std::string& why) {
  if (batch_.settled || ticket != std::to_string(batch_.number))
    return fail(Fault::internal, "a batch was settled that was not read");
  batch_.settled = true;
  if (outcome == Outcome::taken && batch_.ended && !batch_.position.empty()) position_ = batch_.position;
  if (outcome != Outcome::taken) over_ = true;
  if (!batch_.ended || running_ == nullptr) return {};
  // Whoever does not hear it gives the batch again, and its records are known then.
  // What is stored is also told when a stop was asked for: that goes quickly, unless the child does not listen.
  const auto stop = stop_.stop_requested() ? std::stop_token() : stop_;
  const auto told = running_->child().write(settlement(batch_.id, outcome, why), stop);
  if (told || outcome != Outcome::taken) return {};
  over_ = true;
  return fail(running_->told({Fault::unavailable, "it did not take the word that its batch is stored", std::nullopt}));
}

Result<void> ExecSourceProbe::probe(std::stop_token stop) { return probe_by_talk(config_, stop); }

}  // namespace sluss::exec
