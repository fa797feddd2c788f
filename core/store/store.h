// The one durable thing. Everything Sluss knows is in one database; what belongs together is committed together.
// SQLite is the embedded implementation (open_sqlite); others implement the same interface.
//
// Errors of every call: Fault::store when the store cannot be reached, is busy for long, or is damaged; Fault::internal
// when it is misused.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "base/money.h"
#include "base/result.h"
#include "message/message.h"
#include "plugin/billing_book.h"
#include "plugin/payment_book.h"
#include "store/accounts.h"
#include "store/sealing_keys.h"

namespace sluss::store {

/// Where a message stands. Every message ends in one of the last six.
enum class State {
  collected,   ///< taken up by a processor; it stands on a line that waits, or on an invoice
  delivering,  ///< it has deliveries that are not done
  delivered,   ///< all its deliveries are done
  filtered,    ///< rightly goes no further, with a reason
  held,        ///< parked for a person or for configuration, with a reason; tried again every night
  rejected,    ///< parked: its content is wrong, with a reason
  superseded,  ///< a newer version of the same item came
  resolved,    ///< it was rejected, and is no longer in the export
};

[[nodiscard]] const char* name_of(State state);
[[nodiscard]] std::optional<State> parse_state(std::string_view text);
/// In the order of the enum.
[[nodiscard]] std::vector<std::string> all_state_names();

/// A message as it is kept.
struct StoredMessage {
  Message message;      ///< id, item, kind, key, change, body, raw, origin (without columns), parents
  std::string channel;  ///< where it comes from or who made it: "klipp.placements", "nightly-placements"
  std::string scope;    ///< the part of a snapshot it belongs to ("HT2026|uni"); empty when there are no parts
  Digest hash{};        ///< of its content: the same means unchanged
  State state = State::collected;
  std::string reason;
  std::optional<Ore> amount;  ///< what is held, where known
  std::int64_t run = 0;
  bool damaged = false;                          ///< its content is not what was written
  std::optional<Instant> purged = std::nullopt;  ///< when what tells who a student is was taken out of it
};

/// What to do about content that is not what was written: the file under the store has no checksums of its own, and a
/// flipped bit in an amount must never go out.
enum class Damage {
  refuse,  ///< Fault::store, naming the message
  tell,    ///< give it, marked
};

/// What is known of an item from before: enough to see whether it changed.
struct Known {
  std::int64_t message = 0, item = 0;
  Digest hash{};
  State state = State::collected;
  Change change = Change::added;
};

struct MessageFilter {
  std::optional<State> state;
  std::string kind, channel, key;  ///< empty: all
  std::optional<std::int64_t> run;
  std::string reason_like;   ///< what the reason says somewhere, without regard to ASCII case; % stands for anything
  bool undelivered = false;  ///< only those with a delivery that was refused or is in doubt
  bool current_only = true;  ///< leave out versions that a newer one replaced
  std::int64_t after = 0;    ///< ids above this one: paging
  std::size_t limit = 100;
  Damage damage = Damage::refuse;

