#include <iostream>

#include "app/commands.h"
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

}  // namespace

void add_reference(Commands commands) {
  auto* command = commands.line.add_subcommand("reference", "Writes the reference pages of all that is loaded");
  auto folder = std::make_shared<fs::path>();
  command->add_option("--to", *folder, "The folder that they are written to")->type_name("DIR")->required();
  command->footer("Example:\n  sluss reference --to docs/reference");
  command->callback([commands, folder] {
    const Workplace work(commands.options);
    for (const auto& module : work.refused())
      std::cerr << "left out: " << module.file.filename().string() << ": " << module.reason << "\n";
    const auto pages = reference_pages(work.registry(), commands.line);
    for (const auto& [name, text] : pages) write(*folder / name, text);
    std::cout << pages.size() << " pages in " << folder->string() << "\n";
  });
}

}  // namespace sluss::app
