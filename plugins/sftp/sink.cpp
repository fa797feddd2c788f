#include "sink.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace sluss::sftp {
namespace {

// What is larger is none of ours, and is not read.
constexpr std::uint64_t largest_document = std::uint64_t{256} * 1024 * 1024;
constexpr std::uint64_t largest_record = std::uint64_t{1024} * 1024;
constexpr std::int64_t day = std::int64_t{24} * 3600;

void check(const SinkConfig& config, const Node& node, ParseContext& context) {
  check_server(config, node, context);
  if (config.folder.empty()) context.diagnostics.add(node["folder"], "expected a folder, found nothing");
  if (config.journal.empty()) context.diagnostics.add(node["journal"], "expected a folder, found nothing");
  if (const auto name = NameTemplate::parse(config.name); !name)
    context.diagnostics.add(node["name"], name.error(), "for example \"{seller.unit}-{number}\"");
}

Spec<SinkConfig> spec_with_server() {
  Spec<SinkConfig> spec("sftp", "Puts documents into a folder at an SFTP server, each exactly once");
  add_server(spec);
  return spec;
}

tl::unexpected<Error> name_is_taken(const std::string& name) {
  return fail(Fault::rejected, "a file " + name +
                                   " that this delivery did not make stands in the folder already; it is not "
                                   "overwritten. Move it away, or tell the names apart in name:");
}

Result<void> expect_folder(Connection& connection, const std::string& folder) {
  SLUSS_TRY_ASSIGN(there, connection.look(folder));
  // A link to a folder is one for what lies in it.
  if (there && there->kind != Kind::file) return {};
  return fail(Fault::unavailable, "the folder " + shown(folder) + " does not exist at " + connection.place() +
                                      "; check folder:, or have it made");
}

}  // namespace

Spec<SinkConfig> sink_spec() {
  return spec_with_server()
      .required("folder", &SinkConfig::folder,
                "The folder that documents are put into; without / in front it lies where one logs in", "in/fakturor")
      .required("name", &SinkConfig::name,
                "A file's name without extension; {path} stands for what the message holds there. Characters other "
                "than A-Z a-z 0-9 . _ - and åäö become _",
                "\"{seller.unit}-{number}\"")
      .option("journal", &SinkConfig::journal,
              "The folder for unfinished files and the records of what was delivered; a relative path lies within the "
              "folder, on the same file system",
              "/sluss/journal")
      .rule(check);
}

SftpSink::SftpSink(SinkConfig config)
    : config_(std::move(config)),
      name_(NameTemplate::parse(config_.name).value_or(NameTemplate())),
      journal_(within(config_.folder, config_.journal)),
      unfinished_(within(journal_, "unfinished")),
      link_(config_) {}

Result<void> SftpSink::open(std::stop_token stop) {
  link_.obey(std::move(stop));
  SLUSS_TRY_ASSIGN(connection, link_.reach());
  return expect_folder(*connection, config_.folder);
}

void SftpSink::close() noexcept {
  link_.close();
  has_folders_ = has_cleared_ = false;
}

Result<WriteReport> SftpSink::write(std::span<const Parcel> parcels, std::stop_token stop) {
  link_.obey(std::move(stop));
  SLUSS_TRY(link_.reach());
  WriteReport report;
  for (const auto& parcel : parcels) {
    auto receipt = deliver(parcel);
    const bool is_over = !receipt && (!link_.is_connected() || receipt.error().fault == Fault::denied);
    if (is_over) {
      report.stopped = std::move(receipt.error());
      break;
    }
    report.receipts.push_back(std::move(receipt));
  }
  return report;
}

Result<std::string> SftpSink::deliver(const Parcel& parcel) {
  auto receipt = deliver_once(parcel);
  const bool broke = !receipt && receipt.error().fault == Fault::unavailable && !link_.is_connected();
  return broke ? deliver_once(parcel) : std::move(receipt);
}

