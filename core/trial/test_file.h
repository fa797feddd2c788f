// A file of tests as it is written: what is given, night by night, and what is expected to come of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "message/message.h"
#include "plugin/diagnostics.h"
#include "plugin/node.h"

namespace sluss::trial {

/// What comes in by one way: files, a text, records as the format makes them, or messages as the way in makes them.
struct Given {
  Node name;  ///< of the way in, as it is written
  Node content;
  Messages records = {};  ///< in place of the content: of what is not written in any file
};

/// A message that is to come out.
struct ExpectedMessage {
  std::string name;
  Node members;                        ///< those that must be so; the others may be as they are
  std::string change;                  ///< "withdrawn", "changed", "new"; empty: new or changed
  std::vector<std::string> documents;  ///< files with the bytes that are delivered; empty: they may be as they are
};

/// What is to come out by one way. All that comes must be mentioned: by name, by `others`, or by `golden`.
struct ExpectedWay {
  Node name;  ///< of the way, as it is written
  std::vector<ExpectedMessage> messages;
  std::optional<std::int64_t> others;  ///< how many more there are
  std::string golden;                  ///< a file in which all of them stand; written by --update
};

/// A message that is to end on its way, and why.
struct ExpectedEnd {
  Mark mark;
  std::string key, at;     ///< its key, or a part of its place: "line 17"; one may be empty
  std::string because;     ///< part of the reason
  std::int64_t count = 1;  ///< so many of them
};

/// What a run that goes wrong is to say.
struct ExpectedTrouble {
  Mark mark;
  std::string text;  ///< part of it
};

struct Expectations {
  Mark mark;
  std::vector<ExpectedWay> ways;
  std::vector<ExpectedEnd> parked, filtered;
  std::optional<std::vector<std::string>> collected;  ///< keys; nullopt: nothing is said of them
  std::vector<ExpectedTrouble> troubles;
};

/// One run: what has come in before it, and what comes out of it.
struct Night {
  Mark mark;
  Instant at{};
  std::string pipeline;  ///< when another one than the file's runs
  std::vector<Given> given;
  Expectations expect;
};

/// What another system answers about a message that has this in it. It goes into the message where it is written.
struct Answer {
  Node when;  ///< members that are compared; missing: about every message
  Node gives;
};

/// The answers to the steps of one plugin.
struct Answers {
  Node step;  ///< the plugin's name, as it is written
  std::vector<Answer> all;
};

struct Test {
  std::string name;
  Mark mark;
  Node with;  ///< the parameters of the connector
  std::vector<Answers> answers;
  std::vector<Night> nights;
};

enum class Subject { connector, pipeline };

struct TestFile {
  std::filesystem::path path;
  Subject subject = Subject::pipeline;
  Node name;  ///< of the connector or pipeline
  std::vector<Test> tests;
};

/// Reads a file of tests. Nullopt with the faults at their lines. A test that cannot fail is one of them.
[[nodiscard]] std::optional<TestFile> read_test_file(const std::filesystem::path& path, Diagnostics& diagnostics);

/// A day (its start in UTC), or a day and a time with its zone: 2026-12-15T02:00+01:00, 2026-12-15T01:00Z.
[[nodiscard]] std::optional<Instant> parse_moment(const std::string& text);

}  // namespace sluss::trial
