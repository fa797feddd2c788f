// One file at the server that is read from front to back. When the connection breaks it goes on where it stopped.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "connection.h"
#include "plugin/codec.h"

namespace sluss::sftp {

class RemoteInput final : public Input {
 public:
  /// `facts` are what the file was found with: as soon as it has others it is not read on.
  RemoteInput(std::shared_ptr<Link> link, std::string path, const Facts& facts)
      : link_(std::move(link)), path_(std::move(path)), facts_(facts) {}

  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override;
  /// Compares what was read, and what stands under its name, with what was found.
  [[nodiscard]] Result<void> complete() override;

 private:
  [[nodiscard]] Result<std::size_t> read_some(std::span<char> buffer);
  /// Opens the file at the byte that comes next; an error when it is not the file any more that was found.
  [[nodiscard]] Result<void> open();
  [[nodiscard]] Result<void> expect_unchanged();
  /// May the connection be made once more? Waits a little before.
  [[nodiscard]] bool may_try_again(const Error& error);

  std::shared_ptr<Link> link_;
  std::string path_;
  Facts facts_;
  std::unique_ptr<RemoteFile> file_;
  std::uint64_t offset_ = 0;
  int broken_ = 0;  ///< times in a row, without a byte between
};

}  // namespace sluss::sftp
