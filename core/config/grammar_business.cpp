// What is agreed and changes with the years: parties, agreements, prices, rules of placing, calendars.
#include "config/grammar_parts.h"

namespace sluss::config {
namespace {

using K = ValueKind;

const std::vector<std::string> billed_types = {"vfu", "specialist", "apl", "lia"};

Key contact_key() {
  return Key{"contact", K::map, "Who answers questions", ""}.with({
      Key{"name", K::text, "A role rather than a person", "VFU-samordnaren"}.needed(),
      Key{"phone", K::text, "Their telephone", R"("08-000 00 00")"},
      Key{"email", K::text, "Their mail address", "vfu@larosate.example"},
  });
}

void add_address(std::vector<Key>& keys) {
  keys.push_back({"street", K::text, "Street and number", "Exempelgatan 1"});
  keys.push_back({"postal_code", K::text, "Postal code", R"("100 00")"});
  keys.push_back({"city", K::text, "The town it is in", "Exempelby"});
  keys.push_back(contact_key());
}

std::vector<Key> institution_keys() {
  std::vector<Key> keys = {
      Key{"id", K::name, "What agreements and prices call it", "larosate-01"}.needed(),
      Key{"name", K::text, "Its name on invoices", "Exempeluniversitetet"}.needed(),
      Key{"organisation_number", K::text, "10 digits with a right check digit", R"("2021005489")"}.needed(),
      Key{"aliases", K::texts, "How exports spell it; case makes no difference", "[EXU]"},
      Key{"channel", K::name, "How it takes invoices: pipelines choose by it", "peppol"}.defaulting_to("peppol"),
      Key{"endpoint", K::map, "Its electronic address; without it 0007 and the organisation number", ""}.with({
          Key{"scheme", K::text, "Four digits of the list of electronic address schemes", R"("0088")"}.needed(),
          Key{"id", K::text, "The address within that scheme", R"("7300010000001")"}.needed(),
      }),
      Key{"buyer_reference", K::text, "The reference that it wants on invoices", "ZZ-VFU"},
      Key{"order_reference", K::text, "Its order's number, when it wants one", R"("12345678")"},
  };
  add_address(keys);
  return keys;
}

std::vector<Key> unit_keys() {
  std::vector<Key> keys = {
      Key{"id", K::name, "What rules of placing call it", "ostra-geriatriken"}.needed(),
      Key{"provider", K::name, "The provider that owns it, by its id", "kommunen"}.needed(),
      Key{"name", K::text, "Its name on invoices", "Östra geriatriken"}.needed(),
      Key{"hsa_id", K::text, "Its HSA-id, by which exports name it best", "SE2129990012-E0001"},
      Key{"organisation_number", K::text, "10 digits with a right check digit", R"("2120000142")"}.needed(),
      Key{"aliases", K::texts, "How exports spell it; case makes no difference", "[Östra]"},
      Key{"bankgiro", K::text, "Where it is paid: a bankgiro", R"("99000010")"},
      Key{"plusgiro", K::text, "Where it is paid: a plusgiro", R"("99000010")"},
      Key{"series", K::text, "1 to 12 digits that its invoice numbers begin with; no two units share one", R"("1001")"}
          .needed(),
  };
  add_address(keys);
  return keys;
}

Key term_key(const std::string& name, const std::string& text, const std::string& begins, const std::string& ends) {
  return Key{name, K::map, text, ""}.with({
      Key{"begins", K::month_day, "Its first day", begins}.needed(),
      Key{"ends", K::month_day, "Its last day; one before the first lies in the next year", ends}.needed(),
      Key{"invoice_from", K::month_day, "Nothing of the term is invoiced before this day", R"("05-15")"},
  });
}

Key deadline_key(const std::string& name, const std::string& text) {
  return Key{name, K::map, text, ""}
      .with({
          Key{"spring", K::term_day, "Of spring terms", R"("09-15 the year before")"},
          Key{"autumn", K::term_day, "Of autumn terms", R"("03-15")"},
          Key{"remind", K::numbers, "So many days before it, people are mailed", "[30, 7]"}.between(1, 180),
      })
      .needing_one_of({"spring", "autumn"});
}

std::vector<Key> agreement_keys() {
  return {
      Key{"id", K::name, "What prices call it", "avtal-01"}.needed(),
      Key{"institution", K::name, "Who orders and pays, by its id", "larosate-01"}.needed(),
      Key{"provider", K::name, "Who takes students and is paid, by its id", "kommunen"}.needed(),
      Key{"document", K::text, "The agreement's reference, as invoices name it", "Samverkansavtal 2026"},
      Key{"valid_from", K::day, "Its first day", "2026-01-01"}.needed(),
      Key{"valid_to", K::day, "Its last day; without it until further notice", "2029-12-31"},
      Key{"programmes", K::texts, "The programmes that it covers, by their codes; \"*\" for all", "[SSK, FYS]"}
          .needed(),
      Key{"types", K::words, "The types of placement that it covers", "[vfu, specialist]"}
          .of(billed_types)
          .defaulting_to("[vfu]"),
      Key{"holidays", K::word, "Whether public holidays from Monday to Friday are paid days", "counted"}
          .of({"counted", "not_counted"})
          .defaulting_to("counted"),
      Key{"new_year", K::word, "Which price a placement over New Year has: each day's own, or its first day's",
          "by_day"}
          .of({"by_day", "by_start"})
          .defaulting_to("by_day"),
      Key{"vat", K::word, "Exempt from VAT, or outside its scope", "exempt"}
          .of({"exempt", "outside"})
          .defaulting_to("exempt"),
      Key{"approval", K::word, "Whether invoices that are due are issued at once, or when a person says so",
          "automatic"}
          .of({"automatic", "person"})
          .defaulting_to("automatic"),
      Key{"payment_days", K::number, "Days to pay in", "30"}.between(1, 365).defaulting_to("30"),
      Key{"withdrawal_days", K::number, "Places given back fewer days before their first day are late", "28"}
          .between(1, 365)
          .defaulting_to("28"),
      Key{"late_withdrawal", K::number,
          "A placement withdrawn fewer days before its first day is paid in full; without it nothing is", "14"}
          .between(1, 365),
      term_key("spring", "When spring terms are", R"("01-01")", R"("08-31")").defaulting_to("01-01 to 08-31"),
      term_key("autumn", "When autumn terms are", R"("07-01")", R"("01-31")").defaulting_to("07-01 to 01-31"),
      Key{"deadlines", K::map, "What is to be done by which day of each term", ""}.with({
          deadline_key("announce", "The institution orders its places"),
          deadline_key("answer", "The units that are asked for places answer"),
          deadline_key("invoice", "The term's days are invoiced"),
      }),
  };
}

}  // namespace

FileKind agreements_file() {
  return {"agreements",
          "agreements/*.yaml",
          {"institutions", "providers", "agreements"},
          Key{"", K::map, "Who orders places, who provides them, and what they agreed", ""}.with({
              Key{"institutions", K::list, "Who orders places and is invoiced", ""}.with(institution_keys()),
              Key{"providers", K::list, "Whose units take students", ""}.with({
                  Key{"id", K::name, "What agreements and units call it", "kommunen"}.needed(),
                  Key{"name", K::text, "Its name", "Exempelby kommun"}.needed(),
              }),
              Key{"units", K::list, "Who takes students and is paid", ""}
                  .with(unit_keys())
                  .needing_one_of({"bankgiro", "plusgiro"}),
              Key{"agreements", K::list, "What an institution and a provider agreed", ""}.with(agreement_keys()),
          })};
}

FileKind prices_file() {
  return {
      "prices",
      "prices/*.yaml",
      {"prices"},
      Key{"", K::map, "What a student's week costs, by whom, for what and when", ""}.with({
          Key{"prices", K::list, "A price for each agreement, programme, type and period", ""}.with({
              Key{"agreement", K::name, "Of which agreement, by its id", "avtal-01"}.needed(),
              Key{"programme", K::text, "A programme's code; \"*\" for all that have no price of their own", R"("*")"}
                  .needed(),
              Key{"type", K::word, "The type of placement", "vfu"}.of(billed_types).defaulting_to("vfu"),
              Key{"valid_from", K::day, "Its first day", "2026-01-01"}.needed(),
              Key{"valid_to", K::day, "Its last day; without it until the next one begins", "2026-12-31"},
              Key{"week", K::kronor, "Per student and week, in kronor", R"("1530.00 kr")"}.needed(),
              Key{"document", K::text, "The document that it stands in", "Prislista 2026"}.needed(),
          }),
      })};
}

FileKind placing_file() {
  return {
      "placing",
      "placing/*.yaml",
      {"areas", "quotas", "pairs", "others", "rounds"},
      Key{"", K::map, "By which rules places are found for orders", ""}.with({
          Key{"areas", K::list, "Kinds of care; what one cannot take goes on to others", ""}.with({
              Key{"id", K::name, "What units call it", "geriatrik"}.needed(),
              Key{"name", K::text, "Its name", "Geriatrik"}.needed(),
              Key{"then", K::texts, "Where what it cannot take goes on to, by id, in this order", "[hemsjukvard]"},
          }),
          Key{"units", K::list, "What each unit can be asked for; who is listed first is asked first", ""}.with({
              Key{"unit", K::name, "The unit, by its id", "ostra-geriatriken"}.needed(),
              Key{"area", K::name, "The area that it belongs to, by its id", "geriatrik"}.needed(),
              Key{"goals", K::texts, "What students can learn there", "[omvårdnad, läkemedel]"},
          }),
          Key{"quotas", K::list, "How many students a unit takes at once", ""}.with({
              Key{"agreement", K::name, "By which agreement", "avtal-01"}.needed(),
              Key{"unit", K::name, "At which unit", "ostra-geriatriken"}.needed(),
              Key{"programmes", K::texts, "Of which programmes; \"*\" for all", "[SSK]"}.needed(),
              Key{"students", K::number, "So many", "12"}.between(0, 10'000).needed(),
          }),
          Key{"pairs", K::list, "What holds between one institution and one unit", ""}.with({
              Key{"institution", K::text, "The institution, by its id; \"*\" for all", "larosate-01"}.needed(),
              Key{"unit", K::name, "The unit, by its id", "ostra-geriatriken"}.needed(),
              Key{"rule", K::word, "Never used, or used for orders that name the unit and for no others", "excluded"}
                  .of({"excluded", "direct"})
                  .needed(),
          }),
          Key{"others", K::list, "Who else can answer with places, without being asked by us", ""}.with({
              Key{"id", K::name, "What offers call it", "grannregionen"}.needed(),
              Key{"name", K::text, "Its name", "Grannregionens samordnare"}.needed(),
          }),
          Key{"rounds", K::list, "By when orders of a term come in and are answered", ""}.with({
              Key{"id", K::name, "What reports call it", "VT2027-ssk"}.needed(),
              Key{"term", K::term, "The term", "VT2027"}.needed(),
              Key{"programmes", K::texts, "Of which programmes; \"*\" for all", "[SSK]"}.needed(),
              Key{"types", K::words, "Of which types of placement", "[vfu]"}.of(billed_types).defaulting_to("[vfu]"),
              Key{"opens", K::day, "Orders are taken from this day", "2026-08-15"}.needed(),
              Key{"closes", K::day, "The last day for orders", "2026-09-15"}.needed(),
              Key{"answer_by", K::day, "The day by which they are answered", "2026-11-15"}.needed(),
          }),
      })};
}

FileKind calendars_file() {
  return {"calendars",
          "calendars.yaml",
          {"calendars"},
          Key{"", K::map, "Days on which pipelines run", ""}.with({
              Key{"calendars", K::named, "Calendars by the names that schedules call them", "terms"}
                  .with({
                      Key{"on", K::days, "Days and periods", "[2026-08-31 to 2027-01-17]"}.needed(),
                      Key{"except", K::days, "Days and periods that are taken out of them", "[2026-12-24]"},
                  })
                  .needed(),
          })};
}

}  // namespace sluss::config
