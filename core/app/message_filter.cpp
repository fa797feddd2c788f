#include "app/message_filter.h"

#include "app/workplace.h"
#include "base/text.h"

namespace sluss::app {

namespace {

std::string one_of(std::vector<std::string> names) {
  const auto last = names.back();
  names.pop_back();
  return join(names, ", ") + " or " + last;
}

}  // namespace

bool FilterOptions::empty() const {
  return state.empty() && kind.empty() && connection.empty() && key.empty() && reason_like.empty() && !run;
}

void add_filter(CLI::App& command, FilterOptions& options) {
  command.add_option("--state", options.state, "Only in this state, e.g. held or rejected");
  command.add_option("--kind", options.kind, "Only of this kind, e.g. placement");
  command.add_option("--connection,--channel", options.connection,
                     "Only from this connection, e.g. klipp.placements; invoices: from this pipeline");
  command.add_option("--key", options.key, "Only with this key, all its versions");
  command.add_option("--run", options.run, "Only what this run read or made, by its number");
  command
      .add_option("--reason-like", options.reason_like,
                  "Only when the reason says this somewhere, e.g. \"no price\"; % stands for anything")
      ->type_name("TEXT");
}

store::MessageFilter filter_of(const FilterOptions& options) {
  store::MessageFilter filter;
  if (!options.state.empty()) {
    filter.state = store::parse_state(options.state);
    if (!filter.state)
      throw Stop{Exit::usage, "--state " + options.state + ": expected " + one_of(store::all_state_names())};
  }
  filter.kind = options.kind;
  filter.channel = options.connection;
  filter.key = options.key;
  filter.run = options.run;
  filter.reason_like = options.reason_like;
  filter.choose_versions();
  return filter;
}

std::string line_of(const store::StoredMessage& stored) {
  const auto& message = stored.message;
  return std::to_string(message.id) + "  " + message.kind + "  " + message.key + "  " + name_of(stored.state) +
         (stored.amount ? "  " + to_kronor(*stored.amount) : "") + "\n" +
         (stored.reason.empty() ? "" : "    " + stored.reason + "\n");
}

}  // namespace sluss::app
