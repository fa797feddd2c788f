#include "rules.h"

#include <algorithm>
#include <new>

#include "base/text.h"
#include "rule_checks.h"
#include "xml.h"

namespace sluss::ubl {
namespace {

/// A list of rules that a person can still read.
constexpr std::size_t most_sentences = 10;

const DocumentKind* kind_of(pugi::xml_node root) {
  for (const auto* kind : {&invoice_document, &credit_note_document}) {
    const bool is_kind = std::string_view(root.name()) == kind->root;
    if (is_kind && std::string_view(root.attribute("xmlns").value()) == kind->space) return kind;
  }
  return nullptr;
}

bool has_our_prefixes(pugi::xml_node root) {
  return std::string_view(root.attribute("xmlns:cac").value()) == aggregate_namespace &&
         std::string_view(root.attribute("xmlns:cbc").value()) == basic_namespace;
}

}  // namespace

std::vector<std::string> broken_rules(std::string_view bytes) {
  pugi::xml_document xml;
  const auto parsed = xml.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8);
  if (parsed.status == pugi::status_out_of_memory) throw std::bad_alloc();
  if (!parsed) return {"XML: the document is not well-formed"};
  const auto root = xml.document_element();
  const auto* kind = kind_of(root);
  if (kind == nullptr || !has_our_prefixes(root))
    return {"UBL: the root is neither an Invoice nor a CreditNote, with the prefixes cac and cbc"};
  Examined document{root, *kind, {}};
  for (const auto line : root.children(kind->line)) document.lines.push_back(line);
  Breaches breaches;
  for (const auto check : {check_heading, check_elements, check_parties, check_payment, check_totals, check_lines,
                           check_vat, check_sweden})
    check(document, breaches);
  return breaches.sentences();
}

Result<void> check_rules(std::string_view bytes) {
  auto broken = broken_rules(bytes);
  if (broken.empty()) return {};
  const auto all = broken.size();
  broken.resize(std::min(all, most_sentences));
  if (all > most_sentences) broken.push_back("and " + std::to_string(all - most_sentences) + " more rules");
  return fail(Fault::rejected, join(broken, "; ") + " (" + rule_release + ")");
}

}  // namespace sluss::ubl