  /// The newest version of each message alone, unless a key or what was superseded is asked for.
  void choose_versions() { current_only = key.empty() && state != State::superseded; }
};

class MessageLog {
 public:
  virtual ~MessageLog() = default;
  /// The id for a message about to be appended. Not used when the transaction is rolled back.
  [[nodiscard]] virtual Result<std::int64_t> next_id() = 0;
  /// The current version under a key; one look-up in a small table, without the content.
  [[nodiscard]] virtual Result<std::optional<Known>> find(std::string_view channel, std::string_view key) = 0;
  /// Appends; an earlier current version of the same item becomes superseded. An invoice that the billing book froze
  /// under the same key gets this message as its document.
  [[nodiscard]] virtual Result<void> append(const StoredMessage& message) = 0;
  [[nodiscard]] virtual Result<void> set_state(std::int64_t message, State state, const std::string& reason,
                                               std::optional<Ore> amount) = 0;
  [[nodiscard]] virtual Result<std::optional<StoredMessage>> get(std::int64_t message,
                                                                 Damage damage = Damage::refuse) = 0;
  /// Gives a message a body that tells of no student, and empties its raw bytes; an invoice's digest in the books
  /// becomes that of the new body. Its hash stays, so that the unchanged row is still known. The old content may still
  /// be found in the files until `Store::scrub`.
  [[nodiscard]] virtual Result<void> purge(std::int64_t message, const Value& body, Instant at) = 0;
  /// In order of id, with content.
  [[nodiscard]] virtual Result<std::vector<StoredMessage>> list(const MessageFilter& filter) = 0;
  /// Current messages of a channel and scope that stand for something in it (withdrawn and resolved ones do not), in
  /// order of id, without content. To find what is missing from a snapshot.
  [[nodiscard]] virtual Result<void> each_current(std::string_view channel, std::string_view scope,
                                                  const std::function<void(std::int64_t, State)>& visit) = 0;
  struct Count {
    std::string kind;
    State state = State::collected;
    std::int64_t messages = 0;
  };
  /// How many current messages there are in each state, by kind. Counts them all.
  [[nodiscard]] virtual Result<std::vector<Count>> counts() = 0;
  struct Parked : Count {
    Ore amount;  ///< what they are worth, where that is known
  };
  /// Those that wait for a person: held or rejected. Quick, however many others there are.
  [[nodiscard]] virtual Result<std::vector<Parked>> parked() = 0;
};

enum class DeliveryState { pending, sending, delivered, rejected, unknown };
[[nodiscard]] const char* name_of(DeliveryState state);

/// One message on its way to one sink.
struct Delivery {
  std::int64_t id = 0;
  std::int64_t message = 0;
  std::string connection;  ///< "peppol.invoices"
  std::string key;         ///< stable idempotency key, unique
  DeliveryState state = DeliveryState::pending;
  int attempts = 0;
  std::string receipt;       ///< what the target gave, or the reason it refused
  std::optional<Ore> total;  ///< the sum re-read from the bytes that were delivered, where the format can be read
  std::optional<std::int64_t> lines;
  std::optional<Instant> at;    ///< when the state last changed
  std::optional<Instant> next;  ///< not to be tried before
};

/// Which deliveries to look at.
struct OpenDeliveries {
  std::string connection;
  Instant now{};          ///< leaves out what is to be tried later than that
  bool doubtful = false;  ///< also those in doubt: what came of them can be found out
  std::int64_t after = 0;
  std::size_t limit = 20;
};

class Deliveries {
 public:
  virtual ~Deliveries() = default;
  [[nodiscard]] virtual Result<void> add(std::int64_t message, const std::string& connection,
                                         const std::string& key) = 0;
  /// Deliveries of a connection that are pending or were being sent when something broke; in order of id. One whose
  /// item has an earlier delivery there that is not done is left out: a change never overtakes what it changes.
  [[nodiscard]] virtual Result<std::vector<Delivery>> open(const OpenDeliveries& which) = 0;
  /// The first moment at which `open` has something; nullopt when nothing is open.
  [[nodiscard]] virtual Result<std::optional<Instant>> next_due(const std::string& connection, bool doubtful) = 0;
  /// Deliveries of a connection that were done since then, newest first.
  [[nodiscard]] virtual Result<std::vector<Delivery>> done(const std::string& connection, Instant since,
                                                           std::size_t limit) = 0;
  /// How many deliveries of a connection are not done: they wait, were refused, or are in doubt.
  [[nodiscard]] virtual Result<std::int64_t> undone(const std::string& connection) = 0;
  /// How many there are in each state, by connection. Those that are not done and whose message was replaced or let go
  /// are left out: nobody waits for them.
  struct Count {
    std::string connection;
    DeliveryState state = DeliveryState::pending;
    std::int64_t deliveries = 0;
    std::optional<Instant> oldest;  ///< when the first of them came to that state, where known
  };
  [[nodiscard]] virtual Result<std::vector<Count>> counts() = 0;
  /// Writes state, attempts, receipt, total, lines and time. When a message's last delivery is done, the message is
  /// delivered; when one was refused, the message is rejected.
  [[nodiscard]] virtual Result<void> update(const Delivery& delivery) = 0;
  [[nodiscard]] virtual Result<std::vector<Delivery>> of_message(std::int64_t message) = 0;
  /// Every delivery that is not done becomes one in doubt, with this receipt; what a target refused stays refused.
  /// Gives how many.
  [[nodiscard]] virtual Result<std::int64_t> doubt_open(const std::string& receipt, Instant at) = 0;
};

/// How a connection does. One that is well has no row.
struct ConnectionState {
  std::string name;
  int failures = 0;              ///< in a row
  std::optional<Instant> until;  ///< not to be tried before
  std::string trouble;           ///< why it gave out last
  std::string paused;            ///< why it waits for a person; empty: it does not
};

class Connections {
 public:
  virtual ~Connections() = default;
  /// A connection without a row is well.
  [[nodiscard]] virtual Result<ConnectionState> find(const std::string& name) = 0;
  /// One without failures that is not paused is forgotten.
  [[nodiscard]] virtual Result<void> set(const ConnectionState& state) = 0;
};

/// Something that a person must hear of.
struct Alarm {
  std::string key;   ///< what it is about: "connection/peppol.invoices/paused"
  std::string text;  ///< empty: no alarm yet; it is only known since when it is watched
  Instant since{};
  std::optional<Instant> told;  ///< when a mail about it left
};

class Alarms {
 public:
  virtual ~Alarms() = default;
  /// Alarms alone, in order of key.
  [[nodiscard]] virtual Result<std::vector<Alarm>> list() = 0;
  /// Alarms and what is only watched, in order of key.
  [[nodiscard]] virtual Result<std::vector<Alarm>> watched() = 0;
  [[nodiscard]] virtual Result<void> set(const Alarm& alarm) = 0;
  [[nodiscard]] virtual Result<void> remove(const std::string& key) = 0;
};

/// How far a source was read: one row for each thing it gave.
struct Cursor {
  std::string channel, resource;
  std::string version;  ///< Read::version
  std::int64_t rows = 0;
  std::int64_t run = 0;
};

class Cursors {
 public:
  virtual ~Cursors() = default;
  [[nodiscard]] virtual Result<std::optional<Cursor>> find(std::string_view channel, std::string_view resource) = 0;
  [[nodiscard]] virtual Result<void> set(const Cursor& cursor) = 0;
};

/// Something that was begun to be read and has not ended yet, or never did.
struct Begun {
  std::string channel, resource;
  std::string version;    ///< of its content, and of the modules that read it: another one counts anew
  int attempts = 0;       ///< begun so often without an end
  Instant at{};           ///< when the last one began
  std::int64_t rows = 0;  ///< the first so many are stored; known of a careful reading alone
  std::string suspect;    ///< the row that was alone in a step; empty: none
  int blamed = 0;         ///< so many attempts have ended at the suspect
};

/// What broke the process, or may have.
class Readings {
 public:
  virtual ~Readings() = default;
  [[nodiscard]] virtual Result<std::optional<Begun>> find(const std::string& channel, const std::string& resource) = 0;
  [[nodiscard]] virtual Result<void> set(const Begun& begun) = 0;
  [[nodiscard]] virtual Result<void> remove(const std::string& channel, const std::string& resource) = 0;
  /// In order of channel and resource.
  [[nodiscard]] virtual Result<std::vector<Begun>> list() = 0;
  /// A row of the channel, named by whoever recognises it again, is passed over from now on.
  [[nodiscard]] virtual Result<void> pass_over(const std::string& channel, const std::string& row,
                                               const std::string& modules) = 0;
  /// The rows of the channel that are passed over; those found with other modules are forgotten.
  [[nodiscard]] virtual Result<std::vector<std::string>> passed_over(const std::string& channel,
                                                                     const std::string& modules) = 0;
  /// How many rows are passed over, by channel.
  [[nodiscard]] virtual Result<std::vector<std::pair<std::string, std::int64_t>>> passed_over_counts() = 0;
  /// Forgets all that is known of the channel; gives how many things and rows that were.
  [[nodiscard]] virtual Result<std::int64_t> forget(const std::string& channel) = 0;
};

/// One run of one pipeline. The report is JSON made by the engine.
struct Run {
  std::int64_t id = 0;
  std::string pipeline;
  std::string trigger;  ///< "schedule", "command"
  std::string state;    ///< "running", "done", "failed", "interrupted"
  Instant started{};
  std::optional<Instant> ended;
  std::string configuration;  ///< digest of the configuration it ran with
  std::string version;        ///< of Sluss
  std::string modules;        ///< digest of the plugins' files it ran with
  Value report;
};

class Runs {
 public:
  virtual ~Runs() = default;
  /// Gives the id. Runs of the pipeline that are still "running" become "interrupted".
  [[nodiscard]] virtual Result<std::int64_t> begin(const Run& run) = 0;
  [[nodiscard]] virtual Result<void> end(std::int64_t id, const std::string& state, Instant at,
                                         const Value& report) = 0;
  /// Newest first. An empty pipeline: all.
  [[nodiscard]] virtual Result<std::vector<Run>> list(const std::string& pipeline, std::size_t limit) = 0;
};

/// Who did what, when; only ever appended to, each row chained to the one before by its digest.
struct AuditEntry {
  Instant at{};
  std::string who, action, what, detail;
};

class Audit {
 public:
  virtual ~Audit() = default;
  [[nodiscard]] virtual Result<void> add(const AuditEntry& entry) = 0;
  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<AuditEntry>> list(std::size_t limit) = 0;
  /// Walks the chain; the id of the first row that does not fit or is missing, or nullopt. That the newest rows were
  /// taken away is not seen.
  [[nodiscard]] virtual Result<std::optional<std::int64_t>> verify() = 0;
};

/// An invoice as the ledger knows it.
struct IssuedInvoice {
  std::int64_t message = 0;  ///< its invoice message
  std::string number, key, series;
  std::int64_t sequence = 0;
  Group group;
  int supplement = 0;
  int correction = 0;   ///< of a credit note, within its group; 0: an invoice
  std::string credits;  ///< the number of the invoice that this credit note is to
  Day issued;
  Ore total;      ///< what it adds to what the buyer owes: less than nothing for a credit note
  Digest hash{};  ///< of the body when it was frozen

