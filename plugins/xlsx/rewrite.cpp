// A sample workbook with its texts changed.
#include <algorithm>
#include <array>
#include <utility>

#include "archive.h"
#include "base/markup_text.h"
#include "plugin/held_text.h"
#include "recognise.h"
#include "workbook_limits.h"

namespace sluss::xlsx {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

/// A day that says nothing of when the sample was made: 2000-01-01 00:00.
constexpr zip_uint16_t dos_day = (20U << 9U) | (1U << 5U) | 1U;

constexpr std::array<std::string_view, 12> known{
    "[content_types].xml",  "*.rels",          "xl/workbook.xml",  "xl/worksheets/*.xml",
    "xl/sharedstrings.xml", "xl/styles.xml",   "xl/theme/*.xml",   "xl/tables/*.xml",
    "xl/calcchain.xml",     "xl/metadata.xml", "docprops/app.xml", "docprops/core.xml"};

struct Kind {
  std::string_view pattern;
  const char* name;
};
constexpr std::array<Kind, 8> refused{{{"*comments*", "comments"},
                                       {"*threadedcomments*", "comments"},
                                       {"xl/drawings/*", "drawings"},
                                       {"xl/media/*", "pictures"},
                                       {"xl/embeddings/*", "embedded files"},
                                       {"xl/externallinks/*", "links to other files"},
                                       {"xl/printersettings/*", "printer settings"},
                                       {"xl/pivot*", "pivot tables"}}};

bool fits(std::string_view pattern, const std::string& name) { return matches_glob(pattern, fold_case(name)); }

Result<void> check_part(const std::string& name) {
  for (const auto& kind : refused) {
    if (fits(kind.pattern, name))
      return fail(Fault::data, std::string("the workbook has ") + kind.name +
                                   ", whose content is not looked through; remove them and save it again");
  }
  if (std::none_of(known.begin(), known.end(), [&](const auto pattern) { return fits(pattern, name); }))
    return fail(Fault::data, "the workbook has a part \"" + excerpt(name) +
                                 "\", whose content is not looked through; copy the sheet into a new workbook");
  return {};
}

/// What the document says of itself (company, author, when) becomes nothing; an empty member would be no valid one.
std::optional<std::string> blanked(const std::string& name) {
  const std::string head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
  if (fits("docprops/app.xml", name))
    return head + R"(<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>)";
  if (fits("docprops/core.xml", name))
    return head + "<cp:coreProperties xmlns:cp=" +
           R"("http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>)";
  return std::nullopt;
}

/// Attributes that hold what people wrote.
bool is_text(std::string_view name) {
  constexpr std::array<std::string_view, 10> texts{"name",       "displayName", "prompt",  "promptTitle", "error",
                                                   "errorTitle", "display",     "tooltip", "alt",         "altText"};
  return std::find(texts.begin(), texts.end(), name) != texts.end();
}

/// A cell's number that is the place of a shared text, and no value.
bool is_place_of_text(std::string_view text) {
  return text.size() <= 7 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Result<std::string> rewritten(const std::string& name, const std::string& content, const TextEdit& edit) {
  if (auto nothing = blanked(name)) return *nothing;
  const bool is_link = fits("*.rels", name);
  bool leads_out = false, is_shared = false;
  const xml::TextEdits edits{[&](std::string_view text) {
                               return std::exchange(is_shared, false) && is_place_of_text(text) ? std::string(text)
                                                                                                : edit(text);
                             },
                             [&](std::string_view attribute, std::string_view value) {
                               leads_out |= is_link && attribute == "TargetMode" && value == "External";
                               if (attribute == "r" || attribute == "t") is_shared = attribute == "t" && value == "s";
                               return is_text(attribute) ? edit(value) : std::string(value);
                             }};
  auto text = xml::edit_texts(content, edits);
  if (!text || !is_utf8(content) || leads_out)
    return fail(Fault::data, leads_out ? "the workbook has links that lead out of it; remove them and save it again"
                                       : "the workbook's part \"" + excerpt(name) + "\" cannot be read");
  return text;
}

Result<std::string> zip_of(const Parts& parts) {
  const auto no_room = [] { return fail(Fault::unavailable, "the workbook cannot be put together: no memory"); };
  auto* buffer = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  if (buffer == nullptr) return no_room();
  zip_source_keep(buffer);
  const std::unique_ptr<zip_source_t, void (*)(zip_source_t*)> kept(buffer, zip_source_free);
  auto* zip = zip_open_from_source(buffer, ZIP_TRUNCATE, nullptr);
  if (zip == nullptr) return no_room();
  for (const auto& [name, content] : parts) {
    auto* source = zip_source_buffer(zip, content.data(), content.size(), 0);
    const auto index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index >= 0) zip_file_set_dostime(zip, static_cast<zip_uint64_t>(index), 0, dos_day, 0);
    else zip_source_free(source);
  }
  if (zip_get_num_entries(zip, 0) != static_cast<zip_int64_t>(parts.size()) || zip_close(zip) != 0) {
    zip_discard(zip);
    return no_room();
  }
  zip_stat_t stat{};
  zip_source_stat(buffer, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(buffer);
  const auto count = zip_source_read(buffer, bytes.data(), bytes.size());
  zip_source_close(buffer);
  return count == static_cast<zip_int64_t>(bytes.size()) ? Result<std::string>(std::move(bytes)) : no_room();
}

}  // namespace

Result<std::string> XlsxRecogniser::rewrite(const Sample& sample, const TextEdit& edit) const {
  HeldText input{std::string(sample.bytes)};
  SLUSS_TRY_ASSIGN(file, open_seekable(input));
  SLUSS_TRY_ASSIGN(archive, Archive::open(std::move(file)));
  Parts parts;
  for (const auto& name : archive->names()) {
    if (name.ends_with('/')) continue;
    SLUSS_TRY(check_part(name));
    SLUSS_TRY_ASSIGN(content, archive->read_part(name));
    SLUSS_TRY_ASSIGN(text, rewritten(name, content, edit));
    parts.emplace_back(name, std::move(text));
  }
  SLUSS_TRY_ASSIGN(bytes, zip_of(parts));
  const auto before = recognise(sample), after = recognise({sample.file, bytes});
  if (!before || !after || before->options.size() != after->options.size())
    return fail(Fault::data, "what comes of it cannot be read as a workbook");
  return bytes;
}

}  // namespace sluss::xlsx
