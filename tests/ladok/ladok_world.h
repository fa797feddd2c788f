// A house that asks a simulated Ladok. All students, numbers and registrations are synthetic.
#pragma once

#include <chrono>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "support/test_certificate.h"
#include "support/world.h"

namespace sluss::test {

/// One event of the feed; by default a registration of the first student.
struct Event {
  std::string type = "RegistreringEvent";
  std::string student = "st-1";
  std::string day;  ///< of an interruption
  std::string grammar = "new";
  bool pad = false;
  std::string institution = "27";
  std::string change = "SKAPAD";
  std::string occasion = "kt-1";
  std::string uid;                          ///< of an event that came before; else it is a new one
  std::map<std::string, std::string> more;  ///< what else stands in it
};

class LadokWorld : public World {
 public:
  /// `certificate_days`: how long our client certificate is still good.
  explicit LadokWorld(int certificate_days = 300)
      : server_(make_certificate(root(), "ladok", "IP:127.0.0.1")),
        client_(make_certificate(root(), "client", "DNS:sluss.example", certificate_days)) {
    hurry();
    configure("sluss.yaml", "store: ../store/sluss.db\nconnectors: ../connectors\n");
    std::filesystem::create_directories(folder());
    state["events"] = Value::list();
    state.make("students.st-1") = student("195501019805");
    state.make("students.st-2") = student("195501019813");
    state.make("occasions.kt-1.Utbildningskod") = "OM1101";
    state.make("occasions.kt-1.Startdatum") = "2026-08-31";
    tell();
    simulator_ =
        std::make_unique<Process>(std::vector<std::string>{"/usr/bin/python3", SLUSS_LADOK, folder(),
                                                           server_.certificate, server_.key, client_.certificate},
                                  root() / "scratch");
    for (int i = 0; i < 1000 && !std::filesystem::exists(folder() / "port"); ++i) {
      if (!simulator_->running()) throw std::runtime_error("the simulator ended: " + simulator_->err_so_far());
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    address_ = "https://127.0.0.1:" + read_file(folder() / "port");
    make_pkcs12(client_, "made-up-word");
    give_secret("ladok_passphrase", "made-up-word");
    auto parties = read_file(root() / "config/agreements/parties.yaml");
    const std::string name = "name: Exempeluniversitetet,";
    parties.insert(parties.find(name) + name.size(), " aliases: [\"27\"],");
    configure("agreements/parties.yaml", parties);
    connect();
  }
  ~LadokWorld() {
    if (simulator_) simulator_->send(9);
  }

  /// What the connection says besides; `from` first.
  void connect(const std::string& more = "", const std::string& use = "ladok",
               const std::string& way = "registrations") {
    configure("connections.yaml", "connections:\n  klipp: { use: klipp, folder: ../inbox }\n  ladok: { use: " + use +
                                      ", address: \"" + address_ + "\", ca: \"" + server_.certificate.string() +
                                      "\", certificate: \"" + certificate() +
                                      "\", passphrase: \"secret:ladok_passphrase\", rate: 0" + more +
                                      " }\n  peppol: { use: peppol-outbox, folder: ../outbox }\n");
    configure("pipelines/nightly.yaml", "pipeline: nightly\nfrom: [ladok." + way +
                                            ", klipp.placements]\nsteps:\n  - validate: placement\n"
                                            "  - validate: registration\n  - registry: {}\n  - bill\nto: [peppol]\n");
  }
  [[nodiscard]] std::string certificate() const { return (root() / "client.p12").string(); }
  [[nodiscard]] std::filesystem::path folder() const { return root() / "ladok"; }
  void give_secret(const std::string& name, const std::string& value) const {
    std::filesystem::create_directories(root() / "config/secrets");
    configure("secrets/" + name, value);
    std::filesystem::permissions(root() / "config/secrets" / name, std::filesystem::perms(0600));
  }

  void add(const Event& event) {
    auto& events = *state["events"].as_list();
    const auto number = std::to_string(events.size() + 1);
    auto value = Value::object();
    value["type"] = event.type;
    value["id"] = "entry-" + number;
    value["uid"] = event.uid.empty() ? "event-" + number : event.uid;
    value["updated"] = "2026-09-10T10:" + std::to_string(100 + events.size() / 60 % 60).substr(1) + ":" +
                       std::to_string(100 + events.size() % 60).substr(1) + ".994Z";
    value["grammar"] = event.grammar;
    value["pad"] = event.pad;
    value["institution"] = event.institution;
    value["change"] = event.change;
    value["body"] = Value::object();
    if (!event.occasion.empty()) value["body"]["KurstillfalleUID"] = event.occasion;
    value["body"]["StudentUID"] = event.student;
    if (!event.day.empty()) value["body"]["Avbrottsdatum"] = event.day;
    for (const auto& [name, text] : event.more) value["body"][name] = text;
    events.push_back(value);
    tell();
  }
  /// The simulator reads it anew for each request.
  void tell() const {
    write_file(folder() / "state.new", to_json(state));
    std::filesystem::rename(folder() / "state.new", folder() / "state.json");
  }
  [[nodiscard]] std::vector<std::string> requests() const {
    std::vector<std::string> lines;
    const auto text = read_file(folder() / "requests");
    for (const auto line : split(text, '\n'))
      if (!line.empty()) lines.emplace_back(line);
    return lines;
  }
  [[nodiscard]] long logins() const {
    const auto all = requests();
    return std::count_if(all.begin(), all.end(), [](const std::string& line) { return line.ends_with(" login"); });
  }
  /// "st-1/kt-1 collected", in order of id.
  [[nodiscard]] std::vector<std::string> registrations() const {
    std::vector<std::string> found;
    const auto list = json({"messages", "list", "--kind", "registration", "--limit", "100000"});
    for (const auto& message : *list.as_list())
      found.push_back(message["key"].text_or_empty() + " " + message["state"].text_or_empty());
    return found;
  }
  void put_placements() const { put("placeringar.csv", {{.id = "P1"}, {.id = "P2", .personnummer = "19550101-9813"}}); }

  Value state = Value::object();

 private:
  static Value student(const std::string& number) {
    auto value = Value::object();
    value["Uid"] = "u";
    value["Personnummer"] = number;
    value["LarosateID"] = 27;
    value["Avliden"] = false;
    return value;
  }

  Certificate server_, client_;
  std::unique_ptr<Process> simulator_;
  std::string address_;
};

inline std::string troubles(const Value& report) {
  std::string text;
  for (const auto& trouble : *report["troubles"].as_list()) text += trouble.text_or_empty() + "\n";
  return text;
}

/// Kills first nights, each at another write and in a house of its own that `fill` has given its events; the next night
/// must be without trouble, and then `expect` looks. How many were killed.
template <class Fill, class Expect>
int kill_at_writes(int step, const Fill& fill, const Expect& expect) {
  int kills = 0;
  for (int n = 10; n < 400; n += step) {
    SCOPED_TRACE("killed at write " + std::to_string(n));
    LadokWorld world;
    world.state["page_size"] = 2;
    fill(world);
    world.put_placements();
    const auto killed = run_killed_at("pwrite64", n, world.command({"sync", "nightly"}), world.root() / "scratch");
    if (killed.signal == 0 && killed.exit == 0) break;
    ++kills;
    EXPECT_EQ(troubles(world.sync()), "");
    expect(world);
  }
  std::cout << kills << " kills\n";
  return kills;
}

}  // namespace sluss::test
