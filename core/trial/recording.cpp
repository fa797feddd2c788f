#include "trial/recording.h"

#include <algorithm>
#include <set>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "plugin/effect.h"
#include "trial/brought_in.h"
#include "trial/night.h"
#include "trial/nobody.h"
#include "trial/recording_text.h"
#include "trial/stand_ins.h"
#include "trial/trial.h"

namespace sluss::trial {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_records = 10'000;  // of each way in, that are looked at
constexpr std::size_t most_reasons = 8;

/// Reasons that differ in what they quote and count are one.
std::string kind_of(const Ended& ended) {
  std::string kind;
  char quote = '\0';
  for (const char c : reason_alone(ended)) {
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"') quote = c;
    else if (c < '0' || c > '9') kind += c;
  }
  return kind;
}

Node name_node(const std::string& name) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = name;
  return node;
}

class Recorder {
 public:
  Recorder(const config::Configuration& configuration, const Registry& registry, const Clock& clock,
           const RecordingWish& wish, std::stop_token stop)
      : stage_{configuration, Subject::pipeline, wish.pipeline},
        registry_(registry),
        wish_(wish),
        stop_(std::move(stop)),
        at_(std::chrono::floor<std::chrono::minutes>(clock.now())),
        today_(day_in_stockholm(at_)) {}

  Result<Recording> record() {
    SLUSS_TRY(bring_all_in());
    if (asks()) {
      choose_first();
      SLUSS_TRY(ask());
    } else SLUSS_TRY(choose());
    const Nobody nobody(crowds(), today_, our_texts());
    const auto test = made_up(nobody);
    SLUSS_TRY_ASSIGN(result, play(test));
    note(result);
    SLUSS_TRY(write(test, result, nobody));
    return std::move(recording_);
  }

 private:
  [[nodiscard]] const config::Pipeline& pipeline() const { return stage_.configuration.pipelines.at(wish_.pipeline); }
  [[nodiscard]] const config::Inlet& inlet(const std::string& way) const { return stage_.configuration.inlets.at(way); }

  Result<void> bring_all_in() {
    for (const auto& way : pipeline().from) {
      auto brought = bring_in(inlet(way), asks() ? wish_.rows : most_records, stop_);
      if (!brought && brought.error().fault == Fault::cancelled) return fail(brought.error());
      if (!brought && !unreachable_) unreachable_ = brought.error();
      if (brought) take(std::move(*brought));
      else recording_.ways.push_back({.way = way, .left_out = brought.error().what});
    }
    const auto has_any = [](const BroughtIn& brought) { return !brought.records.empty(); };
    if (std::any_of(brought_.begin(), brought_.end(), has_any)) return {};
    return unreachable_ ? fail(*unreachable_) : fail(Fault::config, why_nothing_came());
  }

  void take(BroughtIn brought) {
    const auto& way = brought.way;
    for (const auto& trouble : brought.troubles) recording_.notes.push_back(way + ": " + trouble);
    if (brought.columns != nullptr && may_be_no_header(inlet(way), brought.columns->names)) {
      brought.left_out =
          "the mapping reads none of its columns; it may have no header, and somebody stand in its place";
      brought.records.clear();
    }
    recording_.ways.push_back({.way = way,
                               .seen = brought.records.size(),
                               .is_all = brought.is_all,
                               .unreadable = brought.unreadable,
                               .left_out = brought.left_out});
    brought_.push_back(std::move(brought));
  }

  [[nodiscard]] std::string why_nothing_came() const {
    std::string why = "nothing would come in now that a test could be made of";
    for (const auto& way : recording_.ways) {
      if (!way.left_out.empty()) why += "; " + way.way + ": " + way.left_out;
    }
    for (const auto& text : recording_.notes) why += "; " + text;
    return why;
  }

  [[nodiscard]] bool asks() const {
    const auto any_asks = [&](const std::vector<config::Step>& steps) {
      return std::any_of(steps.begin(), steps.end(),
                         [&](const config::Step& step) { return asks_others(step, registry_); });
    };
    const auto& from = pipeline().from;
    return any_asks(pipeline().steps) ||
           std::any_of(from.begin(), from.end(), [&](const std::string& way) { return any_asks(inlet(way).steps); });
  }

  void choose_first() {
    for (auto& brought : brought_) brought.records.resize(std::min(brought.records.size(), wish_.rows));
  }

