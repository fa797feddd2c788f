// A mail as an answer: who wrote it, to what, and what it says. Whatever the bytes are, it ends, and soon.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "own_text.h"
#include "plugin/sdk.h"

namespace sluss::mail {

struct Answer {
  std::string id;                    ///< its Message-ID; without one, made of its bytes
  std::string sender;                ///< the bare address of From; empty when there is not exactly one
  std::string subject;               ///< on one line
  std::optional<Instant> date;       ///< as the sender has it
  std::vector<std::string> answers;  ///< the Message-IDs of In-Reply-To and References, without repetition
  bool automatic = false;            ///< written by a machine: an out-of-office answer, a report, a list
  std::string report;                ///< of the delivery of another mail: "<id> failed (5.1.1)"
  std::string text;                  ///< all of its text, UTF-8
  OwnText own;
};

/// Error: Fault::data: no mail, nested too deeply, cut, or with a text whose encoding is damaged or not known.
[[nodiscard]] Result<Answer> read_answer(std::string_view bytes);

/// What stands in the last pair of square brackets of the subject that has this shape; `#` is one letter or digit.
[[nodiscard]] std::string code_in(std::string_view subject, std::string_view shape);

}  // namespace sluss::mail
