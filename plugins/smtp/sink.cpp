#include "sink.h"

#include <set>

#include "base/media_type.h"
#include "base/text.h"

namespace sluss::smtp {
namespace {

void check_address(const Node& node, const std::string& text, ParseContext& context) {
  if (!mail::is_address(text))
    context.diagnostics.add(node, "expected a bare mail address such as faktura@region.example");
}

void check_addresses(const Node& node, const std::vector<std::string>& texts, ParseContext& context) {
  for (const auto& text : texts) {
    const auto made = TextTemplate::parse(text);
    if (!made) context.diagnostics.add(node, made.error());
    else if (made->sample() != "x" || text == "x") check_address(node, made->sample(), context);
  }
}

void check_text(const Node& node, const std::string& text, ParseContext& context) {
  if (const auto made = TextTemplate::parse(text); !made)
    context.diagnostics.add(node, made.error(), "a path of the message stands between braces, as {number}");
}

void check(const SinkConfig& config, const Node& node, ParseContext& context) {
  mail::check_access(config, node, context);
  check_address(node["from"], config.from, context);
  if (!config.reply_to.empty()) check_address(node["reply_to"], config.reply_to, context);
  if (config.to.empty()) context.diagnostics.add(node["to"], "expected at least one address");
  check_addresses(node["to"], config.to, context);
  check_addresses(node["cc"], config.cc, context);
  check_text(node["subject"], config.subject, context);
  if (has_control(config.subject)) context.diagnostics.add(node["subject"], "a subject is one line");
  check_text(node["text"], config.text, context);
  check_text(node["name"], config.name, context);
}

Error about(const std::string& what, Error error) {
  error.what = what + ": " + error.what;
  return error;
}

}  // namespace

Spec<SinkConfig> sink_spec() {
  Spec<SinkConfig> spec("smtp", "Mails the documents of each message as attachments");
  return mail::add_access(spec, "smtp.region.example", mail::Login::optional)
      .required("from", &SinkConfig::from, "The sender's address", "faktura@region.example")
      .option("reply_to", &SinkConfig::reply_to, "Where answers go, when not to the sender", "underlag@region.example")
      .required("to", &SinkConfig::to, "Whom it is sent to; {path} stands for the address that the message holds there",
                "[\"{buyer.mail}\"]")
      .option("cc", &SinkConfig::cc, "Who gets a copy that the others see", "[ekonomi@region.example]")
      .required("subject", &SinkConfig::subject, "The subject; {path} stands for what the message holds there",
                "\"Faktura {number}\"")
      .required("text", &SinkConfig::text, "What the mail says, with {path} in the same way",
                "\"Här kommer faktura {number}.\"")
      .required("name", &SinkConfig::name, "A document's name without extension, with {path} in the same way",
                "\"faktura-{number}\"")
      .rule(check);
}

std::vector<SmtpSink::Addressee> SmtpSink::addressees(const std::string& option,
                                                      const std::vector<std::string>& texts) {
  std::vector<Addressee> all;
  for (const auto& text : texts)
    all.push_back({option + " " + text, TextTemplate::parse(text).value_or(TextTemplate())});
  return all;
}

SmtpSink::SmtpSink(SinkConfig config)
    : config_(std::move(config)),
      to_(addressees("to", config_.to)),
      cc_(addressees("cc", config_.cc)),
      subject_(TextTemplate::parse(config_.subject).value_or(TextTemplate())),
      text_(TextTemplate::parse(config_.text).value_or(TextTemplate())),
      name_(TextTemplate::parse(config_.name).value_or(TextTemplate())) {}

Result<void> SmtpSink::open(std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "opening was stopped");
  return {};
}

