"""Where each ordered place is, by the rules of docs/guide.md (11), plugins/allocate and the decision 0014.
"""
import csv
import datetime

from oracle_book import DAY, day, same
from oracle_split import Split

TYPES = {"VFU": "vfu", "Specialist": "specialist", "APL": "apl", "LIA": "lia"}
STATUSES = {"": "sent", "Utkast": "draft", "Skickad": "sent", "Återtagen": "withdrawn"}


def week_days(term, text):
    """\"3-7\": from that Monday to that Friday."""
    first, _, last = text.partition("-")
    def monday(week):
        year = int(term[2:]) + (1 if term.startswith("HT") and week < 27 else 0)
        return datetime.date.fromisocalendar(year, week, 1)
    return monday(int(first)), monday(int(last or first)) + 4 * DAY


def read_orders(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            first, last = week_days(row["Termin"], row["Veckor"]) if row["Veckor"] else \
                (day(row["Start"]), day(row["Slut"]))
            yield {
                "id": row["Beställningsnr"], "round": row["Omgång"], "institution": row["Lärosäte"],
                "programme": row["Program"], "type": TYPES[row["Typ"]], "term": row["Termin"],
                "first": first, "last": last, "area": row["Område"], "unit": row["Direkt till"],
                "goals": sorted({goal.strip() for goal in row["Lärandemål"].split(",") if goal.strip()}),
                "count": int(row["Antal platser"]), "priority": int(row["Prioritet"] or 5),
                "status": STATUSES[row["Status"]],
            }


def read_offers(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            yield {
                "id": row["Svarsnr"], "unit": row["Verksamhet"], "hsa_id": row["HSA-id"], "term": row["Termin"],
                "programme": row["Program"] or "*", "first": day(row["Start"]) if row["Start"] else None,
                "last": day(row["Slut"]) if row["Slut"] else None,
                "places": 0 if row["Status"] == "Återtagen" else int(row["Platser"]), "order": row["Beställningsnr"],
            }


class Places:
    """Orders, offers and the split of each round, night by night."""

    def __init__(self):
        self.orders = {}   # id -> newest version
        self.offers = {}
        self.states = {}   # ("order" | "offer", id) -> "collected" or "held"
        self.splits = {}   # round -> {line id: placed line}

    def night(self, book, today, order_files, offer_files):
        for path in order_files:
            for order in read_orders(path):
                self.orders[order["id"]] = order
                self.states["order", order["id"]] = None
        for path in offer_files:
            for offer in read_offers(path):
                self.offers[offer["id"]] = offer
                self.states["offer", offer["id"]] = None
        for id, order in self.orders.items():
            self.states["order", id] = "held" if self._misfit(book, order) else "collected"
        for id, offer in self.offers.items():
            known = book.unit(offer["unit"], offer["hsa_id"]) or (not offer["hsa_id"] and book.other(offer["unit"]))
            fits = known and (not offer["order"] or offer["order"] in self.orders)
            self.states["offer", id] = "collected" if fits else "held"
        for round in book.placing["rounds"]:
            if today >= day(round["opens"]):
                self._split(book, round, today)

    @staticmethod
    def _misfit(book, order):
        round = next((r for r in book.placing["rounds"] if r["id"] == order["round"]), None)
        if round is None or book.institution(order["institution"]) is None or round["term"] != order["term"]:
            return True
        covered = any(p == "*" or same(p, order["programme"]) for p in round["programmes"])
        if not covered or order["type"] not in round.get("types", ["vfu"]):
            return True
        return book.unit(order["unit"]) is None if order["unit"] else book.area(order["area"]) is None

    def _lines(self, round):
        """What is split: the newest version, or the last one that was right."""
        lines = {}
        for id, order in self.orders.items():
            if self.states["order", id] == "collected":
                if order["round"] == round["id"]:
                    lines[id] = order
            elif id in self.splits.get(round["id"], {}):
                lines[id] = self.splits[round["id"]][id]["line"]
        return lines

    def _split(self, book, round, today):
        earlier = self.splits.get(round["id"])
        lines = self._lines(round)
        if not lines and earlier is None:
            return
        offers = [o for id, o in self.offers.items() if self.states["offer", id] == "collected"]
        others = [(name, split) for name, split in self.splits.items() if name != round["id"]]
        self.splits[round["id"]] = Split(book, round, today, offers, earlier, others).run(lines)

    def chain(self, book, line):
        """Who may be asked for a line's places, one after the other."""
        round = next(r for r in book.placing["rounds"] if r["id"] == line["round"])
        return Split(book, round, None, [], None, []).chain(line)
