#include "record.h"

#include "base/digest.h"
#include "base/json.h"

namespace sluss::sftp {
namespace {

bool is_name(const std::string& text) {
  return !text.empty() && text.front() != '.' && text.find('/') == std::string::npos;
}

tl::unexpected<Error> damaged(const std::string& key) {
  return fail(Fault::rejected, "the record " + record_name(key) +
                                   " in the journal is damaged: it no longer tells what was delivered. Look whether "
                                   "the file arrived; then remove the record, and retry or confirm the delivery");
}

}  // namespace

std::string record_name(const std::string& key) { return to_hex(digest(key)); }

std::string part_name(const std::string& key, std::size_t number) {
  return record_name(key) + "-" + std::to_string(number) + ".part";
}

std::string to_text(const Record& record) {
  auto value = Value::object();
  value["key"] = record.key;
  auto files = Value::list();
  for (const auto& file : record.files) {
    auto one = Value::object();
    one["name"] = file.name;
    one["digest"] = file.digest;
    files.as_list()->push_back(std::move(one));
  }
  value["files"] = std::move(files);
  return to_json(value) + "\n";
}

Result<Record> read_record(std::string_view text, const std::string& key) {
  const auto value = parse_json(text);
  if (!value || (*value)["key"].text_or_empty() != key) return damaged(key);
  const auto* files = (*value)["files"].as_list();
  if (files == nullptr || files->empty()) return damaged(key);
  Record record{key, {}};
  for (const auto& file : *files) {
    Delivered one{file["name"].text_or_empty(), file["digest"].text_or_empty()};
    if (!is_name(one.name) || one.digest.size() != 2 * sizeof(Digest)) return damaged(key);
    record.files.push_back(std::move(one));
  }
  return record;
}

}  // namespace sluss::sftp
