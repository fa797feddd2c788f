#include "exports.h"

#include <algorithm>

#include "base/json.h"
#include "support/plugin_parts.h"

extern "C" const SlussModule* sluss_module();

namespace sluss::test {
namespace {

std::vector<std::vector<std::string>> table_of(const std::string& csv) {
  std::vector<std::vector<std::string>> table;
  for (std::size_t at = 0; at < csv.size();) {
    const auto end = csv.find("\r\n", at);
    auto& cells = table.emplace_back(1);
    for (; at < end; ++at) {
      if (csv[at] == ';') cells.emplace_back();
      else cells.back() += csv[at];
    }
    at = end + 2;
  }
  return table;
}

/// The same rows in another format, by column name.
Messages messages_of(const std::vector<Row>& rows) {
  const auto table = table_of(export_of(rows));
  Messages messages;
  for (std::size_t row = 1; row < table.size(); ++row) {
    Value::Object body;
    for (std::size_t i = 0; i < table[0].size(); ++i) body.emplace_back(table[0][i], table[row][i]);
    messages.emplace_back().body = Value(std::move(body));
  }
  return messages;
}

}  // namespace

std::string json_of(const std::vector<Row>& rows) {
  std::string text = "[";
  for (const auto& message : messages_of(rows)) text += (text.size() > 1 ? ",\n" : "\n") + to_json(message.body);
  return text + "\n]\n";
}

std::string xlsx_of(const std::vector<Row>& rows) {
  Registry registry;
  sluss_module()->register_plugins(registry);
  const NoSecrets secrets;
  Diagnostics diagnostics;
  ParseContext context{diagnostics, secrets, {}};
  const auto codec = (*registry.codecs().at("xlsx").parse(table({}), context))();
  return codec->encode(messages_of(rows)).value().front().bytes;
}

std::string xml_of(const std::vector<Row>& rows) {
  const auto table = table_of(export_of(rows));
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Export>\n";
  for (std::size_t row = 1; row < table.size(); ++row) {
    text += "<Placering>";
    for (std::size_t i = 0; i < table[0].size(); ++i) {
      auto name = table[0][i];
      while (name.find(' ') != std::string::npos) {
        const auto blank = name.find(' ');
        name[blank + 1] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[blank + 1])));
        name.erase(blank, 1);
      }
      text += "<" + name + ">" + table[row][i] + "</" + name + ">";
    }
    text += "</Placering>\n";
  }
  return text + "</Export>\n";
}

}  // namespace sluss::test
