"""What is billed, day by day and öre by öre, by docs/guide.md (2, 5), plugins/bill and the decisions 0003, 0006, 0016.

A placement is worth what its days cost now. What stands on documents is brought to that: by credit notes for what
falls away, and by invoices for what comes.
"""
import collections

from oracle_book import day
from oracle_intake import Intake
from oracle_placement import TYPES, amount_of, days_of, is_protected, is_wrong, personnummer
from oracle_records import Credit, Document, Item, Line
from oracle_registry import Registry, as_told


def account_of(group):
    unit, institution, _, term = group
    return unit, institution, term


class Billing(Intake):
    def __init__(self):
        super().__init__("Placeringsnr", ("Termin",), Item)
        self.registry = Registry()
        self.reviewed = collections.Counter()        # what the registry said otherwise
        self.documents = []
        self.sequences = collections.Counter()       # unit -> numbers that are taken
        self.approvals = {}                          # group -> (content, approved)
        self.agreements_seen = None
        self.tally = {}

    # A night.

    def night(self, book, today, exports, registers, agreements):
        """`exports`, `registers`: paths, in the order of the files. `agreements`: names what the configuration says."""
        self.book, self.today = book, today
        self.tally = collections.Counter()
        self.fresh = set()
        complete = True
        for path in registers:
            complete = self.registry.take_in(path, self.tally) and complete
        self.registry.look_anew(book)
        for path in exports:
            complete = self.take_in(path, self.tally) and complete
        self._review()
        self._again("held")
        if agreements != self.agreements_seen:
            self._again("collected")
            if complete:
                self.agreements_seen = agreements
        if complete:
            self._issue()
        return complete

    def new_version(self, item):
        self.fresh.add(item.key)
        super().new_version(item)

    def _review(self):
        """What the registry says otherwise now than when it was decided is decided anew, oldest first."""
        for item in sorted(self.items.values(), key=lambda item: item.order):
            if item.change == "withdrawn" or item.state in ("rejected", "resolved"):
                continue
            says = self.registry.says(item.row)
            if (says and says.against()) != (item.says and item.says.against()):
                before = item.says.kind if item.says else "registered"
                is_billed = any(line.document and line.days for line in item.lines)
                item.change = "changed"
                self.tally["changed"] += 1
                self.new_version(item)
                after = item.says.kind if item.says else "registered"
                self.reviewed[f"{before}, then {after}{', invoiced' if is_billed else ''}"] += 1

    def _again(self, state):
        for item in sorted(self.items.values(), key=lambda item: item.order):
            if item.state == state and item.key not in self.fresh:
                self.decide(item)

    # One placement.

    def decide(self, item):
        """A faulty version leaves what was booked before it as it is, until it is mended or gone."""
        is_faulty = item.change != "withdrawn" and is_wrong(item.row)
        if not is_faulty:
            self._take_back(item)
        item.state, item.reason = ("rejected", "") if is_faulty else self._decision(item)

    def _take_back(self, item):
        """What waits is thrown away and booked anew; a credit that waits is undone, newest first, where it can be."""
        item.lines = [line for line in item.lines if line.document]
        kept = set()
        for credit in reversed(list(item.waiting_credits)):
            line = credit.line
            if line in kept or credit.by_person or self._taken(line.subject, credit.days, item):
                kept.add(line)
                continue
            line.days |= credit.days
            line.amount += credit.amount
            item.waiting_credits.remove(credit)

    def _decision(self, item):
        item.says = None
        if item.change == "withdrawn":
            return self._bill_nothing(item)
        item.says = self.registry.says(item.row)
        row = as_told(item.row, item.says)
        if TYPES[row["Typ"]] in ("thesis", "project") or row["Status"] not in ("Bekräftad", "Genomförd"):
            return self._bill_nothing(item)
        if is_protected(row["Skyddad identitet"]) or item.says and item.says.protects:
            return "held", "protected"
        if item.says and item.says.kind in ("not known", "several students", "not registered"):
            return "held", item.says.kind
        institution = self.book.institution(row["Lärosäte"])
        if institution is None:
            return "held", "institution"
        unit = self.book.unit(row["Verksamhet"], row["HSA-id"])
        if unit is None:
            return "held", "unit"
        agreement = self.book.agreement(institution, unit, row["Program"], TYPES[row["Typ"]], day(row["Startdatum"]))
        if agreement is None:
            return "held", "agreement"
        return self._bill(item, row, institution, unit, agreement)

    def _bill_nothing(self, item):
        standing = [line for line in item.lines if line.days]
        for line in standing:
            self._credit(line, line.days)
        return ("collected" if standing else "filtered"), ""

    def _bill(self, item, row, institution, unit, agreement):
        days = days_of(row, agreement)
        if not days:
            return "held", "no day"
        if "valid_to" in agreement and days[-1] > day(agreement["valid_to"]):
            return "held", "agreement ends"
        first, last = self.book.term_days(row["Termin"], agreement)
        if days[0] < first or days[-1] > last:
            return "held", "term"
        priced = collections.defaultdict(set)
        for when in days:
            of = days[0] if agreement.get("new_year") == "by_start" else when
            price = self.book.week_price(agreement, row["Program"], TYPES[row["Typ"]], of)
            if price is None:
                return "held", "price"
            priced[price].add(when)
        student = personnummer(row["Personnummer"], day(row["Startdatum"]))
        subject = (agreement["id"], unit["id"], row["Program"], student)
        group = (unit["id"], institution["id"], agreement["id"], row["Termin"])
        return self._adjust(item, subject, group, priced)

    def _adjust(self, item, subject, group, priced):
        wrong, stands = [], set()
        for line in item.lines:
            right = priced.get(line.price, set()) if (line.subject, line.group) == (subject, group) else set()
            stands |= line.days & right
            if line.days - right:
                wrong.append((line, line.days - right))
        missing = {price: days - stands for price, days in priced.items() if days - stands}
        wanted = set().union(*missing.values()) if missing else set()
        if self._taken(subject, wanted, item):
            # What it does not have at all any more is taken back all the same: another may wait for just that.
            for line in [line for line in item.lines if line.days]:
                gone = line.days - set().union(*priced.values()) if line.subject == subject else set(line.days)
                if gone:
                    self._credit(line, gone)
            return "held", "taken"
        for line, days in wrong:
            self._credit(line, days)
        for price, days in sorted(missing.items(), key=lambda pair: min(pair[1])):
            item.lines.append(Line(item, subject, group, days, price))
        return "collected", ""

    def _taken(self, subject, days, item):
        """A student-day is billed once: by the placement that claimed it first."""
        return any(line.subject == subject and line.days & days
                   for other in self.items.values() if other is not item for line in other.lines)

    def _credit(self, line, days, by_person=False):
        rest = line.days - days
        amount = line.amount - amount_of(len(rest), line.price)
        line.item.waiting_credits.append(Credit(line, days, amount, by_person))
        line.days, line.amount = rest, line.amount - amount

    # Documents.

    def waiting(self):
        """The lines that no document bills yet, by group, in the order that groups are invoiced."""
        groups = collections.defaultdict(list)
        for item in self.items.values():
            for line in item.lines:
                if line.document is None and item.state != "rejected":
                    groups[line.group].append(line)
        for lines in groups.values():
            lines.sort(key=lambda line: (line.item.key, min(line.days)))
        return dict(sorted(groups.items()))

    @staticmethod
    def content(lines):
        return tuple((line.item.key, line.subject, tuple(sorted(line.days)), line.price) for line in lines)

    def may_go(self, group, lines):
        agreement = self.book.agreement_of[group[2]]
        if self.book.invoice_from(group[3], agreement) > self.today:
            return False
        if agreement.get("approval") == "person":
            return self.approvals.get(group) == (self.content(lines), True)
        return True

    def approve(self, book, unit, term, approved=True):
        """A person's word on what waits of a unit and term; it holds as long as these lines do."""
        self.book = book
        groups = [g for g in self.waiting() if (g[0], g[3]) == (unit, term)
                  and book.agreement_of[g[2]].get("approval") == "person"]
        for group in groups:
            self.approvals[group] = (self.content(self.waiting()[group]), approved)

    def mend(self, key, **columns):
        """A person mends what the row says; the source's row counts again when it changes."""
        item = self.items[key]
        item.row = {**item.row, **columns}
        item.change, item.state, item.reason = "changed", "held", "mended"
        self.versions += 1
        item.order = self.versions

    def discard(self, key):
        """It is not to be billed. False when an invoice says otherwise."""
        item = self.items[key]
        if any(line.document and line.days for line in item.lines):
            return False
        self._take_back(item)
        item.state, item.reason = "resolved", ""
        return True

    def credit_invoice(self, number):
        """A person takes an invoice back; the next night bills its placements anew."""
        for item in self.items.values():
            mine = [line for line in item.lines if line.document and line.document.number == number and line.days]
            if not mine:
                continue
            is_faulty = item.state == "rejected"   # it says nothing of the placement, also not that it is billed anew
            if not is_faulty:
                self._take_back(item)
            for line in mine:
                self._credit(line, line.days, by_person=True)
            if not is_faulty:
                item.state, item.reason = "held", "credited"

    def _issue(self):
        credited = collections.defaultdict(list)
        for item in self.items.values():
            for credit in item.waiting_credits:
                credited[credit.line.document.number].append(credit)
            item.waiting_credits = []
        for number, credits in sorted(credited.items()):
            self._note(credits)
        for group, lines in self.waiting().items():
            if self.may_go(group, lines):
                self._invoice(group, lines)

    def _number(self, unit):
        self.sequences[unit] += 1
        return f"{self.book.unit_of[unit]['series']}{self.sequences[unit]:04d}"

    def _add(self, document):
        self.documents.append(document)
        self.tally[document.kind] += 1
        self.tally[document.kind + "_ore"] += document.total
        return document

    def _note(self, credits):
        invoice = credits[0].line.document
        lines = [(c.line, c.days, c.amount) for c in credits]
        # Which of a night's credit notes of a unit has which of its numbers is nobody's rule.
        self._add(Document("credit", self._number(invoice.group[0]), invoice.group, self.today, lines, invoice.number))

    def _invoice(self, group, lines):
        earlier = sum(1 for d in self.documents if d.kind == "invoice" and d.group == group)
        for line in lines:
            line.row = line.item.row
        body = [(line, line.days, line.amount) for line in lines]
        self.approvals.pop(group, None)   # it is used up
        document = self._add(Document("invoice", self._number(group[0]), group, self.today, body, supplement=earlier))
        for line in lines:
            line.document = document

    # What stands, for comparing.

    def accounts(self):
        """By unit, institution and term: what documents say, and what waits to be invoiced."""
        sums = collections.defaultdict(lambda: [0, 0])
        for document in self.documents:
            sign = -1 if document.kind == "credit" else 1
            sums[account_of(document.group)][0] += sign * document.total
        for item in self.items.values():
            for line in item.lines:
                sums[account_of(line.group)][1] += 0 if line.document else line.amount
            for credit in item.waiting_credits:
                sums[account_of(credit.line.group)][1] -= credit.amount
        return dict(sums)
