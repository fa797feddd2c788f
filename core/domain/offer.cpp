#include "domain/offer.h"

#include "domain/field_reader.h"
#include "domain/identifiers.h"

namespace sluss::domain {
namespace {

constexpr std::array statuses{OfferStatus::offered, OfferStatus::withdrawn};
constexpr std::int64_t most_places = 10'000;

class Reader : public FieldReader {
 public:
  using FieldReader::FieldReader;

  tl::expected<Offer, std::vector<FieldFault>> read() {
    constexpr auto term_rule = "a term such as HT2026 or VT2027";
    offer_.id = required("id", "the offer's id");
    read_unit();
    offer_.term = term("term", term_rule);
    if (offer_.term.empty()) fault("term", "", term_rule);
    if (auto programme = text("programme"); !programme.empty()) offer_.programme = std::move(programme);
    read_period();
    offer_.places = number("places", 0, most_places, -1);
    if (trim(body().at("places").text_or_empty()).empty()) fault("places", "", "the number of places; 0 declines");
    offer_.order = text("order");
    offer_.status = word("status", statuses, OfferStatus::offered);
    if (!faults().empty()) return tl::unexpected(faults());
    return std::move(offer_);
  }

 private:
  void read_unit() {
    offer_.unit.name = text("unit.name");
    const auto written = text("unit.hsa_id");
    if (written.empty() && offer_.unit.name.empty()) fault("unit", "", "the unit's hsa_id or name");
    if (written.empty()) return;
    auto checked = check_hsa_id(written);
    if (checked) offer_.unit.hsa_id = std::move(*checked);
    else fault("unit.hsa_id", written, std::move(checked).error());
  }

  void read_period() {
    if (body().at("start").is_null() && body().at("end").is_null()) return;
    offer_.first = day("start");
    offer_.last = day("end");
    if (offer_.first && offer_.last && *offer_.last < *offer_.first)
      fault("end", to_iso(*offer_.last), "a day on or after the start, " + to_iso(*offer_.first));
  }

  Offer offer_;
};

}  // namespace

const char* name_of(OfferStatus status) { return status == OfferStatus::withdrawn ? "withdrawn" : "offered"; }

tl::expected<Offer, std::vector<FieldFault>> read_offer(const Value& body) { return Reader(body).read(); }

}  // namespace sluss::domain
