#include "trial/verdict.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "config/files.h"
#include "config/yaml_reader.h"
#include "trial/values.h"

namespace sluss::trial {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t shown_at_most = 5;  // of what nobody mentions
constexpr std::size_t members_to_paste = 8;

std::string plural(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// Does the part stand in the text as words of its own? "line 1" is no part of "line 17".
bool has_words(const std::string& text, const std::string& part) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0; };
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    const auto end = at + part.size();
    const bool begins = at == 0 || !is_word(part.front()) || !is_word(text[at - 1]);
    const bool ends = end == text.size() || !is_word(part.back()) || !is_word(text[end]);
    if (begins && ends) return true;
  }
  return false;
}

std::string change_to_paste(const CameOut& message) {
  return message.change == Change::withdrawn ? "change: withdrawn, " : "";
}

std::string line_to_paste(const CameOut& message) {
  auto members = to_line(message.body, members_to_paste);
  if (const auto change = change_to_paste(message); !change.empty()) members.insert(2, change);
  return to_scalar(message.name) + ": " + members;
}

// --- files of what is right ----------------------------------------------------------------------------------------

std::string golden_of(const std::vector<const CameOut*>& messages) {
  std::string text = "# Written by sluss test --update. Read what it changes before you keep it.\n";
  if (messages.empty()) text += "{}\n";
  for (const auto* message : messages) {
    const auto members = to_yaml(message->body, 2);
    const bool withdrawn = message->change == Change::withdrawn;
    text += to_scalar(message->name) + ":" + (members.empty() && !withdrawn ? " {}\n" : "\n");
    if (withdrawn) text += "  change: withdrawn\n";
    text += members;
  }
  return text;
}

bool is_text(const std::string& bytes) { return is_utf8(bytes) && bytes.find('\0') == std::string::npos; }

/// The first place where two documents differ.
std::string first_difference(const std::string& expected, const std::string& found) {
  if (!is_text(expected) || !is_text(found)) {
    const auto [e, f] = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
    return "its bytes differ from the " + std::to_string(e - expected.begin() + 1) + ". on (" +
           std::to_string(expected.size()) + " bytes expected, " + std::to_string(found.size()) + " found)";
  }
  const auto before = split(expected, '\n');
  const auto after = split(found, '\n');
  std::size_t line = 0;
  while (line < before.size() && line < after.size() && before[line] == after[line]) ++line;
  const auto at = [&](const std::vector<std::string_view>& lines) {
    return line < lines.size() ? shown(Value(std::string(lines[line]))) : "its end";
  };
  return "line " + std::to_string(line + 1) + ": expected " + at(before) + ", found " + at(after);
}

class Judge {
 public:
  Judge(const Expectations& expect, const NightResult& result, const fs::path& folder, Golden golden)
      : expect_(expect), result_(result), folder_(folder), golden_(golden) {}

  Verdict judge(const std::vector<std::string>& ways) {
    judge_troubles();  // where all of a file is refused, that is why nothing came out
    std::set<std::string> mentioned;
    Diagnostics unused;
    for (const auto& expected : expect_.ways) {
      const auto way = way_of(expected.name, ways, "way out", unused);
      if (!way) continue;  // told already, and nothing was played then
      mentioned.insert(*way);
      judge_way(expected, *way);
    }
    for (const auto& way : ways) {
      if (!mentioned.contains(way)) tell_unmentioned(expect_.mark, way, messages_of(way), {});
    }
    judge_ends("parked", expect_.parked, result_.parked);
    judge_ends("filtered", expect_.filtered, result_.filtered);
    judge_collected();
    return std::move(verdict_);
  }

 private:
  using Messages = std::vector<const CameOut*>;

  void fail(const Mark& mark, std::string text, std::string paste = {}) {
    verdict_.failures.push_back({mark, std::move(text), std::move(paste)});
  }

  [[nodiscard]] Messages messages_of(const std::string& way) const {
    Messages messages;
    for (const auto& message : result_.out) {
      if (message.way == way) messages.push_back(&message);
    }
    return messages;
  }

