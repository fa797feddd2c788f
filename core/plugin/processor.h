// A Processor is a step of a pipeline: it decides what becomes of each message.
#pragma once

#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/result.h"
#include "message/message.h"
#include "plugin/effect.h"
#include "plugin/lookup.h"
#include "plugin/payment_book.h"

namespace sluss {

namespace domain {
class AgreementBook;
}
class BillingBook;

/// One thing that is wrong with a record, beside the sentence about it in the decision's reason.
struct Complaint {
  std::vector<std::string> columns;  ///< whose cells it is about; empty: the record as a whole
  std::string value;                 ///< what stands there, as it may be shown to anybody
  std::string what;                  ///< "is not a date; expected YYYY-MM-DD": the same for each record with this fault
};

/// How one part of a message's body is made of a record: for people, beside the record.
struct Reading {
  enum class Take {
    all,    ///< every one of the columns
    first,  ///< the first of them that is there
  };
  std::string target;                ///< path in the body
  std::vector<std::string> columns;  ///< by name; in records without columns, paths. None: a constant
  Take take = Take::all;
  bool optional = false;  ///< the columns may be missing
  bool personal = false;  ///< the target tells who a student is
};

/// What a processor makes of one message. Every kind but `pass` ends the message's way, with a reason for people.
struct Decision {
  enum class Kind {
    pass,       ///< goes on to the next step
    filtered,   ///< rightly goes no further
    held,       ///< waits for a person or for configuration; tried again every night
    rejected,   ///< its content is wrong: it waits for a corrected version
    collected,  ///< taken up by the processor; what it becomes comes out of `finish`
  };
  Kind kind = Kind::pass;
  std::string reason;
  std::optional<Ore> amount;               ///< the money that is held, where it is known
  std::vector<Complaint> complaints = {};  ///< of a rejection, when the step tells them apart
};

/// One message on its way through a step.
struct Item {
  Message message;
  Decision decision;
  bool again = false;  ///< it was decided before, as it is: what came of that may stand in the book

  void filter(std::string reason) { decision = {Decision::Kind::filtered, std::move(reason), std::nullopt}; }
  void hold(std::string reason, std::optional<Ore> amount = std::nullopt) {
    decision = {Decision::Kind::held, std::move(reason), amount};
  }
  void reject(std::string reason, std::vector<Complaint> complaints = {}) {
    decision = {Decision::Kind::rejected, std::move(reason), std::nullopt, std::move(complaints)};
  }
  void collect() { decision = {Decision::Kind::collected, {}, std::nullopt}; }
};

using Batch = std::vector<Item>;

/// What the engine lends to a processor for one call. Never kept.
class Context {
 public:
  virtual ~Context() = default;
  [[nodiscard]] virtual std::stop_token stop() const = 0;
  [[nodiscard]] virtual const Clock& clock() const = 0;
  /// Something a person should read in the run report (each text once). No personal data.
  virtual void note(std::string text) = 0;
  /// Agreements, parties, prices and rules of placing. Only for steps of a pipeline.
  [[nodiscard]] virtual const domain::AgreementBook& agreements() const = 0;
  /// The billing ledger, in the transaction of this call. Only for steps of a pipeline.
  [[nodiscard]] virtual BillingBook& book() = 0;
  /// What others have brought in. Only for steps of a pipeline.
  [[nodiscard]] virtual Lookup& lookup() = 0;
  /// The payments on invoices, in the transaction of this call. Where there are none, a closed book.
  [[nodiscard]] virtual PaymentBook& payments() { return closed_payment_book(); }
};

/// Called by one thread. A call's changes to the book and the batch's messages are committed together or not at all.
class Processor {
 public:
  virtual ~Processor() = default;
  /// How it makes the body, known without `begin` and always the same. A step that tells makes all of the body so: what
  /// none of its readings names is read by nobody after it. nullopt: it does not tell, and may read anything.
  [[nodiscard]] virtual std::optional<std::vector<Reading>> reads() const { return std::nullopt; }
  /// What it does to messages, known without `begin` and always the same.
  [[nodiscard]] virtual Effect effect() const { return {}; }
  /// What a message of that kind lacks for this step, each with what is expected there, when its body never holds more
  /// than these paths. Tells only what is sure.
  [[nodiscard]] virtual std::vector<std::string> lacks(std::string_view /*kind*/,
                                                       const std::vector<std::string>& /*paths*/) const {
    return {};
  }
  /// Called for each table before its first record. An error refuses the whole input.
  [[nodiscard]] virtual Result<void> begin(const Columns& /*columns*/, Context& /*context*/) { return {}; }
  /// Decides each item, and may change its message's body, kind and key. Items that come in are all `pass`.
  /// An error stops the whole batch and nothing of it is stored.
  [[nodiscard]] virtual Result<void> process(std::span<Item> batch, Context& context) = 0;
  /// After all messages of a run: what was collected. Called again and again until it gives nothing; some calls share a
  /// transaction, so none may count on what an earlier one gave being stored already. What is given under a key that
  /// the pipeline has made before is a new version of that thing, or nothing at all when its body is the same.
  [[nodiscard]] virtual Result<Messages> finish(Context& /*context*/) { return Messages{}; }
};

/// A condition on a message's body, e.g. a pipeline's `when`.
class Predicate {
 public:
  virtual ~Predicate() = default;
  [[nodiscard]] virtual Result<bool> test(const Value& body) = 0;
  /// The paths that it surely looks at, and that no body has which never holds more than these. Pure.
  [[nodiscard]] virtual std::vector<std::string> lacks(const std::vector<std::string>& /*paths*/) const { return {}; }
};

}  // namespace sluss
