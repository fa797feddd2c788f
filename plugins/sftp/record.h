// What a folder at the server knows of a delivery that was decided: it makes a repeated one harmless. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sluss::sftp {

/// One file of a delivery.
struct Delivered {
  std::string name;    ///< final name
  std::string digest;  ///< of its bytes, in hexadecimal
  friend bool operator==(const Delivered&, const Delivered&) = default;
};

struct Record {
  std::string key;
  std::vector<Delivered> files;
};

/// The name that a delivery's record has: nobody else's.
[[nodiscard]] std::string record_name(const std::string& key);
/// The name of one of its files while it is unfinished.
[[nodiscard]] std::string part_name(const std::string& key, std::size_t number);

[[nodiscard]] std::string to_text(const Record& record);
/// Fault::rejected when it is damaged, or another delivery's.
[[nodiscard]] Result<Record> read_record(std::string_view text, const std::string& key);

}  // namespace sluss::sftp
