#include "archive.h"

#include <algorithm>

#include "base/text.h"
#include "finder.h"

namespace sluss::xlsx {
namespace {

std::string lower(std::string name) {
  for (auto& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c == '\\') c = '/';  // as some old writers do
  }
  return name;
}

/// A name that a stranger chose, fit for an error text.
std::string shown(std::string_view name) {
  std::string text = "\"";
  for (const char c : name.substr(0, 60)) text += c >= ' ' && c < 0x7F ? c : '?';
  return text + (name.size() > 60 ? "...\"" : "\"");
}

bool is_safe(const std::string& name) {
  if (name.empty() || name.front() == '/' || (name.size() > 1 && name[1] == ':')) return false;
  const auto steps = split(name, '/');
  return std::find(steps.begin(), steps.end(), "..") == steps.end();
}

bool is_xml(const std::string& name) {
  return name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml");
}

tl::unexpected<Error> damaged(const std::string& part) {
  return fail(Fault::data, "the workbook is damaged: its part " + shown(part) +
                               " cannot be unpacked; fetch the file again, or open and save it in Excel");
}

Result<void> check_entry(const zip_stat_t& stat, const std::string& name) {
  constexpr zip_uint64_t needed =
      ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if ((stat.valid & needed) != needed) return damaged(name);
  if (stat.encryption_method != ZIP_EM_NONE)
    return fail(Fault::data, "the workbook is encrypted with a password; save it without one");
  if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
    return fail(Fault::data, "the part " + shown(name) + " is packed in a way that workbooks do not use");
  return {};
}

}  // namespace

Result<std::size_t> PartStream::read(std::span<char> buffer) {
  const auto count = zip_fread(file_.get(), buffer.data(), buffer.size());
  if (count < 0) return damaged(part_);
  const auto bytes = static_cast<std::uint64_t>(count);
  unpacked_ += bytes;
  if (bytes == 0 && unpacked_ != stated_) return damaged(part_);
  budget_->used += bytes;
  if (unpacked_ > limits::ratio_from && unpacked_ / limits::ratio > packed_)
    return fail(Fault::data, "the part " + shown(part_) + " unpacks to more than " + std::to_string(limits::ratio) +
                                 " times its size: a zip bomb, or nothing but blank cells");
  if (budget_->used > budget_->limit)
    return fail(Fault::data, "the workbook unpacks to more than " + std::to_string(budget_->limit / limits::mebibyte) +
                                 " MiB; divide it into several files");
  return static_cast<std::size_t>(count);
}

Result<std::unique_ptr<Archive>> Archive::open(Descriptor file, std::uint64_t unpacked_limit) {
  SLUSS_TRY(check_container(file));
  int code = 0;
  auto* zip = zip_fdopen(file.get(), 0, &code);
  if (zip == nullptr)
    return fail(Fault::data, "the workbook is damaged or cut off: its zip archive has no readable list of parts");
  static_cast<void>(file.release());  // libzip has taken it over
  std::unique_ptr<Archive> archive(new Archive(zip));
  SLUSS_TRY(archive->list_entries());
  SLUSS_TRY(archive->unpack_all(unpacked_limit));
  return archive;
}

Result<void> Archive::list_entries() {
  const auto count = zip_get_num_entries(zip_.get(), 0);
  if (count > limits::entries)
    return fail(Fault::data, "the workbook has more than " + std::to_string(limits::entries) + " parts");
  for (zip_int64_t index = 0; index < count; ++index) SLUSS_TRY(add_entry(static_cast<zip_uint64_t>(index)));
  return {};
}

Result<void> Archive::add_entry(zip_uint64_t index) {
  const auto* raw = zip_get_name(zip_.get(), index, ZIP_FL_ENC_RAW);
  const auto name = lower(raw == nullptr ? "" : raw);
  if (!is_safe(name))
    return fail(Fault::data, "the workbook's part " + shown(name) + " has a name that leads out of it");
  zip_stat_t stat{};
  if (zip_stat_index(zip_.get(), index, 0, &stat) != 0) return damaged(name);
  SLUSS_TRY(check_entry(stat, name));
  if (!entries_.emplace(name, Entry{index, stat.comp_size, stat.size}).second)
    return fail(Fault::data, "the workbook has two parts named " + shown(name));
  return {};
}

Result<void> Archive::unpack_all(std::uint64_t unpacked_limit) {
  budget_ = {0, unpacked_limit};
  for (const auto& [name, entry] : entries_) {
    // A part that is no XML is searched as well: to unpack it is what counts its size and checks its checksum.
    SLUSS_TRY_ASSIGN(found, contains(name, "<!DOCTYPE"));
    if (found && is_xml(name))
      return fail(Fault::data, "the part " + shown(name) + " has a DOCTYPE; workbooks have none, it is refused");
  }
  budget_ = {0, unpacked_limit * (limits::passes - 1)};
  return {};
}

std::vector<std::string> Archive::names() const {
  std::vector<std::string> names;
  for (std::size_t index = 0; index < entries_.size(); ++index)
    names.emplace_back(zip_get_name(zip_.get(), index, ZIP_FL_ENC_RAW));
  return names;
}

Result<std::string> Archive::read_part(const std::string& part) {
  SLUSS_TRY_ASSIGN(stream, open_part(part));
  std::string all, buffer(std::size_t{64} * 1024, '\0');
  for (;;) {
    SLUSS_TRY_ASSIGN(count, stream.read(buffer));
    if (count == 0) return all;
    all.append(buffer, 0, count);
  }
}

bool Archive::has(const std::string& part) const { return entries_.contains(lower(part)); }

Result<PartStream> Archive::open_part(const std::string& part) {
  const auto at = entries_.find(lower(part));
  if (at == entries_.end())
    return fail(Fault::data, "the workbook's part " + shown(part) + " is missing: the file is damaged or no workbook");
  PartStream stream;
  stream.file_.reset(zip_fopen_index(zip_.get(), at->second.index, 0));
  if (stream.file_ == nullptr) return damaged(part);
  stream.part_ = at->first;
  stream.packed_ = at->second.packed;
  stream.stated_ = at->second.unpacked;
  stream.budget_ = &budget_;
  return stream;
}

Result<bool> Archive::contains(const std::string& part, std::string_view word) {
  SLUSS_TRY_ASSIGN(stream, open_part(part));
  Finder finder(word);
  std::string buffer(std::size_t{64} * 1024, '\0');
  bool found = false;
  for (;;) {
    SLUSS_TRY_ASSIGN(count, stream.read(buffer));
    if (count == 0) return found;
    found = found || finder.feed(std::string_view(buffer).substr(0, count));
  }
}

}  // namespace sluss::xlsx
