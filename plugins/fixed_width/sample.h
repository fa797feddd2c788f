// Layouts and messages for tests. All persons are made up.
#pragma once

#include "base/json.h"
#include "fixed_width.h"
#include "support/plugin_parts.h"

namespace sluss::fixed_width {

/// JSON's objects, lists and texts as configuration.
inline Node node_of(const Value& value) {
  if (const auto* items = value.as_list()) {
    Node node;
    node.kind = Node::Kind::list;
    for (const auto& item : *items) node.items.push_back(node_of(item));
    return node;
  }
  if (const auto* members = value.as_object()) {
    std::vector<std::pair<std::string, Node>> entries;
    for (const auto& [name, member] : *members) entries.emplace_back(name, node_of(member));
    return test::table(entries);
  }
  return test::scalar(value.text_or_empty());
}

inline Config layout(const std::string& records, const std::string& total = "", CodePage page = CodePage::utf8) {
  return {page, LineBreak::lf, node_of(parse_json(records).value()), total};
}

/// A file to be read: 30 columns, a header, a trailer with a count and a sum.
constexpr const char* payments = R"({
  "header": {"kind": "header", "tag": {"at": "1-2", "is": "01"}, "length": "30", "fields": {"made": {"at": "3-10", "as": "date"}}},
  "row": {"tag": {"at": "1-2", "is": "20"}, "length": "30", "fields": {"id": "3-8", "name": "9-18",
          "amount": {"at": "19-26", "as": "ore", "sign": "trailing"}, "kind": {"at": "27", "value": "K"},
          "share": {"at": "28-30", "as": "decimal", "decimals": "1", "optional": "yes"}}},
  "trailer": {"kind": "trailer", "tag": {"at": "1-2", "is": "99"}, "length": "30", "fields": {
          "rows": {"at": "3-8", "as": "integer", "count": "row"},
          "sum": {"at": "9-20", "as": "ore", "sign": "trailing", "sum": "row.amount"}}}})";

inline std::string padded(std::string line) { return line + std::string(30 - characters_in(line), ' ') + "\n"; }
inline std::string payment(const std::string& id, const std::string& name, const std::string& amount,
                           const std::string& share = "   ") {
  return "20" + id + name + std::string(10 - characters_in(name), ' ') + amount + "K" + share + "\n";
}
inline std::string header() { return padded("0120260831"); }
inline std::string trailer(const std::string& rows, const std::string& sum) { return padded("99" + rows + sum); }

inline std::string payments_file() {
  return header() + payment("A1    ", "Åsa", "0015300 ", "125") + payment("A2    ", "Bo", "0000050-") +
         trailer("000002", "00000015250 ");
}

/// An invoice's lines in a file to be written.
constexpr const char* ledger = R"({
  "top": {"kind": "header", "tag": {"at": "1", "is": "H"}, "fields": {"series": {"at": "2-4", "value": "VFU"},
          "number": {"at": "5-14", "from": "number"}, "issued": {"at": "15-20", "as": "date", "format": "YYMMDD", "from": "issued"},
          "lines": {"at": "21-24", "as": "integer", "count": ["line"]}}},
  "line": {"tag": {"at": "1", "is": "L"}, "each": "lines", "fields": {"invoice": {"at": "2-11", "from": "/number"},
          "text": {"at": "12-24", "from": "text"}, "days": {"at": "25-27", "as": "integer", "pad": " ", "from": "days"},
          "sign": {"at": "28-29", "sign_of": "amount", "plus": "1", "minus": "-1", "align": "right"},
          "amount": {"at": "30-39", "as": "ore", "from": "amount_ore", "minus_if": "/credits"}}},
  "more": {"tag": {"at": "1", "is": "T"}, "each": "lines", "fields": {"note": {"at": "2-6", "from": "note", "optional": "yes"}}},
  "end": {"kind": "trailer", "tag": {"at": "1", "is": "E"}, "fields": {
          "all": {"at": "2-5", "as": "integer", "count": ["top", "line", "more", "end"]},
          "sum": {"at": "6-17", "as": "ore", "sum": "line.amount", "sign": "leading"}}}})";

inline Message invoice() {
  Message message;
  message.kind = "invoice";
  message.body = parse_json(R"({"number": "1010000001", "issued": "2026-12-01", "total_ore": 550800, "lines": [
    {"text": "Åsa Påhittad", "days": 17, "amount_ore": 520200, "note": "VIL"}, {"text": "Bo", "days": 1, "amount_ore": 30600}]})")
                     .value();
  return message;
}

}  // namespace sluss::fixed_width
