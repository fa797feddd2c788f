// Whom messages come from and go to in a benchmark of transports: real servers on loopback, those of the tests.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sluss::bench {

/// The placements to read, in two forms.
struct Rows {
  std::filesystem::path csv, json_lines;
};

class Peer {
 public:
  virtual ~Peer() = default;
  /// Puts the rows there. What a connection says as `transport` to read them; empty: nothing is read this way.
  [[nodiscard]] virtual std::string offer(const Rows&) { return {}; }
  /// The same to write placements; empty: nothing is written this way.
  [[nodiscard]] virtual std::string target() { return {}; }
  /// Names and values of the secrets in both.
  [[nodiscard]] virtual std::map<std::string, std::string> secrets() const { return {}; }
};

struct PeerKind {
  const char* name;
  /// Throws std::runtime_error with the reason when it cannot be started here.
  std::unique_ptr<Peer> (*start)(const std::filesystem::path& folder);
};

/// The first is what the others are compared with.
[[nodiscard]] const std::vector<PeerKind>& peer_kinds();

}  // namespace sluss::bench
