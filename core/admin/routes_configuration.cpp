#include <fcntl.h>
#include <unistd.h>

#include "admin/route_parts.h"
#include "admin/routes.h"
#include "base/text.h"
#include "config/places.h"
#include "views/diagnostics.h"

namespace sluss::admin {
namespace {

namespace fs = std::filesystem;
using shape::Need;
using store::Role;

constexpr std::size_t largest_file = std::size_t{1} << 20U;

std::string name_of_file(const fs::path& file, const config::Configuration& configuration) {
  return config::place_of(file, configuration.folder).generic_string();
}

Value fault_of(const Diagnostic& found, const config::Configuration& configuration) {
  auto value = views::to_value(found);
  if (const auto file = value["file"].text_or_empty(); !file.empty()) value["file"] = name_of_file(file, configuration);
  return value;
}

http::Reply show(Call& call) {
  const auto folder = must(call.house().folder());
  const auto& configuration = *folder->configuration;
  auto value = Value::object();
  value["folder"] = configuration.folder.string();
  value["read"] = to_iso(folder->read);
  auto& files = value["files"] = Value::list();
  for (const auto& read : configuration.read_files) {
    std::error_code failed;
    const auto bytes = fs::file_size(read.path, failed);
    auto file = Value::object();
    file["file"] = name_of_file(read.path, configuration);
    file["bytes"] = static_cast<std::int64_t>(failed ? 0 : bytes);
    files.as_list()->push_back(std::move(file));
  }
  auto& faults = value["faults"] = Value::list();
  for (const auto& found : folder->found) faults.as_list()->push_back(fault_of(found, configuration));
  auto& kept = value["kept"] = Value::list();
  for (const auto& one : folder->kept) {
    auto entry = Value::object();
    entry["number"] = one.number;
    entry["since"] = one.since;
    entry["ran"] = one.ran;
    kept.as_list()->push_back(std::move(entry));
  }
  return answer(value);
}

struct Descriptor {
  int number;
  explicit Descriptor(const fs::path& file)
      : number(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)) {}
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
};

/// The bytes of a file that lies where its name says. A link, in it or in the way to it, may lead to a secret, and is
/// not followed: what was opened is looked at, not what stands there.
std::string bytes_of(const fs::path& file, const fs::path& folder) {
  const Descriptor opened(file);
  std::error_code failed;
  const auto real = fs::read_symlink("/proc/self/fd/" + std::to_string(opened.number), failed);
  const auto below = file.lexically_normal().lexically_relative(folder.lexically_normal());
  const bool is_inside = !below.empty() && *below.begin() != "..";
  // A connector from elsewhere: the folder of connectors is the one that was named.
  const auto place = is_inside ? below : file.parent_path().filename() / file.filename();
  const auto root = fs::canonical(is_inside ? folder : file.parent_path().parent_path(), failed);
  if (opened.number < 0 || failed || real != root / place)
    throw Problem{404, "the file is gone, or a link that is not followed here"};
  std::string bytes(largest_file + 1, '\0');
  std::size_t size = 0;
  for (ssize_t got = 1; got > 0 && size < bytes.size(); size += static_cast<std::size_t>(std::max<ssize_t>(got, 0)))
    got = ::read(opened.number, bytes.data() + size, bytes.size() - size);
  if (size > largest_file) throw Problem{422, "the file is larger than 1 MiB"};
  bytes.resize(size);
  return bytes;
}

http::Reply show_file(Call& call) {
  const auto folder = must(call.house().folder());
  const auto& configuration = *folder->configuration;
  for (const auto& read : configuration.read_files) {
    if (name_of_file(read.path, configuration) != call.part("file")) continue;
    auto bytes = bytes_of(fs::absolute(read.path), fs::absolute(configuration.folder));
    if (!is_utf8(bytes)) throw Problem{422, "the file is no UTF-8 text"};
    auto value = Value::object();
    value["file"] = call.part("file");
    value["text"] = std::move(bytes);
    return answer(value);
  }
  throw Problem{404, "the configuration has no file of that name"};
}

Value configuration_shape() {
  const auto file =
      shape::object({{"file", shape::text("Its name below the folder")}, {"bytes", shape::whole("Its size")}});
  const auto fault = shape::object({{"level", shape::word("How bad it is", {"error", "warning"})},
                                    {"file", shape::text("Where it stands; empty: in no file")},
                                    {"line", shape::whole("From 1; 0: in none")},
                                    {"column", shape::whole("From 1; 0: in none")},
                                    {"end_column", shape::whole("Where it ends")},
                                    {"path", shape::text("The path in the document")},
                                    {"message", shape::text("What is wrong, and what was expected")},
                                    {"hint", shape::text("What to do; may be empty")}});
  const auto kept = shape::object({{"number", shape::whole("Its number")},
                                   {"since", shape::text("When it was first seen, in UTC")},
                                   {"ran", shape::yes_no("It ran; else it was put aside by a way back")}});
  return shape::object({{"folder", shape::text("Where it lies")},
                        {"read", shape::text("When it was looked at, in UTC; a few seconds ago at most")},
                        {"files", shape::list_of(file)},
                        {"faults", shape::list_of(fault)},
                        {"kept", shape::list_of(kept)}});
}

Value text_shape() {
  auto text = shape::text("What stands in it");
  text["maxLength"] = static_cast<std::int64_t>(largest_file);
  return shape::object({{"file", shape::text("Its name below the folder")}, {"text", std::move(text)}});
}

}  // namespace

std::vector<Route> configuration_routes() {
  return {
      {"GET",
       "/api/v1/configuration",
       Access::only(Role::viewer),
       "The configuration's folder as it stands now, with its faults, and the configurations that ran.",
       {},
       {},
       configuration_shape(),
       show},
      {"GET",
       "/api/v1/configuration/files/{file}",
       Access::only(Role::operate),
       "One of its files; a slash in the name is written %2F. What is secret stands in none of them.",
       {},
       {},
       text_shape(),
       show_file},
  };
}

}  // namespace sluss::admin
