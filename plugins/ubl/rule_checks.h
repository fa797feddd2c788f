// The rules by what they look at. Each check adds what it finds broken; none stops at the first.
#pragma once

#include <pugixml.hpp>
#include <vector>

#include "breaches.h"
#include "kind.h"

namespace sluss::ubl {

/// A document as the checks see it.
struct Examined {
  pugi::xml_node root;
  const DocumentKind& kind;
  std::vector<pugi::xml_node> lines;
};

void check_heading(const Examined& document, Breaches& breaches);
/// Rules for every element alike: none is empty, dates and currencies.
void check_elements(const Examined& document, Breaches& breaches);
void check_parties(const Examined& document, Breaches& breaches);
/// How it is paid.
void check_payment(const Examined& document, Breaches& breaches);
void check_totals(const Examined& document, Breaches& breaches);
void check_lines(const Examined& document, Breaches& breaches);
void check_vat(const Examined& document, Breaches& breaches);
void check_sweden(const Examined& document, Breaches& breaches);

}  // namespace sluss::ubl
