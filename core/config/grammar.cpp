#include "config/grammar.h"

#include <utility>

#include "config/grammar_parts.h"

namespace sluss::config {

std::string name_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::text: return "text";
    case ValueKind::texts: return "list of texts";
    case ValueKind::name: return "name of letters, digits, `-` and `_`";
    case ValueKind::path: return "path";
    case ValueKind::secret: return "secret";
    case ValueKind::secrets: return "list of secrets";
    case ValueKind::yes_no: return "yes or no";
    case ValueKind::number: return "whole number";
    case ValueKind::numbers: return "list of whole numbers";
    case ValueKind::duration: return "duration";
    case ValueKind::size: return "size";
    case ValueKind::months: return "number of months";
    case ValueKind::word: return "one of";
    case ValueKind::words: return "some of";
    case ValueKind::day: return "date";
    case ValueKind::moment: return "date, or date and time with its zone";
    case ValueKind::month_day: return "day of every year";
    case ValueKind::term_day: return "day of a term";
    case ValueKind::term: return "term";
    case ValueKind::kronor: return "amount in kronor";
    case ValueKind::days: return "days and periods";
    case ValueKind::anything: return "value";
    case ValueKind::options: return "options of a transport";
    case ValueKind::map: return "keys";
    case ValueKind::named: return "keys, by name";
    case ValueKind::list: return "list of keys";
    case ValueKind::named_lists: return "lists of keys, by name";
    case ValueKind::given: return "files, texts, messages or records, by way";
    case ValueKind::ways: return "what comes out, by way";
    case ValueKind::source: return "source";
    case ValueKind::sink: return "sink";
    case ValueKind::format: return "format";
    case ValueKind::step: return "options of a step";
    case ValueKind::steps: return "list of steps";
    case ValueKind::inlets: return "list of connections that provide";
    case ValueKind::outlets: return "list of connections that take";
    case ValueKind::connection: return "connections, by name";
  }
  return "value";
}

Key Key::needed() const {
  auto key = *this;
  key.required = true;
  return key;
}

Key Key::defaulting_to(std::string value) const {
  auto key = *this;
  key.fallback = std::move(value);
  return key;
}

Key Key::of(std::vector<std::string> allowed) const {
  auto key = *this;
  key.words = std::move(allowed);
  return key;
}

Key Key::between(std::int64_t from, std::int64_t to) const {
  auto key = *this;
  key.least = from;
  key.most = to;
  return key;
}

Key Key::with(std::vector<Key> inner) const {
  auto key = *this;
  key.keys = std::move(inner);
  return key;
}

Key Key::needing_one_of(std::vector<std::string> names) const {
  auto key = *this;
  key.either = std::move(names);
  return key;
}

const std::vector<FileKind>& grammar() {
  static const std::vector<FileKind> kinds = {
      main_file(),       connections_file(), connector_file(), pipeline_file(),
      agreements_file(), prices_file(),      placing_file(),   calendars_file(),
  };
  return kinds;
}

}  // namespace sluss::config
