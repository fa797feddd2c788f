// What somebody wrote in an answer: without what is quoted, and without the signature.
#pragma once

#include <string>
#include <string_view>

namespace sluss::mail {

struct OwnText {
  std::string first;  ///< the first line that is not empty; at most 300 bytes
  bool more = false;  ///< there are others
};

/// Of a text in UTF-8. Quoted is what stands behind ">", the line that says who wrote it, and all from an earlier
/// mail's headers on ("Från:", "-----Ursprungligt meddelande-----"). A signature begins with "-- ", or with a greeting
/// such as "Med vänlig hälsning". What is not known for either is the sender's own.
[[nodiscard]] OwnText own_text(std::string_view text);

/// The text of a page in HTML as lines; without what it hides (style, script, comments) and what it quotes
/// (blockquote).
[[nodiscard]] std::string text_of_html(std::string_view html);

}  // namespace sluss::mail
