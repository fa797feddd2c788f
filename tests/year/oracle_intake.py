"""Whole pictures: what is new, changed, unchanged or gone in an export, by docs/guide.md (3, 5, 6)."""
import collections
import csv

WITHDRAW_LIMIT = 20  # percent, of connectors/klipp and connectors/registry-sheet


class Intake:
    """What has been told of under a key. `scope`: the columns of what an export is the whole picture of."""

    def __init__(self, key, scope, kind):
        self.key, self.scope, self.kind = key, scope, kind
        self.items = {}
        self.scopes = collections.defaultdict(set)   # scope -> keys that count as there
        self.versions = 0

    def take_in(self, path, tally):
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        seen = set()
        for row in rows:
            seen.add(row[self.key])
            self._see(row, tally)
        ok = True
        for scope in sorted({self._scope_of(row) for row in rows}):
            ok = self._miss(scope, seen, tally) and ok
        return ok

    def _scope_of(self, row):
        return tuple(row[column] for column in self.scope)

    @staticmethod
    def meaning_of(row):
        """What is read of it: a row that says the same in another word is unchanged."""
        return row

    def _see(self, row, tally):
        tally["read"] += 1
        item = self.items.get(row[self.key])
        if item and self.meaning_of(item.source) == self.meaning_of(row) and item.change != "withdrawn":
            tally["unchanged"] += 1
            return
        if item is None:
            item = self.items[row[self.key]] = self.kind(row[self.key])
            item.change = "added"
        else:
            item.change = "changed"
        for keys in self.scopes.values():
            keys.discard(item.key)
        self.scopes[self._scope_of(row)].add(item.key)
        item.row = item.source = row
        tally["new" if item.change == "added" else "changed"] += 1
        self.new_version(item)

    def new_version(self, item):
        self.versions += 1
        item.order = self.versions
        self.decide(item)

    def _miss(self, scope, seen, tally):
        """What is not in a whole picture any more counts as withdrawn, unless too much is missing."""
        there = [self.items[key] for key in self.scopes[scope]]
        there = sorted((i for i in there if i.change != "withdrawn" and i.state != "resolved"), key=lambda i: i.order)
        gone = [item for item in there if item.key not in seen]
        counted = [item for item in there if item.state != "rejected"]
        lost = [item for item in gone if item.state != "rejected"]
        if len(lost) > 1 and len(lost) * 100 > len(counted) * WITHDRAW_LIMIT:
            return False
        for item in gone:
            item.change = "withdrawn"
            tally["withdrawn"] += 1
            self.new_version(item)
        return True
