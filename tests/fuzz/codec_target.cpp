#include "codec_target.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/json.h"
#include "base/text.h"
#include "config/yaml_reader.h"
#include "part.h"
#include "plugin/module_loader.h"
#include "support/plugin_parts.h"
#include "support/recognised.h"

namespace sluss::fuzz {
namespace {

namespace fs = std::filesystem;

const fs::path plugin_folders = SLUSS_PLUGINS;

/// What the plugins made lives in their modules: the registry stays until the process ends.
const Registry& registry() {
  static const auto* const all = [] {
    auto* made = new Registry;
    load_modules(SLUSS_MODULES, *made);
    return made;
  }();
  return *all;
}

std::string options_of(const std::string& name) {
  std::ifstream in(plugin_folders / name / "testdata" / "corpus.yaml");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str().empty() ? "{}" : text.str();
}

std::string broken_record(const Record& record) {
  if (record.fault) return broken_error(*record.fault);
  if (record.message.body.as_object() == nullptr) return "a record without a body or a fault";
  return is_utf8(to_json(record.message.body)) ? "" : "a body that is not UTF-8";
}

/// What was read, and what does not hold.
struct Outcome {
  std::string read, broken;
  bool refused = false;
};

Outcome outcome_of(Codec& codec, std::string_view bytes, std::size_t piece) {
  Outcome outcome;
  test::TextInput input(std::string(bytes), piece);
  const auto decoded = codec.decode(input, [&](Record&& record) -> Result<void> {
    if (outcome.broken.empty()) outcome.broken = broken_record(record);
    outcome.read += (record.fault ? record.fault->what : to_json(record.message.body)) + "\n";
    return {};
  });
  outcome.refused = !decoded;
  if (!decoded && outcome.broken.empty()) outcome.broken = broken_error(decoded.error());
  return outcome;
}

}  // namespace

std::unique_ptr<Codec> codec_named(const std::string& name) {
  const auto found = registry().codecs().find(name);
  if (found == registry().codecs().end()) throw std::runtime_error("no format is called " + name);
  Diagnostics diagnostics;
  const test::NoSecrets secrets;
  ParseContext context{diagnostics, secrets, plugin_folders};
  const auto node =
      config::read_yaml(options_of(name), std::make_shared<const std::string>("corpus.yaml"), diagnostics);
  const auto make = node ? found->second.parse(*node, context) : std::nullopt;
  if (!make) throw std::runtime_error("the options of " + name + " are wrong: " + diagnostics.all().front().text());
  return (*make)();
}

std::string broken_by_recogniser(const std::string& name, std::string_view bytes) {
  const auto found = registry().recognisers().find(name);
  return found == registry().recognisers().end() ? "" : test::broken_by(*found->second, bytes);
}

std::string broken_by(Codec& codec, std::string_view bytes) {
  const auto whole = outcome_of(codec, bytes, 4096);
  const auto pieces = outcome_of(codec, bytes, 61);
  if (!whole.broken.empty()) return whole.broken;
  if (!pieces.broken.empty()) return pieces.broken;
  const bool same = whole.refused == pieces.refused && (whole.refused || whole.read == pieces.read);
  return same ? "" : "it is read otherwise in small pieces";
}

}  // namespace sluss::fuzz
