#include "app/audit_export.h"

#include <algorithm>
#include <fstream>

#include "app/audit_documents.h"
#include "app/audit_files.h"
#include "app/personal_data.h"
#include "base/sha256.h"
#include "store/inspection.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& why) { throw Stop{Exit::usage, why + "; nothing was exported"}; }

/// Files appear in the folder of another name; a rename makes them the export.
class PartFolder {
 public:
  explicit PartFolder(const fs::path& to) : to_(fs::absolute(to).lexically_normal()) {
    if (to_.filename().empty()) to_ = to_.parent_path();
    part_ = to_;
    part_ += ".part";
    std::error_code failed;
    if (fs::exists(to_, failed) && (!fs::is_directory(to_, failed) || !fs::is_empty(to_, failed)))
      refuse(to_.string() + " is there and not empty: name another folder");
    if (fs::exists(part_, failed))
      refuse(part_.string() + " is there: an export into it was broken off, or is under way; remove it first");
    fs::create_directories(part_ / "documents", failed);
    if (!failed) fs::permissions(part_, fs::perms::owner_all, failed);
    if (failed) throw Stop{Exit::unreachable, part_.string() + " could not be made: " + failed.message()};
  }
  ~PartFolder() {
    std::error_code failed;
    if (!is_whole_) fs::remove_all(part_, failed);
  }
  PartFolder(const PartFolder&) = delete;
  PartFolder& operator=(const PartFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return part_; }
  void make_whole() {
    std::error_code failed;
    fs::rename(part_, to_, failed);
    if (failed) throw Stop{Exit::unreachable, to_.string() + " could not be made: " + failed.message()};
    is_whole_ = true;
  }

 private:
  fs::path to_, part_;
  bool is_whole_ = false;
};

void write_manifest(const fs::path& folder, const AuditOrder& order, Instant at, const AuditExport& written) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) names.push_back(fs::relative(entry.path(), folder).generic_string());
  }
  std::sort(names.begin(), names.end());
  std::ofstream out(folder / "MANIFEST", std::ios::binary | std::ios::trunc);
  out << "# Sluss, the books of " << order.year << ", exported " << to_iso(at) << " by " << who()
      << ". To check the files: sha256sum -c MANIFEST\n"
      << (order.names ? "# With students' names.\n"
                      : "# Without students' names, and so without the documents, which hold them; deliveries.csv has "
                        "their sha256.\n")
      << totals_text(written, "# ");
  for (const auto& name : names) out << must(sha256_of(folder / name)) << "  " << name << "\n";
  out.close();
  if (!out) throw Stop{Exit::unreachable, (folder / "MANIFEST").string() + " could not be written; is there room?"};
}

struct Total {
  const char* name;
  Ore amount;
};

std::vector<Total> sums_of(const AuditExport& written) {
  const auto& total = written.total;
  return {{"invoiced", written.invoiced},
          {"credited", written.credited},
          {"paid", written.paid},
          {"invoiced_other_years", written.invoiced_other_years},
          {"credited_other_years", written.credited_other_years},
          {"all_worth", total.worth},
          {"all_invoiced", total.invoiced},
          {"all_credited", total.credited},
          {"all_waiting", total.waiting},
          {"all_held", total.held},
          {"all_delivered", total.delivered}};
}

struct Count {
  const char* name;
  std::int64_t count;
};

std::vector<Count> counts_of(const AuditExport& written) {
  return {{"invoices", written.invoices},   {"credit_notes", written.credit_notes},
          {"lines", written.lines},         {"payments", written.payments},
          {"decisions", written.decisions}, {"audits", written.audits},
          {"documents", written.documents}, {"all_placements", written.total.placements}};
}

}  // namespace

AuditExport export_year(Workplace& work, const AuditOrder& order) {
  work.need_configuration();
  PartFolder folder(order.to);
  AuditExport written;
  const auto reading = must(work.store().begin(store::Access::read));
  const auto books = must(engine::reconcile_in(*reading, work.configuration()));
  written.total = books.total;
  write_accounts(folder.path(), books.accounts);
  write_documents(*reading, work.configuration(), order, folder.path(), written);
  write_payments(*reading, order.year, folder.path(), written);
  write_series(*reading, order.year, folder.path());
  write_trail(*reading, order.year, folder.path(), written);
  write_manifest(folder.path(), order, work.clock().now(), written);
  folder.make_whole();
  return written;
}

Value to_value(const AuditExport& written) {
  auto value = Value::object();
  for (const auto& [name, count] : counts_of(written)) value[name] = count;
  for (const auto& [name, amount] : sums_of(written)) value[std::string(name) + "_ore"] = amount.value;
  return value;
}

std::string totals_text(const AuditExport& written, const std::string& before_each) {
  std::string text;
  for (const auto& [name, count] : counts_of(written)) text += before_each + name + " " + std::to_string(count) + "\n";
  for (const auto& [name, amount] : sums_of(written)) text += before_each + name + " " + to_decimal(amount) + "\n";
  return text;
}

}  // namespace sluss::app