Result<std::string> SftpSink::deliver_once(const Parcel& parcel) {
  SLUSS_TRY_ASSIGN(files, files_of(parcel));
  SLUSS_TRY_ASSIGN(connection, link_.reach());
  SLUSS_TRY_ASSIGN(before, find_record(*connection, parcel.key));
  if (!before) SLUSS_TRY(decide(*connection, files, parcel.key));
  const bool same = !before || std::equal(files.begin(), files.end(), before->files.begin(), before->files.end(),
                                          [](const auto& file, const auto& old) { return file.digest == old.digest; });
  if (!same)
    return fail(Fault::rejected,
                "the same delivery with other content: " + before->files.front().name + " was delivered before");
  std::vector<std::string> names;
  for (std::size_t i = 0; i < files.size(); ++i) {
    // The names of then hold, should the template have changed since.
    if (before) files[i].name = before->files[i].name;
    SLUSS_TRY(finish(*connection, files[i], before.has_value()));
    names.push_back(files[i].name);
  }
  return join(names, ", ");
}

Result<std::vector<Outgoing>> SftpSink::files_of(const Parcel& parcel) const {
  if (parcel.documents.empty()) return fail(Fault::internal, "a delivery without documents");
  SLUSS_TRY_ASSIGN(name, name_.fill(parcel.message->body));
  std::vector<Outgoing> files;
  std::set<std::string> names;
  for (const auto& document : parcel.documents) {
    const auto full = name + "." + safe_name(document.extension);
    if (!names.insert(full).second)
      return fail(Fault::rejected, "two documents would get the same name " + full + "; make name: tell them apart");
    files.push_back({full, within(unfinished_, part_name(parcel.key, files.size())), to_hex(digest(document.bytes)),
                     &document.bytes});
  }
  return files;
}

Result<void> SftpSink::decide(Connection& connection, const std::vector<Outgoing>& files, const std::string& key) {
  for (const auto& file : files) {
    SLUSS_TRY_ASSIGN(there, connection.look(final_path(file.name)));
    if (there) return name_is_taken(file.name);
  }
  SLUSS_TRY(make_folders(connection));
  Record record{key, {}};
  for (const auto& file : files) {
    SLUSS_TRY(write_file(connection, file.part, *file.bytes));
    record.files.push_back({file.name, file.digest});
  }
  const auto draft = within(unfinished_, record_name(key) + ".record.part");
  SLUSS_TRY(write_file(connection, draft, to_text(record)));
  return connection.rename(draft, record_path(key));
}

Result<void> SftpSink::make_folders(Connection& connection) {
  if (has_folders_) return {};
  SLUSS_TRY(connection.make_folder(journal_));
  SLUSS_TRY(connection.make_folder(unfinished_));
  has_folders_ = true;
  return {};
}

Result<void> SftpSink::write_file(Connection& connection, const std::string& path, const std::string& bytes) {
  const auto write = [&]() -> Result<void> {
    SLUSS_TRY_ASSIGN(file, connection.open_file(path, Opening::write));
    SLUSS_TRY(file->write(bytes));
    SLUSS_TRY(file->sync());
    return file->close();
  };
  auto written = write();
  if (!written) {
    // What there is of it takes room on a disk that may be full.
    if (!connection.is_broken()) (void)connection.remove(path);
    return written;
  }
  SLUSS_TRY_ASSIGN(there, connection.look(path));
  if (!there || there->size != bytes.size())
    return fail(Fault::unavailable, "of " + std::to_string(bytes.size()) + " bytes " +
                                        std::to_string(there ? there->size : 0) + " arrived in " + shown(path) +
                                        " at " + connection.place());
  return has_cleared_ ? Result<void>() : clear_stale_parts(connection, there->modified);
}

