"""What a student registry exports of a term: who is registered where, and what happens to it. Synthetic."""
import csv

from scenario_students import DAY, date

COLUMNS = ["Registreringsnr", "Studentnr", "Personnummer", "Skyddad identitet", "Lärosäte", "Kurskod", "Termin", "Status",
           "Avbrottsdag"]
COURSES = ["OM1101", "FT1201", "AT1301", "SV2401", "DI1501", "XX9999"]


def twelve(text):
    digits = text.replace("-", "")
    if len(digits) == 12:
        return digits
    return ("19" if int(digits[:2]) > 26 else "20") + digits


class Registrations:
    """The registry of one term. It knows students by their placements, and not all of them."""

    def __init__(self, dice, world, students):
        self.dice, self.world, self.students = dice, world, students
        self.rows = {}       # registration -> row
        self.placed = {}     # (number, institution, course) -> registration
        self.before = {}     # registration -> the row before its last change
        self.expected = {}   # registration -> the row before somebody found that it was only expected
        self.count = 0

    def _institution(self, name):
        return next((i["name"] for i in self.world.institutions if name in (i["name"], *i["aliases"])), None)

    # Who is registered.

    def enrol(self):
        """Those who are new among the placements. Some are known later, some never."""
        for row in list(self.students.rows.values()):
            institution = self._institution(row["Lärosäte"])
            key = (twelve(row["Personnummer"]), institution, row["Kurskod"])
            if row["Typ"] in ("APL", "LIA") or institution is None or not row["Kurskod"] or key in self.placed:
                continue
            if self.dice.random() < 0.97:
                self.placed[key] = self._add(key, row)

    def _add(self, key, row):
        number, institution, course = key
        self.count += 1
        id = f"REG-{self.students.term}-{self.count:05}"
        shown = self.dice.choice([number, f"{number[:8]}-{number[8:]}", f"{number[2:8]}-{number[8:]}"])
        student = f"STU-{number}" if self.dice.random() < 0.95 else ""
        self.rows[id] = {"Registreringsnr": id, "Studentnr": student, "Personnummer": shown, "Skyddad identitet": "Nej",
                         "Lärosäte": institution, "Kurskod": course, "Termin": row["Termin"], "Status": "Registrerad",
                         "Avbrottsdag": ""}
        how = self.dice.random()
        if how < 0.015:
            self.rows[id]["Kurskod"] = self.dice.choice(COURSES)
        elif how < 0.03:
            self.rows[id]["Status"] = "Förväntad"
        return id

    # What happens.

    def correct(self):
        """What was only expected is registered by now; and of one that a placement is carried out on, it is found that it
        was only expected."""
        self.rows.update({id: row for id, row in self.expected.items() if id in self.rows})
        sound = [id for id in sorted(self.rows) if self.rows[id]["Status"] == "Registrerad" and self._is_carried_out(id)]
        self.expected = {id: self.rows[id] for id in self.dice.sample(sound, min(1, len(sound)))}
        self.rows.update({id: {**row, "Status": "Förväntad"} for id, row in self.expected.items()})

    def _is_carried_out(self, id):
        placement = self._placement_of(id)
        return placement is not None and placement["Status"] == "Genomförd" and placement["Kurskod"] == self.rows[id]["Kurskod"]

    def _placement_of(self, id):
        row = self.rows[id]
        number = twelve(row["Personnummer"])
        return next((p for p in self.students.rows.values() if twelve(p["Personnummer"]) == number), None)

    def _interrupted(self, id, row):
        """Mostly in the middle of the placement; also before its first day, and after its last one."""
        placement = self._placement_of(id)
        if placement is None:
            return False
        days = max((date(placement["Slutdatum"]) - date(placement["Startdatum"])).days, 1)
        row["Status"] = self.dice.choice(["Avbrott", "Avbrott", "Uppehåll"])
        row["Avbrottsdag"] = str(date(placement["Startdatum"]) + self.dice.randrange(-3, days + 6) * DAY)

    def _registered_again(self, id, row):
        """By the same registration, or by a new one beside that which was broken off."""
        broken = [one for one in self.rows if self.rows[one]["Avbrottsdag"]]
        if not broken:
            return False
        other = self.dice.choice(broken)
        again = {**self.rows[other], "Status": self.dice.choice(["Omregistrerad", "Registrerad"]), "Avbrottsdag": ""}
        if self.dice.random() < 0.4:
            self.count += 1
            again["Registreringsnr"] = f"REG-{self.students.term}-{self.count:05}"
        self.rows[again["Registreringsnr"]] = again
        return False

    def _taken_back(self, id, row):
        row["Status"] = self.dice.choice(["Återbud", "Förväntad"])

    def _gone(self, id, row):
        self.before[id] = self.rows.pop(id)
        return False

    def _other_course(self, id, row):
        row["Kurskod"] = self.dice.choice(COURSES)

    def _protected(self, id, row):
        row["Skyddad identitet"] = self.dice.choice(["Ja", "Sekretess", "nej"])

    def _somebody_else(self, id, row):
        """Another student has the same number: nobody can tell which of them is meant."""
        self.count += 1
        other = f"REG-{self.students.term}-{self.count:05}"
        self.rows[other] = {**row, "Registreringsnr": other, "Studentnr": f"STU-{self.count:05}"}
        if not row["Studentnr"]:
            row["Studentnr"] = f"STU-{twelve(row['Personnummer'])}"

    def _day_forgotten(self, id, row):
        """Faulty: broken off on no day."""
        row["Status"], row["Avbrottsdag"] = "Avbrott", ""

    def _undone(self, id, row):
        if self.before:
            other = self.dice.choice(sorted(self.before))
            self.rows[other] = self.before.pop(other)
        return False

    KINDS = {"interrupted": 30, "registered_again": 16, "taken_back": 5, "gone": 4, "other_course": 5, "protected": 4,
             "somebody_else": 3, "day_forgotten": 3, "undone": 25}

    def happen(self, changes):
        for how in self.dice.choices(list(self.KINDS), list(self.KINDS.values()), k=changes):
            if not self.rows:
                return
            id = self.dice.choice(sorted(self.rows))
            row = dict(self.rows[id])
            if getattr(self, "_" + how)(id, row) is not False:
                self.before[id], self.rows[id] = self.rows[id], row

    # Exports.

    def write(self, folder, today, keep=1.0):
        """A sheet for each institution, the whole picture of its term."""
        paths = []
        for institution in self.world.institutions:
            rows = [row for row in self.rows.values() if row["Lärosäte"] == institution["name"]]
            path = f"{folder}/registreringar-{self.students.term}-{institution['id']}-{today}.csv"
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write("\ufeff")
                writer = csv.DictWriter(file, COLUMNS, delimiter=";")
                writer.writeheader()
                writer.writerows(rows[:int(len(rows) * keep)])
            paths.append(path)
        return paths
