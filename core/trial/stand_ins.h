// What stands in the place of the world in a test: sources, sinks and steps that ask nobody.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "trial/test_file.h"

namespace sluss::trial {

/// Something that came in.
struct Arrived {
  std::string name;  ///< what a run calls it
  std::string bytes;
  std::filesystem::path file;  ///< that holds the bytes; empty: none does
};

/// A delivery that was taken.
struct Taken {
  std::string outlet;
  Message message;
  std::vector<Document> documents;
};

/// What all sinks of a run took; each works in a thread of its own.
class Outbox {
 public:
  void add(Taken taken);
  [[nodiscard]] std::vector<Taken> take();

 private:
  std::mutex mutex_;
  std::vector<Taken> all_;
};

/// The inlet, which from now on reads this and nothing else. It is read by the inlet's own format and mapping.
[[nodiscard]] config::Inlet reading(const config::Inlet& inlet, std::vector<Arrived> arrived);
/// The inlet, which from now on gives these messages as they are: no format and no mapping see them.
[[nodiscard]] config::Inlet giving(const config::Inlet& inlet, const std::vector<Message>& messages);
/// The inlet, which from now on gives these records: no format sees them, but the mapping and all that follows do.
[[nodiscard]] config::Inlet giving_records(const config::Inlet& inlet, const std::vector<Message>& records);
/// A way in for messages that a test hands to the outlet itself.
[[nodiscard]] config::Inlet giving_to(const config::Outlet& outlet);
/// The outlet, whose documents go to the outbox.
[[nodiscard]] config::Outlet keeping(const config::Outlet& outlet, std::shared_ptr<Outbox> outbox);
/// An outlet for messages of a kind that no format is there for.
[[nodiscard]] config::Outlet keeping_as_is(const std::string& name, const std::string& kind);
/// Whether a step asks other systems: its options say whom.
[[nodiscard]] bool asks_others(const config::Step& step, const Registry& registry);
/// The reason, behind the name of the step, of a message that no answer is about.
inline constexpr auto no_answer = " asks another system, and the test has no answer about this";
/// In the place of a step that asks: each message is given all answers that are about it, and goes on. One that no
/// answer is about is held, with the reason that nobody was asked.
[[nodiscard]] config::Step answered(const config::Step& step, const std::vector<Answer>& answers);

}  // namespace sluss::trial
