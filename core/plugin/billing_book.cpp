#include "plugin/billing_book.h"

namespace sluss {

Digest digest_of(const std::vector<WaitingLine>& lines) {
  Digester digester;
  for (const auto& [id, message, placement, line] : lines) {
    digester.add(placement["id"].text_or_empty() + "|" + placement["programme"].text_or_empty() + "|" +
                 placement.at("student.id").text_or_empty() + "|" +
                 placement.at("student.personnummer").text_or_empty() + "|" + to_text(line.days) + "|" +
                 std::to_string(line.week_price.value) + "|" + std::to_string(line.amount.value) + "\n");
  }
  return digester.finish();
}

}  // namespace sluss