  void judge_way(const ExpectedWay& expected, const std::string& way) {
    auto left = messages_of(way);
    if (!expected.golden.empty()) judge_golden(expected, way, left);
    for (const auto& message : expected.messages) judge_message(message, way, left);
    if (!expected.golden.empty()) return;
    if (!expected.others) return tell_unmentioned(expected.name.mark, way, left, "others");
    if (static_cast<std::int64_t>(left.size()) != *expected.others)
      fail(expected.name.mark, way + ": expected " + std::to_string(*expected.others) + " others, found " +
                                   std::to_string(left.size()) + ": " + names_of(left));
  }

  static std::string names_of(const Messages& messages) {
    std::vector<std::string> names;
    for (const auto* message : messages) {
      if (names.size() < shown_at_most) names.push_back(message->name);
    }
    return messages.empty() ? "none" : join(names, ", ") + (messages.size() > names.size() ? ", ..." : "");
  }

  void judge_message(const ExpectedMessage& expected, const std::string& way, Messages& left) {
    const auto is_it = [&](const CameOut* message) { return message->name == expected.name; };
    const auto at = std::find_if(left.begin(), left.end(), is_it);
    if (at == left.end())
      return fail(expected.members.mark, way + ": " + expected.name + " did not come out" + where_is(expected.name));
    const auto& message = **at;
    left.erase(at);
    judge_change(expected, message);
    for (const auto& difference : differences_in(expected.members, message.body))
      tell(difference.mark, message, difference);
    if (!expected.documents.empty()) judge_documents(expected, message);
  }

  void tell(const Mark& mark, const CameOut& message, const Difference& difference) {
    fail(mark, message.way + ": " + message.name + ": " + difference.path + ": expected " + difference.expected +
                   ", found " + difference.found);
  }

  /// What became of a message that is missing.
  [[nodiscard]] std::string where_is(const std::string& name) const {
    const auto is_it = [&](const Ended& ended) { return ended.key == name; };
    for (const auto& [word, list] : {std::pair("parked", &result_.parked), std::pair("filtered", &result_.filtered)}) {
      const auto at = std::find_if(list->begin(), list->end(), is_it);
      if (at != list->end()) return "; it was " + std::string(word) + ": " + at->reason;
    }
    if (std::find(result_.collected.begin(), result_.collected.end(), name) != result_.collected.end())
      return "; it was collected";
    return "";
  }

  void judge_change(const ExpectedMessage& expected, const CameOut& message) {
    const std::string found = name_of(message.change);
    const bool fits = expected.change.empty() ? message.change != Change::withdrawn : expected.change == found;
    if (!fits)
      fail(expected.members.mark, message.way + ": " + message.name + ": change: expected " +
                                      (expected.change.empty() ? "new or changed" : expected.change) + ", found " +
                                      found);
  }

  void judge_documents(const ExpectedMessage& expected, const CameOut& message) {
    const auto& documents = message.documents;
    if (documents.size() != expected.documents.size())
      return fail(expected.members.mark, message.way + ": " + message.name + ": expected " +
                                             plural(expected.documents.size(), "document") + ", found " +
                                             std::to_string(documents.size()));
    for (std::size_t i = 0; i < documents.size(); ++i) {
      const auto right = keep(expected.documents[i], documents[i].bytes, expected.members.mark);
      if (right && *right != documents[i].bytes)
        fail(expected.members.mark, message.way + ": " + message.name + ": " + expected.documents[i] + ": " +
                                        first_difference(*right, documents[i].bytes));
    }
  }

  /// Notes what the file would hold now; gives what it holds, where that is to be compared.
  std::optional<std::string> keep(const std::string& name, const std::string& now, const Mark& mark) {
    const auto path = folder_ / name;
    verdict_.golden[path] = now;
    if (golden_ == Golden::update) return std::nullopt;
    auto bytes = file_bytes(path);
    if (bytes) return std::move(*bytes);
    fail(mark, "there is no file " + name + "; sluss test --update writes what comes out now");
    return std::nullopt;
  }

