#include <iostream>

#include "app/commands.h"
#include "app/manual.h"
#include "app/reference.h"
#include "app/workplace.h"
#include "base/file.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) {
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  if (!write_bytes(file, text)) throw Stop{Exit::unreachable, "cannot write " + file.string()};
}

void write(const fs::path& folder, const Pages& pages) {
  for (const auto& [name, text] : pages) write(folder / name, text);
  std::cout << pages.size() << " pages in " << folder.string() << "\n";
}

}  // namespace

void add_reference(Commands commands) {
  auto* command = commands.line.add_subcommand("reference", "Writes the reference pages of all that is loaded");
  auto folder = std::make_shared<fs::path>();
  auto manual = std::make_shared<fs::path>();
  command->add_option("--to", *folder, "The folder that they are written to")->type_name("DIR");
  command->add_option("--man", *manual, "Write the manual pages, to man1 and man5 in this folder")->type_name("DIR");
  command->require_option(1, 2);
  command->footer("Example:\n  sluss reference --to docs/reference");
  command->callback([commands, folder, manual] {
    if (!manual->empty()) write(*manual, manual_pages(commands.line, SLUSS_VERSION));
    if (folder->empty()) return;
    const Workplace work(commands.options);
    for (const auto& module : work.refused())
      std::cerr << "left out: " << module.file.filename().string() << ": " << module.reason << "\n";
    write(*folder, reference_pages(work.registry(), commands.line));
  });
}

}  // namespace sluss::app
