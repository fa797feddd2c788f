#include "scaffold/proposal.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.h"
#include "scaffold/yaml_text.h"

namespace sluss::scaffold {
namespace {

/// A column that may fill a target.
struct Match {
  int strength = 0;
  std::size_t target = 0;
  std::size_t column = 0;
};

constexpr int by_looks_alone = 30;

std::string counted(std::size_t count, Look look) { return std::to_string(count) + " " + name_of(look); }

bool may_be(const Target& target, const Looks& looks) {
  return target.looks.empty() || std::find(target.looks.begin(), target.looks.end(), looks.look) != target.looks.end();
}

/// A personnummer is one whatever its column is called.
bool is_told_by_looks(const Looks& looks) { return looks.look == Look::personnummer || looks.look == Look::hsa_id; }

class Proposer {
 public:
  Proposer(const Sheet& sheet, const MessageKind& kind, Day today) : sheet_(sheet) {
    proposal_.kind = &kind;
    for (const auto& column : sheet.columns) proposal_.looks[column.name] = looks_of(column.filled(), today);
  }

  Proposal run() {
    assign();
    for (std::size_t i = 0; i < kind().targets.size(); ++i) add_target(i);
    ask_for_needed();
    list_unused();
    return std::move(proposal_);
  }

 private:
  [[nodiscard]] const MessageKind& kind() const { return *proposal_.kind; }
  [[nodiscard]] const Looks& looks(const Column& column) const { return proposal_.looks.at(column.name); }

  /// The strongest first; each target and each column once.
  void assign() {
    std::vector<Match> matches;
    for (std::size_t t = 0; t < kind().targets.size(); ++t) {
      for (std::size_t c = 0; c < sheet_.columns.size(); ++c) {
        if (const int strength = strength_of(kind().targets[t], sheet_.columns[c]); strength > 0)
          matches.push_back({strength, t, c});
      }
    }
    std::stable_sort(matches.begin(), matches.end(),
                     [](const auto& a, const auto& b) { return a.strength > b.strength; });
    for (const auto& match : matches) {
      if (column_of_.contains(match.target) || used_.contains(match.column)) continue;
      column_of_[match.target] = match.column;
      used_.insert(match.column);
    }
    prefer_parts_of_the_name();
    add_dates_by_order();
  }

  [[nodiscard]] int strength_of(const Target& target, const Column& column) const {
    const auto& seen = looks(column);
    const int named = likeness(target, column.name);
    const bool told = is_told_by_looks(seen) && !target.looks.empty() && may_be(target, seen);
    if (seen.look == Look::nothing || !may_be(target, seen) || (is_told_by_looks(seen) && target.looks.empty()))
      return 0;
    return named + (told || is_told_by_words(target, column) ? by_looks_alone : 0);
  }

  /// At least half of its different values are words of the target's.
  [[nodiscard]] bool is_told_by_words(const Target& target, const Column& column) const {
    if (target.words.empty() || looks(column).look != Look::code) return false;
    const auto values = column.filled();
    const std::set<std::string> words(values.begin(), values.end());
    const auto known =
        std::count_if(words.begin(), words.end(), [&](const auto& word) { return !meaning(target, word).empty(); });
    return 2 * static_cast<std::size_t>(known) >= words.size();
  }

  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view path) const {
    for (std::size_t i = 0; i < kind().targets.size(); ++i) {
      if (kind().targets[i].path == path) return i;
    }
    return std::nullopt;
  }
  [[nodiscard]] const Column* column_at(std::string_view path) const {
    const auto target = index_of(path);
    const auto at = target ? column_of_.find(*target) : column_of_.end();
    return at == column_of_.end() ? nullptr : &sheet_.columns[at->second];
  }

  /// First and last name are the name; one of them alone is a part of it.
  void prefer_parts_of_the_name() {
    const auto whole = index_of("student.name");
    if (!whole || column_at("first") == nullptr || column_at("last") == nullptr || !column_of_.contains(*whole)) return;
    used_.erase(column_of_.at(*whole));
    column_of_.erase(*whole);
  }

  /// Two columns of dates and no more: the earlier one begins.
  void add_dates_by_order() {
    const auto start = index_of("start"), end = index_of("end");
    if (!start || !end || column_of_.contains(*start) || column_of_.contains(*end)) return;
    std::vector<std::size_t> dates;
    for (std::size_t c = 0; c < sheet_.columns.size(); ++c) {
      if (!used_.contains(c) && looks(sheet_.columns[c]).look == Look::date) dates.push_back(c);
    }
    if (dates.size() != 2) return;
    column_of_[*start] = dates[0];
    column_of_[*end] = dates[1];
    used_.insert(dates.begin(), dates.end());
    open("start",
         "start and end are taken from the two columns of dates, in their order: are they the first and last day?");
  }

