// The words of three message kinds, in Swedish, English, Finnish, Norwegian and Danish.
#include "scaffold/targets.h"

namespace sluss::scaffold {
namespace {

using Words = std::vector<std::string_view>;

Target institution() {
  return {"institution.id",
          "the institution that is billed",
          {"lärosäte", "institution", "university", "school", "college", "skola", "oppilaitos", "korkeakoulu",
           "yliopisto", "lärestad", "universitet", "högskola", "lærested", "uddannelsessted"},
          {},
          ""};
}
Target programme() {
  return {"programme",
          "the programme",
          {"program", "programme", "utbildning", "utbildningsprogram", "koulutusohjelma", "tutkinto", "koulutus",
           "degree", "degree programme", "uddannelse", "utdanning"},
          {},
          ""};
}
Target course() {
  return {"course",
          "the course",
          {"kurs", "kurskod", "course", "course code", "module", "opintojakso", "kurssi", "kursus", "emne"},
          {},
          ""};
}
Target term() { return {"term", "the term", {"termin", "term", "semester", "lukukausi"}, {Look::term}, "term"}; }
Target type() {
  return {"type",
          "the type of placement",
          {"typ", "type", "placement type", "typ av placering", "tyyppi", "laji", "harjoittelutyyppi", "kind"},
          {},
          "",
          {{"vfu",
            {"vfu", "clinical placement", "clinical", "placement", "practice", "harjoittelu", "praktik", "praksis",
             "klinikk"}},
           {"specialist",
            {"specialist", "specialist nurse", "specialistsjuksköterska", "erikoistumis", "erikoistumiskoulutus"}},
           {"apl", {"apl"}},
           {"lia", {"lia"}},
           {"thesis", {"thesis", "examensarbete", "opinnäytetyö", "degree project"}},
           {"project", {"project", "projekt", "projekti"}}}};
}
Target start() {
  return {
      "start",
      "the first day",
      {"start", "startdatum", "start date", "from", "from date", "first day", "begins", "begin", "från", "från och med",
       "fr o m", "startar", "alku", "alkaa", "alkupäivä", "alkupvm", "alkamispäivä", "startdato", "fra"},
      {Look::date},
      "date"};
}
Target end() {
  return {"end",
          "the last day",
          {"slut",           "slutdatum", "end",      "end date", "to",         "to date",
           "until",          "last day",  "ends",     "finish",   "till",       "till och med",
           "t o m",          "slutar",    "loppu",    "päättyy",  "loppupäivä", "loppupvm",
           "päättymispäivä", "sluttdato", "slutdato", "til"},
          {Look::date},
          "date"};
}
Target personnummer() {
  return {"student.personnummer",
          "the student's personnummer",
          {"personnummer", "pnr", "person nr", "personal number", "personal id", "personal identity number",
           "national id", "ssn", "henkilötunnus", "hetu", "fødselsnummer", "cpr"},
          {Look::personnummer},
          "personnummer"};
}
Target student_id() {
  return {"student.id",
          "the student's id in a registry",
          {"studentid", "student id", "student number", "student no", "studentnummer", "opiskelijanumero", "ladok uid",
           "student uid"},
          {},
          ""};
}
Target student_protected() {
  return {"student.protected",
          "whether the student's identity is protected",
          {"skyddad identitet", "skyddad", "sekretess", "sekretessmarkering", "protected", "protected identity",
           "secret", "secrecy", "hemlig", "confidential", "turvakielto", "skjermet", "beskyttet"},
          {},
          ""};
}
Target withdrawn() {
  return {"withdrawn",
          "the day it was withdrawn",
          {"återbudsdatum", "återbud datum", "withdrawn", "withdrawn on", "withdrawal date", "cancelled on",
           "cancellation date", "peruttu", "peruutuspäivä", "avbokad"},
          {Look::date},
          "date"};
}

MessageKind placement() {
  return {"placement",
          "placements",
          {{"id",
            "the placement's id in the system it comes from",
            {"placeringsnr",
             "placeringsnummer",
             "placeringsid",
             "placement id",
             "placement no",
             "placement number",
             "placement ref",
             "booking id",
             "booking no",
             "sijoitusnumero",
             "sijoitustunnus",
             "jaksotunnus",
             "harjoittelutunnus",
             "plassering id",
             "id",
             "nr",
             "ref",
             "reference",
             "placering",
             "placement",
             "booking"},
            {},
            ""},
           institution(),
           programme(),
           course(),
           type(),
           term(),
           start(),
           end(),
           {"days",
            "the number of days",
            {"dagar", "workdays", "working days", "arbetsdagar", "antal dagar", "days", "number of days", "no of days",
             "päivät", "päiviä", "dager", "dage"},
            {Look::integer},
            "integer"},
           {"dates", "the days themselves", {"dates", "datum", "dagarna", "päivämäärät"}, {}, "dates"},
           {"student.name",
            "the student's name",
            {"student", "name", "namn", "student name", "studentens namn", "opiskelija", "nimi", "navn"},
            {Look::text},
            ""},
           {"first",
            "the student's first name",
            {"förnamn", "first name", "given name", "given names", "forename", "etunimi", "etunimet", "fornavn",
             "tilltalsnamn"},
            {},
            ""},
           {"last",
            "the student's last name",
            {"efternamn", "last name", "surname", "family name", "sukunimi", "etternavn", "efternavn"},
            {},
            ""},
           personnummer(),
           student_id(),
           student_protected(),
           {"unit.hsa_id", "the unit's HSA-id", {"hsa id", "hsaid", "hsa"}, {Look::hsa_id}, "hsa_id"},
           {"unit.name",
            "the unit",
            {"verksamhet", "enhet",     "unit",       "ward",     "clinic",   "placement site",
             "site",       "workplace", "place",      "facility", "location", "department",
             "placering",  "avdelning", "mottagning", "yksikkö",  "osasto",   "harjoittelupaikka",
             "enhed",      "avdeling"},
            {Look::text, Look::code},
            ""},
           {"status",
            "how far it has come",
            {"status", "state", "tila", "tilanne"},
            {},
            "",
            {{"planned", {"planned", "planerad", "preliminär", "provisional", "suunniteltu", "planlagt"}},
             {"confirmed", {"confirmed", "bekräftad", "booked", "accepted", "vahvistettu", "bekreftet", "bekræftet"}},
             {"carried_out",
              {"carried out", "genomförd", "completed", "complete", "done", "finished", "toteutunut", "suoritettu",
               "gjennomført"}},
             {"withdrawn", {"withdrawn", "återbud", "dropped", "declined"}},
             {"cancelled", {"cancelled", "canceled", "inställd", "avlyst"}}}},
           withdrawn(),
           {"order",
            "the order line whose place it takes",
            {"beställningsnr", "beställning", "order", "order no", "order id", "tilausnumero"},
            {},
            ""}},
          {{"id"},
           {"institution.id"},
           {"programme"},
           {"unit.hsa_id", "unit.name"},
           {"student.name"},
           {"start"},
           {"end"},
           {"student.personnummer", "student.id"},
           {"student.protected"}}};
}

MessageKind order() {
  return {
      "order",
      "orders",
      {{"id",
        "the order line's id",
        {"beställningsnr", "beställningsnummer", "order id", "order no", "order number", "request id", "tilausnumero",
         "id", "nr"},
        {},
        ""},
       {"round", "the round it belongs to", {"omgång", "round", "kierros"}, {}, ""},
       institution(),
       programme(),
       course(),
       type(),
       term(),
       start(),
       end(),
       {"weeks", "the weeks", {"veckor", "weeks", "viikot"}, {}, ""},
       {"area", "the area", {"område", "area", "region", "alue"}, {}, ""},
       {"unit", "the unit that is asked directly", {"enhet", "direkt till", "unit", "yksikkö"}, {}, ""},
       {"goals", "the learning goals", {"lärandemål", "mål", "goals", "learning goals", "tavoitteet"}, {}, ""},
       {"count",
        "the number of places",
        {"antal platser", "antal", "platser", "places", "number of places", "count", "paikkoja", "paikat"},
        {Look::integer},
        "integer"},
       {"priority", "which goes first, 1 to 9", {"prioritet", "priority", "prioriteetti"}, {Look::integer}, "integer"},
       {"status",
        "how far it has come",
        {"status", "state", "tila"},
        {},
        "",
        {{"draft", {"draft", "utkast", "luonnos"}},
         {"sent", {"sent", "skickad", "submitted", "lähetetty"}},
         {"withdrawn", {"withdrawn", "återtagen", "peruttu"}}}}},
      {{"id"},
       {"round"},
       {"institution.id"},
       {"programme"},
       {"term"},
       {"start", "weeks"},
       {"count"},
       {"area", "unit"}}};
}

MessageKind registration() {
  return {"registration",
          "registrations",
          {{"id", "the registration's id", {"id", "uid", "registrering", "registration id", "nr"}, {}, ""},
           personnummer(),
           student_id(),
           student_protected(),
           institution(),
           course(),
           term(),
           {"status",
            "how far it has come",
            {"status", "state", "tila", "deltagandetillstånd"},
            {},
            "",
            {{"expected", {"expected", "förväntad", "antagen", "admitted"}},
             {"registered", {"registered", "registrerad", "active", "påbörjad", "läsnä"}},
             {"re_registered", {"re registered", "omregistrerad"}},
             {"interrupted", {"interrupted", "avbrott", "studieuppehåll", "break"}},
             {"withdrawn", {"withdrawn", "återbud", "dropped"}}}},
           {"interrupted",
            "the first day that is not studied",
            {"avbrottsdatum", "avbrott", "interrupted", "interrupted on", "break from"},
            {Look::date},
            "date"}},
          {{"id"},
           {"institution.id"},
           {"course"},
           {"term"},
           {"student.personnummer", "student.id"},
           {"student.protected"}}};
}

}  // namespace

const std::vector<MessageKind>& message_kinds() {
  static const std::vector<MessageKind> kinds{placement(), order(), registration()};
  return kinds;
}

}  // namespace sluss::scaffold
