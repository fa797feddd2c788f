#include "connector_promises.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "config/expansion.h"
#include "config/yaml_reader.h"
#include "domain/identifiers.h"
#include "support/world.h"

namespace sluss::contract {
namespace {

namespace fs = std::filesystem;
using test::World;

const fs::path source = SLUSS_SOURCE;

Node yaml_of(const std::string& text) {
  Diagnostics faults;
  auto node = config::read_yaml(text, std::make_shared<const std::string>("yaml"), faults);
  return node && faults.ok() ? std::move(*node) : Node();
}

bool has_word(std::string_view text, std::string_view word) {
  const auto is_letter = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0 || c == '_';
  };
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

/// The first fenced block of YAML of the page.
std::string snippet_of(const Connector& connector) {
  const auto begin = connector.page.find("```yaml\n");
  const auto end = connector.page.find("```\n", begin == std::string::npos ? begin : begin + 8);
  return end == std::string::npos ? "" : connector.page.substr(begin + 8, end - begin - 8);
}

/// The connection that uses the connector; empty when there is none.
std::string connection_in(const std::string& connections, const Connector& connector) {
  const auto yaml = yaml_of(connections);
  for (const auto& entry : yaml["connections"].entries) {
    if (entry.value["use"].text == connector.name) return entry.key;
  }
  return "";
}

/// The parameters that the default of the connector's transport is made of; and itself, when it is left out. One that
/// is required never is.
std::set<std::string> left_out(const Connector& connector, bool with_transport) {
  std::set<std::string> names;
  for (const auto& [name, mark, parameter] : connector.yaml["parameters"].entries) {
    if (parameter["type"].text != "transport" || parameter["required"].text == "true") continue;
    if (!with_transport) names.insert(name);
    else names = config::parameters_in(parameter["default"]);
  }
  return names;
}

/// A connection with the examples that the parameters are declared with; paths, and a transport that is required, lead
/// to `folder` when it is given.
std::string declared(const Connector& connector, const std::string& folder = "", bool with_transport = false) {
  auto text = "connections:\n  tried:\n    use: " + connector.name + "\n";
  const auto without = left_out(connector, with_transport);
  for (const auto& [name, mark, parameter] : connector.yaml["parameters"].entries) {
    if (without.contains(name)) continue;
    const auto& type = parameter["type"].text;
    auto value = parameter["example"].text;
    if (!folder.empty() && type == "path") value = folder;
    if (!folder.empty() && type == "transport") value = "{ file: { folder: " + folder + ", match: \"*\" } }";
    if (parameter.has("example") || parameter["required"].text == "true") text += "    " + name + ": " + value + "\n";
  }
  return text;
}

/// What every secret is worth here; made up.
void give_secrets(const World& world, const std::string& connections) {
  const auto folder = world.root() / "config/secrets";
  fs::create_directories(folder);
  const std::string_view word = "secret:";
  for (auto at = connections.find(word); at != std::string::npos; at = connections.find(word, at + 1)) {
    const auto begin = at + word.size();
    const auto end = connections.find_first_of("\", }\n", begin);
    if (end == begin) continue;  // a key that ends in the word
    const auto file = folder / connections.substr(begin, end - begin);
    test::write_file(file, "made-up-Kx93-value-of-32-characters");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  }
}

/// The kinds of messages that the connector provides.
std::set<std::string> kinds_of(const Connector& connector) {
  std::set<std::string> kinds;
  for (const auto& way : connector.yaml["provides"].entries) kinds.insert(way.value["message"].text);
  return kinds;
}

/// What tells of invoices that are issued already: it is matched with them, and nothing is taken up from it.
bool tells_of_invoices(const std::set<std::string>& kinds) {
  return kinds.contains("payment") || kinds.contains("invoice_response") || kinds.contains("approval");
}

/// What becomes of them: each is validated, then billed, or placed.
std::string steps_for(const std::set<std::string>& kinds) {
  if (kinds.contains("payment")) return "settle";
  if (kinds.contains("registration")) return "registry";
  if (kinds.contains("invoice_response")) return "answers";
  if (kinds.contains("approval"))
    return "{ take_approval: \"secret:approval_codes\" }, { ask_approval: \"secret:approval_codes\" }";
  std::string steps;
  for (const auto& kind : kinds) steps += "{ validate: " + kind + " }, ";
  if (kinds.empty()) steps = "{ validate: placement }, ";
  return steps + (kinds.contains("order") ? "allocate" : "bill");
}

/// Whether it takes what is said about a round of orders.
bool takes_of_rounds(const Connector& connector) { return connector.yaml["takes"].has("rounds"); }

enum class Ways { all, first };

/// A configuration with one pipeline through that connection, and the parties and prices of the samples.
void configure(const World& world, const Connector& connector, const std::string& connections, Ways ways = Ways::all) {
  std::string from;
  std::string to;
  const auto connection = connection_in(connections, connector);
  for (const auto& way : connector.yaml["provides"].entries) {
    if (ways == Ways::all || from.empty()) from += ", " + connection + "." + way.key;
  }
  for (const auto& way : connector.yaml["takes"].entries) to += ", " + connection + "." + way.key;
  auto kinds = kinds_of(connector);
  // What it takes is made of what comes in, and the other way round: the check refuses what does not fit.
  if (from.empty() && takes_of_rounds(connector)) {
    from = ", other-orders.orders";
    kinds.insert("order");
  }
  if (from.empty()) from = ", other-in.placements";
  if (to.empty() && (kinds.empty() || kinds.contains("placement"))) to = ", other-out.invoices";
  if (to.empty()) to = ", ";
  world.configure("sluss.yaml", "store: ../store/s.db\nconnectors: " + connector.folder.parent_path().string() + "\n");
  world.configure("connections.yaml", connections);
  give_secrets(world, connections + "\n\"secret:approval_codes\"\n");
  world.configure("connections/other.yaml",
                  "connections:\n  other-in: { use: klipp, folder: ../scratch }\n"
                  "  other-orders: { use: klipp-orders, folder: ../scratch }\n"
                  "  other-out: { use: peppol-outbox, folder: ../outbox }\n");
  world.configure("pipelines/nightly.yaml", "pipeline: nightly\nfrom: [" + from.substr(2) + "]\nsteps: [" +
                                                steps_for(kinds) + "]\nto: [" + to.substr(2) + "]\n");
  for (const auto* folder : {"agreements", "prices", "placing"}) {
    fs::remove_all(world.root() / "config" / folder);
    fs::copy(source / "config" / folder, world.root() / "config" / folder);
  }
}

/// The sample as one reads it: a workbook unpacked, a PDF without its layout, all else as it stands.
std::string text_of(const fs::path& sample) {
  Sentences reader;
  if (sample.extension() == ".xlsx") reader = {"unzip", "-p", sample};
  if (sample.extension() == ".pdf") reader = {"pdftotext", sample, "-"};
  if (reader.empty()) return test::read_file(sample);
  const World world;
  const auto read = test::run(reader, world.root());
  return read.exit == 0 ? read.out : "";
}

/// All of 6 or 8 digits that are a day (in month 01-12; day + 60 for a samordningsnummer), and 4 digits after them.
std::vector<std::string> personal_numbers(const std::string& text) {
  const auto digits = [&](std::size_t at) {
    return std::min(text.find_first_not_of("0123456789", at), text.size()) - at;
  };
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size(); at += std::max<std::size_t>(digits(at), 1)) {
    auto number = text.substr(at, digits(at));
    const auto after = at + number.size();
    const bool is_day = number.size() == 6 || number.size() == 8;
    if (is_day && after < text.size() && std::string_view("-+ ").find(text[after]) != std::string_view::npos &&
        digits(after + 1) == 4)
      number += text.substr(after + 1, 4);
    if (number.size() != 10 && number.size() != 12) continue;
    const auto month = std::stoi(number.substr(number.size() - 8, 2));
    const auto day = std::stoi(number.substr(number.size() - 6, 2));
    if (month >= 1 && month <= 12 && day % 60 >= 1 && day % 60 <= 31 && day <= 91) found.push_back(number);
  }
  return found;
}

/// The columns that a mapping reads.
Sentences columns_of(const Node& mapping) {
  Sentences columns;
  for (const auto& target : mapping.entries) {
    for (const auto* node : {&target.value, &target.value["from"], &target.value["either"]}) {
      if (node->is_scalar()) columns.push_back(node->text);
      for (const auto& column : node->items) columns.push_back(column.text);
    }
  }
  return columns;
}

/// "order*" of a line `path: /orders`: the samples that this way in takes.
std::string match_of(std::string_view line) {
  const auto path = line.substr(line.find('/') + 1);
  return std::string(path.substr(0, path.size() - 1)) + "*";
}

/// What asks or listens over a network, and `match` of the samples that come in its place; empty: its path tells.
struct Remote {
  std::string_view line, match;
};
constexpr Remote remotes[] = {{"http:", ""}, {"feed:", "*.xml"}, {"rest:", "*.jsonl"}, {"imap:", "*.eml"}};
/// A step whose answers stand in the samples already.
constexpr std::string_view asking_step = "- enrich:";

/// The connector's YAML with the inbox in the place of what listens or asks: a sample is read the same whichever way it
/// came.
std::string fetching(const std::string& yaml, const fs::path& inbox) {
  std::string text;
  std::size_t remote = std::string::npos;  // the indent of `http:`; lines below it are not copied
  const auto put_inbox = [&](const std::string& match) {
    text += std::string(remote, ' ') + "file: { folder: \"" + inbox.string() + "\", match: \"" + match +
            "\", quiet: 0s }\n";
  };
  for (const auto line : split(yaml, '\n')) {
    const auto indent = std::min(line.find_first_not_of(' '), line.size());
    if (indent > remote) {
      if (trim(line).starts_with("path: ")) put_inbox(match_of(trim(line)));
      continue;
    }
    const auto* const found =
        std::find_if(std::begin(remotes), std::end(remotes), [&](const Remote& one) { return trim(line) == one.line; });
    remote = found != std::end(remotes) || trim(line) == asking_step ? indent : std::string::npos;
    if (found != std::end(remotes) && !found->match.empty()) put_inbox(std::string(found->match));
    if (remote == std::string::npos) text += std::string(line) + "\n";
  }
  return text;
}

/// The connector, or a copy in this world that fetches what others would push or mail to it, or what it would ask for.
Connector readable(const Connector& connector, const World& world) {
  const auto ways = connector.yaml["provides"].entries;
  const auto is_remote = [](const Node::Entry& way) {
    return way.value["from"].has("http") || way.value["from"].has("feed") || way.value["from"].has("rest") ||
           way.value["from"].has("imap");
  };
  if (std::none_of(ways.begin(), ways.end(), is_remote)) return connector;
  const auto copies = world.root() / "connectors";
  fs::copy(connector.folder.parent_path(), copies, fs::copy_options::recursive);
  const auto file = copies / connector.name / "connector.yaml";
  test::write_file(file, fetching(test::read_file(file), world.root() / "inbox"));
  return Connector(copies / connector.name);
}

/// What samples/README.md promises of a sample: "`a.csv` ... 724 rows, 723 placements". A row twice is one placement.
std::pair<std::int64_t, std::int64_t> promised(const Connector& connector, const fs::path& sample) {
  const auto name = connector.promises.find("`" + sample.filename().string() + "`");
  const auto rows = connector.promises.find(" rows, ", name);
  if (name == std::string::npos || rows == std::string::npos) return {-1, -1};
  const auto begin = connector.promises.find_last_not_of("0123456789", rows - 1) + 1;
  return {std::atoll(&connector.promises[begin]), std::atoll(&connector.promises[rows + 7])};
}

}  // namespace

