// What every connector promises, as checks that know no connector. Each gives the broken promises as sentences: none is
// good.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plugin/node.h"

namespace sluss::contract {

using Sentences = std::vector<std::string>;

/// A connector's folder. What is missing there is empty here.
struct Connector {
  explicit Connector(const std::filesystem::path& where);

  std::filesystem::path folder;
  std::string name, page;
  std::string promises;  ///< samples/README.md: what the samples are
  Node yaml;             ///< connector.yaml
  std::vector<std::filesystem::path> samples;
};

/// There is a page, a connector.yaml and a sample; samples/README.md tells of each sample, and each can be read.
[[nodiscard]] Sentences has_its_parts(const Connector& connector);
/// The page names what is read or written, every column that is read, and every parameter as one would copy it.
[[nodiscard]] Sentences has_a_page(const Connector& connector);
/// samples/README.md says that they are synthetic. What looks like a personnummer, with a right check digit or a wrong
/// one, has a birth number of 980-999, as the Tax Agency's test numbers have: nobody has one of them. Samples of a
/// connector that reads personnummer have some that are right.
[[nodiscard]] Sentences has_samples_of_nobody(const Connector& connector);
/// `sluss check` takes a configuration with the connection that the page shows, and one with the declared examples.
[[nodiscard]] Sentences passes_check(const Connector& connector);
/// `sluss sync` of each sample, alone in a new house, gives what samples/README.md promises ("724 rows, 723
/// placements": a row that stands twice is one placement), all of it accounted for, and most placements billed.
[[nodiscard]] Sentences reads_its_samples(const Connector& connector);

}  // namespace sluss::contract
