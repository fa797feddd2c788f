// The codec `fixed_width`: records whose fields stand in fixed columns, by a layout that is data.
#pragma once

#include "layout.h"

namespace sluss::fixed_width {

enum class LineBreak { crlf, lf };

struct Config {
  CodePage encoding = CodePage::utf8;
  LineBreak line_break = LineBreak::crlf;
  Node records;
  std::string total;
};

[[nodiscard]] Spec<Config> fixed_width_spec();

class FixedWidth final : public Codec {
 public:
  explicit FixedWidth(const Config& config);
  /// A record a line of the kind row: body is an object of its fields. Where the layout has a `total`, it is one for
  /// documents that are written: one record then, with the total_ore and the lines that the bytes say.
  [[nodiscard]] Result<void> decode(Input& input, const Emit& emit) override;
  /// One file. Its counts, sums and total are made anew from its bytes before it leaves.
  [[nodiscard]] Result<std::vector<Document>> encode(std::span<const Message> messages) override;

 private:
  Layout layout_;
};

}  // namespace sluss::fixed_width
