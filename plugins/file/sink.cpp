#include "sink.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace sluss::file {
namespace {

// What is larger is none of ours, and is not read.
constexpr std::int64_t largest_document = std::int64_t{256} * 1024 * 1024;

void check(const SinkConfig& config, const Node& node, ParseContext& context) {
  if (const auto name = NameTemplate::parse(config.name); !name)
    context.diagnostics.add(node["name"], name.error(), "for example \"{seller.unit}-{number}\"");
}

bool write_fully(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

tl::unexpected<Error> name_is_taken(const std::string& name) {
  return fail(Fault::rejected, "a file " + name +
                                   " that this delivery did not make stands in the folder already; it is not "
                                   "overwritten. Move it away, or tell the names apart in name:");
}

}  // namespace

Spec<SinkConfig> sink_spec() {
  return Spec<SinkConfig>("file", "Puts documents into a folder, each exactly once")
      .required("folder", &SinkConfig::folder, "The folder that documents are put into", "/srv/ekonomi/fakturor")
      .required("name", &SinkConfig::name,
                "A file's name without extension; {path} stands for what the message holds there. Characters other "
                "than A-Z a-z 0-9 . _ - and åäö become _",
                "\"{seller.unit}-{number}\"")
      .rule(check);
}

std::string part_name(const std::string& name, const std::string& key) {
  return "." + name + "." + to_hex(digest(key)).substr(0, 16) + ".part";
}

FileSink::FileSink(SinkConfig config)
    : config_(std::move(config)), name_(NameTemplate::parse(config_.name).value_or(NameTemplate())) {}

/// The journal waits for what is to be done with it: who only asks changes nothing.
Result<void> FileSink::open(std::stop_token /*stop*/) { return folder_.open(config_.folder); }

void FileSink::close() noexcept {
  journal_.close();
  folder_.close();
}

Result<WriteReport> FileSink::write(std::span<const Parcel> parcels, std::stop_token stop) {
  if (stop.stop_requested()) return fail(Fault::cancelled, "writing was stopped");
  if (!journal_.is_open_for(Journal::Use::write)) SLUSS_TRY(journal_.open(folder_));
  const auto held = journal_.lock();
  if (!held) return fail(held.error());
  std::set<std::string> names;
  std::vector<Result<Plan>> plans;
  for (const auto& parcel : parcels) plans.push_back(prepare(parcel, names));
  SLUSS_TRY(decide(parcels, plans));
  WriteReport report;
  for (const auto& plan : plans)
    report.receipts.push_back(plan.and_then([&](const Plan& made) { return finish(made); }));
  SLUSS_TRY(folder_.sync());
  return report;
}

Result<FileSink::Plan> FileSink::prepare(const Parcel& parcel, std::set<std::string>& names) {
  SLUSS_TRY_ASSIGN(files, files_of(parcel));
  if (const auto* before = journal_.find(parcel.key)) return plan_again(std::move(files), *before, parcel.key);
  for (const auto& file : files) {
    if (folder_.has(file.name)) return name_is_taken(file.name);
    if (!names.insert(file.name).second)
      return fail(Fault::rejected,
                  "two documents would get the same name " + file.name + "; make name: tell them apart");
  }
  for (const auto& file : files) SLUSS_TRY(write_part(file));
  return Plan{std::move(files), false};
}

Result<std::vector<Outgoing>> FileSink::files_of(const Parcel& parcel) const {
  if (parcel.documents.empty()) return fail(Fault::internal, "a delivery without documents");
  SLUSS_TRY_ASSIGN(name, name_.fill(parcel.message->body));
  std::vector<Outgoing> files;
  for (const auto& document : parcel.documents) {
    const auto full = name + "." + safe_name(document.extension);
    files.push_back({full, part_name(full, parcel.key), to_hex(digest(document.bytes)), &document.bytes});
  }
  return files;
}

Result<FileSink::Plan> FileSink::plan_again(std::vector<Outgoing> files, const std::vector<Delivered>& before,
                                            const std::string& key) const {
  const bool same = std::equal(files.begin(), files.end(), before.begin(), before.end(),
                               [](const auto& file, const auto& old) { return file.digest == old.digest; });
  if (!same)
    return fail(Fault::rejected,
                "the same delivery with other content: " + before.front().name + " was delivered before");
  // The names of then hold, should the template have changed since.
  for (std::size_t i = 0; i < files.size(); ++i) {
    files[i].name = before[i].name;
    files[i].part = part_name(before[i].name, key);
  }
  return Plan{std::move(files), true};
}

Result<void> FileSink::write_part(const Outgoing& file) const {
  const auto what = "the file " + file.name + " cannot be written in " + folder_.path().string();
  ::unlinkat(folder_.descriptor(), file.part.c_str(), 0);
  const Descriptor descriptor(
      ::openat(folder_.descriptor(), file.part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640));
  if (!descriptor.is_open()) return system_failure(what, errno);
  if (write_fully(descriptor.get(), *file.bytes) && ::fsync(descriptor.get()) == 0) return {};
  const auto error_number = errno;
  ::unlinkat(folder_.descriptor(), file.part.c_str(), 0);
  return system_failure(what, error_number);
}

Result<void> FileSink::decide(std::span<const Parcel> parcels, const std::vector<Result<Plan>>& plans) {
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (!plans[i] || plans[i]->journaled) continue;
    Entry entry{parcels[i].key, {}};
    for (const auto& file : plans[i]->files) entry.files.push_back({file.name, file.digest});
    entries.push_back(std::move(entry));
  }
  if (entries.empty()) return {};
  // A journal line whose unfinished file is gone means "delivered": the files must be on disk before it.
  SLUSS_TRY(folder_.sync());
  return journal_.add(entries);
}

