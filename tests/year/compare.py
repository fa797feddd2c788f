"""Engine against model: every place, day, öre and state. Each difference is one line that says where to look."""
import collections
import re

from oracle_book import DAY, day

HELD = [("protected", "protected identity"), ("institution", "The institution .* is not known"),
        ("unit", "No unit with the HSA-id|The unit .* is not known"), ("agreement", "No agreement between"),
        ("price", "has no price for"), ("taken", "are billed already by placement"), ("no day", "No day counts"),
        ("term", "do not all lie in"), ("agreement ends", r"Agreement .* ends on"), ("credited", "was credited by"),
        ("mended", "mended by a person"), ("not known", "the registry does not know the student"),
        ("several students", "the registry knows more than one student"),
        ("not registered", "the registry has no registration of the student")]
PARTS = ["institution", "unit", "places", "days", "amount_ore"]
PAYMENT = [("part", "part payment:"), ("over", "overpayment:"), ("double", "double payment:"),
           ("credited", "payment of a credited invoice"), ("elsewhere", "paid to another account"),
           ("unknown", "unknown OCR number"), ("no number", "no OCR number"), ("several", "payment of several"),
           ("taken back", "taken back by the bank"), ("in part", "booked in part"), ("left", "money that left"),
           ("paid", "paid in full|booked already|booked by")]


def kind_of(reason, kinds):
    return next((kind for kind, pattern in kinds if re.match(pattern, reason) or re.search(pattern, reason)),
                f"({reason})" if reason else "")


class Comparison:
    """Gathers differences of one look."""

    def __init__(self, seed, today):
        self.where = f"seed {seed}, {today}"
        self.differences = []
        self.compared = collections.Counter()

    def same(self, what, key, engine, model):
        self.compared[what] += 1
        if engine != model:
            self.differences.append(f"{self.where}: {what} {key}: engine {engine!r}, model {model!r}")

    def all(self, what, engine, model):
        """Two maps, key by key."""
        for key in sorted({*engine, *model}, key=str):
            self.same(what, key, engine.get(key, "nothing"), model.get(key, "nothing"))


def compare_split(to, round, shown, model):
    def line(value):
        return {"state": value["state"], "accepted": value["accepted"], "granted": value["granted"],
                "awaiting": value["awaiting"], "open": value["open"]}
    engine = {one["id"]: one for one in shown["lines"]} if shown else {}
    for id in sorted({*engine, *model}):
        if id not in engine or id not in model:
            to.same("order line", id, id in engine, id in model)
            continue
        e, m = engine[id], model[id]
        to.same("order line", id, line(e), line(m))
        seat = ["at", "places", "ground", "word", "agreement"]
        to.same("places of", id, [tuple(s[k] for k in seat) for s in e["seats"]],
                [tuple(s[k] for k in seat) for s in m["seats"]])
        to.same("hops of", id, [(h["from"], h["to"], h["count"]) for h in e["hops"]], m["hops"])
        to.same("what stopped", id, [(r["at"], r["stop"], r["used"], r["limit"]) for r in e["refusals"]], m["refusals"])
        to.same("late changes of", id, [(c["by"], c["at"], c["places"], c["on"]) for c in e["late"]], m["late"])


def compare_placements(to, engine, model):
    to.all("placement", {key: (m["state"], _why(m)) for key, m in engine.items()},
           {item.key: (item.state, item.reason or _interruption(item)) for item in model.items.values()})


def _why(message):
    reason = message.get("reason", "")
    if message["state"] == "held":
        return kind_of(reason, HELD)
    interrupted = re.match("interrupted on [0-9-]+ says the registry", reason)
    return interrupted.group() if interrupted and message["state"] == "collected" else ""


def _interruption(item):
    is_told = item.state == "collected" and item.says and item.says.kind == "interrupted"
    return f"interrupted on {item.says.interrupted} says the registry" if is_told else ""


def lines_of(document):
    return sorted((p, name, str(first), str(last), *rest) for p, name, first, last, *rest in document)


def give_numbers(model, delivered):
    """Which of a night's credit notes of one unit has which number is open: the model takes those that were given.

    They must be the numbers that the model has for that unit and night."""
    free = {}
    for document in model.documents:
        if document.kind == "credit":
            free.setdefault((document.group[0], document.issued), []).append(document)
    for notes in free.values():
        numbers = {note.number for note in notes}
        named = {}
        for document in delivered:
            if document["number"] in numbers and document["kind"] == "credit":
                named[document["credits"]] = document["number"]
        if {*named.values()} == numbers and all(note.credits in named for note in notes):
            for note in notes:
                note.number = named[note.credits]


