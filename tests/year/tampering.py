"""The comparison can fail: each of these is done to what was delivered, or told by the model, and must be seen."""
import os

from engine import Delivered


def _pick(folder, kind):
    names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    return next(os.path.join(folder, n) for n in names if kind is None or f"<{kind} " in open(os.path.join(folder, n)).read())


def _replaced(path, change):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(change(text))
    return lambda: _write(path, text)


def _write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def _one_more_ore(text):
    """One öre more on the first line of a document."""
    mark = '<cbc:LineExtensionAmount currencyID="SEK">'
    at = text.index(mark, text.index("Line>", text.index("</cac:LegalMonetaryTotal>"))) + len(mark)
    end = text.index("<", at)
    digits = f"{int(text[at:end].replace('.', '')) + 1:03}"
    return text[:at] + digits[:-2] + "." + digits[-2:] + text[end:]


def lost(year):
    path = _pick(year.engine.path("outbox"), None)
    os.rename(path, path + "-away.part")
    os.rename(path + "-away.part", year.engine.path("store", "away"))
    return lambda: os.rename(year.engine.path("store", "away"), path)


def doubled(year):
    path = _pick(year.engine.path("outbox"), "Invoice")
    with open(path, encoding="utf-8") as file:
        _write(path + "-2.xml", file.read())
    return lambda: os.remove(path + "-2.xml")


def altered(year):
    return _replaced(_pick(year.engine.path("outbox"), "Invoice"), _one_more_ore)


def altered_credit(year):
    return _replaced(_pick(year.engine.path("outbox"), "CreditNote"), _one_more_ore)


def altered_basis(year):
    return _replaced(_pick(year.engine.path("underlag"), None), lambda text: text.replace("Summa;;;;;;", "Summa;;;;;;1", 1))


def a_day_less(year):
    """In the model: a student-day that stands on no document."""
    line = next(l for item in year.billing.items.values() for l in item.lines if l.document and len(l.days) > 1)
    day = min(line.days)
    line.days.discard(day)
    return lambda: line.days.add(day)


def another_day(year):
    """In the model: a document has another day than it was issued with; its number of days and its öre are the same."""
    document = next(d for d in year.billing.documents if len(d.dates[0][1]) > 1)
    days = document.dates[0][1]
    first, days[0] = days[0], "2026-08-02"
    return lambda: days.__setitem__(0, first)


def interrupted_otherwise(year):
    """In the model: the registry says another day, which says the same of what is billed."""
    says = next(i.says for i in year.billing.items.values() if i.state == "collected" and i.says and i.says.interrupted)
    day, says.interrupted = says.interrupted, "2026-08-02"
    return lambda: setattr(says, "interrupted", day)


def a_faulty_registration(year):
    registration = next(r for r in year.billing.registry.items.values() if r.state == "collected")
    registration.state = "rejected"
    return lambda: setattr(registration, "state", "collected")


def a_deadline_moved(year):
    """In the model: an agreement wants its answers a day later."""
    rule = next(a for a in year.book.agreements if "deadlines" in a)["deadlines"]["answer"]
    day, rule["spring"] = rule["spring"], "11-16 the year before"
    return lambda: rule.update(spring=day)


def an_answer_forgotten(year):
    """In the model: what the buyer said is another thing, which asks nobody for anything either."""
    answer = next(a for n, a in year.answers.answers.items() if year.payments.invoice(n))
    status, answer["status"] = answer["status"], "unheard"
    return lambda: answer.update(status=status)


def an_answer_let_go(year):
    answer = next(iter(year.answers.answers.values()))
    state, answer["state"] = answer["state"], "superseded"
    return lambda: answer.update(state=state)


def a_place_elsewhere(year):
    seat = next(s for split in year.places.splits.values() for placed in split.values() for s in placed["seats"])
    at, seat["at"] = seat["at"], "nowhere"
    return lambda: seat.update(at=at)


def unpaid(year):
    number, parts = next((n, list(p)) for n, p in year.payments.parts.items() if year.payments.paid(n))
    year.payments.parts[number] = []
    return lambda: year.payments.parts.update({number: parts})


ALL = [lost, doubled, altered, altered_credit, altered_basis, a_day_less, another_day, interrupted_otherwise, a_faulty_registration, a_deadline_moved, an_answer_forgotten,
       an_answer_let_go,
       a_place_elsewhere, unpaid]


def not_seen(year, day):
    """Those that the comparison passes over. After each, all is as it was."""
    missed = []
    for tamper in ALL:
        undo = tamper(year)
        year.differences, year.delivered = [], Delivered(year.engine)
        year.look(day)
        if not year.differences:
            missed.append(f"not seen: {tamper.__name__}")
        undo()
    year.differences, year.delivered = [], Delivered(year.engine)
    year.look(day)
    return missed + [f"after it was undone: {difference}" for difference in year.differences]
