// What is played before it runs: the files of `sluss test`.
#include "config/grammar_parts.h"

namespace sluss::config {
namespace {

using K = ValueKind;

Key ends(const char* name, const char* text, const char* example) {
  return Key{name, K::list, text, example}.of({"none"}).with({
      Key{"key", K::text, "The message's key", "P-3"},
      Key{"at", K::text, "A part of its place, in place of the key", "line 17"},
      Key{"because", K::text, "Words of the reason", "is not known"}.needed(),
      Key{"count", K::number, "So many of them", "12"}.between(1, 1'000'000).defaulting_to("1"),
  });
}

/// What a night has, also where a test is one night alone.
std::vector<Key> night_keys() {
  return {
      Key{"at", K::moment, "The day it is, or a moment with its zone", "2026-12-15T02:00+01:00"},
      Key{"pipeline", K::name, "In a pipeline's test: the pipeline that runs, when it is another one", "payments"},
      Key{"given", K::given,
          "What comes in, by the ways it comes: a file or several, the content itself as a text of several lines, "
          "messages as the mapping makes them, or records as the format makes them",
          "{ klipp.placements: given/two-placements.csv }"},
      Key{"expect", K::ways,
          "What comes of it. Under the name of a way: messages by their names with what stands in them, a list of "
          "names, a file of all of them, or none. What comes out and is not mentioned fails the test",
          "{ peppol.invoices: [\"10010001\"] }"}
          .with({
              ends("parked", "Messages that wait for a person, and why", ""),
              ends("filtered", "Messages that rightly go no further, and why", ""),
              Key{"collected", K::texts, "Keys of what a step has taken up, and so far nothing came of it; or none",
                  "[P-4]"},
              Key{"troubles", K::texts, "What the run says goes wrong with it; or none", "[Startdatum]"},
          }),
  };
}

std::vector<Key> test_keys() {
  std::vector<Key> keys = {
      Key{"test", K::text, "What is right, in a sentence", "a placement that is withdrawn is credited"}.needed(),
      Key{"with", K::anything, "In a connector's test: its parameters", "{ extension: xlsx }"},
      Key{"answers", K::named_lists, "What other systems answer, by the step that asks", "enrich"}.with({
          Key{"when", K::anything, "What a message has in it that the answer is about; left out: every message",
              "{ StudentUID: st-1 }"},
          Key{"gives", K::anything, "What the answer puts into the message, where it stands there",
              R"({ student: { Personnummer: "195501019805" } })"}
              .needed(),
      }),
      Key{"nights", K::list, "Several runs, one after the other", ""}.with(night_keys()),
  };
  for (auto& key : night_keys()) keys.push_back(std::move(key));
  return keys;
}

}  // namespace

const FileKind& tests_grammar() {
  static const FileKind kind = {
      "tests",
      "connectors/NAME/*_test.yaml, pipelines/*_test.yaml",
      {"tests"},
      Key{"", K::map, "What comes in and what is to come of it: sluss test plays it, and no daemon reads it", ""}
          .with({
              Key{"connector", K::name, "The connector that is tested, in whose folder this file lies", "klipp"},
              Key{"pipeline", K::name, "The pipeline that is tested", "nightly-placements"},
              Key{"tests", K::list, "The tests", ""}.with(test_keys()).needing_one_of({"expect", "nights"}).needed(),
          })
          .needing_one_of({"connector", "pipeline"})};
  return kind;
}

}  // namespace sluss::config