def compare_documents(to, book, model, delivered, listed):
    give_numbers(model, delivered.documents.values())
    by_number = collections.defaultdict(list)
    for document in delivered.documents.values():
        by_number[document["number"]].append(document)
    rows = {row["number"]: row for row in listed}
    to.same("documents", "numbers that are listed", sorted(rows), sorted(d.number for d in model.documents))
    to.same("documents", "numbers that were delivered", sorted(by_number), sorted(d.number for d in model.documents))
    for document in model.documents:
        copies = by_number.get(document.number, [])
        to.same("times delivered", document.number, len(copies), 1)
        if len(copies) == 1:
            _compare_document(to, book, document, copies[0])
        if document.number in rows:
            _compare_row(to, document, rows[document.number])
    for unit, last in model.sequences.items():
        series = book.unit_of[unit]["series"]
        numbers = sorted(int(n[len(series):]) for n in by_number if n.startswith(series))
        to.same("numbers without gap of", unit, numbers, list(range(1, last + 1)))
    _compare_bases(to, model, delivered)


def _compare_document(to, book, document, shown):
    unit, institution, agreement, _ = document.group
    days = book.agreement_of[agreement].get("payment_days", 30)
    due = str(document.issued + days * DAY) if document.kind == "invoice" else None
    vat = "O" if book.agreement_of[agreement].get("vat") == "outside" else "E"
    names = {i["id"]: i["name"] for i in book.institutions}
    to.same("document", document.number,
            [shown[k] for k in ("kind", "issued", "due", "credits", "total", "seller", "buyer", "vat")],
            [document.kind, str(document.issued), due, document.credits, document.total,
             book.unit_of[unit]["name"], names[institution], vat])
    to.same("lines of", document.number, lines_of(shown["lines"]), lines_of(document.lines))


def _compare_row(to, document, row):
    sign = -1 if document.kind == "credit" else 1
    to.same("listed", document.number,
            (row["unit"], row["institution"], row["agreement"], row["term"], row["supplement"], row.get("credits"),
             row["issued"], row["total_ore"]),
            (*document.group, document.supplement, document.credits, str(document.issued), sign * document.total))


def _compare_bases(to, model, delivered):
    bases = collections.defaultdict(list)
    for basis in delivered.bases.values():
        bases[basis["number"]].append(basis)
    for document in model.documents:
        sign = -1 if document.kind == "credit" else 1
        rows = sorted((name, str(first), str(last), _weeks(sign * days), sign * amount)
                      for _, name, first, last, days, _, amount in document.lines)
        found = bases.pop(document.number, [])
        to.same("bases of", document.number, [(sorted(b["rows"]), b["total"]) for b in found],
                [(rows, sign * document.total)])
    to.same("bases", "of no document", sorted(bases), [])


def _weeks(days):
    """\"3,4\": a week is five days."""
    whole, rest = divmod(abs(days), 5)
    return ("-" if days < 0 else "") + str(whole) + (f",{rest * 2}" if rest else "")


def compare_net_days(to, model, delivered):
    """Per placement, what documents bill less what they take back: days and öre, from the delivered files alone."""
    engine, expected = collections.Counter(), collections.Counter()
    for document in delivered.documents.values():
        sign = -1 if document["kind"] == "credit" else 1
        for placement, _, _, _, days, price, amount in document["lines"]:
            engine[placement, price, "days"] += sign * days
            engine[placement, price, "ore"] += sign * amount
    for item in model.items.values():
        for line in item.lines:
            if line.document:
                expected[item.key, line.price, "days"] += len(line.days)
                expected[item.key, line.price, "ore"] += line.amount
        for credit in item.waiting_credits:
            expected[item.key, credit.line.price, "days"] += len(credit.days)
            expected[item.key, credit.line.price, "ore"] += credit.amount
    to.all("billed net of", {k: v for k, v in engine.items() if v}, {k: v for k, v in expected.items() if v})


def compare_payments(to, engine, model):
    shown = {p["id"]: (p["state"], kind_of(p["reason"], PAYMENT) if p["state"] != "resolved" else "") for p in engine}
    to.all("payment", shown, {key: (p["state"], p["why"]) for key, p in model.payments.items()})


