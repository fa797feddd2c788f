// What Fortnox answers, and a document that is changed before it is sent there.
#include "answers.h"
#include "base/json.h"
#include "fuzz/part.h"

namespace sluss::fuzz {
namespace {

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string broken_numbers(std::string_view body) {
  if (const auto code = fortnox::error_code(body); !code.empty() && !is_number(code)) return "a code that is no number";
  const auto number = fortnox::document_number(body);
  if (!number) return broken_error(number.error(), Fault::unknown_outcome);
  return is_number(*number) ? "" : "an invoice whose number is none";
}

std::string broken_search(std::string_view body) {
  const auto found = fortnox::found_in(body, fortnox::reference_of("k"));
  if (found) return "";
  return found.error().fault == Fault::unknown_outcome ? broken_text(found.error())
                                                       : broken_error(found.error(), Fault::unavailable);
}

std::string broken_document(std::string_view body) {
  const auto total = fortnox::total_in(body);
  if (!total) {
    if (auto broken = broken_error(total.error()); !broken.empty()) return broken;
  }
  const auto with = fortnox::with_reference(body, "r-1");
  if (!with) return broken_error(with.error(), Fault::rejected);
  const auto read = parse_json(*with);
  const bool has_it = read && (*read)["Invoice"]["ExternalInvoiceReference1"].text_or_empty() == "r-1";
  return has_it ? "" : "a document without its reference";
}

}  // namespace

std::string broken_by(std::string_view bytes) {
  for (const auto broken : {broken_numbers, broken_search, broken_document}) {
    if (auto text = broken(bytes); !text.empty()) return text;
  }
  return {};
}

}  // namespace sluss::fuzz