Connector::Connector(const fs::path& where)
    : folder(where),
      name(where.filename()),
      page(test::read_file(where / "README.md")),
      promises(test::read_file(where / "samples/README.md")),
      yaml(yaml_of(test::read_file(where / "connector.yaml"))) {
  if (!fs::is_directory(folder / "samples")) return;
  for (const auto& entry : fs::directory_iterator(folder / "samples")) {
    if (entry.path().filename() != "README.md") samples.push_back(entry.path());
  }
}

Sentences has_its_parts(const Connector& connector) {
  Sentences broken;
  if (trim(connector.page).empty()) broken.emplace_back("there is no README.md");
  if (connector.yaml["connector"].text != connector.name)
    broken.emplace_back("connector.yaml is missing, is no YAML, or has another name");
  if (connector.samples.empty()) broken.emplace_back("samples/ holds no sample");
  for (const auto& sample : connector.samples) {
    const auto name = sample.filename().string();
    if (text_of(sample).empty()) broken.push_back(name + " is empty or cannot be read");
    if (connector.promises.find("`" + sample.stem().string()) == std::string::npos)
      broken.push_back("samples/README.md does not tell of " + name);
  }
  return broken;
}

Sentences has_a_page(const Connector& connector) {
  Sentences broken;
  if (!connector.page.starts_with("# " + connector.name + ": "))
    broken.emplace_back("the page's title is not its name");
  const auto snippet = snippet_of(connector);
  const auto connection = yaml_of(snippet)["connections"][connection_in(snippet, connector)];
  for (const auto& parameter : connector.yaml["parameters"].entries) {
    if (!connection.has(parameter.key) && connector.page.find("`" + parameter.key + "`") == std::string::npos)
      broken.push_back("the page does not name the parameter " + parameter.key);
  }
  const auto prose = connector.page.substr(connector.page.find(snippet) + snippet.size());
  for (const auto* way : {"provides", "takes"}) {
    for (const auto& [key, mark, message] : connector.yaml[way].entries) {
      const auto& kind = message["message"].text;
      if (!has_word(prose, kind) && !has_word(prose, kind + "s"))
        broken.push_back("the page does not name the " + kind);
      for (const auto& column : columns_of(message["map"])) {
        if (!has_word(prose, column)) broken.push_back("the page does not name the column " + column);
      }
    }
  }
  return broken;
}

