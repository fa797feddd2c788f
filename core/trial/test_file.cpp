#include "trial/test_file.h"

#include <algorithm>
#include <set>

#include "base/file.h"
#include "config/fields.h"
#include "config/files.h"
#include "config/secret_places.h"
#include "config/values.h"
#include "config/yaml_reader.h"

namespace sluss::trial {
namespace {

namespace fs = std::filesystem;
using config::Fields;

constexpr std::int64_t most = 1'000'000;

/// A test has no secrets.
class NoSecrets final : public Secrets {
 public:
  [[nodiscard]] Result<Secret> find(std::string_view /*name*/) const override {
    return fail(Fault::config, "a test has no secrets");
  }
};

void read_moment(const Node& node, ParseContext& context, std::optional<Instant>& target) {
  target = node.is_scalar() ? parse_moment(node.text) : std::nullopt;
  if (!target)
    context.diagnostics.add(node, "expected a day, or a day and a time with its zone",
                            "for example 2026-12-15, or 2026-12-15T02:00+01:00");
}

bool is_none(const Node& node) { return node.is_scalar() && !node.quoted && node.text == "none"; }

/// A file beneath the folder of the test: only such files are written.
void read_own_file(const Node& node, ParseContext& context, std::string& target) {
  std::string name;
  config::read_text(node, context, name);
  const auto path = fs::path(name).lexically_normal();
  if (path.is_absolute() || (!path.empty() && *path.begin() == ".."))
    context.diagnostics.add(node, "expected a file in the folder of the test, or below it",
                            "for example golden/all.yaml");
  else target = name;
}

/// A list, or the one thing that stands instead of it.
std::vector<Node> items_of(const Node& node) { return node.is_list() ? node.items : std::vector<Node>{node}; }

class Reader {
 public:
  Reader(TestFile& file, ParseContext& context) : file_(file), context_(context) {}

  void read(const Node& document) {
    Fields fields(document, context_);
    const auto& connector = fields.take("connector");
    const auto& pipeline = fields.take("pipeline");
    const auto& tests = fields.take("tests", "\n  - test: one placement of each kind");
    fields.done();
    const bool is_connector = connector.kind != Node::Kind::missing;
    if (is_connector == (pipeline.kind != Node::Kind::missing))
      context_.diagnostics.add(document, "expected either \"connector\" or \"pipeline\": what is tested",
                               "for example connector: klipp");
    file_.subject = is_connector ? Subject::connector : Subject::pipeline;
    file_.name = is_connector ? connector : pipeline;
    std::string unused;
    if (file_.name.kind != Node::Kind::missing) config::read_text(file_.name, context_, unused);
    read_tests(tests);
  }

 private:
  void fault(const Node& node, std::string message, std::string hint = {}) {
    context_.diagnostics.add(node, std::move(message), std::move(hint));
  }

  void read_tests(const Node& node) {
    if (node.kind == Node::Kind::missing) return;
    if (!node.is_list() || node.items.empty())
      return fault(node, "expected a list of tests", "begin each with \"- test:\"");
    std::set<std::string> names;
    for (const auto& item : node.items) {
      auto test = read_test(item);
      if (!test.name.empty() && !names.insert(test.name).second)
        fault(item["test"], "there is a test of this name already in this file");
      file_.tests.push_back(std::move(test));
    }
  }

  Test read_test(const Node& node) {
    Test test;
    test.mark = node.mark;
    Fields fields(node, context_);
    fields.required("test", config::read_text, test.name, "one placement of each kind");
    test.with = fields.take("with");
    const auto& answers = fields.take("answers");
    const auto& nights = fields.take("nights");
    const bool has_nights = nights.kind != Node::Kind::missing;
    if (test.with.kind != Node::Kind::missing) check_with(test.with);
    if (answers.kind != Node::Kind::missing) read_answers(answers, test);
    if (has_nights) {
      fields.done();
      if (!nights.is_list() || nights.items.empty())
        fault(nights, "expected a list of nights", "each with \"at\", \"given\" and \"expect\"");
      for (const auto& night : nights.items) {
        Fields of_night(night, context_);
        test.nights.push_back(read_night(night, of_night));
        of_night.done();
      }
    } else if (node.is_map()) {
      test.nights.push_back(read_night(node, fields));
      fields.done();
    }
    if (!test.nights.empty() && gives_nothing(test.nights.front()))
      fault(node, "nothing is given: such a test cannot fail",
            "give it something: given: { placements: samples/rows.csv }");
    return test;
  }

  static bool gives_nothing(const Night& night) {
    const auto is_empty = [](const Given& given) {
      const auto& content = given.content.is_map() ? given.content["records"] : given.content;
      return content.is_list() && content.items.empty();
    };
    return std::all_of(night.given.begin(), night.given.end(), is_empty);
  }