  void add_target(std::size_t index) {
    const auto& target = kind().targets[index];
    if (target.path == "student.name") return add_name();
    const auto at = column_of_.find(index);
    if (at == column_of_.end() || target.path == "first" || target.path == "last") return;
    const auto& column = sheet_.columns[at->second];
    if (target.as == "date") add_date(target, column);
    else if (!target.words.empty()) add_words(target, column);
    else if (target.path == "student.protected") add_protected(target, column);
    else add_rule(target, column, yaml_of(target, column, ""));
  }

  void add_name() {
    const auto* first = column_at("first");
    const auto* last = column_at("last");
    const auto* whole = column_at("student.name");
    std::vector<std::string> columns;
    for (const auto* part : {first, last}) {
      if (part != nullptr) columns.push_back(part->name);
    }
    if (columns.empty() && whole != nullptr) columns.push_back(whole->name);
    if (columns.empty()) return;
    auto yaml = yaml_texts(columns);
    proposal_.rules.push_back({"student.name", columns, yaml, "by the names of the columns"});
  }

  [[nodiscard]] std::string reason_for(const Target& target, const Column& column) const {
    const auto values = column.filled().size();
    const auto by = likeness(target, column.name) > 0 ? "its name; " : "by what stands in it: ";
    return by + counted(values, looks(column).look) +
           (values < static_cast<std::size_t>(sheet_.rows)
                ? ", empty in " + std::to_string(static_cast<std::size_t>(sheet_.rows) - values) + " rows"
                : "");
  }

  void add_rule(const Target& target, const Column& column, const std::string& yaml) {
    proposal_.rules.push_back({std::string(target.path), {column.name}, yaml, reason_for(target, column)});
    const auto& exceptions = looks(column).exceptions;
    if (!exceptions.empty())
      open(target.path, std::to_string(exceptions.size()) + " of " + std::to_string(column.filled().size()) +
                            " values of \"" + column.name + "\" are no " + name_of(looks(column).look) +
                            ": those rows will wait for a correction");
  }

  /// `Start`, or `{ from: Start, as: date, optional: yes }`.
  [[nodiscard]] std::string yaml_of(const Target& target, const Column& column, const std::string& more) const {
    std::string options;
    if (!target.as.empty()) options += ", as: " + std::string(target.as);
    options += more;
    if (!column.always) options += ", optional: yes";
    if (options.empty()) return yaml_text(column.name);
    return "{ from: " + yaml_text(column.name) + options + " }";
  }

  void add_date(const Target& target, const Column& column) {
    const auto formats = formats_of(column);
    if (formats.size() > 1) {
      open(target.path,
           "\"" + column.name + "\" can be read as " + join(formats, " and as ") +
               ", and no value tells which: ask who sends it",
           std::string(target.path) + ": " + yaml_of(target, column, ", format: " + formats.front()));
      return;
    }
    const bool plain = formats.empty() || formats.front().empty();
    add_rule(target, column, yaml_of(target, column, plain ? "" : ", format: " + formats.front()));
  }

  /// The formats that read the column; one that another column of dates rules out is none.
  [[nodiscard]] std::vector<std::string> formats_of(const Column& column) const {
    auto formats = looks(column).formats;
    for (const auto& other : sheet_.columns) {
      const auto& others = looks(other).formats;
      if (formats.size() < 2 || others.empty()) continue;
      std::vector<std::string> common;
      for (const auto& format : formats) {
        if (std::find(others.begin(), others.end(), format) != others.end()) common.push_back(format);
      }
      if (!common.empty()) formats = common;
    }
    return formats;
  }

  /// A word of a few: what each word of the sample means.
  void add_words(const Target& target, const Column& column) {
    std::string known, unknown;
    const auto values = column.filled();
    constexpr std::size_t most_words = 20;
    if (different_in(column) > most_words)
      return open(target.path, "\"" + column.name + "\" may be " + std::string(target.text) + ", but it has " +
                                   std::to_string(different_in(column)) + " different values: is it another column?");
    for (const auto& word : std::set<std::string>(values.begin(), values.end())) {
      const auto meant = meaning(target, word);
      auto& list = meant.empty() ? unknown : known;
      list += (list.empty() ? "" : ", ") + yaml_text(word) + (meant.empty() ? "" : ": " + std::string(meant));
    }
    std::string words;
    for (const auto& [word, names] : target.words) words += (words.empty() ? "" : ", ") + std::string(word);
    if (known.empty()) {
      open(target.path,
           "\"" + column.name + "\" may be " + std::string(target.text) +
               ", but no word of it is known: " + excerpt(unknown) + "; there are: " + words,
           std::string(target.path) + ": { from: " + yaml_text(column.name) +
               ", lookup: { ...: " + std::string(target.words.front().first) + " } }");
      return;
    }
    add_rule(target, column, yaml_of(target, column, ", lookup: { " + known + " }"));
    if (!unknown.empty())
      open(target.path, "what does " + excerpt(unknown) + " of \"" + column.name +
                            "\" mean? Rows with it wait until it stands in the lookup; there are: " + words);
  }

