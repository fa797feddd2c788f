#include "reader.h"

#include <algorithm>
#include <utility>

#include "extent.h"

namespace sluss::json {
namespace {

const Error no_object{Fault::data, "the record is not an object; expected {...}"};

std::string_view without_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

Reader::Reader(TextStream& text, const Config& config, const Emit& emit) : text_(text), config_(config), emit_(emit) {
  if (config.at.empty()) return;
  for (const auto name : split(config.at, '.')) way_.emplace_back(name);
}

Result<void> Reader::run() { return config_.form == Form::lines ? read_lines() : read_document(); }

Result<void> Reader::read_document() {
  SLUSS_TRY(read_way(0));
  SLUSS_TRY_ASSIGN(after, peek());
  if (after != '\0') return refuse("text follows after the end of the document; expected nothing more");
  if (!found_) return refuse("the document has nothing at \"" + config_.at + "\"");
  return {};
}

/// The value at this step on the way to the records.
Result<void> Reader::read_way(std::size_t step) {
  if (step == way_.size()) {
    found_ = true;
    return config_.form == Form::array ? read_list() : read_record();
  }
  SLUSS_TRY_ASSIGN(is_object, next_is('{'));
  if (!is_object) return refuse("expected an object that has \"" + way_[step] + "\"");
  ++open_;
  std::set<std::string> names;
  for (bool first = true;; first = false) {
    SLUSS_TRY_ASSIGN(more, more_items(first, '}'));
    if (!more) break;
    SLUSS_TRY(read_member(step, names));
  }
  --open_;
  return {};
}

Result<void> Reader::read_member(std::size_t step, std::set<std::string>& names) {
  SLUSS_TRY_ASSIGN(quote, peek());
  if (quote != '"') return refuse("expected the name of a member in quotes");
  SLUSS_TRY_ASSIGN(raw, next_value());
  SLUSS_TRY_ASSIGN(parsed, parse(raw));
  const auto name = parsed.text_or_empty();
  consume(raw.size());
  // Not shown: an object may be keyed by person.
  if (!names.insert(name).second) return refuse("a name stands twice in one object");
  if (names.size() > most_members) return refuse("an object has more than 2000 members");
  SLUSS_TRY_ASSIGN(colon, next_is(':'));
  if (!colon) return refuse("expected a colon after the name of a member");
  if (name == way_[step]) return read_way(step + 1);
  SLUSS_TRY_ASSIGN(other, next_value());
  SLUSS_TRY(parse(other));
  consume(other.size());
  return {};
}

Result<void> Reader::read_list() {
  SLUSS_TRY_ASSIGN(is_list, next_is('['));
  if (!is_list) return refuse("expected a list of records" + (config_.at.empty() ? "" : " at \"" + config_.at + "\""));
  ++open_;
  for (bool first = true;; first = false) {
    SLUSS_TRY_ASSIGN(more, more_items(first, ']'));
    if (!more) break;
    SLUSS_TRY(read_record());
  }
  --open_;
  return {};
}

Result<void> Reader::read_record() {
  SLUSS_TRY_ASSIGN(raw, next_value());
  SLUSS_TRY_ASSIGN(body, parse(raw));
  auto record = record_of(raw);
  if (body.as_object() == nullptr) record.fault = no_object;
  else record.message.body = std::move(body);
  consume(raw.size());
  return emit_(std::move(record));
}

/// A line that cannot be read is a record with a fault: the next line begins anew.
Result<void> Reader::read_lines() {
  for (;;) {
    SLUSS_TRY_ASSIGN(line, next_line());
    const auto raw = without_space(line);
    if (!raw.empty()) {
      auto record = record_of(raw);
      auto body = parse_line(raw);
      if (!body) record.fault = std::move(body).error();
      else if (body->as_object() == nullptr) record.fault = no_object;
      else record.message.body = std::move(*body);
      SLUSS_TRY(emit_(std::move(record)));
    }
    if (line.empty()) return {};
    consume(line.size());
  }
}

Result<Value> Reader::parse_line(std::string_view line) {
  Extent limits(0);
  if (const auto length = limits.find(line, true); !length) return fail(length.error());
  return parse_json(line);
}

/// With its line break; empty at the end.
Result<std::string_view> Reader::next_line() {
  std::size_t from = 0;
  for (;;) {
    const auto text = text_.view();
    const auto at = text.find('\n', from);
    if (std::min(at, text.size()) > longest_value) return refuse("the line is longer than 8 MiB");
    if (at != std::string_view::npos) return text.substr(0, at + 1);
    if (text_.at_end()) return text;
    from = text.size();
    SLUSS_TRY(text_.more());
  }
}

/// The next character that is not white space; NUL at the end.
Result<char> Reader::peek() {
  for (;;) {
    const auto text = text_.view();
    const auto at = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_space) - text.begin());
    consume(at);
    if (at < text.size()) return text[at];
    if (text_.at_end()) return '\0';
    SLUSS_TRY(text_.more());
  }
}

/// Takes the next character when it is the wanted one.
Result<bool> Reader::next_is(char wanted) {
  SLUSS_TRY_ASSIGN(next, peek());
  if (next != wanted) return false;
  consume(1);
  return true;
}

/// Moves to the next item of a list or an object; false behind its closing bracket.
Result<bool> Reader::more_items(bool first, char closing) {
  SLUSS_TRY_ASSIGN(closed, next_is(closing));
  if (closed) return false;
  if (first) return true;
  SLUSS_TRY_ASSIGN(comma, next_is(','));
  if (!comma) return refuse(std::string("expected a comma or ") + closing);
  SLUSS_TRY_ASSIGN(next, peek());
  if (next == closing) return refuse("a comma with nothing after it");
  return true;
}

/// Not consumed: it lives until the text is read on.
Result<std::string_view> Reader::next_value() {
  SLUSS_TRY(peek());
  Extent extent(open_);
  for (;;) {
    auto length = extent.find(text_.view(), text_.at_end());
    if (!length) return refuse(length.error().what);
    if (*length && **length == 0) return refuse("expected a value");
    if (*length) return text_.view().substr(0, **length);
    SLUSS_TRY(text_.more());
  }
}

Result<Value> Reader::parse(std::string_view value) const {
  auto parsed = parse_json(value);
  if (!parsed) return refuse(parsed.error().what + ", counted from the start of the value");
  return parsed;
}

Record Reader::record_of(std::string_view raw) const {
  Record record;
  record.message.raw = raw;
  record.message.origin.line = text_.line();
  return record;
}

void Reader::consume(std::size_t length) {
  const auto text = text_.view().substr(0, length);
  text_.consume(length, std::count(text.begin(), text.end(), '\n'));
}

tl::unexpected<Error> Reader::refuse(const std::string& what) const {
  return fail(Fault::data, "line " + std::to_string(text_.line()) + ": " + what);
}

}  // namespace sluss::json