  void read_answers(const Node& node, Test& test) {
    if (!node.is_map())
      return fault(node, "expected answers by the step that asks",
                   "for example { enrich: [{ gives: { student.id: \"7\" } }] }");
    for (const auto& entry : node.entries) {
      Answers answers{name_of_entry(entry), {}};
      if (!entry.value.is_list()) fault(entry.value, "expected a list of answers");
      for (const auto& item : entry.value.items) {
        Fields fields(item, context_);
        Answer answer{fields.take("when"), fields.take("gives", "{ student.id: \"7\" }")};
        fields.done();
        for (const auto* part : {&answer.when, &answer.gives}) {
          if (part->kind != Node::Kind::missing && !part->is_map())
            fault(*part, "expected parts of a message", "for example { student.id: \"7\" }");
        }
        answers.all.push_back(std::move(answer));
      }
      test.answers.push_back(std::move(answers));
    }
  }

  void check_with(const Node& with) {
    if (file_.subject == Subject::pipeline) fault(with, "only a connector's test has parameters", "leave it out");
    else if (!with.is_map()) fault(with, "expected the connector's parameters", "for example { extension: xlsx }");
    else if (with.has("use")) fault(with["use"], "the connector is named above already", "leave it out");
  }

  Night read_night(const Node& node, Fields& fields) {
    Night night;
    night.mark = node.mark;
    std::optional<Instant> at;
    fields.required("at", read_moment, at, "2026-12-15");
    night.at = at.value_or(Instant{});
    fields.optional("pipeline", config::read_name, night.pipeline);
    const auto& given = fields.take("given");
    const auto& expect = fields.take("expect");
    if (!night.pipeline.empty() && file_.subject == Subject::connector)
      fault(node["pipeline"], "a connector's test runs no pipeline", "leave it out");
    if (given.kind != Node::Kind::missing) read_given(given, night);
    read_expect(expect, node, night.expect);
    return night;
  }

  void read_given(const Node& node, Night& night) {
    if (!node.is_map())
      return fault(node, "expected what comes in, by where it comes from",
                   "for example { placements: samples/rows.csv }");
    for (const auto& entry : node.entries) {
      const auto is_map = [](const Node& item) { return item.is_map(); };
      const auto is_text = [](const Node& item) { return item.is_scalar() && !item.text.empty(); };
      const auto items = items_of(entry.value);
      if (entry.value.is_map()) read_records(entry.value);
      else if (!std::all_of(items.begin(), items.end(), is_map) && !std::all_of(items.begin(), items.end(), is_text))
        fault(entry.value, "expected a file, a list of files, a text of several lines, a list of messages, or records");
      night.given.push_back({name_of_entry(entry), entry.value});
    }
  }

  /// What the format made of something that came in, before the mapping.
  void read_records(const Node& node) {
    Fields fields(node, context_);
    std::vector<std::string> columns;
    fields.optional("columns", config::read_texts, columns);
    const auto& records = fields.take("records", "[{ Nr: P-1, Termin: HT2026 }]");
    fields.done();
    const auto is_map = [](const Node& item) { return item.is_map(); };
    if (records.kind == Node::Kind::missing) return;
    if (!records.is_list() || !std::all_of(records.items.begin(), records.items.end(), is_map))
      fault(records, "expected a list of records", "for example [{ Nr: P-1, Termin: HT2026 }]");
  }

  /// The entry's key as a node: where names are told of.
  static Node name_of_entry(const Node::Entry& entry) {
    Node name;
    name.kind = Node::Kind::scalar;
    name.mark = entry.key_mark;
    name.path = entry.value.path;
    name.text = entry.key;
    return name;
  }

  void read_expect(const Node& node, const Node& night, Expectations& expect) {
    if (!node.is_map() || node.entries.empty())
      return fault(node.kind == Node::Kind::missing ? night : node, "nothing is expected: such a test cannot fail",
                   "say what comes out under \"expect\", or none: expect: { placements: none }");
    expect.mark = node.mark;
    for (const auto& entry : node.entries) {
      if (entry.key == "parked") read_ends(entry.value, expect.parked);
      else if (entry.key == "filtered") read_ends(entry.value, expect.filtered);
      else if (entry.key == "collected") read_collected(entry.value, expect);
      else if (entry.key == "troubles") read_troubles(entry.value, expect);
      else expect.ways.push_back(read_way(entry));
    }
  }

  ExpectedWay read_way(const Node::Entry& entry) {
    ExpectedWay way{name_of_entry(entry), {}, std::nullopt, ""};
    const auto& value = entry.value;
    if (is_none(value)) return way;
    if (value.is_scalar()) read_own_file(value, context_, way.golden);
    else if (value.is_list()) read_names(value, way);
    else if (value.is_map() && !value.entries.empty()) read_messages(value, way);
    else fault(value, "expected messages by their names, a list of names, a file of all of them, or none");
    return way;
  }

