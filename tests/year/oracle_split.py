"""The split of one round over units, other areas and other co-ordinators: one place at a time, the rules asked anew for each.
"""
import collections

from oracle_book import DAY, day, same


class Split:
    def __init__(self, book, round, today, offers, earlier, others):
        self.book, self.round, self.today = book, round, today
        self.earlier, self.others = earlier, others
        self.used = collections.Counter()     # (quota, year) -> students
        self.answers = {}                     # (unit, line) -> the lowest answer
        self.pools = collections.defaultdict(list)
        for offer in offers:
            self._hear(offer)
        for pools in self.pools.values():     # what holds for a part of the term is used up first
            pools.sort(key=lambda pool: (pool["offer"]["first"] is None, pool["offer"]["id"]))

    def _hear(self, offer):
        unit = self.book.unit(offer["unit"], offer["hsa_id"]) or self.book.other(offer["unit"])
        if offer["term"] != self.round["term"]:
            return
        if offer["order"]:
            key = (unit["id"], offer["order"])
            self.answers[key] = min(self.answers.get(key, offer["places"]), offer["places"])
        else:
            self.pools[unit["id"]].append({"offer": offer, "stated": offer["places"], "left": offer["places"]})

    # What limits a unit.

    def _pools(self, at, line):
        holding = [pool for pool in self.pools[at] if pool["offer"]["first"] is None or
                   (pool["offer"]["first"] <= line["first"] and line["last"] <= pool["offer"]["last"])]
        own = [p for p in holding if p["offer"]["programme"] != "*" and same(p["offer"]["programme"], line["programme"])]
        return own or [p for p in holding if p["offer"]["programme"] == "*"]

    def _limits(self, line, candidate):
        """Each rule or number with what it leaves; the lowest counts, of equal ones the first."""
        at = candidate["at"]
        if candidate["stop"]:
            yield 0, candidate["stop"]
            return
        if (at, line["id"]) in self.answers:
            answer = self.answers[at, line["id"]]
            yield answer - candidate["places"], ("answered", answer, 0)
        pools = self._pools(at, line)
        if pools:
            stated, left = sum(p["stated"] for p in pools), sum(p["left"] for p in pools)
            yield left, ("capacity", stated - left, stated)
        if candidate["quota"]:
            place, quota = candidate["quota"]
            used = self.used[place, line["first"].year]
            yield quota["students"] - used, ("quota", used, quota["students"])

    def _room(self, line, candidate):
        limits = list(self._limits(line, candidate))
        if not limits:
            return 10 ** 9, ("", 0, 0)
        left, why = min(limits, key=lambda limit: limit[0])
        return max(left, 0), why

    def _give(self, line, candidate):
        """One place."""
        candidate["places"] += 1
        if candidate["quota"]:
            self.used[candidate["quota"][0], line["first"].year] += 1
        self._use_up(candidate["at"], line)

    def _use_up(self, at, line):
        for pool in self._pools(at, line):
            if pool["left"] > 0:
                pool["left"] -= 1
                return

    # Who is asked, one after the other.

    def chain(self, line):
        if line["unit"]:
            unit = self.book.unit(line["unit"])
            return [self._candidate(line, unit["id"], (self.book.placed(unit["id"]) or {}).get("area", ""), "direct")]
        chain = []
        area = self.book.area(line["area"])
        for place, name in enumerate([area["id"], *area.get("then", [])]):
            ground = "other_area" if place else "area"
            chain += [self._candidate(line, u["unit"], name, ground)
                      for u in self.book.placing["units"] if u["area"] == name]
        for other in self.book.placing.get("others", []):
            chain.append({"at": other["id"], "area": "", "ground": "other_party", "agreement": None, "quota": None,
                          "stop": None, "places": 0})
        return chain

    def _candidate(self, line, at, area, ground):
        book = self.book
        institution = book.institution(line["institution"])
        agreement = book.agreement(institution, book.unit_of[at], line["programme"], line["type"], line["first"])
        rule = book.pair_rule(institution["id"], at)
        met = (book.placed(at) or {}).get("goals", [])
        missing = [goal for goal in line["goals"] if not any(same(goal, one) for one in met)]
        stop = None
        if rule == "excluded":
            stop = "excluded"
        elif ground == "direct" and rule != "direct":
            stop = "not_direct"
        elif ground != "direct" and rule == "direct":
            stop = "direct_only"
        elif agreement is None:
            stop = "no_agreement"
        elif missing:
            stop = "goals"
        return {"at": at, "area": area, "ground": ground, "agreement": agreement, "places": 0,
                "quota": agreement and book.quota(agreement["id"], at, line["programme"]),
                "stop": stop and (stop, 0, 0)}

    # The split.

    def run(self, lines):
        for name, split in self.others:
            term = next(r["term"] for r in self.book.placing["rounds"] if r["id"] == name)
            for placed in split.values():
                self._take_out(placed, term)
        work = []
        known = dict(lines)
        for id, before in (self.earlier or {}).items():
            known.setdefault(id, {**before["line"], "status": "withdrawn"})
        for line in known.values():
            before = (self.earlier or {}).get(line["id"])
            accepted = line["count"] if line["status"] == "sent" else 0
            if self.today > day(self.round["closes"]) and self.earlier is not None:
                accepted = min(accepted, before["accepted"] if before else 0)
            work.append({"line": line, "accepted": accepted, "chain": self.chain(line),
                         "late": list(before["late"]) if before else [], "before": before})
        work.sort(key=lambda w: (w["line"]["priority"], self.book.institution(w["line"]["institution"])["id"],
                                 w["line"]["id"]))
        for one in work:
            self._keep(one)
        for one in work:
            for candidate in one["chain"]:
                while sum(c["places"] for c in one["chain"]) < one["accepted"] and \
                        self._room(one["line"], candidate)[0] > 0:
                    self._give(one["line"], candidate)
        return {one["line"]["id"]: self._conclude(one) for one in work}

    def _take_out(self, placed, term):
        line = placed["line"]
        for seat in placed["seats"]:
            quota = self.book.quota(seat["agreement"], seat["at"], line["programme"])
            for _ in range(seat["places"]):
                if quota:
                    self.used[quota[0], line["first"].year] += 1
                if term == self.round["term"]:
                    self._use_up(seat["at"], line)

    def _keep(self, one):
        """What was found stays, as far as the order, answers and rules allow."""
        if one["before"] is None:
            return
        left = one["accepted"]
        for candidate in one["chain"]:
            seat = next((s for s in one["before"]["seats"] if s["at"] == candidate["at"]), None)
            if seat is None:
                continue
            wanted = min(seat["places"], left)
            why = self._room(one["line"], candidate)[1]
            kept = 0
            while kept < wanted and self._room(one["line"], candidate)[0] > 0:
                self._give(one["line"], candidate)
                kept += 1
            left -= kept
            institution = self.book.institution(one["line"]["institution"])["id"]
            self._note_late(one, candidate, institution, seat["places"] - wanted)
            if seat["word"] != "asked" and why[0] in ("answered", "capacity"):
                self._note_late(one, candidate, candidate["at"], wanted - kept)

    def _note_late(self, one, candidate, by, places):
        days = (candidate["agreement"] or {}).get("withdrawal_days", 28)
        if places > 0 and self.today + days * DAY > one["line"]["first"]:
            one["late"].append((by, candidate["at"], places, self.today.isoformat()))

    def _conclude(self, one):
        line, left = one["line"], one["accepted"]
        seats, hops, refusals, origin = [], [], [], None
        for candidate in one["chain"]:
            if left == 0:
                break
            room, why = self._room(line, candidate)
            if room > 0:
                why = ("placed", 0, 0)   # it has room now, but its places were found elsewhere before
            if why[0] == "answered":
                why = ("answered", why[1], left)
            is_asked = candidate["places"] > 0 or why[0] == "answered"
            if is_asked and origin:
                hops.append((origin, candidate["at"], left))
            if candidate["places"]:
                seats.append({"at": candidate["at"], "places": candidate["places"], "ground": candidate["ground"],
                              "agreement": candidate["agreement"]["id"] if candidate["agreement"] else "",
                              "word": self._word(line, candidate["at"])})
            left -= candidate["places"]
            if left > 0:
                refusals.append((candidate["at"], *why))
            if is_asked or origin is None:
                origin = candidate["at"]
        if line["status"] == "sent" and one["accepted"] < line["count"]:
            refusals.append((self.round["id"], "closed", one["accepted"], line["count"]))
        granted = sum(s["places"] for s in seats if s["word"] != "asked")
        awaiting = sum(s["places"] for s in seats if s["word"] == "asked")
        placed = {"line": line, "accepted": one["accepted"], "seats": seats, "hops": hops, "refusals": refusals,
                  "late": one["late"], "granted": granted, "awaiting": awaiting,
                  "open": one["accepted"] - granted - awaiting}
        placed["state"] = self._state(placed)
        return placed

    def _word(self, line, at):
        if (at, line["id"]) in self.answers:
            return "answered"
        return "stated" if self._pools(at, line) else "asked"

    def _state(self, placed):
        line = placed["line"]
        if line["status"] == "draft":
            return "draft"
        if line["status"] == "withdrawn" or line["count"] == 0:
            return "withdrawn"
        if placed["granted"] == line["count"]:
            return "allocated" if self.today > day(self.round["closes"]) else "offered"
        gone_to = {to for _, to, _ in placed["hops"]}
        if any(seat["word"] == "asked" and seat["at"] in gone_to for seat in placed["seats"]):
            return "redirected"
        if placed["granted"]:
            return "part-offered"
        return "sent" if placed["awaiting"] else "declined"
