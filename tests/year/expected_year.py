"""What must happen in a year of full size, at least once at some month's end, for the year to prove anything of it."""

PLACEMENT = ["collected", "filtered", "rejected", "held protected", "held institution", "held unit", "held agreement",
             "held price", "held taken", "held no day", "held term", "held agreement ends", "held credited", "held not known", "held not registered",
             "held several students", "resolved"]
PAYMENT = ["filtered paid", "filtered left", "held part", "held over", "held double", "held unknown", "held no number",
           "held elsewhere", "held several", "held taken back", "held in part", "resolved"]
REGISTRY = ["not known", "not registered", "several students", "interrupted", "registered",
            "not known, then registered", "not registered, then registered", "registered, then not registered, invoiced",
            "registered, then interrupted, invoiced", "interrupted, then registered, invoiced"]
INVOICE = ["unpaid", "part paid", "paid", "overpaid", "credited"]
LINE = ["draft", "sent", "part-offered", "declined", "redirected", "offered", "allocated", "withdrawn"]
STOP = ["goals", "excluded", "direct_only", "not_direct", "no_agreement", "quota", "capacity", "answered", "placed", "closed"]
SEAT = ["direct asked", "area asked", "area answered", "area stated", "other_area asked", "other_area answered",
        "other_area stated", "other_party asked", "other_party answered"]

DEADLINE = ["announce open", "announce met", "announce missed", "answer idle", "answer open", "answer met",
            "answer overdue", "invoice open", "invoice met", "invoice overdue"]

ANSWER = ["filtered acknowledged", "filtered in_process", "filtered accepted", "filtered rejected", "held rejected",
          "held accepted", "held under_query", "held conditional", "resolved under_query"]

KINDS = [f"{what} {kind}" for what, kinds in [("placement", PLACEMENT), ("payment", PAYMENT), ("registry", REGISTRY),
                                              ("invoice", INVOICE), ("deadline", DEADLINE), ("answer", ANSWER), ("registration", ["collected", "rejected"]),
                                              ("line", LINE), ("stop", STOP), ("seat", SEAT)] for kind in kinds]
KINDS += ["invoice", "invoice supplement", "credit", "late change", "hop"]


def missing(year):
    """The kinds that a year has not seen, and the sizes that it has not reached."""
    lacks = [f"nothing was seen of: {kind}" for kind in KINDS if kind not in year.seen]
    ordered = sum(int(row["Antal platser"]) for round in year.rounds for row in round.orders.values())
    sizes = {"institutions": (len(year.world.institutions), 4), "providers": (len(year.world.providers), 5),
             "units": (len(year.world.units), 60), "rounds": (len(year.places.splits), 2), "places ordered": (ordered, 1500),
             "placements of HT2026": (len(year.autumn.rows), 650), "placements of VT2027": (len(year.spring.rows), 650)}
    return lacks + [f"{size} {what}, at least {least} are wanted" for what, (size, least) in sizes.items() if size < least]
