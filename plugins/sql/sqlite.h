// SQLite: a database in a file.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "database.h"

namespace sluss::sql {

struct DatabaseFile {
  std::filesystem::path file;
  std::chrono::seconds busy_timeout{10};
  std::chrono::seconds answer_timeout{60};
};

void check_file(const DatabaseFile& file, const Node& node, ParseContext& context);

/// The options that a source and a sink have in common.
template <class Config>
void add_file(Spec<Config>& spec) {
  spec.template required<std::filesystem::path>("file", &Config::file, "The database's file; it must exist",
                                                "/srv/registret/studier.sqlite")
      .template option<std::chrono::seconds>("busy_timeout", &Config::busy_timeout,
                                             "How long to wait while another program writes", "10s")
      .template option<std::chrono::seconds>("answer_timeout", &Config::answer_timeout,
                                             "How long one statement, or the next row, may take", "60s");
}

[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite(const DatabaseFile& file, Access access,
                                                            const std::stop_token& stop);

}  // namespace sluss::sql
