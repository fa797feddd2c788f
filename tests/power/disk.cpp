#include "power/disk.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>

namespace sluss::power {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

bool chance(Random& random, unsigned percent) { return random() % 100 < percent; }

std::size_t one_of(Random& random, std::size_t count) { return random() % count; }

/// How much of what was not synced had come to the disk: often nothing, or all of it.
unsigned luck(Random& random) {
  constexpr unsigned lucks[] = {0, 10, 50, 90, 100};
  return lucks[one_of(random, std::size(lucks))];
}

}  // namespace

File::Sector File::sector_of(const std::string& content, std::size_t number) {
  const auto at = number * sector_size;
  auto sector = at < content.size() ? content.substr(at, sector_size) : "";
  sector.resize(sector_size, '\0');
  return sector;
}

void File::changed(std::size_t from, std::size_t to) {
  for (auto number = from / sector_size; number * sector_size < to; ++number)
    versions_[number].push_back(sector_of(now_, number));
  sizes_.push_back(now_.size());
}

void File::write(std::size_t at, std::string_view bytes) {
  if (now_.size() < at + bytes.size()) now_.resize(at + bytes.size(), '\0');
  now_.replace(at, bytes.size(), bytes);
  changed(at, at + bytes.size());
}

void File::truncate(std::size_t size) {
  const auto larger = std::max(size, now_.size());
  now_.resize(size, '\0');
  changed(size, larger);
}

void File::sync() {
  durable_ = now_;
  versions_.clear();
  sizes_.clear();
}

std::string File::after_cut(Random& random) const {
  const auto newest = luck(random), older = luck(random);
  auto content = durable_;
  for (const auto& [number, versions] : versions_) {
    const auto* sector = chance(random, newest)  ? &versions.back()
                         : chance(random, older) ? &versions[one_of(random, versions.size())]
                                                 : nullptr;
    if (sector == nullptr) continue;
    const auto at = number * sector_size;
    if (content.size() < at + sector_size) content.resize(at + sector_size, '\0');
    content.replace(at, sector_size, *sector);
  }
  // What lies within the size and never came to the disk reads as zeros.
  auto size = durable_.size();
  if (!sizes_.empty() && chance(random, newest)) size = sizes_.back();
  else if (!sizes_.empty() && chance(random, older)) size = sizes_[one_of(random, sizes_.size())];
  content.resize(size, '\0');
  return content;
}

Disk::Disk(const fs::path& folder) : root_(read(folder)) {}

Disk::Entry Disk::read(const fs::path& folder) {
  auto node = std::make_shared<Node>();
  node->is_folder = true;
  for (const auto& entry : fs::directory_iterator(folder)) {
    auto& child = node->now[entry.path().filename().string()];
    child = entry.is_directory() ? read(entry.path()) : std::make_shared<Node>();
    if (!entry.is_directory()) child->file = File(bytes_of(entry.path()));
  }
  node->durable = node->now;
  return node;
}

Disk::Entry Disk::find(const fs::path& path) const {
  auto node = root_;
  for (const auto& part : path.lexically_normal()) {
    if (part.empty() || part == ".") continue;
    const auto at = node->now.find(part.string());
    if (at == node->now.end()) return nullptr;
    node = at->second;
  }
  return node;
}

Disk::Entry Disk::folder_of(const fs::path& path) const {
  auto folder = find(path.lexically_normal().parent_path());
  if (folder == nullptr) throw std::runtime_error("the record names a folder that is not there: " + path.string());
  return folder;
}

void Disk::name(Step step) {
  for (const auto& [folder, name, node] : step.names) {
    if (node == nullptr) folder->now.erase(name);
    else folder->now[name] = node;
  }
  unsynced_.push_back(std::move(step));
}

void Disk::move(const fs::path& from, const fs::path& to) {
  const auto node = find(from), source = folder_of(from), target = folder_of(to);
  const auto old_name = from.filename().string(), new_name = to.filename().string();
  if (source == target) return name({{{source, old_name, nullptr}, {target, new_name, node}}, nullptr, ""});
  name({{{target, new_name, node}}, nullptr, ""});
  name({{{source, old_name, nullptr}}, target, new_name});
}

