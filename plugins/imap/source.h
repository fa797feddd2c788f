// The source: each attachment that matches, of each message of a folder, is a Read; or each message itself. A message
// is moved away when all that was read of it is settled, and not before.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mail.h"
#include "mailbox.h"
#include "plugin/sdk.h"

namespace sluss::imap {

using mail::Attachment;
using mail::Mail;

/// What of a mail is a Read.
enum class Take { attachments, mails };

/// What happens to a message without an attachment that is to be read.
enum class Others { leave, refuse };

struct SourceConfig : mail::Access {
  std::string folder = "INBOX", taken = "taken", refused = "refused";
  Take take = Take::attachments;
  std::string match = "*", sender = "*", subject = "*";
  Others others = Others::leave;
  std::int64_t largest = std::int64_t{32} * 1024 * 1024;
};

[[nodiscard]] Spec<SourceConfig> source_spec();

class ImapSource final : public Source {
 public:
  explicit ImapSource(SourceConfig config) : config_(std::move(config)) {}
  [[nodiscard]] std::string takes_from() const override;
  /// The folder is opened for reading alone: also what the server calls recent stays so.
  void only_look() override { only_looks_ = true; }
  /// Connects later: at the first read.
  [[nodiscard]] Result<void> open(std::stop_token stop) override;
  [[nodiscard]] Result<std::optional<Read>> read(std::stop_token stop) override;
  [[nodiscard]] Result<void> settle(const std::string& ticket, Outcome outcome, const std::string& why) override;
  void close() noexcept override;

 private:
  /// An attachment or a whole message, or what stands for a message that is refused, until it is settled.
  struct Part {
    std::uint32_t uid = 0;
    std::string ticket;
    Attachment attachment;
  };
  /// A message some of whose parts are not settled.
  struct Unsettled {
    std::size_t open = 0;
    Outcome worst = Outcome::taken;
  };
  [[nodiscard]] Result<std::optional<Read>> next(const std::stop_token& stop);
  [[nodiscard]] Result<void> connect(const std::stop_token& stop);
  [[nodiscard]] Result<void> begin_round(const std::stop_token& stop);
  /// Opens a message; what is to be read of it waits then.
  [[nodiscard]] Result<void> look_at(const Listed& listed, const std::stop_token& stop);
  [[nodiscard]] std::vector<Attachment> wanted(Result<Mail> mail, const std::string& shown) const;
  [[nodiscard]] Result<bool> concerns_us(std::uint32_t uid, const std::stop_token& stop);
  /// May not be handed on yet: an older file of that name is on its way, which it must not overtake.
  [[nodiscard]] bool is_held_back(const Part& part) const;
  [[nodiscard]] Read hand_on(Part part);
  /// A part is settled; its message too, when it was the last one.
  [[nodiscard]] Result<void> count(std::uint32_t uid, Outcome outcome);

  SourceConfig config_;
  std::unique_ptr<Mailbox> mailbox_;
  std::uint32_t validity_ = 0;
  bool only_looks_ = false;
  bool in_round_ = false;
  std::optional<Error> stuck_;  ///< a message could not be moved: what comes after it waits
  std::deque<Listed> listed_;
  std::deque<Part> waiting_;
  std::map<std::uint32_t, Unsettled> unsettled_;                         ///< by UID
  std::map<std::string, std::pair<std::uint32_t, std::string>> handed_;  ///< UID and name, by ticket
  std::set<std::string> left_;                                           ///< names that were left in this round
};

class ImapSourceProbe final : public Probe {
 public:
  explicit ImapSourceProbe(SourceConfig config) : config_(std::move(config)) {}
  [[nodiscard]] Result<void> probe(std::stop_token stop) override;

 private:
  SourceConfig config_;
};

}  // namespace sluss::imap
