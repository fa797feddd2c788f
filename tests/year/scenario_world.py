"""The parties, agreements, prices and placing rules of the simulated year. Synthetic: nobody here exists.

The files are YAML that is JSON as well, so that the oracle reads what the engine reads.
"""
import json
import os
import shutil

SYNTHETIC = "# Synthetic: nobody here exists, and the prices of 2026 and later are made up.\n"
INSTITUTIONS = ["Exempeluniversitetet", "Provhögskolan", "Högskolan i Testköping", "Låtsasuniversitetet"]
PROVIDERS = ["Exempelby kommun", "Provstads kommun", "Låtsasvård AB", "Region Påhitt", "Mallberga kommun"]
PLACES = ["Exempelbys", "Provstads", "Testköpings", "Mallbergas", "Låtsasviks"]
AREAS = [
    ("geriatrik", "Geriatrik", 12, ["aldreboende", "hemsjukvard"], ["omvårdnad", "läkemedel", "rehabilitering"]),
    ("hemsjukvard", "Hemsjukvård", 12, ["aldreboende", "vardcentral"], ["omvårdnad", "läkemedel"]),
    ("aldreboende", "Äldreboende", 14, ["hemsjukvard"], ["omvårdnad"]),
    ("rehabilitering", "Rehabilitering", 8, ["geriatrik"], ["omvårdnad", "rehabilitering"]),
    ("psykiatri", "Psykiatri", 8, [], ["omvårdnad", "psykiatri"]),
    ("vardcentral", "Vårdcentral", 6, [], ["omvårdnad", "läkemedel"]),
]
PROGRAMMES = ["SSK", "FYS", "ARB", "SPV", "DIE"]
ROUNDS = [
    {"id": "VT2027", "term": "VT2027", "programmes": ["SSK", "FYS", "ARB", "SPV"], "types": ["vfu", "specialist"],
     "opens": "2026-09-15", "closes": "2026-10-15", "answer_by": "2026-11-15"},
    {"id": "HT2027", "term": "HT2027", "programmes": ["SSK", "FYS", "ARB", "SPV"], "types": ["vfu", "specialist"],
     "opens": "2027-03-15", "closes": "2027-04-15", "answer_by": "2027-05-15"},
]


