#include "source.h"

#include <algorithm>

#include "base/text.h"
#include "plugin/held_text.h"

namespace sluss::imap {
namespace {

void check_folder(const Node& node, const std::string& name, ParseContext& context) {
  if (name.empty() || has_control(name)) context.diagnostics.add(node, "expected the name of a mail folder");
}

void check(const SourceConfig& config, const Node& node, ParseContext& context) {
  mail::check_access(config, node, context);
  check_folder(node["folder"], config.folder, context);
  check_folder(node["taken"], config.taken, context);
  check_folder(node["refused"], config.refused, context);
  if (config.taken == config.folder || config.refused == config.folder)
    context.diagnostics.add(node["folder"], "messages are moved away from this folder; taken and refused are others");
  if (config.take == Take::mails && (config.match != "*" || config.others == Others::refuse))
    context.diagnostics.add(node["take"], "match: and others: refuse are about attachments; take: mails has none");
  if (config.match.find('/') != std::string::npos)
    context.diagnostics.add(node["match"], "a file's name holds no \"/\"");
  if (config.largest <= 0) context.diagnostics.add(node["largest"], "expected a number of bytes above 0");
}

/// Names that people wrote are compared without regard to case.
bool fits(const std::string& pattern, const std::string& text) {
  return pattern == "*" || matches_glob(fold_case(pattern), fold_case(text));
}

std::string why_nothing(const Mail& mail) {
  if (!mail.report) return "no attachment of the message has a name that match: asks for";
  const auto& report = *mail.report;
  return "it says of the mail <" + report.message_id + ">: " + report.action +
         (report.status.empty() ? "" : " (" + report.status + ")");
}

}  // namespace

Spec<SourceConfig> source_spec() {
  Spec<SourceConfig> spec("imap", "Reads the mails in a folder of a mailbox, or their attachments");
  return mail::add_access(spec, "imap.region.example", mail::Login::required)
      .option("folder", &SourceConfig::folder, "The mail folder that is read, as the server spells it", "INBOX/KLiPP")
      .choice("take", &SourceConfig::take, "What is read of a mail: its attachments, or the mail itself as it came",
              {{"attachments", Take::attachments}, {"mails", Take::mails}})
      .option("match", &SourceConfig::match, "Which attachments, by file name; * and ? as in a shell",
              "placeringar*.csv")
      .option("sender", &SourceConfig::sender,
              "Only mails from such an address; * and ? as in a shell. Anybody can write any sender",
              "\"*@universitet.example\"")
      .option("subject", &SourceConfig::subject, "Only mails with such a subject; * and ? as in a shell",
              "\"*placeringar*\"")
      .option("taken", &SourceConfig::taken,
              "Where mails go when all that is wanted of them is stored; made when missing", "taken")
      .option("refused", &SourceConfig::refused, "Where mails go that a person must look at; made when missing",
              "refused")
      .choice("others", &SourceConfig::others,
              "What happens to mails without an attachment that is wanted: leave, they stay unread; refuse, they go to "
              "the refused, and the run says so",
              {{"leave", Others::leave}, {"refuse", Others::refuse}})
      .option("largest", &SourceConfig::largest, "Bytes of a mail; larger ones are refused", "33554432")
      .rule(check);
}

// Not with `match`: a mail is moved when what one source wants of it is taken, and what another wants goes with it.
std::string ImapSource::takes_from() const {
  auto place = config_.host + ":" + std::to_string(config_.port) + " " + config_.user + " " + config_.folder;
  if (config_.sender != "*") place += ", sender " + config_.sender;
  if (config_.subject != "*") place += ", subject " + config_.subject;
  return place;
}

Result<void> ImapSource::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  return {};
}

void ImapSource::close() noexcept {
  mailbox_.reset();
  listed_.clear();
  waiting_.clear();
  unsettled_.clear();
  handed_.clear();
  left_.clear();
  stuck_.reset();
  in_round_ = false;
}

Result<void> ImapSource::connect(const std::stop_token& stop) {
  if (mailbox_ != nullptr) return {};
  SLUSS_TRY_ASSIGN(mailbox, Mailbox::open(config_, config_.folder,
                                          only_looks_ ? Mailbox::Use::read : Mailbox::Use::read_and_move, stop));
  if (!unsettled_.empty() && mailbox->validity() != validity_)
    return fail(Fault::unavailable, mailbox->connection().place() +
                                        " has numbered its messages anew; what was read "
                                        "stays there, and is known again by the next run");
  validity_ = mailbox->validity();
  mailbox_ = std::move(mailbox);
  return {};
}

Result<void> ImapSource::begin_round(const std::stop_token& stop) {
  SLUSS_TRY(connect(stop));
  SLUSS_TRY_ASSIGN(all, mailbox_->list(stop));
  listed_.assign(all.begin(), all.end());
  waiting_.clear();
  left_.clear();
  in_round_ = true;
  return {};
}

Result<std::optional<Read>> ImapSource::read(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "reading was stopped");
  if (stuck_) return fail(*std::exchange(stuck_, std::nullopt));
  auto found = next(stop);
  if (!found) mailbox_.reset();
  return found;
}

