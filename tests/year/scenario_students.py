"""Students on placements, term by term, and what happens to them. Synthetic: the names are made up, and the
personnummer have the serial numbers 980 to 999, which nobody is given.
"""
import csv
import datetime

from scenario_world import luhn

COLUMNS = ["Placeringsnr", "Lärosäte", "Program", "Kurskod", "Kurs", "Typ", "Termin", "Startdatum", "Slutdatum",
           "Antal dagar", "Förnamn", "Efternamn", "Personnummer", "Skyddad identitet", "Verksamhet", "HSA-id", "Status"]
FIRST = ["Äxi", "Beta", "Zeta", "Önu", "Åmi", "Kappa", "Lamda", "Sigma"]
LAST = ["Testberg", "Exempelgren", "Provlund", "Mallqvist", "Påhittsson", "Låtsasdotter"]
COURSES = {"SSK": ("OM1101", "Klinisk omvårdnad"), "FYS": ("FT1201", "Fysioterapi i klinik"),
           "ARB": ("AT1301", "Arbetsterapi och hälsa"), "SPV": ("SV2401", "Vård av äldre"), "DIE": ("DI1501", "Nutrition")}
DAY = datetime.timedelta(days=1)


def date(text):
    return datetime.date.fromisoformat(text)


class Students:
    """The registry of placements of one term, as its exports show it."""

    def __init__(self, dice, world, term):
        self.dice, self.world, self.term = dice, world, term
        self.rows = {}      # placement number -> row
        self.before = {}    # placement number -> the row before its last change
        self.count = self.times = 0

    # New placements.

    def person(self):
        dice = self.dice
        born = datetime.date(1975, 1, 1) + dice.randrange(11000) * DAY
        number = born.strftime("%Y%m%d") + luhn(born.strftime("%y%m%d") + f"{dice.randrange(980, 1000)}")[6:]
        shown = dice.choice([number, f"{number[:8]}-{number[8:]}", f"{number[2:8]}-{number[8:]}"])
        return {"Förnamn": dice.choice(FIRST), "Efternamn": dice.choice(LAST), "Personnummer": shown}

    def add(self, institution, unit, programme, kind, first, last, status="Planerad"):
        self.count += 1
        code, course = COURSES[programme]
        row = {"Placeringsnr": f"{self.term}-{self.count:05}", "Lärosäte": institution["name"], "Program": programme,
               "Kurskod": code, "Kurs": course, "Typ": kind, "Termin": self.term, "Startdatum": first.isoformat(),
               "Slutdatum": last.isoformat(), "Antal dagar": "", **self.person(), "Skyddad identitet": "Nej",
               "Verksamhet": unit["name"], "HSA-id": unit["hsa_id"], "Status": status}
        self.rows[row["Placeringsnr"]] = row
        return row

    def add_at_random(self, count, weeks, of_term):
        """Placements that begin in one of these weeks, counted from the first Monday of the term."""
        for _ in range(count):
            dice = self.dice
            institution, unit = dice.choice(self.world.institutions), dice.choice(self.world.units)
            if self.world.agreement(institution["id"], unit["id"]) is None and dice.random() < 0.9:
                unit = next(u for u in self.world.units if u["provider"] == "anordnare-01")
            programme = dice.choices(["SSK", "FYS", "ARB", "SPV", "DIE"], [50, 15, 15, 15, 2])[0]
            first = of_term + dice.choice(weeks) * 7 * DAY
            last = first + (dice.randrange(1, 9) * 7 + dice.choice([-3, -3, -3, -5, 1])) * DAY
            kind = "Specialist" if programme == "SPV" else dice.choices(["VFU", "APL", "LIA"], [94, 4, 2])[0]
            row = self.add(institution, unit, programme, kind, first, last)
            if dice.random() < 0.06:
                row["Antal dagar"] = str(dice.randrange(1, 15))

    # Changes.

    def change(self, how):
        """One change of that kind, to a placement that it can be made to. The row as it was is kept, to be undone."""
        number = self.dice.choice(sorted(self.rows))
        row = dict(self.rows[number])
        if getattr(self, "_" + how)(row) is False:
            return
        if number in self.rows:
            self.before[number] = self.rows[number]
            self.rows[number] = row

    def _interrupted(self, row):
        """The student breaks off: it ends earlier."""
        days = (date(row["Slutdatum"]) - date(row["Startdatum"])).days
        row["Slutdatum"] = (date(row["Startdatum"]) + self.dice.randrange(days + 1) * DAY).isoformat()

    def _prolonged(self, row):
        row["Slutdatum"] = (date(row["Slutdatum"]) + self.dice.randrange(1, 15) * DAY).isoformat()

    def _put_off(self, row):
        for column in ("Startdatum", "Slutdatum"):
            row[column] = (date(row[column]) + 7 * DAY).isoformat()

    def _moved(self, row):
        unit = self.dice.choice(self.world.units)
        row["Verksamhet"], row["HSA-id"] = unit["name"], self.dice.choice([unit["hsa_id"], unit["hsa_id"], ""])

    def _withdrawn(self, row):
        row["Status"] = self.dice.choice(["Återbud", "Inställd"])

    def _gone(self, row):
        del self.rows[row["Placeringsnr"]]
        self.before[row["Placeringsnr"]] = row

    def _other_student(self, row):
        row.update(self.person())

    def _renamed(self, row):
        row["Efternamn"] = self.dice.choice(LAST)

    def _other_programme(self, row):
        row["Program"] = self.dice.choice(["SSK", "FYS", "ARB", "DIE"])

    def _other_payer(self, row):
        institution = self.dice.choice(self.world.institutions)
        row["Lärosäte"] = self.dice.choice([institution["name"], institution["aliases"][0]])

    def _unknown_unit(self, row):
        row["Verksamhet"], row["HSA-id"] = "Okända enheten", ""

    def _unknown_institution(self, row):
        """Also of a type that no registry is asked about."""
        row["Lärosäte"], row["Typ"] = "Okända högskolan", self.dice.choice([row["Typ"], "APL"])

    def _protected(self, row):
        row["Skyddad identitet"] = "Ja"

    def _thesis(self, row):
        row["Typ"] = self.dice.choice(["Examensarbete", "Projekt", "VFU"])

    def _wrong_number(self, row):
        digit = row["Personnummer"][-1]
        row["Personnummer"] = row["Personnummer"][:-1] + str((int(digit) + 1) % 10)

    def _unknown_type(self, row):
        row["Typ"] = "Praktik"

    def _days_stated(self, row):
        row["Antal dagar"] = self.dice.choice(["", str(self.dice.randrange(1, 20))])

    def _outside_term(self, row):
        row["Slutdatum"] = (date(row["Slutdatum"]) + 200 * DAY).isoformat()

    def _no_course(self, row):
        row["Kurskod"] = row["Kurs"] = ""

    def _weekend(self, row):
        saturday = date(row["Startdatum"]) + (5 - date(row["Startdatum"]).weekday()) % 7 * DAY
        row["Startdatum"] = row["Slutdatum"] = saturday.isoformat()

    def _doubled(self, row):
        """The same student once more, on days that overlap."""
        self.count += 1
        other = dict(row, Placeringsnr=f"{self.term}-{self.count:05}")
        other["Startdatum"] = (date(row["Startdatum"]) + self.dice.randrange(8) * DAY).isoformat()
        other["Slutdatum"] = max(other["Startdatum"], other["Slutdatum"])
        self.rows[other["Placeringsnr"]] = other
        return False

    def _undone(self, row):
        """What was changed last is as it was before."""
        if self.before:
            number = self.dice.choice(sorted(self.before))
            self.rows[number] = self.before.pop(number)
        return False

    KINDS = {"interrupted": 12, "prolonged": 8, "put_off": 5, "moved": 12, "withdrawn": 8, "gone": 6, "other_student": 3,
             "renamed": 2, "other_programme": 3, "other_payer": 3, "unknown_unit": 2, "unknown_institution": 1,
             "protected": 2, "thesis": 2, "wrong_number": 3, "unknown_type": 1, "days_stated": 3, "outside_term": 1,
             "weekend": 1, "no_course": 2, "doubled": 4, "undone": 22}

    RARE = ["weekend", "unknown_unit", "unknown_institution", "outside_term"]   # one of them each time, in turn

    def happen(self, changes):
        self.times += 1
        for how in self.dice.choices(list(self.KINDS), list(self.KINDS.values()), k=changes):
            self.change(how)
        self.change(self.RARE[self.times % len(self.RARE)])

    def confirm(self, today):
        """The co-ordinator confirms what begins soon, and what has ended was carried out."""
        for row in self.rows.values():
            if row["Status"] == "Planerad" and date(row["Startdatum"]) < today + 30 * DAY and self.dice.random() < 0.9:
                row["Status"] = "Bekräftad"
            elif row["Status"] == "Bekräftad" and date(row["Slutdatum"]) < today and self.dice.random() < 0.5:
                row["Status"] = "Genomförd"

    # Exports.

    def write(self, path, keep=1.0):
        """A whole picture; `keep` below 1: one that broke off."""
        rows = list(self.rows.values())
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write("\ufeff")
            writer = csv.DictWriter(file, COLUMNS, delimiter=";")
            writer.writeheader()
            writer.writerows(rows[:int(len(rows) * keep)])