def luhn(digits):
    """The digits with their check digit."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 - place % 2)
        total += doubled // 10 + doubled % 10
    return digits + str(-total % 10)


def contact(of):
    return {"name": "VFU-samordnaren", "phone": "08-000 00 00", "email": f"vfu@{of}.example"}


def address(street):
    return {"street": street, "postal_code": "100 00", "city": "Exempelby"}


class World:
    def __init__(self, dice, units=60):
        self.dice = dice
        self.institutions = [
            {"id": f"larosate-{n:02}", "name": name, "aliases": [f"{name[:3].upper()}{n}"],
             "organisation_number": luhn(f"202999{n:03}"), "buyer_reference": f"ZZlarosate-{n:02}",
             **address("Exempelgatan 1"), "contact": contact(f"larosate-{n:02}")}
            for n, name in enumerate(INSTITUTIONS, 1)]
        self.providers = [{"id": f"anordnare-{n:02}", "name": name} for n, name in enumerate(PROVIDERS, 1)]
        self.units = [self._unit(n) for n in range(units)]
        self.agreements = [self._agreement(i, p) for i in range(1, 5) for p in range(1, 6) if (i, p) != (4, 5)]
        self.prices = [price for agreement in self.agreements for price in self._prices(agreement["id"])]
        self.placing = self._placing()

    def _unit(self, n):
        provider = n % len(PROVIDERS) + 1
        organisation = luhn(f"212999{provider:03}" if provider != 3 else "559999003")
        area = self.area_of(n)
        return {"id": f"enhet-{n + 1:03}", "provider": f"anordnare-{provider:02}",
                "name": f"{PLACES[n // 5 % 5]} {AREAS[area][1].lower()} {n + 1}", "hsa_id": f"SE{organisation}-E{n + 1:04}",
                "organisation_number": organisation, "bankgiro": luhn(f"9900{n + 1:03}"), "series": f"{1001 + n}",
                **address("Provgatan 2"), "contact": contact(f"enhet-{n + 1:03}")}

    @staticmethod
    def area_of(n):
        for place, (_, _, count, _, _) in enumerate(AREAS):
            if n < count:
                return place
            n -= count
        return len(AREAS) - 1

    @staticmethod
    def _agreement(institution, provider):
        """Each rule that an agreement may set otherwise is set so by one of the parties."""
        agreement = {
            "id": f"avtal-{institution:02}-{provider:02}", "institution": f"larosate-{institution:02}",
            "provider": f"anordnare-{provider:02}", "document": f"Exempelavtal {institution:02}-{provider:02}",
            "valid_from": "2016-01-01", "programmes": PROGRAMMES, "types": ["vfu", "specialist", "apl", "lia"],
            "spring": {"begins": "01-01", "ends": "08-31", "invoice_from": "05-15"},
            "autumn": {"begins": "07-01", "ends": "01-31", "invoice_from": "11-15"}}
        deadlines = World._deadlines(institution, provider)
        if deadlines:
            agreement["deadlines"] = deadlines
        if provider == 2:
            agreement.update(approval="person", withdrawal_days=42)
        if provider == 4:
            agreement.update(vat="outside", payment_days=20, holidays="not_counted")
        if institution == 2:
            agreement["autumn"] = {"begins": "07-01", "ends": "01-31", "invoice_from": "12-01"}
            agreement["spring"] = {"begins": "01-01", "ends": "08-31", "invoice_from": "06-01"}
        if (institution, provider) in {(1, 1), (3, 5)}:
            agreement["new_year"] = "by_start"
        if institution == 3 and provider == 3:   # invoiced at once
            agreement["spring"] = {"begins": "01-01", "ends": "08-31"}
            agreement["autumn"] = {"begins": "07-01", "ends": "01-31"}
        return agreement

    @staticmethod
    def _deadlines(institution, provider):
        """The model agreement's, the region's, some of them only, or none."""
        deadlines = {
            "announce": {"spring": "09-15 the year before", "autumn": "03-15", "remind": [30, 7]},
            "answer": {"spring": "11-15 the year before", "autumn": "05-15", "remind": [30, 7]},
            "invoice": {"spring": "06-15", "autumn": "12-15", "remind": [14, 3]}}
        if provider == 4:
            deadlines["answer"].update(spring="11-01 the year before", autumn="05-01")
        if provider == 2:
            deadlines["invoice"].update(autumn="01-15 the year after")
        if provider == 3:
            del deadlines["announce"], deadlines["answer"]["autumn"]
        return None if (institution, provider) == (4, 2) else deadlines

    def _prices(self, agreement):
        """DIE has no price of 2026 until somebody enters it."""
        week = self.dice.randrange(180000, 199999)
        def price(programme, kind, first, ore, **more):
            return {"agreement": agreement, "programme": programme, "type": kind, "valid_from": first,
                    "week": f"{ore // 100}.{ore % 100:02} kr", "document": f"Påhittat pris {first[:4]}", **more}
        yield price("*", "vfu", "2026-01-01", week)
        yield price("*", "vfu", "2027-01-01", week + self.dice.randrange(1000, 5999))
        yield price("*", "specialist", "2026-01-01", week + 20500)
        yield price("*", "specialist", "2027-01-01", week + 20500 + self.dice.randrange(1000, 5999))
        yield price("*", "apl", "2026-01-01", week // 2)
        yield price("*", "lia", "2026-01-01", week // 2 + 12345)
        yield price("FYS", "vfu", "2026-08-01", week - 7321, valid_to="2026-12-31")
        yield price("FYS", "vfu", "2027-01-01", week - 6000)
        yield price("DIE", "vfu", "2016-01-01", 153000, valid_to="2016-12-31")

    def _placing(self):
        dice = self.dice
        units = []
        for n, unit in enumerate(self.units):
            area = AREAS[self.area_of(n)]
            goals = [goal for goal in area[4] if goal == area[4][0] or dice.random() < 0.85]
            units.append({"unit": unit["id"], "area": area[0], "goals": goals})
        quotas = []
        for agreement in self.agreements:
            for unit in self.units:
                if unit["provider"] == agreement["provider"] and dice.random() < 0.85:
                    programmes = dice.choice([["SSK"], ["*"], ["SSK", "SPV"], ["FYS", "ARB"]])
                    quotas.append({"agreement": agreement["id"], "unit": unit["id"], "programmes": programmes,
                                   "students": dice.randrange(3, 13)})
        pairs = []
        self.direct = [(f"larosate-{n:02}", dice.choice(self.units[2:])["id"]) for n in range(1, 4)]
        for unit in dice.sample(self.units[2:], 5):
            pairs.append({"institution": dice.choice(["larosate-01", "larosate-03", "*"]), "unit": unit["id"],
                          "rule": dice.choice(["excluded", "direct"])})
        # The second unit that is asked for the area that most is ordered in takes nobody.
        pairs.append({"institution": "*", "unit": self.units[1]["id"], "rule": "excluded"})
        pairs = [pair for pair in pairs if pair["unit"] not in {unit for _, unit in self.direct}]
        pairs += [{"institution": institution, "unit": unit, "rule": "direct"} for institution, unit in self.direct]
        return {"areas": [{"id": a, "name": name, "then": then} for a, name, _, then, _ in AREAS], "units": units,
                "quotas": quotas, "pairs": pairs, "rounds": ROUNDS,
                "others": [{"id": "grannlanet", "name": "Grannlänets samordning"},
                           {"id": "privata", "name": "Privata samordnaren"}]}

    def agreement(self, institution, unit):
        provider = next(u["provider"] for u in self.units if u["id"] == unit)
        return next((a for a in self.agreements if (a["institution"], a["provider"]) == (institution, provider)), None)

    # On disk.

    def write(self, config):
        """What people change in the course of the year, and what does not change."""
        self._write(config, "agreements/parties.yaml",
                    {"institutions": self.institutions, "providers": self.providers, "units": self.units})
        self._write(config, "agreements/agreements.yaml", {"agreements": self.agreements})
        self._write(config, "prices/prices.yaml", {"prices": self.prices})
        self._write(config, "placing/placing.yaml", self.placing)

    @staticmethod
    def _write(config, name, value):
        """One entry a line: a fault is told with its line."""
        path = os.path.join(config, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        parts = [f'"{key}": [\n' + ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in things) + "\n]"
                 for key, things in value.items()]
        with open(path, "w", encoding="utf-8") as file:
            file.write(SYNTHETIC + "{" + ",\n".join(parts) + "}\n")


FOLDERS = ["inbox", "svar", "registret", "outbox", "underlag", "bank", "bestallningar", "besked", "store"]
CONNECTIONS = """connections:
  klipp: { use: klipp, folder: ../inbox }
  svar: { use: peppol-inbox, folder: ../svar }
  registret: { use: registry-sheet, folder: ../registret }
  bank: { use: payments, folder: ../bank }
  peppol: { use: peppol-outbox, folder: ../outbox }
  underlag: { use: invoice-basis, folder: ../underlag }
  bestallningar: { use: order-sheet, folder: ../bestallningar }
  besked: { use: round-reports, folder: ../besked }