  void judge_golden(const ExpectedWay& expected, const std::string& way, const Messages& messages) {
    const auto right = keep(expected.golden, golden_of(messages), expected.name.mark);
    if (!right) return;
    Diagnostics faults;
    const auto document = config::read_yaml(*right, config::mark_of(folder_ / expected.golden).file, faults);
    if (!document || !faults.ok()) return fail(expected.name.mark, faults.all().front().text());
    auto left = messages;
    for (const auto& entry : document->entries) judge_entry(entry, way, left);
    for (const auto* message : left)
      fail(expected.name.mark, way + ": " + message->name + " came out, and does not stand in " + expected.golden,
           line_to_paste(*message));
  }

  void judge_entry(const Node::Entry& entry, const std::string& way, Messages& left) {
    const auto at =
        std::find_if(left.begin(), left.end(), [&](const CameOut* message) { return message->name == entry.key; });
    if (at == left.end())
      return fail(entry.key_mark, way + ": " + entry.key + " did not come out" + where_is(entry.key));
    const auto& message = **at;
    left.erase(at);
    auto members = entry.value;
    const bool withdrawn = std::erase_if(members.entries, [](const Node::Entry& member) {
                             return member.key == "change" && member.value.text == "withdrawn";
                           }) > 0;
    if (withdrawn != (message.change == Change::withdrawn))
      fail(entry.key_mark, way + ": " + message.name + ": change: expected " +
                               (withdrawn ? "withdrawn" : "new or changed") + ", found " + name_of(message.change));
    for (const auto& difference : differences_between(to_value(members), message.body))
      tell(place_of(members, difference, entry.key_mark), message, difference);
  }

  /// The line of the file that the difference is about.
  static Mark place_of(const Node& members, const Difference& difference, const Mark& otherwise) {
    for (const auto& entry : members.entries) {
      const auto& path = difference.path;
      const bool is_in =
          path.starts_with(entry.key) &&
          (path.size() == entry.key.size() || path[entry.key.size()] == '.' || path[entry.key.size()] == '[');
      if (is_in) return entry.key_mark;
    }
    return otherwise;
  }

  /// `more`: what could be written for all of them.
  void tell_unmentioned(const Mark& mark, const std::string& way, const Messages& messages, const std::string& more) {
    for (std::size_t i = 0; i < std::min(messages.size(), shown_at_most); ++i)
      fail(mark, way + ": " + messages[i]->name + " came out, and no expectation mentions it",
           more.empty() ? way + ": { " + line_to_paste(*messages[i]) + " }" : line_to_paste(*messages[i]));
    if (messages.size() <= shown_at_most) return;
    const auto rest = std::to_string(messages.size() - shown_at_most);
    const auto count = std::to_string(messages.size());
    fail(mark, way + ": " + rest + " more came out, and no expectation mentions them",
         more.empty() ? way + ": { golden: golden/" + way + ".yaml }" : "others: " + count);
  }

  // --- what ended on its way ---------------------------------------------------------------------------------------

  static bool fits(const ExpectedEnd& expected, const Ended& ended) {
    return (expected.key.empty() || expected.key == ended.key) &&
           (expected.at.empty() || has_words(ended.place, expected.at) || has_words(ended.reason, expected.at)) &&
           ended.reason.find(expected.because) != std::string::npos;
  }

