#include <algorithm>

#include "base/text.h"
#include "domain/charge.h"
#include "domain/finding.h"
#include "domain/term.h"

namespace sluss::domain {
namespace {

std::string institution_of(const std::string& written, const AgreementBook& book) {
  const auto* institution = book.find_institution(written);
  return institution == nullptr ? fold_case(trim(written)) : institution->id;
}

std::string term_of(const Placement& placement, const AgreementBook& book) {
  if (!placement.term.empty()) return placement.term;
  const auto* agreement = agreement_of(placement, book);
  return to_text(term_of(placement.start, agreement == nullptr ? Agreement{} : *agreement));
}

/// Sources write "OM1101", or "OM1101 Klinisk omvårdnad".
bool is_course(const std::string& code, const std::string& written) {
  return written.empty() || written == code || written.starts_with(code + " ");
}

}  // namespace

std::size_t StudentRegister::index_of(const Student& student) {
  const auto number = student.personnummer.empty() ? by_number_.end() : by_number_.find(student.personnummer);
  const bool has_number = number != by_number_.end() && number->second != several;
  if (student.id.empty()) {
    if (has_number) return number->second;
  } else if (const auto at = by_id_.find(student.id); at != by_id_.end()) {
    return at->second;
  } else if (has_number && !students_[number->second].has_id) {
    students_[number->second].has_id = true;
    return by_id_.emplace(student.id, number->second).first->second;
  }
  students_.push_back({!student.id.empty(), false, RegistrationStatus::known, {}});
  if (!student.id.empty()) by_id_.emplace(student.id, students_.size() - 1);
  return students_.size() - 1;
}

void StudentRegister::add(const Registration& registration, const AgreementBook& book) {
  const auto at = index_of(registration.student);
  if (const auto& number = registration.student.personnummer; !number.empty()) {
    const auto [known, is_new] = by_number_.emplace(number, at);
    if (!is_new && known->second != at) known->second = several;
  }
  auto& student = students_[at];
  student.protected_identity = student.protected_identity || registration.student.protected_identity;
  const auto status = registration.status;
  if (is_of_student(status)) {
    student.standing = std::max(student.standing, status);
    return;
  }
  if (status == RegistrationStatus::expected || status == RegistrationStatus::withdrawn) return;
  Place place{institution_of(registration.institution, book), fold_case(registration.course), registration.term};
  const auto [id, is_new] = place_ids_.emplace(place, static_cast<std::uint32_t>(places_.size()));
  if (is_new) places_.push_back(std::move(place));
  student.enrolments.push_back({id->second, registration.interrupted});
}

std::optional<std::size_t> StudentRegister::find(const Student& student) const {
  if (!student.id.empty()) {
    if (const auto at = by_id_.find(student.id); at != by_id_.end()) return at->second;
  }
  const auto at = student.personnummer.empty() ? by_number_.end() : by_number_.find(student.personnummer);
  if (at == by_number_.end()) return std::nullopt;
  // Two ids are two students, whatever number they have.
  const bool is_other = !student.id.empty() && at->second != several && students_[at->second].has_id;
  return is_other ? std::nullopt : std::optional(at->second);
}

Finding StudentRegister::find(const Placement& placement, const AgreementBook& book) const {
  const auto at = find(placement.student);
  if (!at) return {Finding::Kind::unknown, std::nullopt, false};
  if (*at == several) return {Finding::Kind::ambiguous, std::nullopt, false};
  const auto& student = students_[*at];
  Finding finding{Finding::Kind::unregistered, std::nullopt, student.protected_identity};
  if (is_stop(student.standing)) {
    const bool is_deceased = student.standing == RegistrationStatus::deceased;
    finding.kind = is_deceased ? Finding::Kind::deceased : Finding::Kind::restricted;
    return finding;
  }
  const auto institution = institution_of(placement.institution, book);
  const auto course = fold_case(placement.course);
  const auto term = term_of(placement, book);
  for (const auto& [id, interrupted] : student.enrolments) {
    const auto& place = places_[id];
    if (place.institution != institution || place.term != term || !is_course(place.course, course)) continue;
    // One that breaks off after the placement's last day leaves it as it is.
    if (!interrupted || *interrupted > placement.end)
      return {Finding::Kind::registered, std::nullopt, student.protected_identity};
    finding.kind = Finding::Kind::interrupted;
    if (!finding.interrupted || *finding.interrupted < *interrupted) finding.interrupted = interrupted;
  }
  return finding;
}

}  // namespace sluss::domain
