#include "app/new_connector.h"

#include <algorithm>
#include <map>

#include "app/workplace.h"
#include "base/file.h"
#include "base/text.h"
#include "config/plugin_use.h"
#include "config/secret_places.h"
#include "config/yaml_reader.h"
#include "plugin/held_text.h"
#include "scaffold/disguise.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_sample = std::uintmax_t{16} << 20U;

std::string bytes_of(const fs::path& file) {
  std::error_code failed;
  if (!fs::is_regular_file(file, failed))
    throw Stop{Exit::usage, file.string() + ": there is no such file; --from names a sample that the system exported"};
  if (fs::file_size(file, failed) > largest_sample)
    throw Stop{Exit::usage,
               file.string() + " is larger than 16 MiB; a few hundred of its rows are enough for a sample"};
  return must(file_bytes(file));
}

struct Known {
  std::string codec;
  Recognised recognised;
};

/// The format that knows the sample most surely.
Known recognise(const NewConnector& wanted, const Sample& sample, const Registry& registry) {
  std::optional<Known> best;
  std::vector<std::string> names;
  for (const auto& [name, recogniser] : registry.recognisers()) {
    names.push_back(name);
    if (!wanted.format.empty() && wanted.format != name) continue;
    auto found = recogniser->recognise(sample);
    if (found && (!best || found->sureness > best->recognised.sureness)) best = Known{name, std::move(*found)};
  }
  if (best) return std::move(*best);
  const auto known = join(names, ", ");
  if (wanted.format.empty())
    throw Stop{Exit::usage, sample.file.string() + ": no format knows it; there are: " + known +
                                ". Is it a sample as the system exports it, with its header and some rows?"};
  throw Stop{Exit::usage,
             sample.file.string() + ": cannot be read as " + wanted.format + "; formats that know samples: " + known};
}

/// What a codec gives of a sample.
struct Reading {
  scaffold::Sheet sheet;
  std::vector<std::string> unread;  ///< what is no record, as it stands
};

Reading read(const scaffold::Draft& draft, const Sample& sample, const Registry& registry) {
  Diagnostics diagnostics;
  const config::SecretPlaces no_secrets({});
  ParseContext context{diagnostics, no_secrets, fs::current_path()};
  const auto yaml =
      config::read_yaml(scaffold::format_yaml(draft, 0, false), std::make_shared<std::string>("format"), diagnostics);
  const auto codec = yaml ? config::read_plugin(*yaml, "format", registry.codecs(), context) : std::nullopt;
  if (!codec)
    throw Stop{Exit::bug, "the options found for " + draft.codec + " are refused: " + diagnostics.all().front().text()};
  Reading reading;
  HeldText input{std::string(sample.bytes)};
  const auto decoded = (*codec)()->decode(input, [&](Record&& record) -> Result<void> {
    if (record.fault) reading.unread.push_back(record.message.raw);
    else reading.sheet.add(record.message.body);
    return {};
  });
  if (!decoded) throw Stop{Exit::usage, sample.file.string() + ": " + decoded.error().what};
  if (reading.sheet.rows == 0)
    throw Stop{Exit::usage, sample.file.string() + ": there is no row in it that can be read; a sample needs some"};
  return reading;
}

scaffold::Proposal propose(const NewConnector& wanted, const scaffold::Sheet& sheet, Day today) {
  if (wanted.message.empty()) return scaffold::propose(sheet, today);
  std::vector<std::string> names;
  for (const auto& kind : scaffold::message_kinds()) {
    if (kind.name == wanted.message) return scaffold::propose(sheet, kind, today);
    names.emplace_back(kind.name);
  }
  throw Stop{Exit::usage, "--message " + wanted.message + ": expected one of: " + join(names, ", ")};
}

