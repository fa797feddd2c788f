#include "domain/registration.h"

#include "domain/field_reader.h"
#include "domain/identifiers.h"
#include "domain/term.h"

namespace sluss::domain {
namespace {

constexpr std::array statuses{RegistrationStatus::expected,      RegistrationStatus::registered,
                              RegistrationStatus::re_registered, RegistrationStatus::interrupted,
                              RegistrationStatus::withdrawn,     RegistrationStatus::known,
                              RegistrationStatus::restricted,    RegistrationStatus::deceased};

class Reader : public FieldReader {
 public:
  using FieldReader::FieldReader;

  tl::expected<Registration, std::vector<FieldFault>> read() {
    constexpr auto term_rule = "a term such as HT2026 or VT2027";
    registration_.id = required("id", "the registration's id in the registry");
    registration_.status = word("status", statuses, RegistrationStatus::registered);
    if (!is_of_student(registration_.status)) {
      registration_.institution = required("institution.id", "the institution's id or name");
      registration_.course = required("course", "the course's code");
      registration_.term = term("term", term_rule);
      if (registration_.term.empty()) fault("term", "", term_rule);
    }
    if (registration_.status == RegistrationStatus::interrupted) registration_.interrupted = day("interrupted");
    read_student();
    if (!faults().empty()) return tl::unexpected(faults());
    return std::move(registration_);
  }

 private:
  void read_student() {
    auto& student = registration_.student;
    student.id = text("student.id");
    student.protected_identity = is_protected(body().at("student.protected"));
    const auto written = text("student.personnummer");
    if (written.empty() && student.id.empty())
      fault("student.id", "", "the registry's id of the student, or student.personnummer");
    if (written.empty()) return;
    // The century of ten digits: nobody studies before they are born.
    const auto read = parse_term(registration_.term);
    auto checked = check_personnummer(written, make_day(read ? read->year : 2099, 12, 31));
    student.personnummer = checked ? std::move(*checked) : written;
  }

  Registration registration_;
};

}  // namespace

const char* name_of(RegistrationStatus status) {
  switch (status) {
    case RegistrationStatus::expected: return "expected";
    case RegistrationStatus::registered: return "registered";
    case RegistrationStatus::re_registered: return "re_registered";
    case RegistrationStatus::interrupted: return "interrupted";
    case RegistrationStatus::withdrawn: return "withdrawn";
    case RegistrationStatus::known: return "known";
    case RegistrationStatus::restricted: return "restricted";
    case RegistrationStatus::deceased: return "deceased";
  }
  return "registered";
}

bool is_of_student(RegistrationStatus status) { return status == RegistrationStatus::known || is_stop(status); }

bool is_stop(RegistrationStatus status) {
  return status == RegistrationStatus::restricted || status == RegistrationStatus::deceased;
}

tl::expected<Registration, std::vector<FieldFault>> read_registration(const Value& body) { return Reader(body).read(); }

}  // namespace sluss::domain
