#include "recognise.h"

#include <algorithm>

#include "form.h"

namespace sluss::fixed_width {
namespace {

const char* option_of(CodePage page) {
  switch (page) {
    case CodePage::utf8: return "utf-8";
    case CodePage::windows1252: return "windows-1252";
    case CodePage::latin1: return "iso-8859-1";
    case CodePage::cp437: return "cp437";
    case CodePage::cp850: return "cp850";
  }
  return "utf-8";
}

std::string columns(Place place) {
  return std::to_string(place.first) + (place.width() == 1 ? "" : "-" + std::to_string(place.last));
}

std::string yaml_of(const FoundField& field) {
  const auto at = columns(field.at);
  const bool is_day = field.holds == Holds::date || field.holds == Holds::iso_date;
  std::string more;
  if (is_day) more += ", as: date";
  if (field.holds == Holds::iso_date) more += ", format: YYYY-MM-DD";
  if (!is_day && field.is_right) more += ", align: right, pad: \" \"";
  if (field.has_blanks) more += ", optional: yes";
  return name_of(field) + ": " + (more.empty() ? at : "{ at: " + at + more + " }");
}

std::string tag_of(const Line& line, Place place) {
  return "tag: { at: " + columns(place) + ", is: \"" + std::string(line.at(place)) + "\" }";
}

/// The first or last line of a file, whose fields nobody has told.
std::string yaml_of(const char* kind, const Line& line, Place tag) {
  return std::string("\n") + kind + ": { kind: " + kind + ", " + tag_of(line, tag) +
         ", fields: { rest: " + columns({tag.last + 1, line.length()}) + " } }";
}

std::string records_of(const Form& form) {
  std::string yaml;
  if (form.has_header && form.tag) yaml += yaml_of("header", form.lines.front(), *form.tag);
  yaml += "\nrow:";
  if (form.tag) yaml += "\n  " + tag_of(form.first_row(), *form.tag);
  if (form.fields.back().at.last < form.length) yaml += "\n  length: " + std::to_string(form.length);
  yaml += "\n  fields:";
  for (const auto& field : form.fields) yaml += "\n    " + yaml_of(field);
  if (form.has_trailer && form.tag) yaml += yaml_of("trailer", form.lines.back(), *form.tag);
  return yaml;
}

void add_other_forms(const Form& form, std::vector<std::string>& open) {
  const auto tell = [&](const Line& line, const char* what) {
    const auto start = "line " + std::to_string(line.number()) + " has another form than the rest: ";
    open.push_back(start + (form.tag ? std::string("it is taken for a ") + what + ", since the rows begin with \"" +
                                           std::string(form.first_row().at(*form.tag)) + "\"; its fields are not told"
                                     : "nothing tells it from the rows, and it will be read as one or refused"));
  };
  if (form.has_header) tell(form.lines.front(), "header");
  if (form.has_trailer) tell(form.lines.back(), "trailer");
  if (form.unlike > 0) open.push_back(std::to_string(form.unlike) + " of the lines have another length than the rest");
}

/// Without the blanks around it: they stay, but for what the edited value is longer or shorter by. A text that is
/// longer than its field is cut.
Result<std::string> edit_field(const FoundField& field, std::string_view text, const TextEdit& edit) {
  const auto start = text.find_first_not_of(' ');
  if (start == std::string_view::npos) return std::string(text);
  const auto end = text.find_last_not_of(' ') + 1;
  const auto value = text.substr(start, end - start);
  const auto edited = Line::read(edit(value), CodePage::utf8, 0);
  if (!edited || has_control(edited->text())) return fail(Fault::data, "what comes of it cannot stand in one line");
  const auto width = characters_in(text), old = characters_in(value);
  if (edited->length() > width && field.holds != Holds::text)
    return fail(Fault::data, "a value that takes another's place is longer than its field");
  const auto kept = std::min(edited->length(), width);
  // The side that its blanks stand on gives way first.
  const auto near = field.is_right ? start : text.size() - end;
  const auto blanks = near + old > kept ? near + old - kept : 0;
  const std::string beside(std::min(blanks, width - kept), ' '), beyond(width - kept - beside.size(), ' ');
  const auto taken = std::string(edited->at({1, std::max<std::size_t>(kept, 1)}));
  return field.is_right ? beside + taken + beyond : beyond + taken + beside;
}

/// Of a line that is no row only the shape is left, and the tag that it is known by.
std::string shape_of_line(const Form& form, const Line& line) {
  const auto from = form.tag && line.length() > form.tag->last ? form.tag->last + 1 : 1;
  const auto tag = from > 1 ? std::string(line.at({1, from - 1})) : std::string();
  return tag + shape_of(line.at({from, std::max(from, line.length())}));
}

Result<std::string> edit_row(const Form& form, const Line& line, const TextEdit& edit) {
  std::string text;
  std::size_t at = 1;
  for (const auto& field : form.fields) {
    if (field.at.first > at) text += line.at({at, field.at.first - 1});
    SLUSS_TRY_ASSIGN(edited, edit_field(field, line.at(field.at), edit));
    text += edited;
    at = field.at.last + 1;
  }
  return text + std::string(line.at({at, std::max(at, line.length())}));
}

}  // namespace

std::optional<Recognised> FixedWidthRecogniser::recognise(const Sample& sample) const {
  const auto form = find_form(sample.bytes);
  if (!form) return std::nullopt;
  Recognised found{50, {}, {}};
  found.options.push_back({"encoding", option_of(form->page.page), form->page.reason});
  found.options.push_back({"records", records_of(*form),
                           std::to_string(form->rows() - form->unlike) + " of " + std::to_string(form->lines.size()) +
                               " lines that were looked at have " + std::to_string(form->length) + " characters"});
  if (!form->page.open.empty()) found.open.push_back(form->page.open);
  add_other_forms(*form, found.open);
  return found;
}

Result<std::string> FixedWidthRecogniser::rewrite(const Sample& sample, const TextEdit& edit) const {
  const auto form = find_form(sample.bytes);
  if (!form) return fail(Fault::data, "it has no lines of equal length");
  std::string bytes;
  std::int64_t number = 0;
  for (auto text : split(sample.bytes, '\n')) {
    if (number++ != 0) bytes += '\n';
    const bool has_return = text.ends_with('\r');
    if (has_return) text.remove_suffix(1);
    const auto line = Line::read(text, form->page.page, number);
    if (!line) return fail(Fault::data, "its bytes fit no code page");
    const bool is_row = line->length() == form->length &&
                        !(form->has_header && number == form->lines.front().number()) &&
                        !(form->has_trailer && number == form->lines.back().number());
    SLUSS_TRY_ASSIGN(edited, is_row ? edit_row(*form, *line, edit) : Result<std::string>(shape_of_line(*form, *line)));
    auto written = to_code_page(edited, form->page.page);
    if (!written)
      return fail(Fault::data, std::string("a character does not exist in ") + sluss::name_of(form->page.page));
    bytes += *written + (has_return ? "\r" : "");
  }
  return bytes;
}

}  // namespace sluss::fixed_width
