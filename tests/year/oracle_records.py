"""What the model of billing keeps."""
from oracle_placement import amount_of


class Line:
    """A booked line: days of one placement at one price, and what credits have left of it."""

    def __init__(self, item, subject, group, days, price):
        self.item, self.subject, self.group, self.price = item, subject, group, price
        self.days = set(days)              # that stand
        self.amount = amount_of(len(days), price)
        self.billed = frozenset(days)
        self.row = item.row                # as it was when it was booked
        self.document = None


class Credit:
    def __init__(self, line, days, amount, by_person):
        self.line, self.days, self.amount, self.by_person = line, set(days), amount, by_person


class Item:
    """A placement through all its versions."""

    def __init__(self, key):
        self.key = key
        self.source = None   # the row as it was exported
        self.row = None      # as it counts: a person may have mended it
        self.change = None
        self.state, self.reason = None, ""
        self.says = None     # what the registry said when it was decided
        self.lines, self.waiting_credits = [], []
        self.order = 0   # of its newest version among all messages


class Document:
    def __init__(self, kind, number, group, issued, days, credits=None, supplement=0):
        """`days`: (line, its days on this document, their amount)."""
        self.kind, self.number, self.group, self.issued = kind, number, group, issued
        # (placement, name, first, last, days, price, amount)
        self.lines = [(line.item.key, f"{line.row['Förnamn']} {line.row['Efternamn']}", min(days), max(days), len(days),
                       line.price, amount) for line, days, amount in days]
        self.dates = sorted((line.item.key, [str(day) for day in sorted(days)], line.price, amount)
                            for line, days, amount in days)
        self.credits, self.supplement = credits, supplement
        self.total = sum(line[-1] for line in self.lines)
