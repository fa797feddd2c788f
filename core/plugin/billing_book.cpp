#include "plugin/billing_book.h"

#include "domain/placement.h"

namespace sluss {

Subject subject_of(const std::string& agreement, const std::string& unit, const domain::Placement& placement) {
  const auto& student = placement.student;
  return {agreement, unit, placement.programme, student.id.empty() ? student.personnummer : student.id};
}

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
