// The grammar and the readers are two; these tests hold them together. Every map of the grammar is written out in full
// and read: the readers must know the same keys, need the same ones, and take the same words.
#include "config/grammar.h"

#include <functional>
#include <set>

#include "base/text.h"
#include "config/test_house.h"

namespace sluss::config {
namespace {

constexpr auto stranger = "zzzzqqqq";

/// What stands in the way of other keys, or needs a file that is not there, is written only where the test is about it.
const std::set<std::string> apart = {"parameters.required", "provides.once", "mail.ca",      "mail.user",
                                     "mail.password",       "traces.ca",     "traces.token", "areas.then",
                                     ".connectors",         ".extends"};

/// A place in the grammar: the names on the way to a map, and what is done there.
struct Change {
  std::vector<std::string> map;
  std::string without = {};   ///< a key that is left out
  std::string stranger = {};  ///< a key that is put in
  std::string instead = {};   ///< a key whose value is the stranger
};

const Change no_change{.map = {"nowhere"}};

/// Writes a kind of file with every key, as YAML in one line.
class Writer {
 public:
  explicit Writer(Change change) : change_(std::move(change)) {}

  std::string write(const Key& map) { return "{ " + keys(map, {map.name}) + " }\n"; }

 private:
  std::string keys(const Key& map, const std::vector<std::string>& way) {
    std::vector<std::string> entries;
    const bool is_here = way == change_.map;
    for (const auto& key : map.keys) {
      if (is_here && key.name == change_.without) continue;
      const bool is_meant = is_here && key.name == change_.instead;
      if (!is_meant && apart.contains(way.back() + "." + key.name)) continue;
      entries.push_back(key.name + ": " + (is_meant ? stranger : value(key, way)));
    }
    if (is_here && !change_.stranger.empty()) entries.push_back(change_.stranger + ": 1");
    return join(entries, ", ");
  }

  std::string value(const Key& key, std::vector<std::string> way) {
    way.push_back(key.name);
    switch (key.kind) {
      case ValueKind::map: return "{ " + keys(key, way) + " }";
      case ValueKind::list: return "[{ " + keys(key, way) + " }]";
      case ValueKind::named: return "{ " + key.example + ": { " + keys(key, way) + " } }";
      case ValueKind::connection:
        return "{ klipp: { use: klipp, folder: in }, peppol: { use: outbox, folder: ut }, "
               "underlag: { use: outbox, folder: ut2 } }";
      default: return key.example;
    }
  }

  Change change_;
};

using Visit = std::function<void(const FileKind&, const Key& map, const std::vector<std::string>& way)>;

void visit_maps(const FileKind& file, const Key& map, const std::vector<std::string>& way, const Visit& visit) {
  if (map.keys.empty()) return;
  visit(file, map, way);
  for (const auto& key : map.keys) {
    auto inner = way;
    inner.push_back(key.name);
    visit_maps(file, key, inner, visit);
  }
}

/// Every map that has keys of its own.
void for_each_map(const Visit& visit) {
  for (const auto& file : grammar()) visit_maps(file, file.top, {file.top.name}, visit);
}

std::string place_of(const FileKind& file) {
  if (file.name == "connector") return "connectors/klipp/connector.yaml";
  auto place = "config/" + file.files.substr(0, file.files.find(','));
  if (place.ends_with("*.yaml")) place.replace(place.size() - 6, 6, "all.yaml");
  return place;
}

/// A house in which every file of the grammar is written out, with one change; gives its faults.
class GrammarTest : public testing::Test {
 protected:
  GrammarTest() {
    for (const auto* old : {"agreements", "placing", "prices", "pipelines"})
      std::filesystem::remove_all(house_.root() / "config" / old);
    for (const auto& file : grammar()) write(file, no_change);
  }
  std::vector<Diagnostic> faults_with(const FileKind& changed, const Change& change) {
    write(changed, change);
    (void)house_.load();
    write(changed, no_change);
    return house_.diagnostics.all();
  }