Result<std::optional<Read>> ImapSource::next(const std::stop_token& stop) {
  if (!in_round_) SLUSS_TRY(begin_round(stop));
  SLUSS_TRY(connect(stop));
  for (;;) {
    while (!waiting_.empty()) {
      auto part = std::move(waiting_.front());
      waiting_.pop_front();
      if (!is_held_back(part)) return hand_on(std::move(part));
      SLUSS_TRY(count(part.uid, Outcome::left));
    }
    if (listed_.empty()) break;
    const auto listed = listed_.front();
    if (!unsettled_.contains(listed.uid)) SLUSS_TRY(look_at(listed, stop));
    listed_.pop_front();
  }
  in_round_ = false;
  return std::nullopt;
}

Result<bool> ImapSource::concerns_us(std::uint32_t uid, const std::stop_token& stop) {
  if (config_.sender == "*" && config_.subject == "*") return true;
  SLUSS_TRY_ASSIGN(headers, mailbox_->headers(uid, stop));
  if (!headers) return false;
  const auto mail = mail::read_headers(*headers);
  return fits(config_.sender, mail.sender) && fits(config_.subject, mail.subject);
}

Result<void> ImapSource::look_at(const Listed& listed, const std::stop_token& stop) {
  SLUSS_TRY_ASSIGN(ours, concerns_us(listed.uid, stop));
  if (!ours && config_.others == Others::leave) return {};
  const auto shown = "mail " + std::to_string(listed.uid);
  const auto largest = static_cast<std::uint64_t>(config_.largest);
  std::vector<Attachment> attachments;
  if (!ours) {
    attachments = {{shown, fail(Fault::data, "its sender or subject is not one that is asked for")}};
  } else if (listed.size > largest) {
    attachments = {{shown, fail(Fault::data, "it has " + std::to_string(listed.size) + " bytes; largest: allows " +
                                                 std::to_string(largest))}};
  } else {
    // The size that is listed may be that of other line ends.
    SLUSS_TRY_ASSIGN(bytes, mailbox_->message(listed.uid, 2 * largest, stop));
    if (!bytes) return {};
    attachments = config_.take == Take::mails ? std::vector<Attachment>{{shown, std::move(*bytes)}}
                                              : wanted(mail::read_mail(*bytes), shown);
  }
  std::size_t number = 0;
  for (auto& attachment : attachments) {
    auto ticket = std::to_string(validity_) + "." + std::to_string(listed.uid) + "." + std::to_string(++number);
    waiting_.push_back({listed.uid, std::move(ticket), std::move(attachment)});
  }
  if (number > 0) unsettled_[listed.uid].open = number;
  return {};
}

std::vector<Attachment> ImapSource::wanted(Result<Mail> mail, const std::string& shown) const {
  if (!mail) return {{shown, fail(mail.error())}};
  std::vector<Attachment> all;
  for (auto& attachment : mail->attachments) {
    if (fits(config_.match, attachment.name)) all.push_back(std::move(attachment));
  }
  if (all.empty() && config_.others == Others::refuse) all.push_back({shown, fail(Fault::data, why_nothing(*mail))});
  return all;
}

bool ImapSource::is_held_back(const Part& part) const {
  const auto& name = part.attachment.name;
  return left_.contains(name) || std::any_of(handed_.begin(), handed_.end(), [&](const auto& handed) {
           return handed.second.second == name && handed.second.first != part.uid;
         });
}

Read ImapSource::hand_on(Part part) {
  const auto& content = part.attachment.content;
  handed_[part.ticket] = {part.uid, part.attachment.name};
  // Its digest, since a mailbox that was moved to another server may have the same numbers for other mails.
  auto version = content ? part.ticket + "." + to_hex(digest(*content)) : std::string();
  return {part.ticket, part.attachment.name, std::move(version), std::make_unique<HeldText>(content)};
}

Result<void> ImapSource::settle(const std::string& ticket, Outcome outcome, const std::string& /*why*/) {
  const auto handed = handed_.extract(ticket);
  if (handed.empty()) return fail(Fault::internal, "an attachment was settled that was not read");
  const auto& [uid, name] = handed.mapped();
  if (outcome == Outcome::left) left_.insert(name);
  auto counted = count(uid, outcome);
  if (!counted) stuck_ = counted.error();
  return counted;
}

Result<void> ImapSource::count(std::uint32_t uid, Outcome outcome) {
  const auto at = unsettled_.find(uid);
  if (at == unsettled_.end()) return {};
  auto& [open, worst] = at->second;
  if (worst != Outcome::left && outcome != Outcome::taken) worst = outcome;
  if (--open > 0) return {};
  const auto became = worst;
  // It is still listed as unsettled while it is moved: should a new connection be needed, the numbers must be the same.
  auto moved = Result<void>();
  if (became != Outcome::left) {
    moved = connect({}).and_then(
        [&] { return mailbox_->move(uid, became == Outcome::taken ? config_.taken : config_.refused, {}); });
    if (!moved) mailbox_.reset();
  }
  unsettled_.erase(at);
  return moved;
}

Result<void> ImapSourceProbe::probe(std::stop_token stop) {
  SLUSS_TRY_ASSIGN(mailbox, Mailbox::open(config_, config_.folder, Mailbox::Use::read, stop));
  return mail::check_certificate(mailbox->connection(), SystemClock().now());
}

}  // namespace sluss::imap