  /// The sum that the document shows.
  [[nodiscard]] Ore shown() const { return correction > 0 ? -total : total; }
};

/// A line with the days it claims, as they stand in the ledger: those that credits took back are not among them.
struct LedgerLine {
  std::int64_t id = 0, item = 0, message = 0;
  Group group;
  Ore week_price, amount;      ///< a credit's amount is negative
  std::int64_t day_count = 0;  ///< as the line states
  DaySet days;                 ///< as the ledger's rows claim; of a credit: that it takes back
  std::string invoice;         ///< empty while it waits
  std::string placement;       ///< the placement's key
  std::int64_t credits = 0;    ///< the line that it takes days back of; 0: it charges
  DaySet credited;             ///< of one that charges: days that credits took back
};

/// What of a group waits to be invoiced.
struct WaitingSum {
  Group group;
  std::int64_t days = 0;  ///< student-days
  Ore amount;
};

struct InvoiceFilter {
  std::string number, unit, institution, term;  ///< empty: all
  std::int64_t after = 0;                       ///< message ids above this one
  std::size_t limit = 1000;
};

/// Reading the books, for people and for reconciliation. Writing goes through BillingBook.
class Books {
 public:
  virtual ~Books() = default;
  /// In order of message id.
  [[nodiscard]] virtual Result<std::vector<IssuedInvoice>> invoices(const InvoiceFilter& filter) = 0;
  /// All lines in order of line id.
  [[nodiscard]] virtual Result<void> each_line(const std::function<Result<void>(const LedgerLine&)>& visit) = 0;
  /// The invoice of that number, or whose document that message is.
  [[nodiscard]] virtual Result<std::optional<IssuedInvoice>> invoice(const std::string& number) = 0;
  [[nodiscard]] virtual Result<std::optional<IssuedInvoice>> invoice_in(std::int64_t message) = 0;
  /// The credit notes to an invoice, in order of issue.
  [[nodiscard]] virtual Result<std::vector<IssuedInvoice>> credit_notes(const std::string& number) = 0;
  /// Lines of one invoice, or of one placement through all its versions, in order of id.
  [[nodiscard]] virtual Result<std::vector<LedgerLine>> lines_of_invoice(const std::string& number) = 0;
  [[nodiscard]] virtual Result<std::vector<LedgerLine>> lines_of_item(std::int64_t item) = 0;
  /// The groups that something waits in, in the order of agreement, term, unit and institution: what
  /// BillingBook::waiting has line by line, and what of placements that a step has filtered since. Quick, however many
  /// lines wait: they are neither read nor checked against the ledger.
  [[nodiscard]] virtual Result<std::vector<WaitingSum>> waiting_sums() = 0;
  /// Per series: its name and the next number.
  [[nodiscard]] virtual Result<std::vector<std::pair<std::string, std::int64_t>>> series() = 0;
  /// Student-days that stand on more than one line, or ledger rows without a line: a sentence each, naming the row.
  [[nodiscard]] virtual Result<std::vector<std::string>> broken_rows() = 0;
};

/// What belongs together, from any end of it. Every call is quick in a store of a million messages; the log of what
/// people decided is read whole.
class Trail {
 public:
  virtual ~Trail() = default;
  /// The current messages under a key, in whatever channel; in order of id.
  [[nodiscard]] virtual Result<std::vector<std::int64_t>> with_key(std::string_view key) = 0;
  /// The message of a delivery, by the delivery's key.
  [[nodiscard]] virtual Result<std::optional<std::int64_t>> of_delivery(std::string_view key) = 0;
  /// All versions of an item, oldest first. Empty when there is no such item.
  [[nodiscard]] virtual Result<std::vector<std::int64_t>> versions(std::int64_t item) = 0;
  /// The run of that id.
  [[nodiscard]] virtual Result<std::optional<Run>> run(std::int64_t id) = 0;
  /// What people decided about a message, oldest first: entries of the audit log about "message <id>", but not looks.
  [[nodiscard]] virtual Result<std::vector<AuditEntry>> decisions(std::int64_t message) = 0;
};

/// Everything done through one transaction is committed together or not at all. Destroyed uncommitted: rolled back.
/// After a write that failed it may hold half of it: whoever gets an error gives the transaction up.
class Transaction {
 public:
  virtual ~Transaction() = default;
  [[nodiscard]] virtual Accounts& accounts() = 0;
  [[nodiscard]] virtual MessageLog& messages() = 0;
  [[nodiscard]] virtual Deliveries& deliveries() = 0;
  [[nodiscard]] virtual Connections& connections() = 0;
  [[nodiscard]] virtual Alarms& alarms() = 0;
  [[nodiscard]] virtual Cursors& cursors() = 0;
  [[nodiscard]] virtual Readings& readings() = 0;
  [[nodiscard]] virtual Runs& runs() = 0;
  [[nodiscard]] virtual Audit& audit() = 0;
  [[nodiscard]] virtual BillingBook& book() = 0;
  [[nodiscard]] virtual Books& books() = 0;
  [[nodiscard]] virtual PaymentBook& payments() = 0;
  [[nodiscard]] virtual Trail& trail() = 0;
  /// A commit that fails means "unknown", not "rolled back": look up what came of it in a transaction begun after it,
  /// then decide.
  [[nodiscard]] virtual Result<void> commit() = 0;
};

enum class Access { read, write };

/// Used by one thread at a time; a thread that needs the store besides opens its own.
class Store {
 public:
  virtual ~Store() = default;
  /// A transaction that sees one state of the store. A write transaction waits for another one up to a minute. After a
  /// commit that failed the files are opened anew: what a failed write to disk left in memory is not to be trusted.
  [[nodiscard]] virtual Result<std::unique_ptr<Transaction>> begin(Access access) = 0;
  /// A copy of the whole store as it is now, by the database's own backup, into a new file. Error: Fault::store
  /// within a write transaction of this store, Fault::config when the file exists.
  [[nodiscard]] virtual Result<void> copy_to(const std::filesystem::path& file) = 0;
  /// The database's own check of its files; a sentence for each fault.
  [[nodiscard]] virtual Result<std::vector<std::string>> check_integrity() = 0;
  /// After this, no file of the store holds a byte of what was purged. Needs room for the store once more, and waits
  /// for others up to a minute. Nothing purged since the last time: does nothing. Error: Fault::unavailable when others
  /// use the store all that time; it is finished when called again.
  [[nodiscard]] virtual Result<void> scrub() = 0;
  /// Seals all content with the first of the store's keys, in groups, between which others write; how many messages
  /// were sealed. Then no file of the store holds what lay there unsealed, and the other keys are needed no more.
  /// Errors also: Fault::config without keys; Fault::unavailable as of `scrub`.
  [[nodiscard]] virtual Result<std::int64_t> seal() = 0;
};

/// Opens the store, making it (readable by its owner alone) or migrating it to this version's schema when needed.
/// A store of a newer version is refused: Fault::config.
/// With `largest` the file grows to so many bytes; then writing fails as on a full disk: Fault::store.
/// With `keys` content is sealed; a store that is sealed with another one too is refused: Fault::config.
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite(const std::filesystem::path& file,
                                                         std::optional<std::int64_t> largest = std::nullopt,
                                                         const SealingKeys& keys = {});

}  // namespace sluss::store