Result<std::string> FileSink::finish(const Plan& plan) const {
  std::vector<std::string> names;
  for (const auto& file : plan.files) {
    names.push_back(file.name);
    if (plan.journaled && !folder_.has(file.part)) continue;
    SLUSS_TRY_ASSIGN(renamed, rename_to_free_name(folder_, file.part, folder_, file.name));
    if (renamed == Renamed::name_taken) return name_is_taken(file.name);
  }
  return join(names, ", ");
}

/// The journal tells what was delivered; whoever fetches takes the files, so that one that is gone says nothing.
Result<std::optional<Kept>> FileSink::kept(const std::string& key, std::stop_token /*stop*/) {
  if (!journal_.is_open()) SLUSS_TRY(journal_.open(folder_, Journal::Use::read));
  if (!journal_.is_open()) return std::nullopt;
  const auto held = journal_.lock();
  if (!held) return fail(held.error());
  const auto* files = journal_.find(key);
  if (files == nullptr) return std::nullopt;
  Kept kept;
  std::vector<std::string> names;
  for (const auto& file : *files) {
    names.push_back(file.name);
    SLUSS_TRY_ASSIGN(document, lying(file));
    if (document) kept.documents.push_back(std::move(*document));
  }
  kept.receipt = join(names, ", ");
  return kept;
}

Result<std::optional<Document>> FileSink::lying(const Delivered& file) const {
  SLUSS_TRY_ASSIGN(bytes, folder_.content(file.name, largest_document));
  if (!bytes) return std::nullopt;
  if (to_hex(digest(*bytes)) != file.digest)
    return fail(Fault::data, "the file " + file.name + " in " + folder_.path().string() + " is not what was delivered");
  auto extension = std::filesystem::path(file.name).extension().string();
  extension.erase(0, 1);
  return Document{std::move(extension), std::move(*bytes)};
}

Result<void> FileSinkProbe::probe(std::stop_token /*stop*/) {
  Folder folder;
  SLUSS_TRY(folder.open(config_.folder));
  return folder.allows(R_OK | W_OK | X_OK, "written");
}

}  // namespace sluss::file