  /// Plays all of it, with nobody in it, to see what becomes of each record.
  Result<void> choose() {
    const Nobody nobody(crowds(), today_, "");
    std::vector<RecordedGiven> given;
    for (const auto& brought : brought_) given.push_back(disguised(brought, nobody, Nobody::Depth::cells));
    auto stage = stage_;
    // Nobody looks at the documents here, and there may be hundreds.
    for (auto& [name, outlet] : stage.configuration.outlets) outlet = keeping_as_is(name, outlet.kind);
    SLUSS_TRY_ASSIGN(result, play(given, stage));
    for (auto& brought : brought_) keep(brought, chosen_of(brought, result));
    return {};
  }

  /// The first ones that come out, and the first one for each reason why others do not.
  [[nodiscard]] std::set<std::size_t> chosen_of(const BroughtIn& brought, const NightResult& result) const {
    std::set<std::size_t> ended, chosen;
    std::set<std::string> reasons;
    for (const auto& [word, list] : {std::pair("parked", &result.parked), std::pair("filtered", &result.filtered)}) {
      for (const auto& one : *list) {
        if (one.channel != brought.way || one.line == 0) continue;
        const auto row = static_cast<std::size_t>(one.line - 1);
        ended.insert(row);
        if (reasons.size() < most_reasons && reasons.insert(word + kind_of(one)).second) chosen.insert(row);
      }
    }
    std::size_t well = 0;
    for (std::size_t row = 0; row < brought.records.size() && well < wish_.rows; ++row) {
      if (!ended.contains(row)) chosen.insert(row), ++well;
    }
    return chosen;
  }

  static void keep(BroughtIn& brought, const std::set<std::size_t>& chosen) {
    std::vector<Value> kept;
    for (const auto row : chosen) kept.push_back(std::move(brought.records[row]));
    brought.records = std::move(kept);
  }

  /// Plays what was chosen as it is: other systems know nobody who is made up.
  Result<void> ask() {
    const auto book = std::make_shared<AskedBook>();
    auto asking = stage_;
    const auto note = [&](std::vector<config::Step>& steps, const std::string& place) {
      for (auto& step : steps) {
        if (asks_others(step, registry_)) step = noting(step, place, book);
      }
    };
    for (auto& [way, inlet] : asking.configuration.inlets) note(inlet.steps, way);
    for (auto& [name, pipeline] : asking.configuration.pipelines) note(pipeline.steps, name);
    std::vector<RecordedGiven> given;
    for (const auto& brought : brought_) given.push_back({brought.way, brought.columns, brought.records});
    const auto played = play(given, asking);
    if (book->failure()) return fail(*book->failure());
    SLUSS_TRY(played);
    asked_ = book->all();
    return {};
  }

  [[nodiscard]] std::vector<Crowd> crowds() const {
    std::vector<Crowd> crowds;
    for (const auto& brought : brought_) crowds.push_back({brought.way, inlet(brought.way), brought.records});
    for (const auto& asked : asked_) add(asked, crowds);
    for (auto& crowd : crowds) crowd.harmless = wish_.keep;
    return crowds;
  }

  static void add(const Asked& asked, std::vector<Crowd>& crowds) {
    auto at = std::find_if(crowds.begin(), crowds.end(), [&](const Crowd& crowd) { return crowd.name == asked.place; });
    if (at == crowds.end()) {
      config::Inlet messages;
      messages.kind = asked.kind;
      at = crowds.insert(crowds.end(), {asked.place, messages, {}});
    }
    auto& records = at->records;
    // What a way in was asked by stands in its records already.
    const bool is_known =
        !at->inlet.steps.empty() || std::find(records.begin(), records.end(), asked.when) != records.end();
    if (!is_known) records.push_back(asked.when);
    records.push_back(asked.gives);
    for (auto& path : paths_in(asked.when)) at->asked_by.insert(std::move(path));
  }

  [[nodiscard]] std::string our_texts() const {
    std::string texts;
    for (const auto& file : stage_.configuration.read_files) {
      if (auto bytes = file_bytes(file.path)) texts += *bytes + "\n";
    }
    return texts;
  }

  static RecordedGiven disguised(const BroughtIn& brought, const Nobody& nobody, Nobody::Depth depth) {
    RecordedGiven given{brought.way, brought.columns, {}};
    for (const auto& record : brought.records) given.records.push_back(nobody.disguised(brought.way, record, depth));
    return given;
  }

