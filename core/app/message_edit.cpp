#include <iostream>

#include "app/message_commands.h"
#include "app/personal_data.h"
#include "app/workplace.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "engine/mending.h"
#include "views/messages.h"

namespace sluss::app {
namespace {

struct EditOptions {
  std::int64_t id = 0;
  std::vector<std::string> set;
  std::filesystem::path file;
  std::string reason;
};

Value read_body(const std::filesystem::path& file) {
  const auto bytes = file_bytes(file);
  if (!bytes) throw Stop{Exit::usage, bytes.error().what};
  auto body = parse_json(*bytes);
  // What the parser found may quote the file, and the file tells who a student is.
  if (!body) throw Stop{Exit::usage, file.string() + " is no JSON: " + body.error().what};
  return std::move(*body);
}

Value mended_body(const EditOptions& options, Value body) {
  if (!options.file.empty()) return read_body(options.file);
  for (const auto& text : options.set) {
    auto [path, value] = must(engine::read_assignment(text));
    body.make(path) = std::move(value);
  }
  return body;
}

store::StoredMessage find(store::Store& store, std::int64_t id) {
  const auto reading = must(store.begin(store::Access::read));
  auto stored = must(reading->messages().get(id));
  if (!stored) throw Stop{Exit::usage, "there is no message " + std::to_string(id) + "; see: sluss messages list"};
  return std::move(*stored);
}

void edit(const Commands& commands, const EditOptions& options) {
  if (options.set.empty() == options.file.empty())
    throw Stop{Exit::usage, "messages edit: give either --set path=value or --file body.json"};
  Workplace work(commands.options);
  const auto stored = find(work.store(), options.id);
  const auto* inlet = must(engine::inlet_of(work.configuration(), stored));
  const auto locks = must(engine::between_runs(work.configuration(), stored.channel));
  auto body = mended_body(options, stored.message.body);
  const auto transaction = must(work.store().begin(store::Access::write));
  const auto mended = must(
      engine::mend(*transaction, options.id, std::move(body), *inlet, {who(), work.clock().now(), options.reason}));
  must(transaction->commit());
  if (commands.options.json) {
    std::cout << to_pretty_json(views::mended(mended)) << "\n";
    return;
  }
  std::cout << "message " << options.id << " is mended as message " << mended.message << " ("
            << join(mended.fields, ", ") << "); the next run looks at it\n";
}

}  // namespace

void add_edit(CLI::App& messages, Commands commands) {
  auto* command = messages.add_subcommand("edit", "Mend what is held or rejected; the next run looks at it");
  auto options = std::make_shared<EditOptions>();
  command->add_option("ID", options->id, "Its number, from the list")->required();
  command->add_option("--set", options->set, "A field and its value; null: the field is left out. May be given again")
      ->type_name("PATH=VALUE")
      ->expected(1)
      ->take_all();
  command->add_option("--file", options->file, "A file with the whole body as JSON, instead of --set")
      ->type_name("BODY.json");
  command->add_option("--reason", options->reason, "Why; it goes to the audit log. Name no student")->required();
  command->footer(
      "Examples:\n  sluss messages edit 17 --set end=2026-09-25 --reason \"the unit rang: they stayed the week\"\n"
      "  sluss messages edit 17 --file body.json --reason \"the registry has the right name\"\n"
      "A name belongs in a file: what is typed after --set can be seen by others on this machine.");
  command->callback([commands, options] { edit(commands, *options); });
}

}  // namespace sluss::app
