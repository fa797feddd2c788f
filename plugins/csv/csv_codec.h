// The codec `csv`: delimited text, and messages as such.
#pragma once

#include "base/encoding.h"
#include "plugin/sdk.h"

namespace sluss::csv {

constexpr char found_delimiter = '\0';

struct Config {
  Encoding encoding = Encoding::automatic;
  char delimiter = found_delimiter;
  std::string header = "auto";  ///< or the number of the line it stands in
  bool byte_order_mark = false;
};

[[nodiscard]] Spec<Config> csv_spec();

class Csv final : public Codec {
 public:
  explicit Csv(Config config) : config_(std::move(config)) {}
  /// A record a row: body is an object of texts by column name, exactly as written. A row with other than the header's
  /// number of columns is a record with a fault.
  [[nodiscard]] Result<void> decode(Input& input, const Emit& emit) override;
  /// One document with a header, in UTF-8; nested members get dotted names.
  [[nodiscard]] Result<std::vector<Document>> encode(std::span<const Message> messages) override;

 private:
  Config config_;
};

}  // namespace sluss::csv