  RecordedTest made_up(const Nobody& nobody) {
    RecordedTest test{wish_.file, wish_.pipeline, at_, {}, {}, {}};
    for (const auto& brought : brought_) {
      auto& told = *std::find_if(recording_.ways.begin(), recording_.ways.end(),
                                 [&](const RecordedWay& way) { return way.way == brought.way; });
      told.taken = brought.records.size();
      told.replaced = nobody.replaced(brought.way);
      told.kept = nobody.kept(brought.way);
      if (told.taken > 0) test.given.push_back(disguised(brought, nobody, Nobody::Depth::texts));
    }
    for (auto asked : asked_) {
      asked.when = nobody.disguised(asked.place, asked.when);
      asked.gives = nobody.disguised(asked.place, asked.gives);
      test.answers.push_back(std::move(asked));
    }
    for (const auto& route : pipeline().to) test.ways_out.push_back(route.outlet);
    recording_.answers = test.answers.size();
    return test;
  }

  /// One night of what is given, in a store that goes afterwards.
  Result<NightResult> play(const std::vector<RecordedGiven>& given, const Stage& stage) {
    Test test;
    Night night;
    night.at = at_;
    for (const auto& one : given) {
      if (!one.records.empty()) night.given.push_back({name_node(one.way), {}, messages_of(one)});
    }
    test.nights.push_back(night);
    return Nights(stage, test, registry_, {}).play(night, stop_);
  }

  /// The same of a test as it will be read.
  Result<NightResult> play(const RecordedTest& test) {
    SLUSS_TRY_ASSIGN(scratch, ScratchFolder::make());
    const auto path = scratch->path() / test.file;
    SLUSS_TRY(write_bytes(path, given_to_yaml(test) + "    expect: { parked: none }\n"));
    Diagnostics faults;
    const auto file = read_test_file(path, faults);
    if (!file) return fail(Fault::internal, "the recorded test cannot be read: " + faults.all().front().text());
    const auto& written = file->tests.front();
    return Nights(stage_, written, registry_, scratch->path()).play(written.nights.front(), stop_);
  }

  /// Each at the line that is its number, by which it is known again.
  [[nodiscard]] Messages messages_of(const RecordedGiven& given) const {
    Messages messages;
    for (const auto& record : given.records) {
      Message message;
      message.body = record;
      message.raw = to_json(record);
      message.origin.resource = wish_.file;
      message.origin.line = static_cast<std::int64_t>(messages.size() + 1);
      message.origin.columns = given.columns;
      messages.push_back(std::move(message));
    }
    return messages;
  }

  void note(const NightResult& result) {
    for (const auto& ended : result.parked) {
      if (ended.reason.find(no_answer) != std::string::npos) ++recording_.unanswered;
    }
  }

  Result<void> write(const RecordedTest& test, const NightResult& result, const Nobody& nobody) {
    SLUSS_TRY_ASSIGN(scratch, ScratchFolder::make());
    const auto file = scratch->path() / wish_.file;
    SLUSS_TRY(write_bytes(file, to_yaml(test, result)));
    Trials trials(registry_, stage_.configuration.folder);
    SLUSS_TRY(passes(trials.play(file, Golden::update, stop_)));
    for (const auto& entry : fs::recursive_directory_iterator(scratch->path())) {
      if (!entry.is_regular_file()) continue;
      SLUSS_TRY_ASSIGN(bytes, file_bytes(entry.path()));
      if (const auto column = nobody.left_in(bytes))
        return fail(Fault::config, "somebody of the real exchange would still be in the test, so nothing was written" +
                                       (column->empty() ? "; is there a name in the header?"
                                                        : ": what stands in " + *column + " stands elsewhere too"));
      recording_.files[fs::relative(entry.path(), scratch->path())] = std::move(bytes);
    }
    return passes(trials.play(file, Golden::compare, stop_));
  }

  static Result<void> passes(const FileResult& result) {
    if (!result.faults.empty()) return fail(Fault::config, "the recorded test is refused: " + result.faults.front());
    for (const auto& test : result.tests) {
      if (!test.gave_up.empty()) return fail(Fault::unavailable, test.gave_up);
      if (!test.passed())
        return fail(Fault::config, "the recorded test does not give the same twice: " + test.failures.front().text);
    }
    return {};
  }

  Stage stage_;
  const Registry& registry_;
  const RecordingWish& wish_;
  std::stop_token stop_;
  Instant at_;
  Day today_;
  Recording recording_;
  std::optional<Error> unreachable_;  ///< the first way in that could not be looked at
  std::vector<BroughtIn> brought_;
  std::vector<Asked> asked_;
};

}  // namespace

Result<Recording> record(const config::Configuration& configuration, const Registry& registry, const Clock& clock,
                         const RecordingWish& wish, const std::stop_token& stop) {
  return Recorder(configuration, registry, clock, wish, stop).record();
}

}  // namespace sluss::trial
