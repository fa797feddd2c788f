#include "workplace.h"

#include <chrono>
#include <fstream>

namespace sluss::bench {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

std::string pipeline_of(Extent extent) {
  return std::string("pipeline: bench\nfrom: klipp.placements\nsteps:\n") +
         (extent == Extent::breaking ? "  - break: POISON\n" : "") + "  - validate: placement\n" +
         std::string(extent == Extent::intake ? "to: []\n" : "  - bill\nto:\n  - peppol\n");
}

}  // namespace

Workplace::Workplace(const fs::path& folder, Extent extent) : folder_(folder) {
  fs::remove_all(folder_);
  for (const auto* name : {"inbox", "outbox"}) fs::create_directories(folder_ / name);
  write(config() / "sluss.yaml", "store: ../sluss.db\n");
  write(
      config() / "connections.yaml",
      "connections:\n  klipp: { use: klipp, folder: ../inbox }\n  peppol: { use: peppol-outbox, folder: ../outbox }\n");
  write(config() / "pipelines" / "bench.yaml", pipeline_of(extent));
  fs::copy(fs::path(SLUSS_SOURCE) / "connectors", folder_ / "connectors", fs::copy_options::recursive);
}

void Workplace::offer_export(const std::string& name) const {
  const auto offered = folder_ / "inbox" / name;
  fs::copy_file(export_file(), offered);
  fs::last_write_time(offered, fs::file_time_type::clock::now() - std::chrono::minutes(5));
}

long Workplace::invoices() const {
  long count = 0;
  for (const auto& entry : fs::directory_iterator(folder_ / "outbox"))
    count += entry.path().extension() == ".xml" ? 1 : 0;
  return count;
}

}  // namespace sluss::bench
