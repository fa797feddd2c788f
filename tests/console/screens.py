"""Every screen of the console: its name, its way, and what is seen when it is there. `{message}` and the like are filled in."""

SCREENS = [
    ("tonight", "tonight", ".verdict"),
    ("plan", "plan/nightly-placements", ".filter"),
    ("pipelines", "pipelines", ".drawing"),
    ("parked", "parked", ".group"),
    ("messages", "messages?state=rejected", "table"),
    ("messages-none", "messages?key=nothing-like-it", ".empty"),
    ("message", "messages/{message}", ".story"),
    ("orders", "orders", "table"),
    ("round", "orders?round={round}", ".bar"),
    ("order", "orders/{order}", ".values"),
    ("invoices-drafts", "invoices?view=drafts", ".group"),
    ("invoices-issued", "invoices?view=issued", "table"),
    ("invoices-unpaid", "invoices?view=unpaid", "table"),
    ("invoices-payments", "invoices?view=payments", ".empty, table"),
    ("invoice", "invoices/{invoice}", ".paper"),
    ("reconciliation", "reconciliation", "tfoot"),
    ("connections", "connections", ".card"),
    ("configuration", "configuration", "table"),
    ("configuration-file", "configuration/sluss.yaml", ".code"),
    ("audit", "audit", "table"),
    ("accounts", "accounts", "table"),
]


def ways(asker):
    """The screens of a house that has run the sample."""
    first = lambda path: (asker.get(path) or {}).get("items", [{}])[0]
    known = {
        "message": first("/messages?state=rejected&reason_like=days").get("id"),
        "invoice": first("/invoices").get("number"),
        "round": first("/rounds").get("round"),
        "order": first("/orders").get("order"),
    }
    return [(name, way.format(**known), sign) for name, way, sign in SCREENS]
