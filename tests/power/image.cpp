// Makes what a disk may hold after a power cut in the middle of a recorded program.
//
//   sluss-crash-image FOLDER RECORD OUT whole             the folder as the program left it: the record is complete
//   sluss-crash-image FOLDER RECORD OUT SEED [LIE]        one state that a power cut may leave
//
// FOLDER is how it was before the program began. The lies are disks that break their word, which no program can see:
//   log      says that the store's log was synced, and did nothing
//   normal   the same, but for the syncs that SQLite asks for at synchronous=NORMAL: what that setting would do
// Prints the call after which the power went, and how many things had been acknowledged until then.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "power/disk.h"

namespace {

using namespace sluss::power;
using Records = std::vector<Record>;

std::optional<std::string> text(std::ifstream& in, std::size_t size) {
  std::string bytes(size, '\0');
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) return std::nullopt;
  return bytes;
}

/// A record that was broken off, by SIGKILL, is the last one.
Records read_records(const char* file) {
  std::ifstream in(file, std::ios::binary);
  Records records;
  for (RecordHead head; in.read(reinterpret_cast<char*>(&head), sizeof head);) {
    auto path = text(in, head.path), other = text(in, head.other), bytes = text(in, head.bytes);
    if (!bytes) break;
    records.push_back({static_cast<Call>(head.call), head.at, std::move(*path), std::move(*other), std::move(*bytes)});
  }
  // The log's index: SQLite makes it anew from the log when nobody has it open, as after a power cut.
  std::erase_if(records, [](const Record& record) { return record.path.ends_with("-shm"); });
  return records;
}

bool is_log(const std::string& path) { return path.ends_with("-wal"); }

/// SQLite syncs its log at NORMAL too where a new round through it begins, and before what it holds goes into the file.
bool normal_would_sync(const Records& records, std::size_t at) {
  const auto& log = records[at].path;
  const auto database = log.substr(0, log.size() - 4);
  const auto is_of_store = [&](const Record& record) { return record.path == log || record.path == database; };
  const auto here = records.begin() + static_cast<std::ptrdiff_t>(at);
  const auto before = std::find_if(std::make_reverse_iterator(here), records.rend(), is_of_store);
  const auto after = std::find_if(here + 1, records.end(), is_of_store);
  constexpr std::size_t log_header = 32;
  const bool begins =
      before != records.rend() && before->path == log && before->at == 0 && before->bytes.size() == log_header;
  return begins || (after != records.end() && after->path == database && after->call == Call::write);
}

Records without_broken_words(const Records& records, const std::string& lie) {
  Records kept;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const bool of_log = records[i].call == Call::sync && is_log(records[i].path);
    const bool broken = of_log && (lie == "log" || (lie == "normal" && !normal_would_sync(records, i)));
    if (!broken) kept.push_back(records[i]);
  }
  return kept;
}

/// Any call; half of the time one beside those that order the others, which are few.
std::size_t moment(const Records& records, Random& random) {
  std::vector<std::size_t> all, orders;
  for (std::size_t i = 0; i <= records.size(); ++i) {
    all.push_back(i);
    const bool after_order = i > 0 && records[i - 1].call != Call::write;
    const bool before_order = i < records.size() && records[i].call != Call::write;
    if (after_order || before_order) orders.push_back(i);
  }
  const auto& some = random() % 2 == 0 ? all : orders;
  return some[random() % some.size()];
}

const char* name_of(Call call) {
  constexpr const char* names[] = {"create", "truncate", "write", "sync",  "rename",
                                   "link",   "unlink",   "mkdir", "answer"};
  return names[static_cast<std::size_t>(call)];
}

bool is_acknowledgement(const Record& record) {
  return record.call == Call::answer && record.bytes.starts_with("HTTP/1.1 200");
}

void write(const Tree& tree, const std::filesystem::path& into) {
  for (const auto& folder : tree.folders) std::filesystem::create_directories(into / folder);
  for (const auto& [name, bytes] : tree.files) {
    std::ofstream out(into / name, std::ios::binary | std::ios::trunc);
    out << bytes;
    if (!out.flush()) throw std::runtime_error("cannot write " + name);
  }
}

void tell(const Records& records, std::size_t cut) {
  const auto end = records.begin() + static_cast<std::ptrdiff_t>(cut);
  std::cout << std::count_if(records.begin(), end, is_acknowledgement) << " acknowledged; cut after call " << cut
            << " of " << records.size();
  if (cut > 0) std::cout << ": " << name_of(records[cut - 1].call) << " " << records[cut - 1].path;
  std::cout << "\n";
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 5) return 2;
  const std::string which = arguments[4], lie = count > 5 ? arguments[5] : "";
  const auto records = without_broken_words(read_records(arguments[2]), lie);
  Disk disk(arguments[1]);
  const bool whole = which == "whole";
  Random random(whole ? 0 : static_cast<unsigned>(std::stoul(which)));
  const auto cut = whole ? records.size() : moment(records, random);
  for (std::size_t i = 0; i < cut; ++i) disk.apply(records[i]);
  write(whole ? disk.now() : disk.after_cut(random), arguments[3]);
  tell(records, cut);
}
