"""What people do in the year: each act is done to Sluss, and told to the model."""
import os
import shutil

from oracle_book import Book
from scenario_students import DAY, date


class People:
    """The acting half of a Year."""

    def place_autumn(self, day):
        self.autumn.add_at_random(self.part(700), range(0, 17), date("2026-08-31"))
        self.surely(self.autumn, 3, "anordnare-05", "2026-09-07", "2026-10-02")   # they have no agreement yet

    def place_spring(self, day):
        """Students on the places that were found; what is missing to 700 comes without an order."""
        students, split = self.part(700), self.places.splits["VT2027"]
        for placed in split.values():
            for seat in placed["seats"]:
                unit = next((u for u in self.world.units if u["id"] == seat["at"]), None)
                for _ in range(seat["places"] if unit and seat["word"] != "asked" else 0):
                    if students > 0:
                        self.place(placed["line"], unit)
                        students -= 1
        self.spring.add_at_random(students, range(0, 16), date("2027-01-18"))
        self.surely(self.spring, 2, "anordnare-01", "2027-01-18", "2027-02-12")   # their agreement ends on the way

    def surely(self, students, institution, provider, first, last):
        """Three placements of two parties, whoever else the dice brings together."""
        unit = next(u for u in self.world.units if u["provider"] == provider)
        for _ in range(3):
            students.add(self.world.institutions[institution], unit, "SSK", "VFU", date(first), date(last), "Bekräftad")

    def place(self, line, unit):
        institution = self.book.institution(line["institution"])
        kind = "Specialist" if line["type"] == "specialist" else "VFU"
        last = min(line["last"], line["first"] + 60 * DAY)
        self.spring.add(institution, unit, line["programme"], kind, line["first"], last)

    def changes(self, students, count):
        def act(day):
            if students.before or students.rows and day > date("2026-08-20") and day != date("2027-01-14"):
                students.happen(self.part(count * self.restless))
            students.confirm(day)
            path = self.engine.path("inbox", f"placeringar-{students.term}-{day}.csv")
            students.write(path)
            self.exports.append(path)
        return act

    def registrations(self, registry, count):
        """The registry's sheets: who is registered, and what happened to some."""
        def act(day):
            registry.enrol()
            registry.correct()
            if day > date("2026-09-01"):
                registry.happen(self.part(count * self.restless))
            self.registers += registry.write(self.engine.path("registret"), day)
        return act

    def broken_registry(self, day):
        """Half a picture of the registry: nobody was taken back, and no document leaves in that night."""
        paths = self.registries[0].write(self.engine.path("registret"), day, keep=0.5)
        self.registers += paths
        self.night(day)
        for path in paths:
            if os.path.exists(path):
                os.remove(path)
        self.night(day)

    def broken_export(self, day):
        """Half a picture: refused, and no document leaves in that night."""
        path = self.engine.path("inbox", f"placeringar-HT2026-{day}.csv")
        self.autumn.write(path, keep=0.5)
        self.exports.append(path)
        self.night(day)
        os.remove(path)
        self.night(day)

    def enter_missing_price(self, day):
        for agreement in self.world.agreements[:-3]:
            self.world.prices.append({"agreement": agreement["id"], "programme": "DIE", "type": "vfu",
                                      "valid_from": "2026-08-01", "week": "1777.77 kr", "document": "Påhittat pris DIE"})
        self.write_rules()

    def correct_january(self, day):
        """The price of January was wrong: all that was invoiced by it is credited, and invoiced anew."""
        for price in self.world.prices:
            if price["valid_from"] == "2027-01-01" and price["programme"] == "*" and self.dice.random() < 0.5:
                kronor, _, rest = price["week"].partition(".")
                price["week"] = f"{int(kronor) + self.dice.randrange(-40, 60)}.{rest}"
        self.write_rules()

    def correct_autumn(self, day):
        for price in self.world.prices:
            if price["valid_from"] == "2026-08-01" and price["programme"] == "FYS" and self.dice.random() < 0.3:
                price["valid_from"] = "2026-10-01"
        self.write_rules()

    def end_an_agreement(self, day):
        """One agreement ends with January, and another one follows it."""
        old = next(a for a in self.world.agreements if a["id"] == "avtal-03-01")
        self.world.agreements.append({**old, "id": "avtal-03-01-ny", "valid_from": "2027-02-01",
                                      "document": "Exempelavtal 03-01, nytt"})
        old["valid_to"] = "2027-01-31"
        self.world.prices += [{**p, "agreement": "avtal-03-01-ny"} for p in self.world.prices
                              if p["agreement"] == "avtal-03-01"]
        self.write_rules()

    def add_agreement(self, day):
        """The one pair of parties that had none agrees, back to the autumn."""
        like = next(a for a in self.world.agreements if a["id"] == "avtal-04-04")
        self.world.agreements.append({**like, "id": "avtal-04-05", "provider": "anordnare-05",
                                      "document": "Exempelavtal 04-05", "valid_from": "2026-08-01"})
        self.world.prices += [{**p, "agreement": "avtal-04-05"} for p in self.world.prices
                              if p["agreement"] == "avtal-04-04"]
        self.write_rules()

    def lower_quotas(self, day):
        for quota in self.world.placing["quotas"]:
            if self.dice.random() < 0.1:
                quota["students"] //= 2
        self.write_rules()

    def write_rules(self):
        self.world.write(self.config)
        self.book = Book(self.config)

    def decide_bases(self, day):
        """People at the second provider look at what waits; of one unit they refuse it."""
        waiting = sorted({(g[0], g[3]) for g in self.billing.waiting()
                          if self.book.agreement_of[g[2]].get("approval") == "person"})
        for unit, term in waiting:
            is_refused = self.dice.random() < 0.1
            self.engine.run(day, "invoices", "refuse" if is_refused else "approve", "--unit", unit, "--term", term,
                            "--reason", "compared with the unit's list")
            self.billing.approve(self.book, unit, term, not is_refused)

    def take_an_invoice_back(self, day):
        standing = [d.number for d in self.billing.documents if self.can_be_taken_back(d.number)]
        if standing:
            self.take_back(day, self.dice.choice(standing), "wrong buyer reference")

    def can_be_taken_back(self, number):
        invoice = self.payments.invoice(number)
        return invoice is not None and self.payments.standing(number)[0] == "unpaid" and \
            any(line.days for item in self.billing.items.values() for line in item.lines if line.document is invoice)

    def take_back(self, day, number, reason):
        self.engine.run(day, "invoices", "credit", number, "--reason", reason)
        self.billing.book, self.billing.today = self.book, day
        self.billing.credit_invoice(number)
        self.answers.taken_back(number)

    def buyers_answer(self, day):
        paths = self.buyers.answer(self.engine.path("svar"), day, self.delivered.look(), self.part(24))
        self.engine.settle(paths)
        copies = [shutil.copy(path, self.engine.path("store", os.path.basename(path))) for path in paths]
        self.engine.run(day, "sync", "answers")
        self.answers.night(copies)

    def decide_answers(self, day):
        """An economist goes through what waits, and enters what two buyers said by telephone."""
        waiting = {m["key"]: m["id"] for m in self.engine.json(day, "messages", "list", "--kind", "invoice_response",
                                                              "--state", "held", "--limit", 100000)}
        for number, answer in list(self.answers.answers.items()):
            if answer["state"] != "held" or self.dice.random() < 0.5:
                continue
            if answer["status"] == "rejected" and self.can_be_taken_back(number):
                self.take_back(day, number, "the buyer rejected it")
            elif answer["status"] != "rejected" or self.dice.random() < 0.3:
                self.engine.run(day, "messages", "discard", waiting[number], "--reason", "agreed with the buyer")
                self.answers.discard(number)
        for status in ("accepted", "rejected"):
            number = self.dice.choice(self.billing.documents).number if self.billing.documents else None
            if number and self.answers.answers.get(number, {}).get("status") != status:
                self.engine.run(day, "invoices", status, number, "--reason", "the buyer rang")
                self.answers.enter(number, status, day)

    def decide_placements(self, day):
        """A co-ordinator goes through what waits: mends units that are spelled wrong, and drops what is not to be billed."""
        messages = {key: m["id"] for key, m in self.engine.placements(day).items()}
        for key, item in sorted(self.billing.items.items()):
            if (item.state, item.reason) == ("held", "unit"):
                name = self.dice.choice(self.world.units)["name"]
                self.engine.run(day, "messages", "edit", messages[key], "--set", f"unit.name={name}", "--reason", "the unit rang")
                self.billing.mend(key, **{"Verksamhet": name, "HSA-id": ""})
            elif item.state in ("held", "rejected") and item.change != "withdrawn" and self.dice.random() < 0.2:
                if self.billing.discard(key):
                    self.engine.run(day, "messages", "discard", messages[key], "--reason", "agreed: not billed")

    def move_between_terms(self, day):
        """Some placements are entered under the other term, and some of those are put right again."""
        for source, target, count in [(self.spring, self.autumn, 2), (self.autumn, self.spring, 2)]:
            strangers = sorted(key for key in source.rows if source is self.autumn or key.startswith("HT"))
            for key in self.dice.sample(strangers, min(count, len(strangers))):
                target.rows[key] = {**source.rows.pop(key), "Termin": target.term}

    def decide_payments(self, day):
        """An economist goes through what waits."""
        messages = {p["id"]: p["message"] for p in self.engine.json(day, "payments", "list")}
        for key, payment in list(self.payments.payments.items()):
            number = self.number_for(payment)
            if payment["state"] != "held" or self.dice.random() < 0.4:
                continue
            if payment["why"] in ("double", "credited"):
                self.engine.run(day, "messages", "discard", messages[key], "--reason", "paid back")
                self.payments.discard(key)
            elif number and payment["why"] in ("part", "over", "elsewhere", "taken back"):
                self.engine.run(day, "payments", "book", messages[key], "--invoice", number, "--reason", "agreed")
                self.payments.book(key, number)
            elif number and payment["why"] == "several" and self.dice.random() < 0.4:
                share = min(self.payments.due(number), payment["amount"] - 1)
                if share > 0:
                    self.engine.run(day, "payments", "book", messages[key], "--invoice", number, "--amount",
                                    f"{share // 100}.{share % 100:02}", "--reason", "asked the payer")
                    self.payments.book(key, number, share)
        self.settle(day, [], [])

    def number_for(self, payment):
        """The invoice that a person would book it on; none where the program would rightly say no."""
        invoice = self.payments.invoice(payment["ocrs"][0][:-1]) if payment["ocrs"] else None
        if invoice is None or any(key == payment["key"] for key, _, _ in self.payments.parts[invoice.number]):
            return None
        if payment["kind"] == "reversal" and payment["amount"] > self.payments.paid(invoice.number):
            return None
        return invoice.number
