// The billing ledger: who claims which student-days, by which lines, on which invoice.
#pragma once

#include "plugin/billing_book.h"
#include "store/ledger_days.h"
#include "store/sqlite_database.h"

namespace sluss::store {

class SqliteBook final : public BillingBook {
 public:
  explicit SqliteBook(Database& database) : database_(database) {}
  [[nodiscard]] Result<void> take_back(std::int64_t item) override;
  [[nodiscard]] Result<std::vector<domain::BookedLine>> lines_of(std::int64_t item) override;
  [[nodiscard]] Result<bool> is_for(std::int64_t line, const Subject& subject) override;
  [[nodiscard]] Result<std::optional<Taken>> taken(const Subject& subject, const DaySet& days,
                                                   std::int64_t except_item) override;
  [[nodiscard]] Result<void> book(const Booking& booking) override;
  [[nodiscard]] Result<void> credit(const Crediting& crediting) override;
  [[nodiscard]] Result<std::optional<Creditable>> next_creditable() override;
  [[nodiscard]] Result<std::vector<WaitingCredit>> waiting_credits(std::int64_t invoice) override;
  [[nodiscard]] Result<std::optional<Group>> next_waiting(const std::optional<Group>& after) override;
  [[nodiscard]] Result<std::vector<WaitingLine>> waiting(const Group& group) override;
  [[nodiscard]] Result<std::optional<Approval>> approval(const Group& group) override;
  [[nodiscard]] Result<void> decide(const Group& group, const Approval& approval) override;
  [[nodiscard]] Result<int> issued(const Group& group) override;
  [[nodiscard]] Result<std::int64_t> take_number(const std::string& series) override;
  [[nodiscard]] Result<void> freeze(const domain::Invoice& invoice, const Group& group,
                                    const std::vector<std::int64_t>& lines) override;

 private:
  void take_back_lines(std::int64_t item);
  void take_back_credits(std::int64_t item);
  struct Number {
    std::string series;
    std::int64_t sequence = 0;
  };
  /// Before days are given free as another student's: whether the line still knows whom it was booked for.
  [[nodiscard]] Result<void> check_subject(std::int64_t line);
  [[nodiscard]] std::optional<std::int64_t> find_subject(const Digest& pseudonym);
  [[nodiscard]] std::int64_t subject_id(const Digest& pseudonym);
  [[nodiscard]] std::optional<std::int64_t> find_group(const Group& group);
  [[nodiscard]] std::int64_t group_id(const Group& group);
  [[nodiscard]] Digest pseudonym(const Subject& subject) const;

  Database& database_;
  std::optional<Number> taken_number_;  ///< not yet on an invoice
};

}  // namespace sluss::store
