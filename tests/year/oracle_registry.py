"""What a student registry says of a placement, by plugins/registry, connectors/registry-sheet and the decision 0018."""
from oracle_book import DAY, day
from oracle_intake import Intake
from oracle_placement import TYPES, is_protected, is_wrong, personnummer

CHECKED = {"vfu", "specialist"}   # the types whose students the registry knows, by the year's pipeline
STATUSES = {"Förväntad", "Registrerad", "Omregistrerad", "Avbrott", "Uppehåll", "Återbud"}
BROKEN_OFF = {"Avbrott", "Uppehåll"}


class Registration:
    def __init__(self, key):
        self.key = key
        self.source = self.row = self.change = self.state = None
        self.order = 0


class Says:
    """What it says of one placement."""

    def __init__(self, kind, interrupted=None, protects=False):
        self.kind, self.interrupted, self.protects = kind, interrupted, protects

    def against(self):
        """What stands in the placement of it: nothing where it has nothing against it."""
        is_nothing = self.kind == "registered" and not self.protects
        return None if is_nothing else (self.kind, self.interrupted, self.protects)


class Registry(Intake):
    def __init__(self):
        super().__init__("Registreringsnr", ("Termin", "Lärosäte"), Registration)

    @staticmethod
    def meaning_of(row):
        return {**row, "Status": "broken off" if row["Status"] in BROKEN_OFF else row["Status"]}

    def decide(self, item):
        """A faulty one counts as not there."""
        row = item.row
        is_faulty = row["Status"] not in STATUSES or not (row["Studentnr"] or row["Personnummer"]) or \
            row["Status"] in BROKEN_OFF and not row["Avbrottsdag"]
        item.state = "rejected" if is_faulty and item.change != "withdrawn" else "collected"

    def look_anew(self, book):
        """Who is who: students by the registry's id, and which of them have a number."""
        self.book, self.of_student, self.numbered = book, {}, {}
        rows = [i.row for i in self.items.values() if i.state == "collected" and i.change != "withdrawn"]
        rows.sort(key=lambda row: not row["Studentnr"])
        for row in rows:
            number = self._number(row["Personnummer"], row["Termin"])
            students = self.numbered.setdefault(number, set())
            student = row["Studentnr"] or next(iter(students), number)
            students.add(student)
            self.of_student.setdefault(student, []).append(row)

    @staticmethod
    def _number(text, term):
        return personnummer(text, day(f"{term[2:]}-12-31")) or text

    def says(self, row):
        """None: it is not looked for."""
        if is_wrong(row) or TYPES[row["Typ"]] not in CHECKED or row["Status"] not in ("Bekräftad", "Genomförd"):
            return None
        students = self.numbered.get(personnummer(row["Personnummer"], day(row["Startdatum"])), set())
        if len(students) != 1:
            return Says("several students" if students else "not known")
        told = self.of_student[next(iter(students))]
        # Where the placement's own source protects the student, that says nothing new.
        protects = any(is_protected(one["Skyddad identitet"]) for one in told) and not is_protected(row["Skyddad identitet"])
        days = [self._holds_until(one) for one in told if self._is_on(one, row)]
        if not days:
            return Says("not registered", protects=protects)
        if any(until is None or until > day(row["Slutdatum"]) for until in days):
            return Says("registered", protects=protects)
        return Says("interrupted", max(days), protects)

    @staticmethod
    def _holds_until(one):
        return day(one["Avbrottsdag"]) if one["Status"] in BROKEN_OFF else None

    def _is_on(self, one, row):
        """Whether this registration is for this placement's institution, term and course."""
        if one["Status"] in ("Förväntad", "Återbud") or one["Termin"] != row["Termin"]:
            return False
        if row["Kurskod"] and one["Kurskod"] != row["Kurskod"]:
            return False
        buyer = self.book.institution(row["Lärosäte"])
        return buyer is not None and self.book.institution(one["Lärosäte"]) is buyer


def as_told(row, says):
    """The placement's row as it counts: an interruption ends it on the day before."""
    if says is None or says.kind != "interrupted":
        return row
    last = min(says.interrupted - DAY, day(row["Slutdatum"]))
    days = [day(row["Startdatum"]) + n * DAY for n in range((last - day(row["Startdatum"])).days + 1)]
    if not any(when.weekday() < 5 for when in days):
        return {**row, "Status": "Återbud"}
    return {**row, "Slutdatum": str(last)}