"""


PIPELINES = {
    "pipelines/nightly-placements.yaml": """pipeline: nightly-placements
from: [registret.registrations, klipp.placements]
steps: [{ validate: placement }, { validate: registration }, { registry: { types: [vfu, specialist], unknown: hold } }, bill]
to: [peppol, underlag]
""",
    "pipelines/orders.yaml": """pipeline: orders
from: [bestallningar.orders-csv, bestallningar.offers-csv]
steps: [{ validate: order }, { validate: offer }, allocate]
to: [besked.inquiries, besked.confirmations, besked.rounds]
""",
    "pipelines/answers.yaml": """pipeline: answers
from: [svar.responses]
steps: [answers]
to: []
""",
    "pipelines/payments.yaml": """pipeline: payments
from: [bank.camt, bank.bgmax]
steps: [settle]
to: []
""",
}


def lay_out(root, source, world):
    """A folder to run Sluss in: the product's own connectors, and this world's parties."""
    for folder in FOLDERS:
        os.makedirs(os.path.join(root, folder))
    config = os.path.join(root, "config")
    os.makedirs(os.path.join(config, "pipelines"))
    shutil.copytree(os.path.join(source, "connectors"), os.path.join(root, "connectors"))
    # CSV in place of the forms for people's eyes: what they say is the same.
    replace(os.path.join(root, "connectors/invoice-basis/connector.yaml"), "as: [pdf, xlsx]", "as: [csv]")
    replace(os.path.join(root, "connectors/round-reports/connector.yaml"), "as: [xlsx, csv]", "as: [csv]")
    for name, text in {"sluss.yaml": "store: ../store/sluss.db\nbasis: underlag\nconnectors: ../connectors\n",
                       "connections.yaml": CONNECTIONS, **PIPELINES}.items():
        with open(os.path.join(config, name), "w", encoding="utf-8") as file:
            file.write(text)
    world.write(config)
    return config


def replace(path, old, new):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if old not in text:
        raise ValueError(f"{path} no longer says {old!r}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new))
