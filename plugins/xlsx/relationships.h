// How the parts of a workbook point at each other.
#pragma once

#include <string>
#include <vector>

#include "archive.h"

namespace sluss::xlsx {

struct Relationship {
  std::string id;
  std::string type;    ///< the last word of its type's address: "worksheet"
  std::string target;  ///< a part of this archive
};

/// The relationships of a part; of the archive itself for "". Those that lead out of the archive are left out: they
/// are never followed. Error: Fault::data.
[[nodiscard]] Result<std::vector<Relationship>> read_relationships(Archive& archive, const std::string& part);

}  // namespace sluss::xlsx
