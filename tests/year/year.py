"""A year of people's work, day by day, done twice: with Sluss, and with the oracle's models."""
import datetime
import os
import random
import shutil

import compare
from engine import Delivered, Engine
from oracle_answers import Answers
from oracle_billing import Billing
from oracle_book import Book
from oracle_deadlines import Deadlines
from oracle_payments import Payments
from oracle_places import Places
from people import People
from scenario_bank import Bank
from scenario_buyers import Buyers
from scenario_registry import Registrations
from scenario_rounds import Round
from scenario_students import DAY, Students, date
from scenario_world import World, lay_out

FIRST, LAST = datetime.date(2026, 8, 1), datetime.date(2027, 7, 31)


class Year(People):
    def __init__(self, seed, size, restless, program, source, root):
        self.seed, self.size, self.restless, self.dice = seed, size, restless, random.Random(seed)
        self.engine = Engine(program, root)
        self.world = World(random.Random(f"world {seed}"))
        self.config = lay_out(root, source, self.world)
        self.book = Book(self.config)
        self.places, self.billing = Places(), Billing()
        self.payments = Payments(self.billing)
        self.answers, self.buyers = Answers(self.billing, self.payments), Buyers(random.Random(f"buyers {seed}"))
        self.delivered, self.bank = Delivered(self.engine), Bank(random.Random(f"bank {seed}"))
        students = lambda term: Students(random.Random(f"{term} {seed}"), self.world, term)
        self.autumn, self.spring = students("HT2026"), students("VT2027")
        rounds = lambda id, weeks: Round(random.Random(f"{id} {seed}"), self.world, id, weeks, self.part(1050))
        self.rounds = [rounds("VT2027", range(4, 20)), rounds("HT2027", range(36, 48))]
        self.registries = [Registrations(random.Random(f"registry {of.term} {seed}"), self.world, of)
                           for of in (self.autumn, self.spring)]
        self.exports, self.registers = [], []   # that wait in their folders
        self.differences, self.counts, self.seen = [], {}, {}

    def part(self, number):
        """Of a year of full size."""
        return max(1, int(number * self.size))

    # The calendar.

    def run(self, until=LAST):
        calendar = self.calendar()
        day = FIRST
        while day <= until and not self.differences:
            for act in calendar.get(day, []):
                act(day)
            if (day + DAY).month != day.month:
                self.look(day)
            day += DAY

    def calendar(self):
        days = {}
        def at(text, *acts):
            days.setdefault(date(text) if isinstance(text, str) else text, []).extend(acts)
        self.plan_rounds(at)
        self.plan_changes_of_rules(at)
        day = date("2026-08-20")
        while day <= LAST:
            if day > date("2027-01-25") and day.day <= 14:   # both terms are exported on these days
                at(day, self.move_between_terms)
            if day < date("2027-02-15") or day.day <= 14:   # later, corrections of the autumn come once a month
                at(day, self.changes(self.autumn, 22), self.registrations(self.registries[0], 9))
            if day > date("2027-01-12"):
                at(day, self.changes(self.spring, 22), self.registrations(self.registries[1], 9))
            at(day, self.night)
            day += 14 * DAY
        at("2026-11-05", self.broken_export)
        at("2026-12-03", self.broken_registry)
        for text in ["2026-10-20", "2026-12-14", "2027-02-16", "2027-04-20", "2027-06-22"]:
            at(text, self.decide_placements, self.night)
        for text in ["2026-11-16", "2026-12-01", "2026-12-15", "2027-05-15", "2027-06-01", "2027-06-15"]:
            at(text, self.planned_night)
        for text in ["2026-11-20", "2026-12-12", "2027-01-15", "2027-02-12", "2027-05-18", "2027-06-12", "2027-07-15"]:
            at(text, self.decide_bases, self.night)
        for text in ["2026-12-20", "2027-02-20", "2027-06-30"]:
            at(text, self.take_an_invoice_back)
            at(date(text) + DAY, self.night)
        day = date("2026-09-25")
        while day <= LAST:
            at(day, self.pay)
            at(day + 3 * DAY, self.decide_payments, self.buyers_answer)
            at(day + 4 * DAY, self.decide_answers)
            day += (30 if day < date("2026-12-01") else 14) * DAY
        at("2026-08-20")
        days[date("2026-08-20")].insert(0, self.place_autumn)
        at("2027-01-14")
        days[date("2027-01-14")].insert(0, self.place_spring)
        return days

    def plan_rounds(self, at):
        for round, opens in zip(self.rounds, [date("2026-09-15"), date("2027-03-15")]):
            orders = [
                (-6, lambda r: r.send(sorted(r.orders)[::2])), (0, lambda r: r.state_capacities(0.5)),
                (7, lambda r: r.send(sorted(r.orders)[1::2])),
                (14, lambda r: (r.state_capacities(0.4), r.answer_unknown())), (20, lambda r: r.revise(self.part(12))),
                (29, lambda r: (r.revise(self.part(8)), r.answer(self.split_of(r), 0.3))),
                (36, lambda r: (r.revise(self.part(10)), r.order_late())), (48, lambda r: r.answer(self.split_of(r), 0.5)),
                (55, lambda r: r.revise_offers(self.part(10))), (62, lambda r: r.answer(self.split_of(r), 0.4)),
                (80, lambda r: (r.revise(self.part(6)), r.revise_offers(self.part(6)))),
                (112, lambda r: (r.revise(self.part(20)), r.revise_offers(self.part(12)))),
                (128, lambda r: (r.revise(self.part(15)), r.answer(self.split_of(r), 0.5))),
            ]
            for days, act in orders:
                if opens + days * DAY <= LAST:
                    at(opens + days * DAY, self.orders(round, act))

    def plan_changes_of_rules(self, at):
        at("2026-10-12", self.enter_missing_price, self.night)
        at("2027-01-28", self.end_an_agreement, self.night)
        at("2027-02-05", self.correct_january, self.planned_night)
        at("2027-03-08", self.add_agreement, self.night)
        at("2027-04-02", self.lower_quotas)
        at("2027-04-06", self.correct_autumn, self.night)

    # Runs, and what is looked at after each.

    def orders(self, round, act):
        def night(day):
            act(round)
            sheets = round.sheets(self.engine.path("bestallningar"), day)
            self.engine.settle(sheets[0] + sheets[1])
            stay = [shutil.copy(p, self.engine.path("store", os.path.basename(p))) for p in sheets[0] + sheets[1]]
            self.engine.run(day, "sync", "orders")
            self.places.night(self.book, day, stay[:len(sheets[0])], stay[len(sheets[0]):])
        return night

    def split_of(self, round):
        return self.places.splits.get(round.id, {})

    def planned_night(self, day):
        """First what a run would do, then the run: they are the same, and the first touches nothing."""
        self.engine.settle(self.registers + self.exports)
        self.night(day, self.engine.json(day, "plan", "nightly-placements"))

    def night(self, day, plan=None):
        waiting, self.registers, self.exports = [self.registers, self.exports], [], []
        self.engine.settle(waiting[0] + waiting[1])
        registers, copies = [[shutil.copy(path, self.engine.path("store", os.path.basename(path))) for path in paths]
                             for paths in waiting]
        report = self.engine.json(day, "sync", "nightly-placements")
        with open(os.path.join(self.config, "agreements/agreements.yaml"), encoding="utf-8") as file:
            agreements = file.read()
        with open(os.path.join(self.config, "prices/prices.yaml"), encoding="utf-8") as file:
            agreements += file.read()
        self.billing.night(self.book, day, copies, registers, agreements)
        tally, look = self.billing.tally, compare.Comparison(self.seed, day)
        for name in ("read", "new", "changed", "withdrawn", "unchanged"):
            look.same("night", name, report[name], tally[name])
        for name, kind in (("issued", "invoice"), ("credited", "credit")):
            look.same("night", name, [report[name]["count"], report[name]["amount_ore"]], [tally[kind], tally[kind + "_ore"]])
        look.same("night", "undelivered", report["undelivered"], 0)
        for name in ("new", "changed", "withdrawn", "filtered", "held", "rejected", "issued", "credited") if plan else ():
            look.same("planned", name, plan[name], report[name])
        self.take(look)
        self.bank.receive(self.delivered.look())

    def pay(self, day):
        payments = self.bank.pay(str(day))
        if payments:
            self.settle(day, *self.bank.write(self.engine.path("bank"), day, payments))

    def settle(self, day, camt, bgmax):
        self.engine.settle(camt + bgmax)
        copies = [[shutil.copy(p, self.engine.path("store", os.path.basename(p))) for p in files] for files in (camt, bgmax)]
        self.engine.run(day, "sync", "payments")
        self.payments.night(self.book, *copies)

    def look(self, day):
        """A month's end: everything that can be seen from outside."""
        look, engine = compare.Comparison(self.seed, day), self.engine
        for round in self.rounds:
            compare.compare_split(look, round.id, engine.split(day, round.id), self.places.splits.get(round.id, {}))
        for kind in ("order", "offer"):
            look.all(kind, engine.kinds(day, kind),
                     {id: state for (what, id), state in self.places.states.items() if what == kind})
        compare.compare_placements(look, engine.placements(day), self.billing)
        look.all("registration", engine.kinds(day, "registration"),
                 {key: item.state for key, item in self.billing.registry.items.items()})
        listed = engine.json(day, "invoices", "list")
        self.delivered.look()
        compare.compare_documents(look, self.book, self.billing, self.delivered, listed)
        compare.compare_net_days(look, self.billing, self.delivered)
        compare.compare_payments(look, engine.json(day, "payments", "list"), self.payments)
        compare.compare_standings(look, listed, engine.json(day, "invoices", "unpaid"), self.payments, self.billing)
        compare.compare_answers(look, engine.kinds(day, "invoice_response"), listed, self.answers)
        compare.compare_drafts(look, engine.json(day, "invoices", "drafts"), self.billing)
        issued = [document for document in self.billing.documents if document.issued.year == day.year]
        compare.compare_books(look, engine.books(day, day.year), issued, self.delivered)
        for document in random.Random(f"look {day}").sample(self.billing.documents, min(2, len(self.billing.documents))):
            compare.compare_shown(look, document.number, engine.json(day, "invoices", "show", document.number), document)
        self.deadlines = Deadlines(self.book, day, self.places, self.billing).listed()
        compare.compare_deadlines(look, engine.json(day, "deadlines"), self.deadlines)
        compare.compare_accounts(look, engine.json(day, "reconcile"), self.billing)
        self.take(look)
        self.remember()

    def remember(self):
        """What the year has seen of each kind: a year without it would prove nothing of it."""
        seen = [f"placement {item.state} {item.reason}".strip() for item in self.billing.items.values()]
        seen += [f"payment {p['state']} {p['why']}".strip() for p in self.payments.payments.values()]
        seen += [f"{d.kind}{' supplement' if d.supplement else ''}" for d in self.billing.documents]
        seen += [f"invoice {self.payments.standing(d.number)[0]}" for d in self.billing.documents if d.kind == "invoice"]
        seen += [f"registry {item.says.kind}" for item in self.billing.items.values() if item.says]
        seen += [f"deadline {kind} {one['state']}" for (_, kind, _), one in self.deadlines.items()]
        seen += [f"answer {answer['state']} {answer['status']}" for answer in self.answers.answers.values()]
        seen += [f"registration {item.state}" for item in self.billing.registry.items.values()]
        seen += [f"registry {how}" for how in self.billing.reviewed]
        for split in self.places.splits.values():
            for placed in split.values():
                seen += [f"line {placed['state']}"] + ["late change"] * len(placed["late"]) + ["hop"] * len(placed["hops"])
                seen += [f"stop {why}" for _, why, _, _ in placed["refusals"]]
                seen += [f"seat {seat['ground']} {seat['word']}" for seat in placed["seats"]]
        for kind in seen:
            self.seen[kind] = self.seen.get(kind, 0) + 1

    def take(self, look):
        self.differences += look.differences
        for what, count in look.compared.items():
            self.counts[what] = self.counts.get(what, 0) + count