Result<void> SftpSink::clear_stale_parts(Connection& connection, std::int64_t now) {
  has_cleared_ = true;
  SLUSS_TRY_ASSIGN(parts, connection.list(unfinished_));
  for (const auto& part : parts) {
    if (part.facts.kind != Kind::file || !part.name.ends_with(".part") || part.facts.modified > now - day) continue;
    // With a record it is decided, and waits for its name.
    const auto record = within(journal_, part.name.substr(0, part.name.find_first_of("-.")));
    SLUSS_TRY_ASSIGN(decided, connection.look(record));
    if (!decided) SLUSS_TRY(connection.remove(within(unfinished_, part.name)));
  }
  return {};
}

Result<void> SftpSink::finish(Connection& connection, const Outgoing& file, bool decided_before) {
  if (decided_before) {
    SLUSS_TRY_ASSIGN(part, connection.look(file.part));
    if (!part) return {};
  }
  const auto path = final_path(file.name);
  SLUSS_TRY_ASSIGN(taken, connection.look(path));
  if (!taken) {
    auto renamed = connection.rename(file.part, path);
    if (renamed) return {};
    if (connection.is_broken()) return renamed;
    SLUSS_TRY_ASSIGN(there, connection.look(path));
    if (!there) return renamed;
  }
  // A server may rename in two steps, and have been ended between them: then both names are there.
  const auto bytes = content(connection, path, file.bytes->size());
  if (!bytes && bytes.error().fault != Fault::data) return fail(bytes.error());
  const bool is_ours = bytes && *bytes && to_hex(digest(**bytes)) == file.digest;
  return is_ours ? connection.remove(file.part) : name_is_taken(file.name);
}

Result<std::optional<Record>> SftpSink::find_record(Connection& connection, const std::string& key) {
  SLUSS_TRY_ASSIGN(text, content(connection, record_path(key), largest_record));
  if (!text) return std::nullopt;
  SLUSS_TRY_ASSIGN(record, read_record(*text, key));
  return std::move(record);
}

Result<std::optional<std::string>> SftpSink::content(Connection& connection, const std::string& path,
                                                     std::uint64_t largest) {
  SLUSS_TRY_ASSIGN(there, connection.look(path));
  if (!there) return std::nullopt;
  const auto what = "the file " + shown(path) + " at " + connection.place();
  if (there->kind != Kind::file) return fail(Fault::data, what + " is no file any more");
  if (there->size > largest) return fail(Fault::data, what + " has grown to " + std::to_string(there->size) + " bytes");
  SLUSS_TRY_ASSIGN(file, connection.open_file(path, Opening::read));
  std::string bytes(there->size, '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    SLUSS_TRY_ASSIGN(got, file->read(std::span(bytes).subspan(filled)));
    if (got == 0) break;
    filled += got;
  }
  bytes.resize(filled);
  return bytes;
}

/// The record tells what was delivered; whoever fetches takes the files, so that one that is gone says nothing.
Result<std::optional<Kept>> SftpSink::kept(const std::string& key, std::stop_token stop) {
  link_.obey(std::move(stop));
  SLUSS_TRY_ASSIGN(connection, link_.reach());
  SLUSS_TRY_ASSIGN(record, find_record(*connection, key));
  if (!record) return std::nullopt;
  Kept kept;
  std::vector<std::string> names;
  for (const auto& file : record->files) {
    names.push_back(file.name);
    SLUSS_TRY_ASSIGN(bytes, content(*connection, final_path(file.name), largest_document));
    if (!bytes) continue;
    if (to_hex(digest(*bytes)) != file.digest)
      return fail(Fault::data, "the file " + file.name + " in " + shown(config_.folder) + " at " + connection->place() +
                                   " is not what was delivered");
    auto extension = std::filesystem::path(file.name).extension().string();
    extension.erase(0, 1);
    kept.documents.push_back({std::move(extension), std::move(*bytes)});
  }
  kept.receipt = join(names, ", ");
  return kept;
}

Result<void> SftpSinkProbe::probe(std::stop_token stop) {
  Link link(config_);
  link.obey(std::move(stop));
  SLUSS_TRY_ASSIGN(connection, link.reach());
  return expect_folder(*connection, config_.folder);
}

}  // namespace sluss::sftp