 private:
  void write(const FileKind& file, Change change) const {
    house_.write(place_of(file), Writer(std::move(change)).write(file.top));
  }

  House house_;
};

std::string text_of(const std::vector<Diagnostic>& faults) {
  std::string text;
  for (const auto& fault : faults) text += fault.text() + "\n";
  return text;
}

std::set<std::string> words_of(const std::string& text, const std::string& after) {
  const auto begin = text.find(after);
  if (begin == std::string::npos) return {};
  auto list = text.substr(begin + after.size());
  list = list.substr(0, list.find_first_of("(\n"));
  list = list.substr(0, list.find(", found"));
  std::set<std::string> words;
  for (const auto word : split(list, ',')) words.insert(std::string(trim(word)));
  return words;
}

std::string shown(const std::vector<std::string>& way) { return join(way, "."); }

TEST_F(GrammarTest, a_house_of_its_examples_has_no_faults) {
  EXPECT_EQ(text_of(faults_with(grammar().front(), no_change)), "");
}

TEST_F(GrammarTest, the_readers_know_its_keys_and_no_others) {
  int seen = 0;
  for_each_map([&](const FileKind& file, const Key& map, const std::vector<std::string>& way) {
    // Connections stand at the top of their file as well, so that every key there is a connection's name.
    const auto faults = faults_with(file, {way, "", stranger, ""});
    std::set<std::string> known, stated;
    for (const auto& key : map.keys) stated.insert(key.name);
    for (const auto& fault : faults) {
      if (fault.message != "unknown key") continue;
      EXPECT_TRUE(fault.path.ends_with(stranger)) << fault.text();
      known.merge(words_of(fault.hint, "known keys: "));
    }
    EXPECT_EQ(known, stated) << file.name << shown(way) << "\n" << text_of(faults);
    ++seen;
  });
  EXPECT_GT(seen, 35) << "the maps were not found";
}

TEST_F(GrammarTest, the_readers_need_what_it_says_is_needed_and_nothing_else) {
  int needed = 0;
  for_each_map([&](const FileKind& file, const Key& map, const std::vector<std::string>& way) {
    for (const auto& key : map.keys) {
      // Without its frame a file of connections is read as the connections themselves.
      if (key.kind == ValueKind::connection) continue;
      const auto faults = faults_with(file, {way, key.name, "", ""});
      const auto is_missing = text_of(faults).find("\"" + key.name + "\" is missing") != std::string::npos;
      EXPECT_EQ(is_missing, key.required) << file.name << shown(way) << "." << key.name << "\n" << text_of(faults);
      needed += int{key.required};
    }
  });
  EXPECT_GT(needed, 50);
}

TEST_F(GrammarTest, the_readers_take_its_words_and_no_others) {
  int seen = 0;
  for_each_map([&](const FileKind& file, const Key& map, const std::vector<std::string>& way) {
    for (const auto& key : map.keys) {
      if (key.kind != ValueKind::word && key.kind != ValueKind::words) continue;
      const auto text = text_of(faults_with(file, {way, "", "", key.name}));
      EXPECT_EQ(words_of(text, "expected one of: "), std::set<std::string>(key.words.begin(), key.words.end()))
          << file.name << shown(way) << "." << key.name << "\n"
          << text;
      ++seen;
    }
  });
  EXPECT_GT(seen, 12);
}

TEST_F(GrammarTest, every_key_is_explained_and_has_an_example) {
  for_each_map([&](const FileKind& file, const Key& map, const std::vector<std::string>& way) {
    for (const auto& key : map.keys) {
      EXPECT_GT(key.text.size(), 4U) << file.name << shown(way) << "." << key.name;
      const bool has_keys = key.kind == ValueKind::map || key.kind == ValueKind::list;
      EXPECT_NE(key.example.empty(), !has_keys) << file.name << shown(way) << "." << key.name;
    }
  });
}

}  // namespace
}  // namespace sluss::config
