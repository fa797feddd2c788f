// SIE 4I, the file of transactions that accounting systems read in.
//
// Source: "SIE filformat", edition 4B (2008-09-30) and 4C (2025-08-06, the same format), of Föreningen SIE-Gruppen,
// sie.se:
// - bytes are CP437 (#FORMAT PC8); no control characters; fields have blanks between them, and quotes around them where
//   they hold blanks; a quote within a field has a backslash before it;
// - a file for reading in has #FLAGGA 0 first, then #PROGRAM, #FORMAT, #GEN, #SIETYP 4, #FNAMN, then #VER with #TRANS;
// - amounts have a decimal point and two decimals at most, debit above zero; each #VER sums to zero;
// - #KSUMMA stands behind #FLAGGA without a sum, and last with it: CRC-32 (polynomial 0xEDB88320, begun and ended with
//   all ones) over the labels and the contents of the fields of all that stands between the two: no blanks, no quotes
//   around fields, no backslashes before quotes, no braces, no line ends. (Section 10.15 of 4B, as readers of SIE in
//   public sources quote it: jsisie and others. No file of another system has confirmed it here.)
#pragma once

#include <span>

#include "bookkeeping.h"

namespace sluss::sie {

struct Heading {
  std::string company;
  std::string organisation_number;  ///< 10 digits; may be empty
  std::string series;               ///< of the verifications; empty: the receiving system gives one
  std::map<int, std::string> dimensions;
};

/// The whole file. It is made on the day of the latest verification: the same verifications give the same bytes.
/// Error (Fault::data): a text with a character that CP437 does not have, a control character or a backslash, by the
/// name of its field; a verification that does not sum to zero.
[[nodiscard]] Result<std::string> write_sie(const Heading& heading, std::span<const Verification> verifications);

}  // namespace sluss::sie
