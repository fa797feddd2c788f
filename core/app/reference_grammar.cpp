// The page of the configuration's own keys.
#include "app/reference.h"
#include "base/text.h"

namespace sluss::app {
namespace {

using config::Key;
using config::ValueKind;

std::string example_of(const Key& key) { return key.keys.empty() ? code_cell(key.example) : "see below"; }

/// The keys of a map, and then those of the maps in it.
void add_map(const Key& map, const std::string& path, std::string& page) {
  if (!path.empty()) page += "\n### `" + path + "`\n\n" + map.text + ".\n";
  page += "\n| key | type | default | example | meaning |\n|---|---|---|---|---|\n";
  for (const auto& key : map.keys)
    page += "| `" + key.name + "` | " + cell(type_of(key)) + " | " +
            (key.required ? "required" : code_cell(key.fallback)) + " | " + example_of(key) + " | " + cell(key.text) +
            " |\n";
  if (!map.either.empty()) page += "\nOne of these is needed: `" + join(map.either, "`, `") + "`.\n";
  for (const auto& key : map.keys) {
    if (key.keys.empty()) continue;
    add_map(key, (path.empty() ? "" : path + ".") + path_below(key), page);
  }
}

void add_file(const config::FileKind& file, std::string& page) {
  page += "\n## " + file.files + "\n\n" + file.top.text + ".\n";
  add_map(file.top, "", page);
}

}  // namespace

std::string type_of(const Key& key) {
  auto type = name_of(key.kind);
  if (key.kind == ValueKind::word || key.kind == ValueKind::words) type += " " + join(key.words, ", ");
  if (key.least != 0 || key.most != 0) type += " from " + std::to_string(key.least) + " to " + std::to_string(key.most);
  return type;
}

std::string path_below(const Key& key) {
  const bool is_named = key.kind == ValueKind::named || key.kind == ValueKind::named_lists;
  const bool is_list = key.kind == ValueKind::list || key.kind == ValueKind::named_lists;
  return key.name + (is_named ? ".NAME" : "") + (is_list ? "[]" : "");
}

std::string about_configuration() {
  return "A folder of YAML files, read strictly: a key that nobody knows is a fault, with its file, line and column. "
         "Whether\n"
         "all fits together, `sluss check` says.\n\n"
         "Durations are `10s`, `5m`, `2h`, `3d`; dates `YYYY-MM-DD`; secrets `secret:NAME`, never the secret itself; "
         "yes or no\n"
         "is `yes`, `no`, `true` or `false`. Where a list may stand, one value may stand instead.\n";
}

std::string configuration_page() {
  std::string page = "# The configuration\n\n" + about_configuration();
  for (const auto& file : config::grammar()) add_file(file, page);
  add_file(config::tests_grammar(), page);
  return page;
}

}  // namespace sluss::app
