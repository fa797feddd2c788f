#include "sink.h"

#include "source.h"

namespace sluss::exec {
namespace {

Spec<SinkConfig> spec_with_command() {
  Spec<SinkConfig> spec("exec", "Gives documents to a program of yours, as JSON lines with acknowledgements");
  add_command(spec, "[/opt/programs/write-queue, --all]");
  return spec;
}

/// Does the connection give out by it, so that the others need not be tried?
bool is_about_connection(Fault fault) { return fault == Fault::throttled || fault == Fault::denied; }

}  // namespace

Spec<SinkConfig> sink_spec() {
  return spec_with_command()
      .choice("resend", &SinkConfig::resend,
              "What the program promises about a key that comes again: safe, it makes no second delivery; ask, it can "
              "be asked; never, nothing",
              {{"safe", Resend::safe}, {"ask", Resend::ask}, {"never", Resend::never}})
      .rule([](const SinkConfig& config, const Node& node, ParseContext& context) {
        check_command(config, node, context);
      });
}

Result<void> ExecSink::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  return reach(stop);
}

void ExecSink::close() noexcept {
  if (running_ == nullptr) return;
  // One that is idle ends by itself when nothing more comes; one that does not is made to.
  running_->child().end_input();
  running_.reset();
}

Result<void> ExecSink::reach(const std::stop_token& stop) {
  if (running_ != nullptr) return {};
  auto running = start_talk(config_, greeting(Task::sink, config_.values->settings.reveal(), ""), stop);
  if (!running) {
    // A program that is missing may be put there: its deliveries wait.
    if (running.error().fault == Fault::config) running.error().fault = Fault::unavailable;
    return fail(running.error());
  }
  running_ = std::move(*running);
  return {};
}

Result<Answer> ExecSink::exchange(const std::string& line, const std::string& key, bool& left,
                                  const std::stop_token& stop) {
  auto& child = running_->child();
  const auto answer = [&]() -> Result<Answer> {
    const auto written = child.write(line, stop);
    left = child.taken() > 0;
    // It may have said why before it went.
    if (!written && (!left || written.error().fault == Fault::cancelled)) return fail(written.error());
    SLUSS_TRY_ASSIGN(got, child.read_line(stop));
    if (!got) {
      const auto ended = child.wait(stop);
      return fail(Fault::unavailable, "it " + (ended ? ended->text() : "closed its output") + " before it answered");
    }
    SLUSS_TRY_ASSIGN(read, read_answer(*got));
    if (read.key != key) return fail(Fault::unavailable, "it answered for another key than the one that was sent");
    return std::move(read);
  }();
  if (answer) return answer;
  auto error = running_->told(answer.error());
  if (error.fault != Fault::cancelled) error.fault = Fault::unavailable;
  running_.reset();
  return fail(std::move(error));
}

Result<WriteReport> ExecSink::write(std::span<const Parcel> parcels, std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "writing was stopped");
  SLUSS_TRY(reach(stop));
  WriteReport report;
  for (const auto& parcel : parcels) {
    if (stop.stop_requested()) report.stopped = Error{Fault::cancelled, "writing was stopped", std::nullopt};
    if (report.stopped) break;
    bool left = false;
    auto answer = exchange(delivery_line(parcel), parcel.key, left, stop);
    if (!answer) {
      report.stopped = answer.error();
      if (left) report.receipts.emplace_back(fail(Fault::unknown_outcome, answer.error().what));
    } else if (answer->absent) {
      report.receipts.emplace_back(fail(Fault::unknown_outcome, "it answered absent to a delivery"));
    } else if (!answer->receipt && is_about_connection(answer->receipt.error().fault)) {
      report.stopped = answer->receipt.error();
    } else {
      report.receipts.push_back(std::move(answer->receipt));
    }
  }
  return report;
}

Result<std::optional<std::string>> ExecSink::find(const std::string& key, std::stop_token stop) {
  if (config_.resend != Resend::ask) return Sink::find(key, std::move(stop));
  SLUSS_TRY(reach(stop));
  bool left = false;
  SLUSS_TRY_ASSIGN(answer, exchange(question(key), key, left, stop));
  if (answer.absent) return std::nullopt;
  if (answer.receipt) return *answer.receipt;
  // To a question, rejected is no answer.
  if (answer.receipt.error().fault == Fault::rejected)
    return fail(Fault::unknown_outcome, "it answered rejected to the question what it has");
  return fail(answer.receipt.error());
}

Result<void> ExecSinkProbe::probe(std::stop_token stop) { return probe_by_talk(config_, stop); }

}  // namespace sluss::exec
