"""What institutions order and units answer in a round, sheet by sheet. Synthetic."""
import csv
import datetime

from scenario_world import AREAS

ORDER_COLUMNS = ["Beställningsnr", "Omgång", "Lärosäte", "Program", "Kurs", "Typ", "Termin", "Veckor", "Start", "Slut",
                 "Område", "Direkt till", "Lärandemål", "Antal platser", "Prioritet", "Status"]
OFFER_COLUMNS = ["Svarsnr", "Verksamhet", "HSA-id", "Termin", "Program", "Start", "Slut", "Platser", "Beställningsnr",
                 "Status"]


def write_sheet(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("\ufeff")
        writer = csv.DictWriter(file, columns, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


class Round:
    """One round. `weeks`: those of the term in which its placements lie."""

    def __init__(self, dice, world, id, weeks, places):
        self.dice, self.world, self.id, self.weeks = dice, world, id, weeks
        self.orders, self.offers, self.fresh_orders, self.fresh_offers = {}, {}, [], []
        self.stated = set()
        self._order_all(places)

    # Orders.

    def _order_all(self, places):
        """Order lines for that many places in all; they are sent in two sheets."""
        while places > 0:
            count = min(places, self.dice.randrange(3, 36))
            places -= count
            self._order(count)
        institution, unit = self.world.direct[0]
        direct = self._order(6)
        direct.update({"Lärosäte": self._name(institution), "Område": "", "Direkt till": unit, "Lärandemål": ""})
        not_agreed = self._order(3)
        not_agreed.update({"Område": "", "Direkt till": self.world.units[0]["id"], "Lärandemål": ""})
        self._order(7)["Område"] = "Rymdvård"             # there is no such area
        self._order(5)["Status"] = "Utkast"
        for area in ("Psykiatri", "Äldreboende") * 3:      # where no unit meets that goal: others are asked
            self._order(9).update({"Område": area, "Lärandemål": "läkemedel"})

    def _name(self, institution):
        return next(i["name"] for i in self.world.institutions if i["id"] == institution)

    def _order(self, count):
        dice = self.dice
        area = dice.choices(AREAS, [22, 12, 10, 12, 6, 4])[0]
        programme = dice.choices(["SSK", "FYS", "ARB", "SPV"], [55, 15, 15, 15])[0]
        goals = dice.sample(area[4], dice.randrange(1, len(area[4]) + 1)) if dice.random() < 0.8 else []
        first = dice.choice(self.weeks)
        id = f"{self.id}-{len(self.orders) + 1:03}"
        row = {"Beställningsnr": id, "Omgång": self.id, "Lärosäte": dice.choice(self.world.institutions)["name"],
               "Program": programme, "Kurs": "", "Typ": "Specialist" if programme == "SPV" else "VFU", "Termin": self.id,
               "Veckor": f"{first}-{first + dice.randrange(1, 6)}", "Start": "", "Slut": "", "Område": area[1],
               "Direkt till": "", "Lärandemål": ", ".join(goals), "Antal platser": str(count),
               "Prioritet": dice.choice(["1", "2", "3", ""]), "Status": "Skickad"}
        if dice.random() < 0.2:
            monday = datetime.date.fromisocalendar(int(self.id[2:]), first, 1)
            row.update({"Veckor": "", "Start": monday.isoformat(),
                        "Slut": (monday + datetime.timedelta(days=25)).isoformat()})
        self.orders[id] = row
        return row

    def send(self, ids):
        self.fresh_orders += [dict(self.orders[id]) for id in ids]

    def revise(self, count):
        """Reductions, increases, withdrawals; one row that nobody can read the area of, and its correction."""
        for id in self.dice.sample(sorted(self.orders), count):
            row = self.orders[id]
            how = self.dice.random()
            if how < 0.55:
                row["Antal platser"] = str(int(row["Antal platser"]) * self.dice.randrange(2, 9) // 10)
            elif how < 0.8:
                row["Antal platser"] = str(int(row["Antal platser"]) + self.dice.randrange(1, 9))
            elif how < 0.9:
                row["Status"] = self.dice.choice(["Återtagen", "Skickad"])
            elif row["Område"]:
                row["Område"] = "Rymdvård" if row["Område"] != "Rymdvård" else "Geriatrik"
            self.send([id])

    def order_late(self):
        self.send([self._order(9)["Beställningsnr"]])

    # Offers.

    def _offer(self, name, places, **more):
        id = f"{self.id}-S{len(self.offers) + 1:03}"
        row = {"Svarsnr": id, "Verksamhet": name, "HSA-id": "", "Termin": self.id, "Program": "", "Start": "", "Slut": "",
               "Platser": str(places), "Beställningsnr": "", "Status": "Erbjuden", **more}
        self.offers[id] = row
        self.fresh_offers.append(dict(row))

    def state_capacities(self, share):
        """That share of the units that have not said it yet says how many places it has."""
        silent = [unit for unit in self.world.units if unit["id"] not in {*self.stated, self.world.direct[0][1]}]
        for unit in self.dice.sample(silent, int(len(silent) * share)):
            self.stated.add(unit["id"])
            more = {}
            if self.dice.random() < 0.25:
                more["Program"] = self.dice.choice(["SSK", "FYS", "SPV"])
            if self.dice.random() < 0.15:
                year, first = int(self.id[2:]), self.weeks[0]
                more["Start"] = datetime.date.fromisocalendar(year, first, 1).isoformat()
                more["Slut"] = datetime.date.fromisocalendar(year, first + 8, 5).isoformat()
            if self.dice.random() < 0.3:
                more["HSA-id"] = unit["hsa_id"]
            self._offer(unit["name"], self.dice.randrange(2, 18), **more)

    def answer(self, split, share):
        """Units that were asked, and some that had stated a capacity, answer the line: all, fewer, or none. One of the other
        parties surely gives what it is asked for."""
        has_given = False
        for id, placed in sorted(split.items()):
            for seat in placed["seats"]:
                likely = share if seat["word"] == "asked" else share / 6
                if not has_given and (seat["ground"], seat["word"]) == ("other_party", "asked"):
                    has_given = True
                    self._offer(self._called(seat["at"]), seat["places"], Beställningsnr=id)
                elif self.dice.random() < likely:
                    self._offer(self._called(seat["at"]), self._answered(seat["places"]), Beställningsnr=id)

    def _answered(self, asked):
        return self.dice.choice([asked, asked, self.dice.randrange(asked + 1), 0])

    def _called(self, at):
        named = self.world.units + self.world.placing["others"]
        return next(one["name"] for one in named if one["id"] == at)

    def answer_unknown(self):
        self._offer(self.world.units[3]["name"], 4, Beställningsnr=f"{self.id}-999")   # no such order line
        self._offer("Okända enheten", 4)

    def revise_offers(self, count):
        for id in self.dice.sample(sorted(self.offers), min(count, len(self.offers))):
            row = self.offers[id]
            if self.dice.random() < 0.3:
                row["Status"] = "Återtagen"
            else:
                row["Platser"] = str(max(0, int(row["Platser"]) + self.dice.randrange(-6, 4)))
            self.fresh_offers.append(dict(row))

    def sheets(self, folder, day):
        """Writes what is new; gives the sheets of orders and of offers."""
        written = [], []
        for place, (name, columns, rows) in enumerate([("bestallning", ORDER_COLUMNS, self.fresh_orders),
                                                       ("svar", OFFER_COLUMNS, self.fresh_offers)]):
            newest = {row[columns[0]]: row for row in rows}
            if newest:
                written[place].append(f"{folder}/{name}-{self.id}-{day}.csv")
                write_sheet(written[place][0], columns, newest.values())
        self.fresh_orders, self.fresh_offers = [], []
        return written