  /// Whatever is not plainly no protects the student.
  void add_protected(const Target& target, const Column& column) {
    std::string lookup;
    bool is_plain = true;
    const auto values = column.filled();
    for (const auto& word : std::set<std::string>(values.begin(), values.end())) {
      const bool no = is_no(word);
      is_plain = is_plain && no == (fold_case(word) == "nej" || fold_case(word) == "no" || word == "0");
      lookup += (lookup.empty() ? "" : ", ") + yaml_text(word) + (no ? ": \"no\"" : ": \"yes\"");
    }
    if (is_plain) return add_rule(target, column, yaml_of(target, column, ""));
    add_rule(target, column, yaml_of(target, column, ", lookup: { " + lookup + " }, else: \"yes\""));
  }

  void open(std::string_view target, std::string text, std::string line = {}) {
    proposal_.open.push_back({std::string(target), std::move(text), std::move(line)});
  }

  [[nodiscard]] bool has(std::string_view path) const {
    return std::any_of(proposal_.rules.begin(), proposal_.rules.end(),
                       [&](const Rule& rule) { return rule.target == path; });
  }
  [[nodiscard]] bool is_open(std::string_view path) const {
    return std::any_of(proposal_.open.begin(), proposal_.open.end(),
                       [&](const Open& open) { return open.target == path; });
  }

  void ask_for_needed() {
    for (const auto& either : kind().needed) {
      const bool found =
          std::any_of(either.begin(), either.end(), [&](auto path) { return has(path) || is_open(path); });
      if (found) continue;
      const auto& target = kind().targets[*index_of(either.front())];
      if (either.front() == "institution.id") {
        proposal_.asks_institution = true;
        proposal_.rules.push_back(
            {"institution.id", {}, "{ value: \"${institution}\" }", "no column tells it: the connection says it"});
        open(
            "institution.id",
            "the connection says it, so it is the same for every row. If a column tells it, write its name in the map, "
            "and take `institution` out of the parameters:",
            "institution.id: COLUMN");
      } else if (either.front() == "student.protected") {
        open("student.protected",
             "no column tells whether a student's identity is protected. Ask who sends the file how they mark it; "
             "until then such a student looks like any other");
      } else {
        const auto paths = std::vector<std::string>(either.begin(), either.end());
        open(either.front(),
             "no column is known as " + std::string(target.text) + ", and each " + std::string(kind().name) +
                 " needs " + join(paths, " or "),
             std::string(target.path) + ": COLUMN    # or, when it is the same for all: { value: ... }");
      }
    }
    ask_for_unique_id();
    if (kind().name == "placement")
      open(
          "",
          "Does each file hold all placements of its term, so that one that is missing has been withdrawn? Then write:",
          std::string("content: snapshot") + (has("term") ? "\nscope: term" : ""));
  }

  void ask_for_unique_id() {
    const auto* id = column_at("id");
    if (id == nullptr) return;
    const auto missing = static_cast<std::size_t>(sheet_.rows) - id->filled().size();
    const auto twice = id->filled().size() - different_in(*id);
    if (twice > 0)
      open("id", "\"" + id->name + "\" has " + std::to_string(twice) +
                     " values that came before: each thing needs an id of its own. If two columns together name it, "
                     "write key: [a, b]");
    if (missing > 0)
      open("id", "\"" + id->name + "\" is empty in " + std::to_string(missing) +
                     " rows. If they are no records (totals), let them be skipped");
  }

  void list_unused() {
    for (std::size_t c = 0; c < sheet_.columns.size(); ++c) {
      if (used_.contains(c)) continue;
      const auto& column = sheet_.columns[c];
      proposal_.unused.push_back({column.name, counted(column.filled().size(), looks(column).look)});
    }
  }

  const Sheet& sheet_;
  Proposal proposal_;
  std::map<std::size_t, std::size_t> column_of_;  ///< by target
  std::set<std::size_t> used_;
};

/// How much of what each message needs was found, in parts of a hundred.
std::size_t found_in(const Proposal& proposal) {
  std::size_t found = 0;
  for (const auto& either : proposal.kind->needed) {
    const bool has = std::any_of(either.begin(), either.end(), [&](auto path) {
      return std::any_of(proposal.rules.begin(), proposal.rules.end(),
                         [&](const Rule& rule) { return rule.target == path && !rule.columns.empty(); });
    });
    if (has) ++found;
  }
  return found * 100 / proposal.kind->needed.size();
}

}  // namespace

Proposal propose(const Sheet& sheet, const MessageKind& kind, Day today) { return Proposer(sheet, kind, today).run(); }

Proposal propose(const Sheet& sheet, Day today) {
  std::optional<Proposal> best;
  for (const auto& kind : message_kinds()) {
    auto proposal = propose(sheet, kind, today);
    if (!best || found_in(proposal) > found_in(*best)) best = std::move(proposal);
  }
  return std::move(*best);
}

}  // namespace sluss::scaffold