Sentences has_samples_of_nobody(const Connector& connector) {
  Sentences broken;
  if (!has_word(connector.promises, "synthetic")) broken.emplace_back("samples/README.md does not say \"synthetic\"");
  const bool has_numbers =
      test::read_file(connector.folder / "connector.yaml").find("as: personnummer") != std::string::npos;
  for (const auto& sample : connector.samples) {
    const auto name = sample.filename().string();
    std::int64_t right = 0;
    for (const auto& number : personal_numbers(text_of(sample))) {
      const auto birth_number = number.substr(number.size() - 4, 3);
      if (birth_number < "980") broken.push_back(name + " has a personal number that is no test number");
      if (domain::check_personnummer(number, make_day(2026, 8, 31))) ++right;
    }
    if (has_numbers && right == 0) broken.push_back(name + " has no personnummer that is right");
  }
  return broken;
}

Sentences passes_check(const Connector& connector) {
  Sentences broken;
  const std::map<std::string, std::string> tried = {{"README.md", snippet_of(connector)},
                                                    {"its examples", declared(connector)},
                                                    {"its other transport", declared(connector, "", true)}};
  for (const auto& [place, connections] : tried) {
    if (connection_in(connections, connector).empty()) {
      broken.push_back(place + " shows no connection");
      continue;
    }
    const World world;
    // Who takes from a mailbox takes alone.
    configure(world, connector, connections, place == "its other transport" ? Ways::first : Ways::all);
    const auto finished = world.sluss({"check"});
    if (finished.exit != 0) broken.push_back("as in " + place + ": " + finished.err);
  }
  return broken;
}

