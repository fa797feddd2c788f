"""By when a term is ordered, answered for and invoiced, and what is open of it: docs/guide.md (12), the decision 0017."""
import collections

from oracle_book import day, month_day

KINDS = ["announce", "answer", "invoice"]


def season(term):
    return "spring" if term.startswith("VT") else "autumn"


def next_term(term):
    return f"HT{term[2:]}" if term.startswith("VT") else f"VT{int(term[2:]) + 1}"


class Deadlines:
    def __init__(self, book, today, places, billing):
        self.book, self.today = book, today
        self.places, self.waiting = places, billing.waiting()

    def listed(self):
        """Of this term and the next one, and what is overdue: (agreement, kind, term) -> day, state, what is open."""
        found = {}
        for agreement in self.book.agreements:
            if "deadlines" not in agreement:
                continue
            this = self._term_now(agreement)
            near = {this, next_term(this)}
            for term in sorted(near | {f"{half}{year}" for half in ("VT", "HT") for year in range(2025, 2029)}):
                for kind in KINDS:
                    one = self._deadline(agreement, kind, term)
                    if one and (term in near or one["state"] == "overdue"):
                        found[agreement["id"], kind, term] = one
        return found

    def _term_now(self, agreement):
        """The term that began last."""
        terms = [f"{half}{year}" for half in ("VT", "HT") for year in range(2025, 2029)]
        begun = [(self.book.term_days(term, agreement)[0], term) for term in terms]
        return max(pair for pair in begun if pair[0] <= self.today)[1]

    def _deadline(self, agreement, kind, term):
        rule = agreement["deadlines"].get(kind, {}).get(season(term))
        first, last = self.book.term_days(term, agreement)
        if rule is None or not self._holds(agreement, first, first if kind != "invoice" else last):
            return None
        on, _, year = rule.partition(" ")
        when = month_day(int(term[2:]) + {"": 0, "the year before": -1, "the year after": 1}[year], on)
        parts, is_idle = getattr(self, "_" + kind)(agreement, term)
        lasts = {"announce": self.today < first, "answer": self.today <= last, "invoice": True}[kind]
        state = "idle" if is_idle else "met" if not parts else "open" if self.today <= when else \
            "overdue" if lasts else "missed"
        return {"day": str(when), "state": state, "open": parts}

    @staticmethod
    def _holds(agreement, first, last):
        """On any of these days."""
        return day(agreement["valid_from"]) <= last and \
            ("valid_to" not in agreement or day(agreement["valid_to"]) >= first)

    # What is open, by whom.

    def _announce(self, agreement, term):
        """A sent order line whose places may be found at a unit of the agreement."""
        lines = [line for line in self._order_lines()
                 if line["term"] == term and line["status"] == "sent" and line["count"] > 0]
        is_met = any(c["agreement"] and c["agreement"]["id"] == agreement["id"] and not c["stop"]
                     for line in lines for c in self.places.chain(self.book, line))
        return [] if is_met else [(agreement["institution"],)], False

    def _order_lines(self):
        """The newest version of each, or the last one that was right."""
        for id, order in self.places.orders.items():
            if self.places.states["order", id] == "collected":
                yield order
            else:
                yield from (split[id]["line"] for split in self.places.splits.values() if id in split)

    def _answer(self, agreement, term):
        """Places at units of the agreement that wait for the unit's word."""
        awaited, is_asked = collections.Counter(), False
        rounds = {r["id"] for r in self.book.placing["rounds"] if r["term"] == term}
        for id, split in self.places.splits.items():
            for placed in split.values() if id in rounds else []:
                for seat in placed["seats"]:
                    if seat["agreement"] != agreement["id"]:
                        continue
                    is_asked = True
                    if seat["word"] == "asked":
                        awaited[seat["at"]] += seat["places"]
                is_asked = is_asked or any(self._is_of(agreement, placed["line"], at)
                                           for at, why, _, _ in placed["refusals"] if why == "answered")
        return sorted(awaited.items()), not is_asked

    def _is_of(self, agreement, line, at):
        return any(c["at"] == at and c["agreement"] and c["agreement"]["id"] == agreement["id"]
                   for c in self.places.chain(self.book, line))

    def _invoice(self, agreement, term):
        """Days that wait to be invoiced, by unit."""
        parts = collections.defaultdict(lambda: [0, 0])
        for group, lines in self.waiting.items():
            if (group[2], group[3]) == (agreement["id"], term):
                for line in lines:
                    parts[group[0]][0] += len(line.days)
                    parts[group[0]][1] += line.amount
        return sorted((unit, *sums) for unit, sums in parts.items()), False
