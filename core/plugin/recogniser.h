// A Recogniser knows its format when it sees it: what `sluss new connector` asks of a sample that somebody sent.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sluss {

/// A file of a system that nobody has described yet.
struct Sample {
  std::filesystem::path file;
  std::string_view bytes;  ///< all of the file
};

/// One option of the codec that reads the sample, and why it is that.
struct FoundOption {
  std::string name;    ///< of the codec's option: "delimiter"
  std::string yaml;    ///< its value as it stands in YAML: `";"`; of several lines when it begins with a line break
  std::string reason;  ///< for people: "splits 50 of 50 lines into 9 cells"
};

struct Recognised {
  /// Of formats that all know the sample, the surest reads it: 100 by its very bytes (a workbook), 80 by its shape
  /// (lines with equally many cells), 50 by what is left when it is nothing else.
  int sureness = 0;
  std::vector<FoundOption> options;
  /// What it could not tell, and a person must: "line 1 has another form than the rest".
  std::vector<std::string> open;
};

/// Changes the text between the markup of a format; what it gives stands in the text's place.
using TextEdit = std::function<std::string(std::string_view)>;

/// Pure, without state. Of the codec of the same name.
class Recogniser {
 public:
  virtual ~Recogniser() = default;
  /// The options that read the sample; nullopt when it is not of this format.
  [[nodiscard]] virtual std::optional<Recognised> recognise(const Sample& sample) const = 0;
  /// The sample's bytes with all its text changed, in the encoding and form it had. The texts given to `edit` are
  /// UTF-8; values may stand there as the format escapes them. What stands outside of the records (titles above a
  /// header, comments, members beside the list) is gone, or but a shape (`shape_of`), where the format knows it.
  /// Error (Fault::data), for people: it cannot be rewritten so that nothing of it is left unseen.
  [[nodiscard]] virtual Result<std::string> rewrite(const Sample& sample, const TextEdit& edit) const = 0;
  /// Whether `edit` is given one value at a time, names among them. Else it is given a text of many.
  [[nodiscard]] virtual bool edits_values() const { return true; }
};

}  // namespace sluss
