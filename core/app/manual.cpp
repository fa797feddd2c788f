#include "app/manual.h"

#include <array>
#include <utility>

#include "app/options.h"
#include "base/text.h"

namespace sluss::app {
namespace {

using config::Key;

const std::array<std::pair<Exit, const char*>, 6> exits = {{
    {Exit::well, "All well."},
    {Exit::parked, "The run finished, but some messages are parked or failed; or there is something to tell."},
    {Exit::usage, "Bad usage or configuration."},
    {Exit::unreachable, "A system could not be reached."},
    {Exit::store, "The store is unusable."},
    {Exit::bug, "A bug in Sluss."},
}};

/// A text as roff: what it would take for its own language is told apart.
std::string roff(const std::string& text) {
  std::string safe;
  bool begins_line = true;
  for (const char c : text) {
    if (begins_line && (c == '.' || c == '\'')) safe += "\\&";
    if (c == '\\') safe += "\\e";
    else if (c == '-') safe += "\\-";
    else if (c == '`') safe += "";  // code in the reference pages
    else safe += c;
    begins_line = c == '\n';
  }
  return safe;
}

std::string bold(const std::string& text) { return "\\fB" + roff(text) + "\\fR"; }

std::string title(const std::string& name, int section, const std::string& version) {
  return ".\\\" Made by sluss reference --man; what it says stands in the code.\n.TH " + roff(name) + " " +
         std::to_string(section) + " \"\" \"sluss " + roff(version) + "\" Sluss\n";
}

std::string heading(const std::string& text) { return ".SH " + text + "\n"; }

std::string entry(const std::string& label, const std::string& text) {
  return ".TP\n" + label + "\n" + roff(text) + "\n";
}

/// As it stands, line by line.
std::string literal(const std::string& text) { return ".PP\n.nf\n" + roff(text) + "\n.fi\n"; }

/// "--reason TEXT", "-c, --config DIR", "ID ...".
std::string label_of(const CLI::Option& option) {
  auto name = option.get_name(option.get_positional(), !option.get_positional());
  if (const auto comma = name.find(','); comma != std::string::npos) name.insert(comma + 1, " ");
  const auto label = bold(name);
  if (option.get_positional() || option.get_type_size() == 0) return label;
  return label + " \\fI" + roff(option.get_type_name()) + "\\fR";
}

std::string options_of(const CLI::App& command) {
  std::string text;
  for (const auto* option : command.get_options()) {
    if (option == command.get_help_ptr() && command.get_parent() != nullptr) continue;
    text += entry(label_of(*option), option->get_description() + (option->get_required() ? " (required)" : ""));
  }
  return text;
}

std::string synopsis_of(const CLI::App& command, const std::string& before) {
  auto text = before + " " + command.get_name();
  for (const auto* option : command.get_options()) {
    const auto name = option->get_name(true);
    if (option->get_positional()) text += option->get_required() ? " " + name : " [" + name + "]";
  }
  return text;
}

void add_command(const CLI::App& command, const std::string& before, std::string& page) {
  page += ".SS " + roff(synopsis_of(command, before)) + "\n" + roff(command.get_description()) + ".\n" +
          options_of(command);
  if (!command.get_footer().empty()) page += literal(command.get_footer());
  for (const auto* inner : command.get_subcommands({})) add_command(*inner, before + " " + command.get_name(), page);
}

std::string commands_manual(const CLI::App& line, const std::string& version) {
  auto page = title("SLUSS", 1, version);
  page += heading("NAME") + "sluss \\- integration middleware for clinical placements\n";
  page += heading("SYNOPSIS") + bold("sluss") + " [\\fIOPTIONS\\fR] \\fICOMMAND\\fR ...\n";
  page += heading("DESCRIPTION") +
          roff(
              "The daemon, sluss run, reads orders, placements and payments from the systems that it is connected to, "
              "keeps each in its store, and delivers invoices and reports. Every other command looks at the same "
              "configuration and store, and works also while the daemon runs; run it as the daemon's user: "
              "sudo -u sluss sluss status.\n");
  page += heading("OPTIONS") + options_of(line);
  page += heading("COMMANDS");
  for (const auto* command : line.get_subcommands({})) add_command(*command, line.get_name(), page);
  page += heading("EXIT STATUS");
  for (const auto& [exit, meaning] : exits) page += entry(bold(std::to_string(static_cast<int>(exit))), meaning);
  page += heading("ENVIRONMENT") + entry(bold("SLUSS_CONFIG"), "The configuration folder, in place of /etc/sluss.") +
          entry(bold("SLUSS_PLUGINS"), "The folder of loadable modules.") +
          entry(bold("SLUSS_SECRET_NAME"), "The value of secret:name.") +
          entry(bold("CREDENTIALS_DIRECTORY"), "Where systemd puts credentials: secret:name is the file of that name.");
  page += heading("FILES") + entry("\\fI/etc/sluss\\fR", "The configuration, see sluss.yaml(5).") +
          entry("\\fI/var/lib/sluss\\fR", "The store.") +
          entry("\\fI/usr/share/sluss/connectors\\fR", "The connectors, each with its README.md.") +
          entry("\\fI/usr/share/doc/sluss\\fR", "The guide, a tutorial, the reference and an example.");
  page +=
      heading("SEE ALSO") + bold("sluss.yaml") + "(5), " + bold("systemctl") + "(1), " + bold("journalctl") + "(1)\n";
  return page;
}

/// The keys of a map, and then those of the maps in it, each by its whole path.
void add_keys(const Key& map, const std::string& path, std::string& page) {
  for (const auto& key : map.keys) {
    std::string facts = type_of(key);
    if (key.required) facts += ", required";
    if (!key.fallback.empty()) facts += ", default " + key.fallback;
    auto text = key.text + ".";
    if (key.keys.empty() && !key.example.empty()) text += " For example: " + key.example;
    page += entry(bold(path + key.name) + " (" + roff(facts) + ")", text);
    if (!key.keys.empty()) add_keys(key, path + path_below(key) + ".", page);
  }
}

void add_file(const config::FileKind& file, std::string& page) {
  page += heading(roff(file.files)) + roff(file.top.text) + ".\n";
  add_keys(file.top, "", page);
  if (!file.top.either.empty()) page += ".PP\nOne of these is needed: " + roff(join(file.top.either, ", ")) + ".\n";
}

std::string configuration_manual(const std::string& version) {
  auto page = title("SLUSS.YAML", 5, version);
  page += heading("NAME") + "sluss.yaml \\- configuration of Sluss\n";
  page += heading("DESCRIPTION") + roff(about_configuration());
  for (const auto& file : config::grammar()) add_file(file, page);
  add_file(config::tests_grammar(), page);
  page += heading("SEE ALSO") + bold("sluss") + "(1), " +
          roff("the plugins' options: sluss help PLUGIN, and /usr/share/doc/sluss/reference\n");
  return page;
}

}  // namespace

Pages manual_pages(const CLI::App& line, const std::string& version) {
  return {{"man1/sluss.1", commands_manual(line, version)}, {"man5/sluss.yaml.5", configuration_manual(version)}};
}

}  // namespace sluss::app
