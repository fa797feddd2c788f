// What the tests of this plugin share: programs of testdata, and what comes out of a source.
#pragma once

#include <gtest/gtest.h>
#include <stop_token>
#include <string>
#include <vector>

#include "base/file.h"
#include "command.h"
#include "support/temporary_folder.h"

namespace sluss::exec {

inline constexpr auto planted = {"Personsson", "19990101"};

class Fixture : public ::testing::Test {
 protected:
  template <class Config>
  [[nodiscard]] Config configured(const std::string& program, const std::string& settings) const {
    Config config;
    config.command = {"/usr/bin/python3", std::string(SLUSS_TESTDATA "/") + program};
    config.values->settings = Secret(settings);
    config.hang = std::chrono::seconds(20);
    return config;
  }
  [[nodiscard]] std::string file(const std::string& name) const { return (folder_.path() / name).string(); }
  [[nodiscard]] std::vector<std::string> lines_of(const std::string& name) const {
    const auto text = file_bytes(file(name)).value_or("");
    std::vector<std::string> lines;
    for (const auto line : split(text, '\n')) {
      if (!line.empty()) lines.emplace_back(line);
    }
    return lines;
  }

  test::TemporaryFolder folder_;
  std::stop_source stop_;
};

inline void expect_nobody_named(const std::string& text) {
  for (const auto* name : planted) EXPECT_EQ(text.find(name), std::string::npos) << text;
}

/// What one read of a source gave.
struct Given {
  std::vector<std::string> lines;
  std::string position;
  std::optional<Error> error;
};

inline Given drained(Input& input) {
  Given given;
  std::string text;
  std::vector<char> buffer(100'000);
  for (;;) {
    const auto got = input.read(buffer);
    if (!got) given.error = got.error();
    if (!got || *got == 0) break;
    text.append(buffer.data(), *got);
  }
  if (!given.error) given.position = input.position();
  for (const auto line : split(text, '\n')) {
    if (!line.empty()) given.lines.emplace_back(line);
  }
  return given;
}

}  // namespace sluss::exec