  void read_names(const Node& list, ExpectedWay& way) {
    for (const auto& item : list.items) {
      std::string name;
      config::read_text(item, context_, name);
      if (!name.empty()) way.messages.push_back({name, item, "", {}});
    }
    if (list.items.empty()) fault(list, "expected names", "write none where nothing is to come out");
  }

  void read_messages(const Node& map, ExpectedWay& way) {
    for (const auto& entry : map.entries) {
      if (entry.key == "golden") read_own_file(entry.value, context_, way.golden);
      else if (entry.key == "others") {
        std::int64_t others = 0;
        config::read_between(entry.value, context_, 0, most, others);
        way.others = others;
      } else way.messages.push_back(read_message(entry));
    }
    if (way.others && !way.golden.empty())
      fault(map["others"], "\"golden\" mentions all of them already", "leave out one of the two");
  }

  ExpectedMessage read_message(const Node::Entry& entry) {
    ExpectedMessage message{entry.key, entry.value, "", {}};
    if (!entry.value.is_map()) {
      fault(entry.value, "expected what stands in the message",
            "for example { term: HT2026 }, or {} when it is enough that it comes");
      return message;
    }
    std::erase_if(message.members.entries, [&](const Node::Entry& member) {
      if (member.key == "change") read_change(member.value, message.change);
      else if (member.key == "document") read_documents(member.value, message.documents);
      else return false;
      return true;
    });
    return message;
  }

  void read_change(const Node& node, std::string& target) {
    const auto read = config::one_of<std::string>({{"new", "new"}, {"changed", "changed"}, {"withdrawn", "withdrawn"}});
    read(node, context_, target);
  }

  void read_documents(const Node& node, std::vector<std::string>& target) {
    for (const auto& item : items_of(node)) {
      std::string file;
      read_own_file(item, context_, file);
      if (!file.empty()) target.push_back(file);
    }
  }

  void read_ends(const Node& node, std::vector<ExpectedEnd>& ends) {
    if (is_none(node)) return;
    if (!node.is_list() || node.items.empty())
      return fault(node, "expected a list, or none", "for example [{ at: \"line 17\", because: \"is not a date\" }]");
    for (const auto& item : node.items) {
      ExpectedEnd end;
      end.mark = item.mark;
      Fields fields(item, context_);
      fields.optional("key", config::read_text, end.key);
      fields.optional("at", config::read_text, end.at);
      fields.required("because", config::read_text, end.because, "is not a date");
      fields.optional(
          "count",
          [](const Node& count, ParseContext& context, std::int64_t& target) {
            config::read_between(count, context, 1, most, target);
          },
          end.count);
      fields.done();
      ends.push_back(std::move(end));
    }
  }

  void read_collected(const Node& node, Expectations& expect) {
    expect.collected.emplace();
    if (!is_none(node)) config::read_texts(node, context_, *expect.collected);
  }

  void read_troubles(const Node& node, Expectations& expect) {
    if (is_none(node)) return;
    for (const auto& item : items_of(node)) {
      ExpectedTrouble trouble{item.mark, ""};
      config::read_text(item, context_, trouble.text);
      expect.troubles.push_back(std::move(trouble));
    }
  }

  TestFile& file_;
  ParseContext& context_;
};

std::optional<int> minutes_of_zone(const std::string& zone) {
  if (zone == "Z") return 0;
  const bool is_offset = zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':';
  if (!is_offset || (zone.substr(1, 2) + zone.substr(4)).find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  const int minutes = std::stoi(zone.substr(1, 2)) * 60 + std::stoi(zone.substr(4));
  return zone[0] == '+' ? minutes : -minutes;
}

}  // namespace

std::optional<Instant> parse_moment(const std::string& text) {
  if (text.find('T') == std::string::npos) return parse_instant(text);
  const auto begin = text.find_first_of("Z+-", text.find('T'));
  if (begin == std::string::npos) return std::nullopt;
  const auto zone = minutes_of_zone(text.substr(begin));
  auto local = text.substr(0, begin);
  if (local.size() == 16) local += ":00";
  const auto moment = parse_instant(local + "Z");
  if (!zone || !moment) return std::nullopt;
  return *moment - std::chrono::minutes(*zone);
}

std::optional<TestFile> read_test_file(const fs::path& path, Diagnostics& diagnostics) {
  const auto mark = config::mark_of(path);
  const auto bytes = file_bytes(path);
  if (!bytes) {
    diagnostics.add(mark, "", "the file cannot be read");
    return std::nullopt;
  }
  Diagnostics faults;
  const auto document = config::read_yaml(*bytes, mark.file, faults);
  TestFile file;
  file.path = path;
  const NoSecrets secrets;
  ParseContext context{faults, secrets, path.parent_path()};
  if (document) Reader(file, context).read(*document);
  for (const auto& found : faults.all()) diagnostics.add(found.mark, found.path, found.message, found.hint);
  return faults.ok() ? std::optional(std::move(file)) : std::nullopt;
}

}  // namespace sluss::trial
