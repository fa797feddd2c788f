// One file that is read from front to back.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "folder.h"
#include "plugin/codec.h"

namespace sluss::file {

class FileInput final : public Input {
 public:
  /// Opens a regular file of the folder; null when there is none of that name. The folder must outlive the input.
  [[nodiscard]] static Result<std::unique_ptr<FileInput>> open(const Folder& folder, const std::string& name);

  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override;
  [[nodiscard]] std::optional<std::filesystem::path> local_file() const override { return folder_.path() / name_; }
  /// Compares the file, and what stands under its name, with what was opened.
  [[nodiscard]] Result<void> complete() override;
  [[nodiscard]] const Stamp& stamp() const { return stamp_; }

 private:
  FileInput(const Folder& folder, std::string name, Descriptor descriptor, const Stamp& stamp)
      : folder_(folder), name_(std::move(name)), descriptor_(std::move(descriptor)), stamp_(stamp) {}

  const Folder& folder_;
  std::string name_;
  Descriptor descriptor_;
  Stamp stamp_;
};

}  // namespace sluss::file
