#include "trial/night.h"

#include <algorithm>
#include <set>
#include <stdlib.h>
#include <tuple>

#include "base/file.h"
#include "base/json.h"
#include "config/files.h"
#include "config/values.h"
#include "config/yaml_reader.h"
#include "engine/pipeline_run.h"
#include "trial/values.h"

namespace sluss::trial {
namespace {

namespace fs = std::filesystem;
using store::State;

constexpr std::size_t page = 10'000;

bool holds_messages(const Node& content) {
  return content.is_list() && (content.items.empty() || content.items.front().is_map());
}

bool holds_records(const Node& content) { return content.is_map(); }

/// A text of several lines is the content itself.
bool is_text(const Node& content) { return content.is_scalar() && content.text.find('\n') != std::string::npos; }

std::vector<Node> files_in(const Node& content) {
  return content.is_list() ? content.items : std::vector<Node>{content};
}

Message message_in(const Node& node) {
  Message message;
  message.body = to_value(node);
  message.raw = to_json(message.body);
  message.origin.line = node.mark.line;
  message.origin.resource = fs::path(node.mark.file == nullptr ? "test" : *node.mark.file).filename().string();
  return message;
}

/// The messages that are written in a test, each at its line of the test's file.
std::vector<Message> messages_in(const Node& content) {
  std::vector<Message> messages;
  for (const auto& item : content.items) messages.push_back(message_in(item));
  return messages;
}

/// The same for records. The name of a column may hold dots, so that the names stand as they are.
std::vector<Message> records_in(const Node& content) {
  std::shared_ptr<Columns> columns;
  if (content.has("columns")) columns = std::make_shared<Columns>();
  for (const auto& column : content["columns"].items) columns->names.push_back(column.text);
  if (columns != nullptr) columns->letters.resize(columns->names.size());
  std::vector<Message> records;
  for (const auto& item : content["records"].items) {
    auto record = message_in(item);
    record.body = to_record(item);
    record.raw = to_json(record.body);
    record.origin.columns = columns;
    records.push_back(std::move(record));
  }
  return records;
}

/// The messages of a file as --update writes it: what came out of one test goes into another.
std::vector<Message> messages_in_file(const fs::path& path, Diagnostics& diagnostics) {
  std::vector<Message> messages;
  const auto mark = config::mark_of(path);
  const auto bytes = file_bytes(path);
  if (!bytes) {
    diagnostics.add(mark, "", "the file cannot be read");
    return messages;
  }
  const auto document = config::read_yaml(*bytes, mark.file, diagnostics);
  for (const auto& entry : document ? document->entries : std::vector<Node::Entry>())
    messages.push_back(message_in(entry.value));
  if (document && messages.empty()) diagnostics.add(*document, "expected messages by their names");
  return messages;
}

std::string name_of(const Message& message) {
  const auto number = message.kind == "invoice" ? message.body["number"].text_or_empty() : "";
  return number.empty() ? message.key : number;
}

}  // namespace

Result<std::unique_ptr<ScratchFolder>> ScratchFolder::make() {
  std::error_code failed;
  const auto folder = fs::temp_directory_path(failed);
  auto name = (folder / "sluss-test-XXXXXX").string();
  if (failed || ::mkdtemp(name.data()) == nullptr)
    return fail(Fault::unavailable, "no folder can be made in $TMPDIR or /tmp; is there one, and room in it?");
  return std::unique_ptr<ScratchFolder>(new ScratchFolder(name));
}

ScratchFolder::~ScratchFolder() {
  std::error_code failed;
  fs::remove_all(path_, failed);
}

void Nights::check(Diagnostics& diagnostics) const {
  const auto asking = asking_steps();
  for (const auto& answers : test_.answers) {
    if (std::find(asking.begin(), asking.end(), answers.step.text) == asking.end())
      diagnostics.add(answers.step, "no step that asks another system is called \"" + answers.step.text + "\" here",
                      config::hint_of(answers.step.text, asking));
  }
  for (const auto& night : test_.nights) check(night, diagnostics);
}

std::vector<std::string> Nights::asking_steps() const {
  std::set<std::string> names;
  const auto look = [&](const std::vector<config::Step>& steps) {
    for (const auto& step : steps) {
      if (asks_others(step, registry_)) names.insert(step.plugin);
    }
  };
  for (const auto& [name, inlet] : stage_.configuration.inlets) look(inlet.steps);
  for (const auto& [name, pipeline] : stage_.configuration.pipelines) look(pipeline.steps);
  return {names.begin(), names.end()};
}

config::Step Nights::step_for(const config::Step& step) const {
  if (!asks_others(step, registry_)) return step;
  for (const auto& answers : test_.answers) {
    if (answers.step.text == step.plugin) return answered(step, answers.all);
  }
  return answered(step, {});
}

void Nights::check(const Night& night, Diagnostics& diagnostics) const {
  const auto& pipeline = pipeline_of(night);
  const auto& pipelines = stage_.configuration.pipelines;
  if (!pipelines.contains(pipeline))
    diagnostics.add(night.mark, "pipeline", "there is no pipeline \"" + pipeline + "\"");
  std::set<std::string> in, out, kinds;
  for (const auto& given : night.given) {
    const auto way = way_of(given.name, ways_in(stage_, pipeline), "way in", diagnostics);
    if (way && !in.insert(*way).second)
      diagnostics.add(given.name, "\"" + *way + "\" is given twice", "make one list of them");
    const auto outlet = way ? stage_.configuration.outlets.find(*way) : stage_.configuration.outlets.end();
    if (outlet != stage_.configuration.outlets.end() && !kinds.insert(outlet->second.kind).second)
      diagnostics.add(given.name, "another way out is given messages of the same kind in this night",
                      "make a test of its own of it");
    const bool takes_messages = way && stage_.configuration.inlets.at(*way).codec == nullptr;
    if ((is_text(given.content) || holds_records(given.content)) && takes_messages)
      diagnostics.add(given.content, "what goes out is given as messages", "write a list of them");
    if (holds_messages(given.content) || holds_records(given.content) || is_text(given.content)) continue;
    for (const auto& file : files_in(given.content)) {
      if (!fs::is_regular_file(folder_ / file.text))
        diagnostics.add(file, "there is no file \"" + file.text + "\"", "it is looked for from the folder of the test");
      else if (takes_messages) (void)messages_in_file(folder_ / file.text, diagnostics);
    }
  }
  for (const auto& expected : night.expect.ways) {
    const auto way = way_of(expected.name, ways_out(stage_, pipeline), "way out", diagnostics);
    if (way && !out.insert(*way).second)
      diagnostics.add(expected.name, "\"" + *way + "\" is expected twice", "put them together");
  }
}

const std::string& Nights::pipeline_of(const Night& night) const {
  return night.pipeline.empty() ? stage_.pipeline : night.pipeline;
}

Result<NightResult> Nights::play(const Night& night, const std::stop_token& stop) {
  const auto outbox = std::make_shared<Outbox>();
  const auto& pipeline = pipeline_of(night);
  SLUSS_TRY(open_store());
  SLUSS_TRY_ASSIGN(configuration, configuration_for(night, outbox));
  const FixedClock clock(night.at);
  engine::RunObserver observer;
  const engine::Surroundings around{configuration, registry_, *store_, clock, "test", "test"};
  SLUSS_TRY_ASSIGN(
      report, engine::run_pipeline(around, configuration.pipelines.at(pipeline), engine::by_command, observer, stop));
  if (stop.stop_requested()) return fail(Fault::cancelled, "stopped");
  NightResult result;
  result.only_collects = configuration.pipelines.at(pipeline).to.empty();
  for (const auto& trouble : report.troubles) result.troubles.push_back(trouble.text);
  for (auto& taken : outbox->take())
    result.out.push_back({taken.outlet, name_of(taken.message), taken.message.change, std::move(taken.message.body),
                          std::move(taken.documents)});
  SLUSS_TRY(collect(pipeline, result));
  std::stable_sort(result.out.begin(), result.out.end(), [](const CameOut& a, const CameOut& b) {
    return std::tie(a.way, a.name) < std::tie(b.way, b.name);
  });
  return result;
}

Result<config::Configuration> Nights::configuration_for(const Night& night,
                                                        const std::shared_ptr<Outbox>& outbox) const {
  auto configuration = stage_.configuration;
  configuration.store = scratch_->path() / "store.db";
  configuration.largest_store.reset();
  for (auto& [name, inlet] : configuration.inlets) {
    inlet = reading(inlet, {});
    for (auto& step : inlet.steps) step = step_for(step);
  }
  for (auto& [name, pipeline] : configuration.pipelines) {
    for (auto& step : pipeline.steps) step = step_for(step);
  }
  for (auto& [name, outlet] : configuration.outlets) {
    if (!name.starts_with("nowhere.")) outlet = keeping(outlet, outbox);
  }
  Diagnostics unused;
  std::set<std::string> ways;
  for (const auto& given : night.given) {
    const auto way = way_of(given.name, ways_in(stage_, pipeline_of(night)), "way in", unused);
    if (!way) return fail(Fault::config, "no way in is called " + given.name.text);
    SLUSS_TRY_ASSIGN(inlet, inlet_for(given, configuration.inlets.at(*way)));
    configuration.inlets.at(*way) = std::move(inlet);
    ways.insert(*way);
  }
  if (stage_.subject == Subject::connector) {
    // Of several ways out for one kind of message, those take part that the test gives something.
    std::erase_if(configuration.pipelines.at(stage_.pipeline).to, [&](const config::Route& route) {
      return !route.outlet.starts_with("nowhere.") && !ways.contains(route.outlet);
    });
  }
  return configuration;
}

Result<config::Inlet> Nights::inlet_for(const Given& given, const config::Inlet& inlet) const {
  if (!given.records.empty()) return giving_records(inlet, given.records);
  if (holds_records(given.content)) return giving_records(inlet, records_in(given.content));
  if (holds_messages(given.content)) return giving(inlet, messages_in(given.content));
  if (is_text(given.content)) return reading(inlet, {{"given", given.content.text, {}}});
  if (inlet.codec == nullptr) {
    std::vector<Message> messages;
    Diagnostics faults;
    for (const auto& file : files_in(given.content)) {
      auto more = messages_in_file(folder_ / file.text, faults);
      std::move(more.begin(), more.end(), std::back_inserter(messages));
    }
    return faults.ok() ? giving(inlet, messages)
                       : Result<config::Inlet>(fail(Fault::config, faults.all().front().text()));
  }
  std::vector<Arrived> arrived;
  for (const auto& file : files_in(given.content)) {
    const auto path = folder_ / file.text;
    SLUSS_TRY_ASSIGN(bytes, file_bytes(path));
    arrived.push_back({path.filename().string(), std::move(bytes), path});
  }
  return reading(inlet, std::move(arrived));
}

Result<void> Nights::open_store() {
  if (store_ != nullptr) return {};
  SLUSS_TRY_ASSIGN(scratch, ScratchFolder::make());
  scratch_ = std::move(scratch);
  SLUSS_TRY_ASSIGN(opened, store::open_sqlite(scratch_->path() / "store.db"));
  store_ = std::move(opened);
  return {};
}

Result<void> Nights::collect(const std::string& pipeline, NightResult& result) {
  SLUSS_TRY_ASSIGN(reading, store_->begin(store::Access::read));
  store::MessageFilter filter;
  filter.limit = page;
  for (bool more = true; more;) {
    SLUSS_TRY_ASSIGN(messages, reading->messages().list(filter));
    more = messages.size() == page;
    for (const auto& stored : messages) {
      filter.after = stored.message.id;
      const auto& message = stored.message;
      const auto [before, is_new] = before_.emplace(message.id, Standing{stored.state, stored.reason});
      if (!is_new && before->second.state == stored.state && before->second.reason == stored.reason) continue;
      before->second = {stored.state, stored.reason};
      SLUSS_TRY_ASSIGN(reason, reason_of(*reading, stored));
      const Ended ended{message.key, message.origin.place(), std::move(reason), stored.channel, message.origin.line};
      if (stored.state == State::held || stored.state == State::rejected) result.parked.push_back(ended);
      if (stored.state == State::filtered) result.filtered.push_back(ended);
      if (stored.state == State::collected && stored.channel != pipeline) result.collected.push_back(message.key);
      if (stored.state == State::delivered && comes_out_by_its_way_in(stored.channel))
        result.out.push_back({stored.channel, name_of(message), message.change, message.body, {}});
    }
  }
  return {};
}

bool Nights::comes_out_by_its_way_in(const std::string& channel) const {
  return stage_.subject == Subject::connector && !stage_.configuration.outlets.contains(channel);
}

/// A message that a way out could not take has its reason at the delivery.
Result<std::string> Nights::reason_of(store::Transaction& reading, const store::StoredMessage& stored) const {
  if (stored.state != State::rejected || !stored.reason.empty()) return stored.reason;
  SLUSS_TRY_ASSIGN(deliveries, reading.deliveries().of_message(stored.message.id));
  for (const auto& delivery : deliveries) {
    if (delivery.state == store::DeliveryState::rejected) return delivery.receipt;
  }
  return stored.reason;
}

}  // namespace sluss::trial
