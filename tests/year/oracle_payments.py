"""Which payment pays what, by plugins/settle, plugins/camt, plugins/bgmax, docs/guide.md (5) and the decision 0015."""
import collections
import xml.etree.ElementTree as xml

from oracle_placement import is_luhn

CAMT = "{urn:iso:std:iso:20022:tech:xsd:camt.054.001.08}"


def read_camt(path):
    for entry in xml.parse(path).getroot().iter(CAMT + "Ntry"):
        is_credit = entry.findtext(CAMT + "CdtDbtInd") == "CRDT"
        is_reversal = entry.findtext(CAMT + "RvslInd") == "true"
        for part in entry.iter(CAMT + "TxDtls"):
            account = part.findtext(f".//{CAMT}CdtrAcct/{CAMT}Id/{CAMT}Othr/{CAMT}Id")
            whole, _, cents = (part.findtext(CAMT + "Amt") or entry.findtext(CAMT + "Amt")).partition(".")
            reference = part.findtext(f"{CAMT}Refs/{CAMT}AcctSvcrRef")
            # Money back is a reversal of what came in; all else that is no incoming money pays nothing.
            kind = "credit" if is_credit and not is_reversal else \
                "reversal" if is_reversal and not is_credit else "other"
            yield {"key": f"{account}/{reference}", "account": account, "amount": int(whole) * 100 + int(cents), "kind": kind,
                   "ocrs": [ref.text for ref in part.iter(CAMT + "Ref")],
                   "day": entry.findtext(f"{CAMT}BookgDt/{CAMT}Dt")}


def read_bgmax(path):
    with open(path, encoding="latin-1") as file:
        lines = [line.rstrip("\r\n").ljust(80) for line in file]
    section = []
    for line in lines:
        if line[:2] == "05":
            account, section = line[2:12].lstrip("0"), []
        elif line[:2] in ("20", "21"):
            ocr = line[12:37].strip()
            section.append({"account": account, "amount": int(line[37:55]), "serial": line[57:69],
                            "kind": "credit" if line[:2] == "20" else "reversal", "ocrs": [ocr] if ocr else []})
        elif line[:2] in ("22", "23"):
            section[-1]["ocrs"].append(line[12:37].strip())
        elif line[:2] == "15":
            when = line[37:45]
            for payment in section:
                payment["key"] = f"{account}/{when[:4]}-{payment.pop('serial')}"
                payment["day"] = f"{when[:4]}-{when[4:6]}-{when[6:]}"
                yield payment


class Payments:
    def __init__(self, billing):
        self.billing = billing
        self.payments = {}   # in the order the bank told of them
        self.parts = collections.defaultdict(list)   # invoice number -> (key, amount, day)

    def night(self, book, camt_files, bgmax_files):
        fresh = set()
        told = [p for path in camt_files for p in read_camt(path)] + [p for path in bgmax_files for p in read_bgmax(path)]
        for payment in told:
            key = payment["key"]
            if key in self.payments:
                continue   # the same payment once more, from whatever file
            fresh.add(key)
            self.payments[key] = {**payment, "state": None, "why": ""}
            self._settle(book, self.payments[key])
        for key, payment in self.payments.items():
            if payment["state"] == "held" and key not in fresh:
                self._settle(book, payment)

    def invoice(self, number):
        return next((d for d in self.billing.documents if d.kind == "invoice" and d.number == number), None)

    def credited(self, number):
        return sum(d.total for d in self.billing.documents if d.kind == "credit" and d.credits == number)

    def paid(self, number):
        return sum(amount for _, amount, _ in self.parts[number])

    def due(self, number):
        return self.invoice(number).total - self.credited(number) - self.paid(number)

    def standing(self, number):
        due, paid = self.due(number), self.paid(number)
        if due > 0:
            return ("part paid", due) if paid > 0 else ("unpaid", 0)
        if due < 0 and paid > 0:
            return "overpaid", -due
        return ("paid", 0) if paid > 0 else ("credited", 0)

    def _book(self, payment, number, amount):
        self.parts[number].append((payment["key"], amount, payment["day"]))

    def _booked(self, payment):
        return sum(amount for parts in self.parts.values() for key, amount, _ in parts if key == payment["key"])

    def _settle(self, book, payment):
        payment["state"], payment["why"] = self._outcome(book, payment)

    def _outcome(self, book, payment):
        if payment["kind"] == "other":
            return "filtered", "left"
        booked = self._booked(payment)
        if booked:
            return ("filtered", "paid") if booked == self._worth(payment) else ("held", "in part")
        if payment["kind"] == "reversal":
            return "held", "taken back"
        if not payment["ocrs"]:
            return "held", "no number"
        if len(payment["ocrs"]) > 1:
            return self._several(book, payment)
        return self._one(book, payment, payment["ocrs"][0])

    @staticmethod
    def _worth(payment):
        return -payment["amount"] if payment["kind"] == "reversal" else payment["amount"]

    def _named(self, ocr):
        return self.invoice(ocr[:-1]) if 2 <= len(ocr) <= 25 and ocr.isdigit() and is_luhn(ocr) else None

    def _goes_to(self, book, payment, invoice):
        return payment["account"] == book.unit_of[invoice.group[0]]["bankgiro"]

    def _one(self, book, payment, ocr):
        invoice = self._named(ocr)
        if invoice is None:
            return "held", "unknown" if ocr.isdigit() and is_luhn(ocr) else "no number"
        if not self._goes_to(book, payment, invoice):
            return "held", "elsewhere"
        due = self.due(invoice.number)
        if due <= 0:
            return "held", "double" if self.paid(invoice.number) > 0 else "credited"
        if payment["amount"] != due:
            return "held", "part" if payment["amount"] < due else "over"
        self._book(payment, invoice.number, due)
        return "filtered", "paid"

    def _several(self, book, payment):
        """All of the named invoices in full, or none."""
        invoices = {ocr: self._named(ocr) for ocr in payment["ocrs"]}
        owed = {i.number: self.due(i.number) for i in invoices.values() if i}
        fits = all(i and self._goes_to(book, payment, i) and self.due(i.number) > 0 for i in invoices.values())
        if not fits or sum(owed.values()) != payment["amount"]:
            return "held", "several"
        for number, due in owed.items():
            self._book(payment, number, due)
        return "filtered", "paid"

    # What people decide.

    def book(self, key, number, amount=None):
        payment = self.payments[key]
        left = abs(self._worth(payment) - self._booked(payment))
        share = left if amount is None else amount
        self._book(payment, number, -share if payment["kind"] == "reversal" else share)
        payment["state"], payment["why"] = ("filtered", "paid") if share == left else ("held", "in part")

    def discard(self, key):
        self.payments[key]["state"], self.payments[key]["why"] = "resolved", ""
