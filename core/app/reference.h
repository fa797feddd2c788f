// The reference pages, made of what plugins, grammar, metrics and commands say of themselves.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>

#include "config/grammar.h"
#include "plugin/registry.h"

namespace sluss::app {

/// By the path below the folder of the reference.
using Pages = std::map<std::string, std::string>;

/// All pages. The same plugins and the same program give the same bytes.
[[nodiscard]] Pages reference_pages(const Registry& registry, const CLI::App& line);

// Its parts.

/// `plugins/NAME.md`, one for each name, in all its roles.
void add_plugin_pages(const Registry& registry, Pages& pages);
/// `configuration.md`: every key of every file.
[[nodiscard]] std::string configuration_page();
/// `commands.md`: what each command's --help prints.
[[nodiscard]] std::string commands_page(const CLI::App& line);
/// `faults.md`: what follows from each kind of failure.
[[nodiscard]] std::string faults_page();
/// `metrics.md`.
[[nodiscard]] std::string metrics_page();

// What the page of the configuration shares with its manual page.

/// How the configuration is written, before its files are told one by one.
[[nodiscard]] std::string about_configuration();
/// "duration", "one of done, failed", "number from 1 to 9".
[[nodiscard]] std::string type_of(const config::Key& key);
/// How the path of what stands in a map begins: "connections.NAME", "to[]", "mail".
[[nodiscard]] std::string path_below(const config::Key& key);

/// A text as a cell of a table.
[[nodiscard]] std::string cell(const std::string& text);
/// `text` as code in a table; empty stays empty.
[[nodiscard]] std::string code_cell(const std::string& text);

}  // namespace sluss::app