void Disk::sync(const Entry& node) {
  if (!node->is_folder) return node->file.sync();
  node->durable = node->now;
  for (auto& step : unsynced_) std::erase_if(step.names, [&](const Naming& naming) { return naming.folder == node; });
  std::erase_if(unsynced_, [](const Step& step) { return step.names.empty(); });
}

void Disk::apply(const Record& record) {
  const fs::path path = fs::path(record.path).lexically_normal();
  const auto node = find(path);
  switch (record.call) {
    case Call::create:
    case Call::mkdir: {
      if (node != nullptr) return;
      auto made = std::make_shared<Node>();
      made->is_folder = record.call == Call::mkdir;
      return name({{{folder_of(path), path.filename().string(), made}}, nullptr, ""});
    }
    case Call::rename: return move(path, fs::path(record.other).lexically_normal());
    case Call::link: {
      const auto other = fs::path(record.other).lexically_normal();
      return name({{{folder_of(other), other.filename().string(), node}}, nullptr, ""});
    }
    case Call::unlink: return name({{{folder_of(path), path.filename().string(), nullptr}}, nullptr, ""});
    case Call::answer: return;
    default: break;
  }
  if (node == nullptr) return;  // a file that was removed while it was open: nobody finds it again
  if (record.call == Call::write) node->file.write(static_cast<std::size_t>(record.at), record.bytes);
  if (record.call == Call::truncate) node->file.truncate(static_cast<std::size_t>(record.at));
  if (record.call == Call::sync) sync(node);
}

bool Disk::stands(const State& state, const Entry& node, const Node* wanted) {
  if (node.get() == wanted) return true;
  const auto at = state.find(node.get());
  const auto& names = at == state.end() ? node->durable : at->second;
  return std::any_of(names.begin(), names.end(),
                     [&](const auto& name) { return name.second->is_folder && stands(state, name.second, wanted); });
}

void Disk::take(State& state, const Step& step) {
  for (const auto& [folder, name, node] : step.names) {
    auto& names = state.try_emplace(folder.get(), folder->durable).first->second;
    if (node == nullptr) names.erase(name);
    else names[name] = node;
  }
}

/// Half of the time names change in their order, as with a journal; else each step happened or not.
Disk::State Disk::names_after_cut(Random& random) const {
  State state;
  const bool in_order = chance(random, 50);
  const auto reached = one_of(random, unsynced_.size() + 1);
  const auto share = luck(random);
  for (std::size_t i = 0; i < unsynced_.size(); ++i) {
    const auto& step = unsynced_[i];
    if (in_order ? i >= reached : !chance(random, share)) continue;
    if (step.moved_to != nullptr) {
      const auto at = state.find(step.moved_to.get());
      const auto& names = at == state.end() ? step.moved_to->durable : at->second;
      if (!names.contains(step.moved_name) || !stands(state, root_, step.moved_to.get())) continue;
    }
    take(state, step);
  }
  return state;
}

Tree Disk::now() const {
  Tree tree;
  const std::function<void(const Node&, const fs::path&)> add = [&](const Node& node, const fs::path& at) {
    tree.folders.push_back(at.string());
    for (const auto& [name, child] : node.now) {
      if (child->is_folder) add(*child, at / name);
      else tree.files[(at / name).string()] = child->file.now();
    }
  };
  add(*root_, "");
  return tree;
}

Tree Disk::after_cut(Random& random) const {
  Tree tree;
  const auto state = names_after_cut(random);
  const std::function<void(Node&, const fs::path&)> add = [&](Node& node, const fs::path& at) {
    tree.folders.push_back(at.string());
    const auto known = state.find(&node);
    for (const auto& [name, child] : known == state.end() ? node.durable : known->second) {
      if (child->is_folder) add(*child, at / name);
      else tree.files[(at / name).string()] = child->file.after_cut(random);
    }
  };
  add(*root_, "");
  return tree;
}

}  // namespace sluss::power
