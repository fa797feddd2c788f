#include "floor.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fstream>
#include <iostream>
#include <string>

namespace sluss::bench {
namespace {

constexpr int rows_a_commit = 1000;

void insert_rows(std::istream& in, SQLite::Database& database) {
  SQLite::Statement insert(database, "INSERT INTO row (key, raw) VALUES (?, ?)");
  std::string line;
  while (in.peek() != std::char_traits<char>::eof()) {
    SQLite::Transaction transaction(database);
    for (int i = 0; i < rows_a_commit && std::getline(in, line); ++i) {
      insert.bind(1, line.substr(0, line.find(';')));
      insert.bindNoCopy(2, line);
      insert.exec();
      insert.reset();
    }
    transaction.commit();
  }
}

}  // namespace

int store_raw_rows(const std::filesystem::path& file, const std::filesystem::path& database_file) {
  try {
    SQLite::Database database(database_file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA journal_mode=WAL");
    database.exec("PRAGMA synchronous=FULL");
    database.exec("CREATE TABLE row (id INTEGER PRIMARY KEY, key TEXT NOT NULL, raw TEXT NOT NULL)");
    std::ifstream in(file, std::ios::binary);
    insert_rows(in, database);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "the floor failed: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace sluss::bench
