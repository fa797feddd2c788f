// What a disk holds when the power goes: all that was synced, and of the rest whatever it had come to by then.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "power/record.h"

namespace sluss::power {

using Random = std::mt19937;

/// A file's bytes as programs see them, and as the disk may hold them: it writes sectors in any order, each of them as
/// it stood at some moment since the last sync.
class File {
 public:
  explicit File(std::string durable = "") : now_(durable), durable_(std::move(durable)) {}

  void write(std::size_t at, std::string_view bytes);
  void truncate(std::size_t size);
  void sync();

  [[nodiscard]] const std::string& now() const { return now_; }
  /// One of the many contents that a power cut may leave.
  [[nodiscard]] std::string after_cut(Random& random) const;

 private:
  static constexpr std::size_t sector_size = 512;
  using Sector = std::string;

  [[nodiscard]] static Sector sector_of(const std::string& content, std::size_t number);
  void changed(std::size_t from, std::size_t to);

  std::string now_, durable_;
  std::map<std::size_t, std::vector<Sector>> versions_;  ///< of each sector that was changed since the last sync
  std::vector<std::size_t> sizes_;                       ///< the file's since then
};

/// Files and folders below one folder.
struct Tree {
  std::vector<std::string> folders;
  std::map<std::string, std::string> files;  ///< with their bytes
};

/// Files and folders below one folder, told of each call in turn. Names are a folder's content: they are durable when
/// the folder was synced, not when the file was.
class Disk {
 public:
  /// As the folder stands, all of it durable.
  explicit Disk(const std::filesystem::path& folder);

  void apply(const Record& record);

  /// All as programs saw it last.
  [[nodiscard]] Tree now() const;
  /// One of the many states that a power cut may leave.
  [[nodiscard]] Tree after_cut(Random& random) const;

 private:
  struct Node;
  using Entry = std::shared_ptr<Node>;
  using Names = std::map<std::string, Entry>;
  struct Node {
    bool is_folder = false;
    File file;
    Names now, durable;
  };
  /// A name that was given to a node, or taken away (null), in a folder that was not synced since.
  struct Naming {
    Entry folder;
    std::string name;
    Entry node;
  };
  /// What happens to names as one thing or not at all.
  struct Step {
    std::vector<Naming> names;
    /// A file that moves to another folder is gone from the first one only when it stands in the other: no file system
    /// forgets it in between.
    Entry moved_to;
    std::string moved_name;
  };
  using State = std::map<Node*, Names>;

  static Entry read(const std::filesystem::path& folder);
  [[nodiscard]] Entry find(const std::filesystem::path& path) const;
  [[nodiscard]] Entry folder_of(const std::filesystem::path& path) const;
  void name(Step step);
  void move(const std::filesystem::path& from, const std::filesystem::path& to);
  void sync(const Entry& node);
  [[nodiscard]] State names_after_cut(Random& random) const;
  static void take(State& state, const Step& step);
  static bool stands(const State& state, const Entry& node, const Node* wanted);

  Entry root_;
  std::vector<Step> unsynced_;
};

}  // namespace sluss::power
