#include "engine/alarm_texts.h"

#include <algorithm>

#include "base/counted.h"
#include "base/text.h"

namespace sluss::engine {
namespace {

constexpr std::size_t longest_reason = 300;
constexpr std::size_t shortest_number = 6;
constexpr std::size_t shortest_personal_number = 10;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string because(const std::string& reason) { return reason.empty() ? "" : " (" + reason_to_tell(reason) + ")"; }

std::string first_trouble(const Value& report) {
  const auto* troubles = report["troubles"].as_list();
  return troubles == nullptr || troubles->empty() ? "" : troubles->front().text_or_empty();
}

std::string text_of(std::chrono::seconds time) {
  return time < std::chrono::hours(2) ? std::to_string(time.count() / 60) + " minutes"
                                      : std::to_string(time.count() / 3600) + " hours";
}

std::string mebibytes(std::uintmax_t bytes) { return std::to_string(bytes >> 20U) + " MiB"; }

}  // namespace

std::string deliveries_of(std::int64_t count) { return counted(count, "delivery", "deliveries"); }

std::string reason_to_tell(std::string_view reason, Words whose) {
  const auto shortest = whose == Words::ours ? shortest_personal_number : shortest_number;
  std::string text(trim(reason.substr(0, longest_reason)));
  while (!text.empty() && !is_utf8(text)) text.pop_back();
  for (auto at = text.begin(); at != text.end();) {
    if (static_cast<unsigned char>(*at) < 0x20 || *at == 0x7F) *at = ' ';
    const auto end = std::find_if_not(at, text.end(), is_digit);
    const auto digits = static_cast<std::size_t>(end - at);
    // The last four of a personnummer.
    const bool goes_on = digits >= shortest_number && end != text.end() && (*end == '-' || *end == '+');
    if (digits >= shortest || goes_on) std::fill(at, end, '9');
    if (goes_on) std::fill(end + 1, std::find_if_not(end + 1, text.end(), is_digit), '9');
    at = std::max(end, at + 1);
  }
  return text + (reason.size() > longest_reason ? " ..." : "");
}

std::string text_of_no_daemon() {
  return "The daemon does not run, so no pipeline runs by itself; start it with: systemctl start sluss (by hand: sluss "
         "run).";
}

std::string text_of_failed(const store::Run& run) {
  const auto how = run.state == "failed" ? " failed" : " was broken off";
  return "The last run of " + run.pipeline + ", begun " + to_stockholm(run.started) + "," + how +
         because(first_trouble(run.report)) + "; look with: sluss status, and when its cause is mended: sluss sync " +
         run.pipeline + ".";
}

std::string text_of_long(const store::Run& run, std::chrono::seconds longest) {
  return "The run of " + run.pipeline + " that began " + to_stockholm(run.started) + " has not ended after " +
         text_of(longest) +
         "; look with: sluss status, and at the daemon's log. If it hangs, stop the daemon and start it again: "
         "nothing is lost or made twice.";
}

std::string text_of_missing(const std::string& pipeline, Instant due) {
  return "The run of " + pipeline + " that was to begin " + to_stockholm(due) +
         " has not taken place; does the daemon run? Make up for it with: sluss sync " + pipeline + ".";
}

std::string text_of_paused(const store::ConnectionState& state) {
  return "The connection " + state.name + " waits for a person" + because(state.paused) +
         "; nothing goes through it. When its cause is mended: sluss connections resume " + state.name + ".";
}

std::string text_of_away(const store::ConnectionState& state, Instant since) {
  return "The connection " + state.name + " has given out since " + to_stockholm(since) + ", " +
         std::to_string(state.failures) + " times in a row" + because(state.trouble) +
         "; nothing is lost, it is tried again by itself. Look with: sluss check --probe.";
}

std::string text_of_doubt(const std::string& connection, std::int64_t deliveries) {
  return deliveries_of(deliveries) + " to " + connection +
         " broke off before the answer, and none is sent blindly again; ask the target whether it has them, and say so "
         "with: sluss messages confirm, or retry.";
}

std::string text_of_refused(const std::string& connection, std::int64_t deliveries) {
  return deliveries_of(deliveries) + " to " + connection +
         " were refused; read why with: sluss messages list --state rejected, and when its cause is mended: sluss "
         "messages retry.";
}

std::string text_of_broken(const std::string& channel, const Breakage& breakage) {
  std::string text = "What reads " + channel + " broke";
  if (!breakage.resources.empty())
    text += " on " + reason_to_tell(join(breakage.resources, ", ")) + ", again and again: it is not read any more";
  if (breakage.rows > 0)
    text += std::string(breakage.resources.empty() ? "" : "; and") + " on " +
            counted(breakage.rows, "row, which is", "rows, which are") +
            " passed over: sluss messages list --reason-like \"a step "
            "breaks\"";
  return text +
         ". The plugin is at fault, or the machine; new plugins are tried by themselves. To have all of it tried "
         "again: sluss connections resume " +
         channel + ".";
}

std::string text_of_proof(const store::Run& run) {
  const auto exceptions = run.report["exceptions"].as_int();
  const auto how = exceptions == nullptr
                       ? std::string("could not be made")
                       : "found " + std::to_string(*exceptions) +
                             (*exceptions == 1 ? " thing that does not fit" : " things that do not fit");
  const auto first = first_trouble(run.report);
  return "The reconciliation of " + to_stockholm(run.started) + " " + how +
         (first.empty() ? "" : " (" + reason_to_tell(first, Words::ours) + ")") +
         "; see all of it with: sluss reconcile. Nothing is mended by itself.";
}

std::string text_of_little_room(std::uintmax_t free, std::uintmax_t needed, const std::filesystem::path& store) {
  return "The disk under " + store.string() + " has " + mebibytes(free) + " left, and should have " +
         mebibytes(needed) + "; make room before it is full: then nothing can be taken in.";
}

}  // namespace sluss::engine