Sentences reads_its_samples(const Connector& connector) {
  Sentences broken;
  for (const auto& sample : connector.samples) {
    const World world;
    configure(world, readable(connector, world), declared(connector, "../inbox"));
    world.put(sample.filename(), test::read_file(sample));
    const auto report = world.sync();
    const auto [rows, messages] = promised(connector, sample);
    std::map<std::string, std::int64_t> listed;
    for (const auto& kind : kinds_of(connector)) {
      const auto list = world.json({"messages", "list", "--kind", kind, "--limit", "1000000"});
      if (report.is_null() || list.is_null()) return {"sluss gives no report"};
      for (const auto& message : *list.as_list()) ++listed[message["state"].text_or_empty()], ++listed["all"];
    }
    const auto expect = [&](const std::string& what, std::int64_t is, std::int64_t expected) {
      if (is != expected)
        broken.push_back(sample.filename().string() + ": " + what + " is " + std::to_string(is) + ", expected " +
                         std::to_string(expected));
    };
    const auto number = [&](std::string_view path) { return test::number_at(report, path); };
    expect("read", number("read"), rows);
    expect("new", number("new"), messages);
    expect("unchanged", number("unchanged"), rows - messages);
    expect("the number of messages", listed["all"], messages);
    expect("collected", listed["collected"], messages - number("filtered") - number("held.count") - number("rejected"));
    expect("filtered", listed["filtered"], number("filtered"));
    expect("held", listed["held"], number("held.count"));
    expect("rejected", listed["rejected"], number("rejected"));
    if (!tells_of_invoices(kinds_of(connector)) && listed["collected"] * 2 <= listed["all"])
      broken.push_back(sample.filename().string() + ": most is not taken up");
    for (const auto& trouble : *report["troubles"].as_list()) broken.push_back(trouble.text_or_empty());
  }
  return broken;
}

}  // namespace sluss::contract
