// A house whose pipeline checks placements against a registry. All persons are synthetic.
#pragma once

#include <string>
#include <vector>

#include "support/world.h"

namespace sluss::test {

/// One row of a registry's export: by default P1's student, registered on P1's course.
struct Registered {
  std::string id = "R1";
  std::string personnummer = "19550101-9805";
  std::string status = "Registrerad";
  std::string interrupted;
  std::string is_protected = "Nej";
  std::string student = "S1";
  std::string course = "OM1101";
};

/// What else a pipeline may say: the options of the step, what is read first, and what the registry is.
struct Setting {
  std::string options = "{}";
  std::string from = "registret.registrations, klipp.placements";
  std::string registry = "{ use: registry-sheet, folder: ../inbox }";
};

class RegistryWorld : public World {
 public:
  RegistryWorld() {
    hurry();
    const auto connector = root() / "connectors/registry-sheet/connector.yaml";
    auto text = read_file(connector);
    const std::string archive = "then: archive\n";
    write_file(connector, text.insert(text.find(archive) + archive.size(), "        quiet: 0s\n"));
    configure_registry({});
  }

  void configure_registry(const Setting& setting) const {
    configure("connections.yaml",
              "connections:\n"
              "  klipp: { use: klipp, folder: ../inbox }\n"
              "  registret: " +
                  setting.registry +
                  "\n"
                  "  peppol: { use: peppol-outbox, folder: ../outbox }\n"
                  "  underlag: { use: invoice-basis, folder: ../underlag }\n");
    configure("pipelines/nightly.yaml", "pipeline: nightly\nfrom: [" + setting.from +
                                            "]\nsteps:\n  - validate: placement\n  - validate: registration\n"
                                            "  - registry: " +
                                            setting.options + "\n  - bill\nto: [peppol]\n");
  }
  /// The placements P1 and P2, of 15 days each from 7 to 25 September, by two students.
  void put_placements(const std::string& name = "placeringar.csv") const { put(name, placement_rows()); }
  [[nodiscard]] static std::vector<Row> placement_rows() {
    return {{.id = "P1"}, {.id = "P2", .personnummer = "19550101-9813"}};
  }
  /// P1's student as it is given, P2's registered.
  void put_registrations(const std::string& name, const Registered& first = {}) const {
    put_registrations(name, std::vector{first, second()});
  }
  void put_registrations(const std::string& name, const std::vector<Registered>& rows) const {
    std::string text =
        "Registreringsnr;Studentnr;Personnummer;Skyddad identitet;Lärosäte;Kurskod;Termin;Status;Avbrottsdag\r\n";
    for (const auto& row : rows)
      text += row.id + ";" + row.student + ";" + row.personnummer + ";" + row.is_protected + ";Exempeluniversitetet;" +
              row.course + ";HT2026;" + row.status + ";" + row.interrupted + "\r\n";
    put(name, text);
  }
  [[nodiscard]] static Registered second() { return {.id = "R2", .personnummer = "19550101-9813", .student = "S2"}; }
  /// Broken off on Thursday 17 September: 8 of the 15 days are left.
  [[nodiscard]] static Registered interrupted() { return {.status = "Avbrott", .interrupted = "2026-09-17"}; }
};

}  // namespace sluss::test
