// A folder of a test's own, and what a test does in it.
#pragma once

#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <sys/stat.h>

#include "support/temporary_folder.h"

namespace sluss::file {

class TestFolder {
 public:
  [[nodiscard]] const std::filesystem::path& path() const { return scratch_.path(); }

  void put(const std::string& name, const std::string& content, int minutes_old = 60) const {
    std::ofstream(path() / name, std::ios::binary) << content;
    age(name, minutes_old);
  }
  void append(const std::string& name, const std::string& content) const {
    std::ofstream(path() / name, std::ios::binary | std::ios::app) << content;
  }
  void age(const std::string& name, int minutes) const {
    timespec times[2] = {};
    times[0].tv_sec = times[1].tv_sec = ::time(nullptr) - minutes * 60;
    ::utimensat(AT_FDCWD, (path() / name).c_str(), times, 0);
  }
  [[nodiscard]] std::string content(const std::string& name) const {
    std::ifstream file(path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  [[nodiscard]] bool has(const std::string& name) const { return std::filesystem::exists(path() / name); }
  [[nodiscard]] std::set<std::string> names() const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(path())) found.insert(entry.path().filename());
    return found;
  }

 private:
  test::TemporaryFolder scratch_;
};

}  // namespace sluss::file
