#include "config/files.h"

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "base/folder.h"
#include "config/yaml_reader.h"

namespace sluss::config {

namespace fs = std::filesystem;

Mark mark_of(const fs::path& file) {
  return {std::make_shared<const std::string>(file.lexically_normal().string()), 1, 1};
}

namespace {

/// By what people call it: the file, the folder that it stands in, or "connectors".
std::string place_of(const fs::path& name) {
  if (name.filename() == "connector.yaml") return "connectors";
  return name.has_parent_path() ? name.parent_path().string() : name.string();
}

}  // namespace

std::size_t& Files::count_of(const std::string& place) {
  const auto at = std::find_if(counts_.begin(), counts_.end(), [&](const auto& known) { return known.first == place; });
  return at != counts_.end() ? at->second : counts_.emplace_back(place, 0).second;
}

const Node* Files::read(const fs::path& file) {
  const auto mark = mark_of(file);
  const auto bytes = file_bytes(file);
  if (!bytes) {
    std::error_code failed;
    if (fs::is_directory(file, failed))
      diagnostics_.add(mark, "", "this is a folder, where a file is expected", "rename it");
    else if (!fs::exists(file, failed) && fs::is_symlink(file, failed))
      diagnostics_.add(mark, "", "this link leads to no file", "make the file, or remove the link");
    else diagnostics_.add(mark, "", "the file cannot be read", "may the user that runs Sluss read it?");
    return nullptr;
  }
  read_.push_back({file, digest(*bytes)});
  hashed_ += name_in_hash(file) + '\n' + to_hex(read_.back().digest) + '\n';
  ++count_of(place_of(name_in_hash(file)));
  auto document = read_yaml(*bytes, mark.file, diagnostics_);
  if (!document) return nullptr;
  documents_.push_back(std::move(*document));
  return &documents_.back();
}

std::vector<fs::path> Files::names_in(const fs::path& folder) const {
  auto names = sluss::names_in(folder);
  if (names) return std::move(*names);
  diagnostics_.add(mark_of(folder), "", "the folder cannot be read", "may the user that runs Sluss read it?");
  return {};
}

std::vector<fs::path> Files::yaml_files_of(const std::string& folder) {
  std::vector<fs::path> files;
  static_cast<void>(count_of(folder));
  for (const auto& path : names_in(folder_ / folder)) {
    const auto name = path.filename().string();
    if (name.starts_with('.') || name.ends_with("_test.yaml")) continue;
    if (name.ends_with(".yaml")) files.push_back(path);
    if (name.ends_with(".yml")) diagnostics_.add(mark_of(path), "", "only files named *.yaml are read", "rename it");
  }
  std::sort(files.begin(), files.end());
  return files;
}

Digest Files::hash() const { return digest(hashed_); }

Digest Files::hash_since_last() {
  const auto from = std::exchange(last_, hashed_.size());
  return digest(std::string_view(hashed_).substr(from));
}

std::string Files::name_in_hash(const fs::path& file) const {
  return fs::absolute(file).lexically_normal().lexically_relative(fs::absolute(folder_).lexically_normal()).string();
}

}  // namespace sluss::config
