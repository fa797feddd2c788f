// Notifications as a test writes them. All parties, accounts and numbers are made up.
#pragma once

#include <string>

namespace sluss::camt {

inline std::string tag(const std::string& name, const std::string& content) {
  return "<" + name + ">" + content + "</" + name.substr(0, name.find(' ')) + ">\n";
}
inline std::string amount(const std::string& kronor, const std::string& currency = "SEK") {
  return tag("Amt Ccy=\"" + currency + "\"", kronor);
}
inline std::string strd(const std::string& ocr) { return tag("Strd", tag("CdtrRefInf", tag("Ref", ocr))); }
inline std::string payee(const std::string& giro, const std::string& scheme = "<Prtry>BGNR</Prtry>") {
  return tag("RltdPties", tag("Dbtr", tag("Nm", "Provia Testberg")) +
                              tag("CdtrAcct", tag("Id", tag("Othr", tag("Id", giro) + tag("SchmeNm", scheme)))));
}
/// As version 08 writes it: the transaction states its amount itself.
inline std::string transaction(const std::string& reference, const std::string& kronor, const std::string& remittance) {
  return tag("TxDtls", tag("Refs", tag("AcctSvcrRef", reference)) + amount(kronor) + payee("9900-0010") +
                           tag("RmtInf", remittance));
}
inline std::string entry(const std::string& kronor, const std::string& details, const std::string& kind = "CRDT",
                         const std::string& status = "<Cd>BOOK</Cd>") {
  return tag("Ntry", amount(kronor) + tag("CdtDbtInd", kind) + tag("Sts", status) +
                         tag("BookgDt", tag("Dt", "2026-12-18")) + tag("ValDt", tag("Dt", "2026-12-19")) +
                         tag("AcctSvcrRef", "E1") + tag("NtryDtls", details));
}
inline std::string document(const std::string& entries, const std::string& version = "08") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001." +
         version + "\">" +
         tag("BkToCstmrDbtCdtNtfctn",
             tag("GrpHdr", tag("MsgId", "M1")) +
                 tag("Ntfctn", tag("Id", "N1") +
                                   tag("Acct", tag("Id", tag("IBAN", "SE4550000000058398257466")) +
                                                   tag("Ownr", tag("Nm", "Exempelby kommun"))) +
                                   entries)) +
         "</Document>\n";
}

}  // namespace sluss::camt
