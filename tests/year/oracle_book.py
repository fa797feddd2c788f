"""The agreements, parties, prices and placing rules, as the oracle reads them out of the configuration's own files.

The configuration of the simulated year is YAML that is JSON as well, so the standard library reads it. Nothing here
is shared with the engine: the rules are those of docs/guide.md, docs/decisions and the plugins' pages.
"""
import datetime
import json
import os

DAY = datetime.timedelta(days=1)


def day(text):
    return datetime.date.fromisoformat(text)


def same(a, b):
    """Names that people write are one without regard to case and outer blanks."""
    return a.strip().casefold() == b.strip().casefold()


def read_yaml(path):
    with open(path, encoding="utf-8") as file:
        return json.loads("".join(line for line in file if not line.startswith("#")))


def ore(kronor):
    """\"1530.00 kr\" in öre."""
    whole, _, part = kronor.removesuffix("kr").strip().partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def month_day(year, text):
    month, number = (int(part) for part in text.split("-"))
    return datetime.date(year, month, number)


def easter(year):
    """Easter Sunday, by Butcher's method."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l) // 451
    month, number = divmod(h + l - 7 * m + 114, 31)
    return datetime.date(year, month, number + 1)


def is_holiday(when):
    """Sweden's public holidays since 2005; eves are none."""
    if (when.month, when.day) in {(1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26)}:
        return True
    if (when - easter(when.year)).days in {-2, 0, 1, 39, 49}:
        return True
    is_saturday = when.weekday() == 5
    midsummer = when.month == 6 and 20 <= when.day <= 26
    all_saints = (when.month, when.day) == (10, 31) or (when.month == 11 and when.day <= 6)
    return is_saturday and (midsummer or all_saints)


class Book:
    """What stands in a configuration's folder now."""

    def __init__(self, folder):
        parties = read_yaml(os.path.join(folder, "agreements", "parties.yaml"))
        self.institutions = parties["institutions"]
        self.units = parties["units"]
        self.agreements = read_yaml(os.path.join(folder, "agreements", "agreements.yaml"))["agreements"]
        self.prices = read_yaml(os.path.join(folder, "prices", "prices.yaml"))["prices"]
        self.placing = read_yaml(os.path.join(folder, "placing", "placing.yaml"))
        self.unit_of = {unit["id"]: unit for unit in self.units}
        self.agreement_of = {agreement["id"]: agreement for agreement in self.agreements}

    @staticmethod
    def _named(things, name):
        found = [thing for thing in things
                 if any(same(name, called) for called in [thing["id"], thing["name"], *thing.get("aliases", [])])]
        return found[0] if len(found) == 1 else None

    def institution(self, name):
        return self._named(self.institutions, name)

    def unit(self, name, hsa_id=""):
        """The HSA-id alone decides where there is one."""
        if hsa_id.strip():
            found = [unit for unit in self.units if same(unit["hsa_id"], hsa_id)]
            return found[0] if len(found) == 1 else None
        return self._named(self.units, name)

    def agreement(self, institution, unit, programme, kind, when):
        """The one that holds on that day; its own programme goes before \"*\", then what began last."""
        best = None
        for agreement in self.agreements:
            if (agreement["institution"], agreement["provider"]) != (institution["id"], unit["provider"]):
                continue
            if when < day(agreement["valid_from"]) or ("valid_to" in agreement and when > day(agreement["valid_to"])):
                continue
            if kind not in agreement.get("types", ["vfu"]):
                continue
            own = any(same(programme, covered) for covered in agreement["programmes"])
            if not own and "*" not in agreement["programmes"]:
                continue
            rank = (own, agreement["valid_from"])
            if best is None or rank > best[0]:
                best = (rank, agreement)
        return best and best[1]

    def week_price(self, agreement, programme, kind, when):
        """In öre. A day without a price has none: no other price takes its place."""
        for wanted in (programme, "*"):
            begun = [price for price in self.prices
                     if price["agreement"] == agreement["id"] and same(price["programme"], wanted)
                     and price.get("type", "vfu") == kind and day(price["valid_from"]) <= when]
            begun.sort(key=lambda price: price["valid_from"], reverse=True)
            for place, price in enumerate(begun):
                holds = when <= day(price["valid_to"]) if "valid_to" in price else place == 0
                if holds:
                    return ore(price["week"])
            if begun:
                return None
        return None

    @staticmethod
    def term_days(term, agreement):
        dates = agreement["spring" if term.startswith("VT") else "autumn"]
        first = month_day(int(term[2:]), dates["begins"])
        last = month_day(int(term[2:]), dates["ends"])
        return first, last if last >= first else month_day(int(term[2:]) + 1, dates["ends"])

    @staticmethod
    def invoice_from(term, agreement):
        dates = agreement["spring" if term.startswith("VT") else "autumn"]
        return month_day(int(term[2:]), dates["invoice_from"]) if "invoice_from" in dates else datetime.date.min

    # How places are found.

    def area(self, name):
        areas = self.placing["areas"]
        return next((a for a in areas if same(a["id"], name)), None) or \
            next((a for a in areas if same(a["name"], name)), None)

    def other(self, name):
        others = self.placing.get("others", [])
        return next((o for o in others if same(o["id"], name) or same(o["name"], name)), None)

    def placed(self, unit):
        return next((u for u in self.placing["units"] if u["unit"] == unit), None)

    def pair_rule(self, institution, unit):
        for wanted in (institution, "*"):
            for pair in self.placing.get("pairs", []):
                if (pair["institution"], pair["unit"]) == (wanted, unit):
                    return pair["rule"]
        return None

    def quota(self, agreement, unit, programme):
        """Its place in the list and itself; a quota for the programme goes before one for all. None: no limit."""
        mine = [(place, quota) for place, quota in enumerate(self.placing.get("quotas", []))
                if (quota["agreement"], quota["unit"]) == (agreement, unit)]
        for place, quota in mine:
            if any(same(programme, covered) for covered in quota["programmes"] if covered != "*"):
                return place, quota
        general = [(place, quota) for place, quota in mine if "*" in quota["programmes"]]
        return general[-1] if general else None
