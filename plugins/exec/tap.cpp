#include "tap.h"

#include <algorithm>

#include "base/file.h"

namespace sluss::exec {
namespace {

Spec<TapConfig> spec_with_command() {
  Spec<TapConfig> spec("singer", "Reads the records of a Singer tap, a program that is run unchanged");
  add_command(spec, "[/opt/taps/tap-csv/bin/tap-csv]");
  return spec;
}

/// What one run of the tap gives, as lines for the format json.
class TapInput final : public Input {
 public:
  TapInput(std::unique_ptr<Running> running, const std::vector<std::string>& streams, std::stop_token stop)
      : running_(std::move(running)), reader_(streams), stop_(std::move(stop)) {}

  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override {
    while (rest_.empty() && !ended_) SLUSS_TRY(next());
    const auto count = std::min(buffer.size(), rest_.size());
    std::copy_n(rest_.begin(), count, buffer.begin());
    rest_.remove_prefix(count);
    return count;
  }
  [[nodiscard]] std::string position() const override { return ended_ ? reader_.state() : std::string(); }

 private:
  Result<void> next() {
    auto& child = running_->child();
    const auto line = child.read_line(stop_);
    if (!line) return fail(running_->told(line.error()));
    if (!*line) return end();
    auto given = reader_.take(**line);
    if (!given) return fail(running_->told(given.error()));
    text_ = std::move(*given);
    rest_ = text_;
    return {};
  }

  Result<void> end() {
    const bool is_cut = running_->child().has_half_line();
    SLUSS_TRY(running_->expect_good_end(stop_));
    if (is_cut) return running_->fault(Fault::unavailable, "it ended within a line");
    const auto missing = reader_.missing();
    if (!missing.empty())
      return running_->fault(Fault::data,
                             "it has no stream " + join(missing, ", ") + "; check streams: and the catalog");
    ended_ = true;
    return {};
  }

  std::unique_ptr<Running> running_;
  TapReader reader_;
  std::stop_token stop_;
  std::string text_;
  std::string_view rest_;
  bool ended_ = false;
};

}  // namespace

Spec<TapConfig> tap_spec() {
  return spec_with_command()
      .option("catalog", &TapConfig::catalog, "The catalog that says which streams are selected: --catalog",
              "taps/catalog.json")
      .option("streams", &TapConfig::streams, "The streams that are read; without it all that the tap gives",
              "[students]")
      .option("position", &TapConfig::position,
              "The name that the last state is kept under; under another name the tap begins anew", "position-2")
      .rule([](const TapConfig& config, const Node& node, ParseContext& context) {
        check_command(config, node, context);
        if (config.position.empty()) context.diagnostics.add(node["position"], "expected a name, found nothing");
      });
}

Result<void> SingerTap::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  close();
  return {};
}

void SingerTap::close() noexcept { in_round_ = unsettled_ = false; }

Result<std::optional<Read>> SingerTap::read(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "reading was stopped");
  if (std::exchange(in_round_, false)) return std::nullopt;
  std::vector<std::string> arguments = {"--config", "{folder}/config.json"};
  Running::Files files = {{"config.json", config_.values->settings.reveal()}};
  if (!position_.empty()) {
    arguments.insert(arguments.end(), {"--state", "{folder}/state.json"});
    files.emplace_back("state.json", position_);
  }
  if (!config_.catalog.empty()) {
    SLUSS_TRY_ASSIGN(catalog, file_bytes(config_.catalog));
    arguments.insert(arguments.end(), {"--catalog", "{folder}/catalog.json"});
    files.emplace_back("catalog.json", std::move(catalog));
  }
  SLUSS_TRY_ASSIGN(running, Running::start(config_, arguments, files));
  running->child().end_input();
  in_round_ = unsettled_ = true;
  const auto name = std::filesystem::path(config_.command.front()).filename().string();
  return Read{"run", name, "", std::make_unique<TapInput>(std::move(running), config_.streams, stop)};
}

/// The engine keeps the position; within one `open` the tap is run again only where the first run was not taken.
Result<void> SingerTap::settle(const std::string& ticket, Outcome /*outcome*/, const std::string& /*why*/) {
  if (ticket != "run" || !std::exchange(unsettled_, false))
    return fail(Fault::internal, "a run was settled that was not read");
  return {};
}

Result<void> SingerTapProbe::probe(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "trying it out was stopped");
  SLUSS_TRY(try_out(config_));
  if (!config_.catalog.empty()) SLUSS_TRY(file_bytes(config_.catalog));
  return {};
}

}  // namespace sluss::exec