  void judge_ends(const std::string& word, const std::vector<ExpectedEnd>& expected, const std::vector<Ended>& found) {
    std::vector<const ExpectedEnd*> wanted;
    for (const auto& end : expected) wanted.insert(wanted.end(), static_cast<std::size_t>(end.count), &end);
    const auto taken_by = match(wanted, found);
    std::vector<bool> is_met(wanted.size(), false);
    for (const auto& by : taken_by) {
      if (by) is_met[*by] = true;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (!is_met[i]) tell_unmet(word, *wanted[i], found, taken_by);
    }
    std::size_t told = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (taken_by[i]) continue;
      if (++told <= shown_at_most)
        fail(expect_.mark, called(found[i]) + " was " + word + ", and no expectation mentions it: " + found[i].reason,
             word + ": [" + end_to_paste(found[i]) + "]");
    }
    if (told > shown_at_most)
      fail(expect_.mark,
           std::to_string(told - shown_at_most) + " more were " + word + ", and no expectation mentions them");
  }

  /// For each that was found the expectation that is met by it, so that as many as can be are met.
  static std::vector<std::optional<std::size_t>> match(const std::vector<const ExpectedEnd*>& wanted,
                                                       const std::vector<Ended>& found) {
    std::vector<std::optional<std::size_t>> taken_by(found.size());
    std::vector<bool> tried;
    const std::function<bool(std::size_t)> place = [&](std::size_t want) {
      for (std::size_t i = 0; i < found.size(); ++i) {
        if (tried[i] || !fits(*wanted[want], found[i])) continue;
        tried[i] = true;
        if (taken_by[i] && !place(*taken_by[i])) continue;
        taken_by[i] = want;
        return true;
      }
      return false;
    };
    for (std::size_t want = 0; want < wanted.size(); ++want) {
      tried.assign(found.size(), false);
      (void)place(want);
    }
    return taken_by;
  }

  void tell_unmet(const std::string& word, const ExpectedEnd& expected, const std::vector<Ended>& found,
                  const std::vector<std::optional<std::size_t>>& taken_by) {
    auto where = expected.key.empty() ? expected.at : expected.key;
    auto text = word + ": nothing was " + word + (where.empty() ? "" : " at " + where) + " because \"" +
                expected.because + "\"";
    for (std::size_t i = 0; i < found.size(); ++i) {
      auto elsewhere = expected;
      elsewhere.because.clear();
      if (taken_by[i] || where.empty() || !fits(elsewhere, found[i])) continue;
      text = word + ": " + where + ": expected a reason with \"" + expected.because + "\", found \"" + found[i].reason +
             "\"";
      break;
    }
    fail(expected.mark, std::move(text));
  }

  static std::string called(const Ended& ended) {
    return ended.key + (ended.place.empty() ? "" : " (" + ended.place + ")");
  }

  static std::string end_to_paste(const Ended& ended) {
    const auto row = ended.place.find_last_of(',');
    const auto where =
        row == std::string::npos ? "key: " + to_scalar(ended.key) : "at: " + to_scalar(ended.place.substr(row + 2));
    return "{ " + where + ", because: " + to_scalar(reason_alone(ended)) + " }";
  }

  void judge_collected() {
    std::multiset<std::string> found(result_.collected.begin(), result_.collected.end());
    if (expect_.collected) {
      for (const auto& key : *expect_.collected) {
        const auto at = found.find(key);
        if (at == found.end()) fail(expect_.mark, "collected: " + key + " was not collected" + where_is(key));
        else found.erase(at);
      }
    } else if (!result_.only_collects) return;
    for (const auto& key : found)
      fail(expect_.mark, key + " was collected, and no expectation mentions it", "collected: [" + to_scalar(key) + "]");
  }

  void judge_troubles() {
    auto left = result_.troubles;
    for (const auto& expected : expect_.troubles) {
      const auto at = std::find_if(left.begin(), left.end(), [&](const std::string& trouble) {
        return trouble.find(expected.text) != std::string::npos;
      });
      if (at == left.end())
        fail(expected.mark, "troubles: the run did not say \"" + expected.text + "\"" +
                                (left.empty() ? "" : "; it said \"" + left.front() + "\""));
      else left.erase(at);
    }
    for (const auto& trouble : left)
      fail(expect_.mark, "the run says, and no expectation mentions it: " + trouble,
           "troubles: [" + to_scalar(trouble) + "]");
  }

  const Expectations& expect_;
  const NightResult& result_;
  const fs::path& folder_;
  Golden golden_;
  Verdict verdict_;
};

}  // namespace

std::string reason_alone(const Ended& ended) {
  const auto resource = ended.place.substr(0, ended.place.find(','));
  const auto begin = ended.reason.find(": ");
  const bool has_place = !resource.empty() && ended.reason.starts_with(resource) && begin != std::string::npos;
  return has_place ? ended.reason.substr(begin + 2) : ended.reason;
}

Verdict judge(const Expectations& expect, const NightResult& result, const std::vector<std::string>& ways,
              const fs::path& folder, Golden golden) {
  return Judge(expect, result, folder, golden).judge(ways);
}

}  // namespace sluss::trial
