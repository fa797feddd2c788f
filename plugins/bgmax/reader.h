// What the records of a BgMax file say together: payments in sections, closed by totals.
// Source: Bankgirot's manual "Bankgiro Inbetalningar" (2019), records 01, 05, 20-23, 25-29, 15 and 70.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "lines.h"
#include "plugin/sdk.h"

namespace sluss::bgmax {

/// Takes the records in their order. Every error is Fault::data with the line, and refuses the file.
class Reader {
 public:
  [[nodiscard]] Result<void> take(const Line& line);
  /// After the last record: all payments. Error: the file is not whole.
  [[nodiscard]] Result<std::vector<Record>> finish();

 private:
  enum class Place { before, in_file, in_section, after };

  struct Section {
    std::string account, currency;
    Ore sum;
  };
  /// One payment or deduction with the records that belong to it.
  struct Entry {
    std::int64_t line = 0;
    std::string serial, raw;
    std::vector<std::string> ocrs;
    Ore amount;
    bool deduction = false;
  };
  struct Counts {
    std::int64_t payments = 0, deductions = 0, extra = 0, deposits = 0;
  };

  [[nodiscard]] Result<void> begin_file(const Line& line);
  [[nodiscard]] Result<void> begin_section(const Line& line);
  [[nodiscard]] Result<void> take_payment(const Line& line);
  [[nodiscard]] Result<void> take_extra(const Line& line);
  [[nodiscard]] Result<void> end_section(const Line& line);
  [[nodiscard]] Result<void> end_file(const Line& line);
  [[nodiscard]] Result<void> emit(const Entry& entry, Day day);
  [[nodiscard]] Result<void> take_in_section(const Line& line);

  Place place_ = Place::before;
  std::int64_t last_line_ = 0;
  Section section_;
  std::vector<Entry> entries_;  ///< of the section
  Counts counts_;
  std::set<std::string> ids_;
  std::vector<Record> records_;
};

}  // namespace sluss::bgmax
