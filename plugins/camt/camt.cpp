#include "camt.h"

#include "entry.h"
#include "xml.h"

namespace sluss::camt {
namespace {

constexpr std::string_view known_space = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.";
constexpr std::size_t most_transactions = 200'000;
constexpr std::string_view notification = "Document/BkToCstmrDbtCdtNtfctn/Ntfctn";
constexpr std::size_t most_texts = 1000;

/// What stands after `head` and a slash; empty when the path does not begin so.
std::string_view below(std::string_view path, std::string_view head) {
  if (path.size() <= head.size() || !path.starts_with(head) || path[head.size()] != '/') return {};
  return path.substr(head.size() + 1);
}

class Reading {
 public:
  Reading(Input& input, const Emit& emit) : xml_(input), emit_(emit) {}

  Result<void> run() {
    SLUSS_TRY_ASSIGN(begun, xml_.next());
    if (!begun || xml_.path() != "Document" || !xml_.space().starts_with(known_space))
      return fail(Fault::data, "this is no camt.054 file: its document element is not \"Document\" of the namespace " +
                                   std::string(known_space) + "NN");
    for (;;) {
      SLUSS_TRY_ASSIGN(more, xml_.next());
      if (!more) break;
      SLUSS_TRY(xml_.starts() ? start() : end());
    }
    if (!told_) return fail(Fault::data, "this is no camt.054 file: it holds no BkToCstmrDbtCdtNtfctn");
    return {};
  }

 private:
  Result<void> start() {
    const auto& path = xml_.path();
    if (path == "Document/BkToCstmrDbtCdtNtfctn") told_ = true;
    if (path == notification) account_.clear();
    const auto part = below(path, notification);
    if (part == "Ntry") {
      entry_ = {};
      entry_.line = xml_.line();
      entry_.account = account_;
    }
    if (part == "Ntry/NtryDtls/TxDtls") {
      if (entry_.transactions.size() == most_transactions)
        return fail(Fault::data,
                    "line " + std::to_string(xml_.line()) + ": an entry has more than 200000 transactions");
      entry_.transactions.emplace_back();
      entry_.transactions.back().line = xml_.line();
      scheme_.clear();
      giro_.clear();
    }
    if (part.ends_with("Amt")) currency_ = xml_.attribute("Ccy");
    return {};
  }

  Result<void> end() {
    const auto part = below(xml_.path(), notification);
    const std::string text(xml_.text());
    if (part == "Acct/Id/IBAN" || part == "Acct/Id/Othr/Id") account_ = text;
    if (part == "Ntry") return finish_entry();
    const auto of_entry = below(part, "Ntry");
    const auto of_transaction = below(of_entry, "NtryDtls/TxDtls");
    if (of_transaction.empty()) take_of_entry(of_entry, text);
    else take_of_transaction(of_transaction, text);
    return {};
  }

  void take_of_entry(std::string_view part, const std::string& text) {
    if (part == "Amt") entry_.amount = Sum{text, currency_};
    if (part == "CdtDbtInd") entry_.indicator = text;
    if (part == "RvslInd") entry_.reversal = text;
    if ((part == "Sts" && entry_.status.empty()) || part == "Sts/Cd") entry_.status = text;
    if (part == "BookgDt/Dt" || part == "BookgDt/DtTm") entry_.booked = text;
    if (part == "ValDt/Dt" || part == "ValDt/DtTm") entry_.valued = text;
    if (part == "AcctSvcrRef") entry_.reference = text;
    if (part == "NtryRef") entry_.entry_reference = text;
    if (part == "NtryDtls/Btch/NbOfTxs") entry_.count = text;
  }

  void take_of_transaction(std::string_view part, const std::string& text) {
    auto& transaction = entry_.transactions.back();
    if (part == "Refs/AcctSvcrRef") transaction.reference = text;
    // The newer versions state the amount itself; the older ones among its details.
    if (part == "Amt" || (part == "AmtDtls/TxAmt/Amt" && !transaction.amount))
      transaction.amount = Sum{text, currency_};
    if (part == "CdtDbtInd") transaction.indicator = text;
    if (part == "RltdPties/CdtrAcct/Id/Othr/Id") giro_ = text;
    if (part == "RltdPties/CdtrAcct/Id/Othr/SchmeNm/Prtry" || part == "RltdPties/CdtrAcct/Id/Othr/SchmeNm/Cd")
      scheme_ = text;
    if (part == "RltdPties/CdtrAcct" && (scheme_ == "BGNR" || scheme_ == "PGNR" || scheme_ == "BBAN"))
      transaction.account = giro_;
    const bool room = transaction.ocrs.size() + transaction.remarks.size() < most_texts;
    if (part == "RmtInf/Strd/CdtrRefInf/Ref" && !text.empty() && room) transaction.ocrs.push_back(text);
    if (part == "RmtInf/Ustrd" && room) transaction.remarks.push_back(text);
  }

  Result<void> finish_entry() {
    for (auto& record : records_of(entry_, ids_)) SLUSS_TRY(emit_(std::move(record)));
    entry_ = {};
    return {};
  }

  XmlReader xml_;
  const Emit& emit_;
  bool told_ = false;
  std::string account_, currency_, giro_, scheme_;
  Entry entry_;
  std::set<std::string> ids_;
};

}  // namespace

Spec<Config> camt_spec() { return {"camt", "Bank notifications of payments, camt.054 of ISO 20022"}; }

Result<void> Camt::decode(Input& input, const Emit& emit) {
  SLUSS_TRY(Reading(input, emit).run());
  return input.complete();
}

}  // namespace sluss::camt
