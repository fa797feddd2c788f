// The refresh token that changes with each use. It lies in a file of its own, which one process at a time reads, uses
// and replaces.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "http/oauth.h"

namespace sluss::http {

class RefreshChain {
 public:
  /// `first` is the token that a person got with the consent. It begins a new chain when it is another one than that
  /// the file's chain began with. `service` and `renew` are for texts (Login).
  RefreshChain(std::filesystem::path file, Secret first, std::string service, std::string renew)
      : file_(std::move(file)), first_(std::move(first)), service_(std::move(service)), renew_(std::move(renew)) {}

  /// What is granted for a refresh token. Without a successor in it, the token stays the chain's.
  using Use = std::function<Result<Grant>(const Secret&)>;
  /// Uses the chain's token. Its successor is on disk before this returns; that there is room for it is sure before it
  /// is asked for. Error: what `use` gave, and then the chain is as it was; Fault::unavailable, the file cannot be
  /// written, and nothing was asked; Fault::denied, the successor came and could not be kept.
  [[nodiscard]] Result<AccessToken> advance(const Use& use, const std::stop_token& stop) const;

 private:
  [[nodiscard]] std::filesystem::path beside(const char* ending) const;
  [[nodiscard]] Result<void> end_what_was_begun() const;
  [[nodiscard]] Result<Secret> current() const;

  std::filesystem::path file_;
  Secret first_;
  std::string service_, renew_;
};

}  // namespace sluss::http
