"""The real program, by its command line and by what it delivers. Nothing here looks into its store."""
import csv
import hashlib
import json
import os
import shutil
import subprocess
import time
import xml.etree.ElementTree as xml

CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
WELL, PARKED = 0, 1


class Failed(Exception):
    """The program did what nobody expected of it."""


class Engine:
    def __init__(self, program, root):
        self.program, self.root = program, root
        self.config = os.path.join(root, "config")
        self.commands = 0

    def run(self, day, *arguments):
        command = [self.program, "-c", self.config, "--at", str(day), *(str(a) for a in arguments)]
        self.commands += 1
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.root, check=False)
        if done.returncode not in (WELL, PARKED):
            raise Failed(f"{' '.join(command)}\nexit code {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        return done.stdout

    def json(self, day, *arguments):
        return json.loads(self.run(day, *arguments, "--json"))

    def path(self, *parts):
        return os.path.join(self.root, *parts)

    def settle(self, paths):
        """Files that have come to rest, each a second younger than the one before."""
        then = time.time() - 3600
        for place, path in enumerate(paths):
            os.utime(path, (then + place, then + place))

    def split(self, day, round):
        """The whole round, as all of its parties are shown it."""
        found = [m for m in self.json(day, "messages", "list", "--kind", "round") if m["key"] == round]
        return self.json(day, "messages", "show", found[0]["id"])["body"] if found else None

    def placements(self, day):
        return {m["key"]: m for m in self.json(day, "messages", "list", "--kind", "placement", "--limit", 1000000)}

    def kinds(self, day, kind):
        return {m["key"]: m["state"] for m in self.json(day, "messages", "list", "--kind", kind, "--limit", 1000000)}

    def books(self, day, year):
        """The year's books as an auditor gets them: {file: rows}."""
        folder = self.path("store", "revision")
        self.run(day, "audit", "export", "--year", year, "--to", folder)
        rows = {}
        for name in ("lines", "deliveries"):
            with open(os.path.join(folder, f"{name}.csv"), encoding="utf-8-sig", newline="") as file:
                rows[name] = list(csv.DictReader(file, delimiter=";"))
        shutil.rmtree(folder)
        return rows


class Delivered:
    """What lies in the folders that access points and people fetch from; each file is read once."""

    def __init__(self, engine):
        self.engine = engine
        self.documents, self.bases = {}, {}

    def look(self):
        for folder, known, read in [("outbox", self.documents, read_ubl), ("underlag", self.bases, read_basis)]:
            for name in sorted(os.listdir(self.engine.path(folder))):
                if not name.startswith(".") and name not in known:
                    path = self.engine.path(folder, name)
                    known[name] = {**read(path), "sha256": digest_of(path)}
        return list(self.documents.values())


def digest_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def ore_of(decimal, comma="."):
    whole, _, part = decimal.partition(comma)
    sign = -1 if whole.startswith("-") else 1
    return sign * (abs(int(whole)) * 100 + int((part + "00")[:2]))


def buyer_address(root):
    """Scheme and number of the buyer's electronic address."""
    endpoint = root.find(f"{CAC}AccountingCustomerParty/{CAC}Party/{CBC}EndpointID")
    return endpoint.get("schemeID"), endpoint.text


def read_ubl(path):
    root = xml.parse(path).getroot()
    is_credit = root.tag.endswith("}CreditNote")
    number = root.findtext(CBC + "ID")
    lines = []
    for line in root.findall(CAC + ("CreditNoteLine" if is_credit else "InvoiceLine")):
        name, _, _ = line.findtext(f"{CAC}Item/{CBC}Description").partition(", ")
        lines.append((line.findtext(f"{CAC}DocumentReference/{CBC}ID"), name,
                      line.findtext(f"{CAC}InvoicePeriod/{CBC}StartDate"), line.findtext(f"{CAC}InvoicePeriod/{CBC}EndDate"),
                      int(line.findtext(CBC + ("CreditedQuantity" if is_credit else "InvoicedQuantity"))),
                      ore_of(line.findtext(f"{CAC}Price/{CBC}PriceAmount")), ore_of(line.findtext(CBC + "LineExtensionAmount"))))
    return {"kind": "credit" if is_credit else "invoice", "number": number, "issued": root.findtext(CBC + "IssueDate"),
            "due": root.findtext(CBC + "DueDate"), "lines": lines, "address": buyer_address(root),
            "total": ore_of(root.findtext(f"{CAC}LegalMonetaryTotal/{CBC}PayableAmount")),
            "credits": root.findtext(f"{CAC}BillingReference/{CAC}InvoiceDocumentReference/{CBC}ID"),
            "ocr": root.findtext(f"{CAC}PaymentMeans/{CBC}PaymentID"),
            "account": root.findtext(f"{CAC}PaymentMeans/{CAC}PayeeFinancialAccount/{CBC}ID"),
            "seller": root.findtext(f"{CAC}AccountingSupplierParty/{CAC}Party/{CAC}PartyName/{CBC}Name"),
            "buyer": root.findtext(f"{CAC}AccountingCustomerParty/{CAC}Party/{CAC}PartyName/{CBC}Name"),
            "vat": root.findtext(f"{CAC}TaxTotal/{CAC}TaxSubtotal/{CAC}TaxCategory/{CBC}ID")}


def read_basis(path):
    """Annex 2: (student, first, last, weeks, öre) for each row, and the total."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        cells = list(csv.reader(file, delimiter=";"))
    rows = [(row[2], row[3], row[4], row[5], ore_of(row[6], ",")) for row in cells if len(row) == 7 and row[3][:2] == "20"]
    total = next(ore_of(row[6], ",") for row in cells if row and row[0] == "Summa")
    return {"number": os.path.basename(path).removesuffix(".csv").rpartition("-")[2], "rows": rows, "total": total}
