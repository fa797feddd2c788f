// An export of placements in other formats, row for row, for benchmarks: what is measured is the reading alone.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace sluss::bench {

enum class Form { csv, json_array, json_lines, xml, fixed_width };

/// The rows of a generated CSV export, and what its columns are called where a name is one word.
void each_row(
    const std::filesystem::path& csv,
    const std::function<void(const std::vector<std::string>& names, const std::vector<std::string>& cells)>& visit);

/// Writes the rows of a generated CSV export as `form`.
void rewrite(const std::filesystem::path& csv, Form form, const std::filesystem::path& to);

/// What stands at `format:` in a connector that reads what `rewrite` wrote, as YAML on one line.
[[nodiscard]] std::string format_of(const std::filesystem::path& csv, Form form);

/// The klipp connector's text, for another format: `format:` is replaced, and names that XML cannot have.
[[nodiscard]] std::string connector_for(std::string klipp, const std::string& format);

}  // namespace sluss::bench
