#include "app/configuration_cure.h"

#include <map>
#include <set>

#include "base/counted.h"
#include "base/file.h"
#include "base/replace_file.h"
#include "config/mending.h"

namespace sluss::app {
namespace {

namespace fs = std::filesystem;

/// Two names may lead to one file, and it is written once.
fs::path file_of(const Mark& mark) {
  if (mark.file == nullptr) return {};
  std::error_code failed;
  auto file = fs::canonical(*mark.file, failed);
  return failed ? fs::path(*mark.file) : file;
}

class Cure {
 public:
  Cure(const config::Configuration& configuration, const Diagnostics& found, std::ostream& changes,
       std::ostream& troubles)
      : changes_(changes), troubles_(troubles) {
    for (const auto& fault : found.all()) faulty_.insert(file_of(fault.mark));
    for (const auto& fault : found.warnings()) {
      if (fault.cure) found_[file_of(fault.mark)].push_back(fault);
    }
    for (const auto& [path, digest] : configuration.read_files)
      digests_.emplace(file_of(config::mark_of(path)), digest);
  }

  Cured run() {
    for (const auto& [file, found] : found_) {
      if (faulty_.contains(file)) leave(*found.front().mark.file, "it has faults, which are to be mended first");
      else mend(file, found);
    }
    if (names_ > 0) changes_ << counted(names_, "name") << " changed in " << counted(files_, "file") << ".\n";
    else if (found_.empty()) changes_ << "There is nothing to change: no former name is used.\n";
    changes_.flush();  // what is found afterwards goes another way
    return cured_;
  }

 private:
  void mend(const fs::path& file, const std::vector<Diagnostic>& found) {
    const auto& name = *found.front().mark.file;
    const auto bytes = file_bytes(file);
    if (!bytes) return fail(bytes.error().what);
    if (digest(*bytes) != digests_[file]) return fail(name + " was changed by somebody else meanwhile; check it again");
    const auto mending = config::mend(*bytes, found);
    for (const auto& left : mending.left)
      leave(left.mark.text(), "change \"" + left.cure->former + "\" to \"" + left.cure->now + "\" by hand");
    if (mending.done.empty()) return;
    if (const auto replaced = replace_file(file, mending.bytes, *bytes); !replaced) return fail(replaced.error().what);
    ++files_;
    names_ += mending.done.size();
    for (const auto& done : mending.done)
      changes_ << name << ":" << done.mark.line << ": " << done.cure->former << " → " << done.cure->now << "\n";
  }

  void leave(const std::string& what, const std::string& why) {
    troubles_ << what << " is left as it is: " << why << "\n";
    if (cured_ == Cured::all) cured_ = Cured::partly;
  }

  void fail(const std::string& why) {
    troubles_ << why << "\n";
    cured_ = Cured::unwritten;
  }

  std::ostream &changes_, &troubles_;
  std::set<fs::path> faulty_;
  std::map<fs::path, std::vector<Diagnostic>> found_;
  std::map<fs::path, Digest> digests_;
  std::size_t names_ = 0, files_ = 0;
  Cured cured_ = Cured::all;
};

}  // namespace

Cured cure(const config::Configuration& configuration, const Diagnostics& found, std::ostream& changes,
           std::ostream& troubles) {
  return Cure(configuration, found, changes, troubles).run();
}

}  // namespace sluss::app
