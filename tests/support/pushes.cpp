#include "support/pushes.h"

#include <chrono>
#include <thread>

namespace sluss::test {

namespace fs = std::filesystem;

void accept_pushes(const World& world, std::uint16_t port) {
  fs::copy(SLUSS_CONNECTORS, world.root() / "config/connectors", fs::copy_options::recursive);
  fs::create_directories(world.root() / "config/connectors/pushed");
  fs::create_directories(world.root() / "config/secrets");
  world.configure("sluss.yaml", "store: ../store/sluss.db\n");
  world.configure("secrets/token", "synthetic-token");
  fs::permissions(world.root() / "config/secrets/token", fs::perms::owner_read | fs::perms::owner_write);
  world.configure(
      "connectors/pushed/connector.yaml",
      "connector: pushed\nsummary: Placements pushed one by one\nprovides:\n  placements:\n"
      "    message: placement\n    from:\n      http:\n        listen: \"127.0.0.1:" +
          std::to_string(port) +
          "\"\n        most_connections: 500\n        path: /placements\n        token: secret:token\n"
          "    format:\n      json: { form: object }\n"
          "    key: id\n    content: changes\n    map:\n      id: id\n      institution.id: institution\n"
          "      programme: programme\n      type: { from: type, lookup: { vfu: vfu } }\n"
          "      term: { from: term, as: term }\n      start: { from: start, as: date }\n"
          "      end: { from: end, as: date }\n      student.name: name\n      student.protected: protected\n"
          "      student.personnummer: { from: personnummer, as: personnummer }\n"
          "      unit.name: unit\n      unit.hsa_id: { from: hsa_id, as: hsa_id }\n"
          "      status: { from: status, lookup: { planned: planned, carried_out: carried_out } }\n");
  world.configure("connections.yaml",
                  "connections:\n  pushed: { use: pushed }\n  klipp: { use: klipp, folder: ../inbox }\n"
                  "  peppol: { use: peppol-outbox, folder: ../outbox }\n");
}

std::string pushed_placement(const std::string& id, const std::string& status) {
  return R"({"id":")" + id +
         R"(","institution":"Exempeluniversitetet","programme":"SSK","type":"vfu","term":"HT2026","start":"2026-09-07",)"
         R"("end":"2026-09-25","name":"Provia Testberg","protected":"Nej","personnummer":"19550101-9805","unit":"Östra geriatriken",)"
         R"("hsa_id":"SE2129990012-E0001","status":")" +
         status + R"("})";
}

Answer push(std::uint16_t port, const std::string& key, const std::string& body, const std::string& token) {
  return post(port, "/placements", token, key, body);
}

std::vector<std::string> daemon_of(const World& world) {
  auto command = world.command({"run"});
  command.erase(command.begin() + 3, command.begin() + 5);  // --at <day>
  return command;
}

void wait_for_daemon(std::uint16_t port) {
  for (int i = 0; i < 600 && push(port, "started", "").status == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

}  // namespace sluss::test