Result<WriteReport> SmtpSink::write(std::span<const Parcel> parcels, std::stop_token stop) {
  WriteReport report;
  std::unique_ptr<mail::Connection> connection;
  for (const auto& parcel : parcels) {
    const auto mail = outgoing(parcel);
    if (!mail) {
      report.receipts.emplace_back(fail(mail.error()));
      continue;
    }
    if (connection == nullptr) {
      auto made = mail::Connection::open(mail::Protocol::smtp, config_, stop);
      if (!made) {
        report.stopped = std::move(made.error());
        break;
      }
      connection = std::move(*made);
    }
    auto done = Session(*connection).deliver(mail->envelope, mail->wire, stop);
    // Who looks for it in a mailbox, or compares a bounce with it, needs what it is called there.
    if (done.parcel && done.parcel->fault == Fault::unknown_outcome)
      done.parcel->what += "; look for the Message-ID <" + mail->letter.id + ">";
    if (done.parcel) report.receipts.emplace_back(fail(std::move(*done.parcel)));
    else if (!done.stopped) report.receipts.emplace_back("<" + mail->letter.id + ">");
    report.stopped = std::move(done.stopped);
    if (report.stopped) break;
  }
  return report;
}

Result<SmtpSink::Outgoing> SmtpSink::outgoing(const Parcel& parcel) const {
  const auto& body = parcel.message->body;
  SLUSS_TRY_ASSIGN(to, filled(to_, body));
  SLUSS_TRY_ASSIGN(cc, filled(cc_, body));
  const auto subject = subject_.fill(body);
  if (!subject) return fail(about("the mail's subject", subject.error()));
  const auto text = text_.fill(body);
  if (!text) return fail(about("the mail's text", text.error()));
  SLUSS_TRY_ASSIGN(documents, enclosures(parcel));
  Outgoing made;
  made.letter = {message_id(parcel.key, config_.from),
                 SystemClock().now(),
                 config_.from,
                 config_.reply_to,
                 {},
                 {},
                 *subject,
                 *text,
                 std::move(documents)};
  for (const auto& recipient : to) made.letter.to.push_back(recipient.address);
  for (const auto& recipient : cc) made.letter.cc.push_back(recipient.address);
  auto wire = to_wire(made.letter);
  if (!wire) return fail(about("no mail can be made of it", wire.error()));
  made.wire = std::move(*wire);
  made.envelope = {config_.from, std::move(to)};
  made.envelope.recipients.insert(made.envelope.recipients.end(), cc.begin(), cc.end());
  return made;
}

Result<std::vector<Recipient>> SmtpSink::filled(const std::vector<Addressee>& addressees, const Value& body) {
  std::vector<Recipient> all;
  for (const auto& addressee : addressees) {
    auto address = addressee.address.fill(body);
    if (!address) return fail(about("the mail's address, " + addressee.shown, address.error()));
    if (!mail::is_address(*address))
      return fail(Fault::data, "the mail's address, " + addressee.shown +
                                   ": what the message holds there is no bare "
                                   "mail address");
    all.push_back({std::move(*address), addressee.shown});
  }
  return all;
}

Result<std::vector<Enclosure>> SmtpSink::enclosures(const Parcel& parcel) const {
  if (parcel.documents.empty()) return fail(Fault::internal, "a delivery without documents");
  const auto name = name_.fill(parcel.message->body);
  if (!name) return fail(about("the document's name", name.error()));
  std::vector<Enclosure> all;
  std::set<std::string> names;
  for (const auto& document : parcel.documents) {
    auto full = safe_name(*name + "." + document.extension);
    if (!names.insert(full).second)
      return fail(Fault::rejected, "two documents of one message would get the same name; choose one form in format:");
    all.push_back({std::move(full), media_type(document.extension), document.bytes});
  }
  return all;
}

Result<void> SmtpSinkProbe::probe(std::stop_token stop) {
  SLUSS_TRY_ASSIGN(connection, mail::Connection::open(mail::Protocol::smtp, config_, stop));
  SLUSS_TRY(Session(*connection).may_send(config_.from, stop));
  return mail::check_certificate(*connection, SystemClock().now());
}

}  // namespace sluss::smtp