def compare_standings(to, listed, unpaid, model, billing):
    def read(text):
        sums = re.findall(r"[0-9]+(?: [0-9]{3})*,[0-9]{2}", text.replace("\u00a0", " "))
        ore = int(re.sub(r"[^0-9]", "", sums[0])) if sums else 0
        return re.match(r"unpaid|part paid|paid|overpaid|credited", text).group(), ore
    engine = {row["number"]: (*read(row["payment"]), row["paid_ore"]) for row in listed if "payment" in row}
    invoices = [d.number for d in billing.documents if d.kind == "invoice"]
    to.all("standing of", engine, {n: (*model.standing(n), model.paid(n)) for n in invoices})
    to.all("paid too much on", {row["number"]: row["overpaid_ore"] for row in unpaid if row.get("overpaid_ore")},
           {n: model.standing(n)[1] for n in invoices if model.standing(n)[0] == "overpaid"})
    to.all("rest of", {row["number"]: row["rest_ore"] for row in unpaid if not row.get("overpaid_ore")},
           {n: model.due(n) for n in invoices if model.due(n) > 0})


def days_in(text):
    """\"2026-09-07–2026-09-11, 2026-09-14\"."""
    days = []
    for part in text.split(", "):
        first, _, last = part.partition("–")
        when = day(first)
        while when <= day(last or first):
            days.append(str(when))
            when += DAY
    return days


def compare_drafts(to, engine, billing):
    shown = {(d["unit"], d["institution"], d["agreement"], d["term"]):
             sorted((l["placement"], days_in(l["dates"]), l["week_price_ore"], l["amount_ore"]) for l in d["lines"])
             for d in engine}
    to.all("waiting", shown, {group: sorted((l.item.key, [str(d) for d in sorted(l.days)], l.price, l.amount)
                                            for l in lines) for group, lines in billing.waiting().items()})


def compare_books(to, books, documents, delivered):
    """Each day of each line of these documents, and the bytes that lie at each target, as an auditor is told them."""
    lines, copies = collections.defaultdict(list), collections.defaultdict(list)
    for row in books["lines"]:
        lines[row["document"]].append((row["placement"], days_in(row["dates"]), int(row["days"]),
                                       int(row["week_price_ore"]), int(row["amount_ore"])))
    for row in books["deliveries"]:
        copies[row["document"]].append((row["receipt"], row["state"], row["sha256"]))
    expected, arrived = {}, collections.defaultdict(list)
    for document in documents:
        sign = -1 if document.kind == "credit" else 1
        expected[document.number] = sorted((key, days, len(days), price, sign * amount)
                                           for key, days, price, amount in document.dates)
        arrived[document.number] = []
    for found in (delivered.documents, delivered.bases):
        for name, document in found.items():
            if document["number"] in arrived:
                arrived[document["number"]].append((name, "delivered", document["sha256"]))
    to.all("days of", {number: sorted(found) for number, found in lines.items()}, expected)
    to.all("copies of", {number: sorted(found) for number, found in copies.items()},
           {number: sorted(found) for number, found in arrived.items()})


def compare_shown(to, number, shown, document):
    """The same of one document, as the program shows it. Documents never change: a few, old ones too, will do."""
    to.same("days shown of", number, sorted((line["placement"], line["dates"]) for line in shown["invoice"]["lines"]),
            [(key, days) for key, days, _, _ in document.dates])
    to.same("deliveries shown of", number, [d["state"] for d in shown["deliveries"]], ["delivered"] * 2)


def compare_accounts(to, reconciled, billing):
    shown = {(a["unit"], a["institution"], a["term"]): [a["issued_ore"], a["waiting_ore"]]
             for a in reconciled["accounts"] if a["issued_ore"] or a["waiting_ore"]}
    to.all("account of", shown, {key: sums for key, sums in billing.accounts().items() if any(sums)})
    to.same("reconciled", "exceptions", reconciled["exceptions"], [])
    to.same("reconciled", "balance", reconciled["balances"], True)


def compare_answers(to, engine, listed, model):
    """What waits of what buyers answered, and what `invoices list` says of each."""
    to.all("answer", engine, {number: answer["state"] for number, answer in model.answers.items()})
    shown = {row["number"]: (row["answer"]["status"], row["answer"]["day"]) for row in listed if "answer" in row}
    numbers = {row["number"] for row in listed}
    to.all("listed answer", shown, {number: (answer["status"], answer["day"]) for number, answer in model.answers.items()
                                    if number in numbers})


def compare_deadlines(to, engine, model):
    shown = {}
    for one in engine:
        parts = [tuple(part[k] for k in PARTS if k in part) for part in one["open"]]
        shown[one["agreement"], one["kind"], one["term"]] = {"day": one["day"], "state": one["state"], "open": parts}
    to.all("deadline", shown, model)