/// The sample with nobody in it; or why it cannot be made so.
Result<std::string> disguised(const Sample& sample, const Recogniser& recogniser, const scaffold::Disguise& disguise,
                              const Reading& reading) {
  std::size_t blotted = 0;
  auto written = recogniser.rewrite(sample, [&](std::string_view text) {
    for (const auto& raw : reading.unread) blotted += text.find(trim(raw)) != std::string_view::npos ? 1U : 0U;
    return recogniser.edits_values() ? disguise.edit_value(text) : disguise.edit(text);
  });
  if (!written) return written;
  if (blotted < reading.unread.size())
    return fail(Fault::data, "it has rows that cannot be read, and nobody knows who is in them");
  bool left = false;
  const auto looked = recogniser.rewrite({sample.file, *written}, [&](std::string_view text) {
    left = left || disguise.is_left_in(text);
    return std::string(text);
  });
  if (!looked || left) return fail(Fault::data, "what tells of people would still be in it");
  return written;
}

std::string without_quotes(const std::string& yaml) {
  const bool is_quoted = yaml.size() > 1 && yaml.front() == '"' && yaml.back() == '"';
  return is_quoted ? yaml.substr(1, yaml.size() - 2) : yaml;
}

/// All of the folder or nothing of it.
void write_folder(const fs::path& folder, const std::map<std::string, std::string>& files) {
  const auto unfinished = folder.parent_path() / ("." + folder.filename().string() + ".new");
  std::error_code failed;
  fs::remove_all(unfinished, failed);
  for (const auto& [name, text] : files) {
    const auto file = unfinished / name;
    fs::create_directories(file.parent_path(), failed);
    if (!write_bytes(file, text))
      throw Stop{Exit::unreachable, file.string() + " cannot be written: is the disk full, or the folder not yours?"};
  }
  fs::rename(unfinished, folder, failed);
  if (failed) throw Stop{Exit::unreachable, folder.string() + " cannot be made: " + failed.message()};
}

void check_name(const NewConnector& wanted) {
  const auto& name = wanted.name;
  const bool is_name =
      !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
  if (!is_name) throw Stop{Exit::usage, "\"" + name + "\" cannot name a connector: expected a to z, digits, - and _"};
  if (fs::exists(wanted.folder / name))
    throw Stop{Exit::usage,
               (wanted.folder / name).string() + " is there already; choose another name, or move it away"};
}

}  // namespace

scaffold::Draft make_connector(const NewConnector& wanted, const Registry& registry, Day today) {
  check_name(wanted);
  const auto bytes = bytes_of(wanted.sample);
  const Sample sample{wanted.sample, bytes};
  auto [codec, recognised] = recognise(wanted, sample, registry);
  scaffold::Draft draft;
  draft.name = wanted.name;
  draft.sample = wanted.sample.filename().string();
  draft.codec = codec;
  draft.recognised = std::move(recognised);
  const auto reading = read(draft, sample, registry);
  draft.totals = scaffold::find_totals(reading.sheet);
  const auto records = draft.totals ? scaffold::without_rows(reading.sheet, draft.totals->rows) : reading.sheet;
  draft.rows = records.rows;
  draft.proposal = propose(wanted, records, today);
  for (const auto& open : draft.recognised.open) draft.proposal.open.push_back({"", open, ""});
  scaffold::Disguise disguise(reading.sheet, draft.proposal, reading.unread);
  for (const auto& option : draft.recognised.options) disguise.keep(without_quotes(option.yaml));
  draft.replaced = disguise.replaced();
  draft.kept = disguise.kept();
  const auto written = disguised(sample, *registry.recognisers().at(codec), disguise, reading);
  if (!written) draft.no_sample = written.error().what;
  std::map<std::string, std::string> files{{"connector.yaml", scaffold::connector_yaml(draft)},
                                           {"README.md", scaffold::readme(draft)}};
  if (written) {
    files["samples/" + draft.sample] = *written;
    files["connector_test.yaml"] = scaffold::test_yaml(draft, to_iso(today));
    files["samples/README.md"] = scaffold::samples_readme(draft);
  }
  write_folder(wanted.folder / wanted.name, files);
  return draft;
}

}  // namespace sluss::app
