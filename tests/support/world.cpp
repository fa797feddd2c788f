#include "support/world.h"

#include <chrono>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/json.h"

namespace sluss::test {

namespace fs = std::filesystem;

std::string export_of(const std::vector<Row>& rows) {
  std::string text =
      "Placeringsnr;Lärosäte;Program;Kurskod;Kurs;Typ;Termin;Startdatum;Slutdatum;Antal dagar;Förnamn;Efternamn;"
      "Personnummer;Skyddad identitet;Verksamhet;HSA-id;Status\r\n";
  for (const auto& row : rows) {
    for (const auto& cell :
         {row.id, row.institution, row.programme, std::string("OM1101"), std::string("Klinisk omvårdnad"), row.type,
          row.term, row.start, row.end, row.days, row.given_name, row.family_name, row.personnummer, row.is_protected,
          row.unit, row.hsa_id}) {
      text += cell + ";";
    }
    text += row.status + "\r\n";
  }
  return text;
}

World::World() {
  std::string name = (fs::path(::testing::TempDir()) / "sluss world XXXXXX").string();
  root_ = ::mkdtemp(name.data());
  fs::copy(SLUSS_HOUSE, root_ / "config", fs::copy_options::recursive);
  configure("sluss.yaml", "store: ../store/sluss.db\nbasis: underlag\nconnectors: " SLUSS_CONNECTORS "\n");
  for (const auto* folder : {"inbox", "outbox", "underlag", "scratch", "store"}) fs::create_directories(root_ / folder);
}

World::~World() {
  std::error_code failed;
  if (!::testing::Test::HasFailure()) fs::remove_all(root_, failed);
}

void World::hurry() const {
  fs::copy(SLUSS_CONNECTORS, root_ / "connectors", fs::copy_options::recursive);
  auto text = read_file(root_ / "connectors/klipp/connector.yaml");
  const std::string archive = "then: archive\n";
  text.insert(text.find(archive) + archive.size(), "      quiet: 0s\n");
  write_file(root_ / "connectors/klipp/connector.yaml", text);
  configure("sluss.yaml", "store: ../store/sluss.db\nbasis: underlag\nconnectors: ../connectors\n");
}

void World::put(const std::string& name, const std::string& bytes) const {
  const auto file = root_ / "inbox" / name;
  write_file(file, bytes);
  fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(1));
}

void World::configure(const std::string& name, const std::string& text) const {
  write_file(root_ / "config" / name, text);
}

std::vector<std::string> World::command(const std::vector<std::string>& arguments) const {
  std::vector<std::string> all = {SLUSS_PROGRAM, "-c", (root_ / "config").string(), "--at", at};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return all;
}

Finished World::sluss(const std::vector<std::string>& arguments) const {
  return run(command(arguments), root_ / "scratch");
}

Value World::json(std::vector<std::string> arguments) const {
  arguments.emplace_back("--json");
  const auto finished = sluss(arguments);
  auto value = parse_json(finished.out);
  EXPECT_TRUE(value.has_value()) << finished.out << finished.err;
  return value ? std::move(*value) : Value();
}

std::map<std::string, std::string> World::placements() const {
  std::map<std::string, std::string> all;
  const auto list = json({"messages", "list", "--kind", "placement", "--limit", "100000"});
  for (const auto& message : *list.as_list()) {
    const auto reason = message["reason"].text_or_empty();
    all[message["key"].text_or_empty()] = message["state"].text_or_empty() + (reason.empty() ? "" : ": " + reason);
  }
  return all;
}

Folder World::folder(const std::string& name) const {
  Folder files;
  for (const auto& entry : fs::directory_iterator(root_ / name)) {
    const bool is_hidden = entry.path().filename().string().starts_with('.');  // the sink's journal
    if (entry.is_regular_file() && !is_hidden) files[entry.path().filename().string()] = read_file(entry.path());
  }
  return files;
}

std::int64_t number_at(const Value& value, std::string_view path) {
  const auto* number = value.at(path).as_int();
  EXPECT_NE(number, nullptr) << path << " in " << to_json(value);
  return number == nullptr ? -1 : *number;
}

}  // namespace sluss::test
