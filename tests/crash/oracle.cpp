// Judges a night by what went in and what the sinks received, and by nothing that Sluss says. It shares no code with
// it: the rules are written down here once more, plainly.
//
//   sluss-oracle EXPORTS-FOLDER OUTBOX-FOLDER RECEIVER-FOLDER...
//
// The exports hold placements of one price (1530.00 kr a week), Monday to Friday without holidays. Each placement whose
// status is "Genomförd" must stand on exactly one line of one invoice, with its days and its öre; each sink must have
// each invoice once, under one key, with the same bytes; the numbers of each series must have no gap.
// Prints each thing that is not so, and ends with 1 if there was one.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr long week_price = 153000;  // öre

int faults = 0;

void fault(const std::string& text) {
  if (++faults <= 50) std::cout << text << "\n";
}

struct Due {
  long days = 0, amount = 0;
};

long workdays(const std::string& from, const std::string& to) {
  const auto day = [](const std::string& text) {
    return std::chrono::sys_days(std::chrono::year(std::stoi(text.substr(0, 4))) / std::stoi(text.substr(5, 2)) /
                                 std::stoi(text.substr(8, 2)));
  };
  long count = 0;
  for (auto at = day(from); at <= day(to); at += std::chrono::days(1)) {
    const auto weekday = std::chrono::weekday(at).c_encoding();
    if (weekday != 0 && weekday != 6) ++count;
  }
  return count;
}

std::map<std::string, Due> read_exports(const fs::path& folder) {
  std::map<std::string, Due> due;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".csv") continue;
    std::ifstream file(entry.path());
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
      std::vector<std::string> cells;
      std::stringstream row(line);
      for (std::string cell; std::getline(row, cell, ';');) cells.push_back(cell);
      if (cells.back().starts_with("Genomförd")) {
        const auto days = workdays(cells[7], cells[8]);
        due[cells[0]] = {days, (days * week_price * 2 + 5) / 10};  // rounded half up
      }
    }
  }
  return due;
}

long ore_of(const std::string& kronor) {
  const auto dot = kronor.find('.');
  return std::stol(kronor.substr(0, dot)) * 100 + std::stol(kronor.substr(dot + 1));
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// All invoices of the outbox by number, each placement on them checked against what is due.
std::map<std::string, std::string> check_invoices(const fs::path& outbox, const std::map<std::string, Due>& due) {
  std::map<std::string, std::string> invoices;
  std::map<std::string, std::string> invoiced;  // placement -> invoice
  for (const auto& entry : fs::directory_iterator(outbox)) {
    if (entry.path().extension() != ".xml") continue;
    const auto bytes = read_file(entry.path());
    pugi::xml_document document;
    if (!document.load_string(bytes.c_str())) {
      fault(entry.path().filename().string() + " is no XML");
      continue;
    }
    const auto root = document.document_element();
    const std::string number = root.child_value("cbc:ID");
    if (!invoices.emplace(number, bytes).second) fault("invoice " + number + " stands in the outbox twice");
    long sum = 0;
    for (const auto line : root.children("cac:InvoiceLine")) {
      const std::string placement = line.child("cac:DocumentReference").child_value("cbc:ID");
      const auto amount = ore_of(line.child_value("cbc:LineExtensionAmount"));
      sum += amount;
      const auto [before, is_first] = invoiced.emplace(placement, number);
      if (!is_first) fault("placement " + placement + " is invoiced on " + before->second + " and on " + number);
      const auto expected = due.find(placement);
      if (expected == due.end()) fault("placement " + placement + " is invoiced and should not be");
      else if (expected->second.amount != amount ||
               expected->second.days != std::stol(line.child_value("cbc:InvoicedQuantity")))
        fault("placement " + placement + ": other days or öre than are due");
    }
    if (sum != ore_of(root.child("cac:LegalMonetaryTotal").child_value("cbc:PayableAmount")))
      fault("invoice " + number + " does not sum up");
  }
  for (const auto& [placement, what] : due) {
    if (!invoiced.contains(placement)) fault("placement " + placement + " is not invoiced");
  }
  return invoices;
}

void check_numbers(const std::map<std::string, std::string>& invoices) {
  std::map<std::string, std::set<int>> series;
  for (const auto& [number, bytes] : invoices) series[number.substr(0, 3)].insert(std::stoi(number.substr(3)));
  for (const auto& [name, numbers] : series) {
    if (*numbers.begin() != 1 || *numbers.rbegin() != static_cast<int>(numbers.size()))
      fault("series " + name + " has a gap");
  }
}

/// What one receiver took: each invoice once, by key and by number, with the outbox's bytes.
void check_receiver(const fs::path& folder, const std::map<std::string, std::string>& invoices) {
  std::ifstream log(folder / "log");
  std::set<std::string> keys, numbers;
  for (std::string line; std::getline(log, line);) {
    std::stringstream parts(line);
    std::string what, number, key;
    parts >> what >> number;
    std::getline(parts >> std::ws, key);
    if (what != "taken") continue;
    const auto name = folder.filename().string();
    if (!keys.insert(key).second) fault(name + " took the key " + key + " twice");
    const auto bytes = read_file(folder / (number + ".xml"));
    pugi::xml_document document;
    document.load_string(bytes.c_str());
    const std::string invoice = document.document_element().child_value("cbc:ID");
    if (!numbers.insert(invoice).second) fault(name + " took the invoice " + invoice + " twice");
    const auto same = invoices.find(invoice);
    if (same == invoices.end()) fault(name + " took the invoice " + invoice + ", which the outbox lacks");
    else if (same->second != bytes) fault(name + " took other bytes of invoice " + invoice);
  }
  for (const auto& [number, bytes] : invoices) {
    if (!numbers.contains(number)) fault(folder.filename().string() + " lacks the invoice " + number);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  const auto due = read_exports(arguments[1]);
  if (due.empty()) fault("nothing is due: the exports were not read");
  const auto invoices = check_invoices(arguments[2], due);
  check_numbers(invoices);
  for (int i = 3; i < count; ++i) check_receiver(arguments[i], invoices);
  long sum = 0;
  for (const auto& [placement, what] : due) sum += what.amount;
  std::cout << due.size() << " placements, " << invoices.size() << " invoices, " << sum << " öre, " << faults
            << " faults\n";
  return faults == 0 ? 0 : 1;
}
