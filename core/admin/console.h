// The console: the files of web/dist, compiled into the daemon (cmake/SlussCompiledFiles.cmake). What is asked for is
// looked up among their names; no file system is asked, so there is no way out of a folder.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "http/serving.h"

namespace sluss::admin {

struct CompiledFile {
  std::string_view path;  ///< below the folder: "assets/console-5QJ2ZK7A.js"
  std::string_view bytes;
};

/// What was there when the daemon was built; nothing when nothing was.
[[nodiscard]] std::span<const CompiledFile> console_files();

/// The file as an answer. A browser keeps one whose name holds a hash of its content for good, and asks about any other
/// each time. `known`: what the browser has of it (If-None-Match); then it is told that this is still it. Throws
/// Problem when there is no such file.
[[nodiscard]] http::Reply file_reply(std::span<const CompiledFile> files, std::string_view path,
                                     const std::string& known);

/// Does a name hold a hash of its content, as bundlers write it: "console-5QJ2ZK7A.js", "console.0a1b2c3d.css"?
[[nodiscard]] bool is_hashed(std::string_view path);

}  // namespace sluss::admin
